"""Sentences about packs: a response workbook that cannot be read, a Word template that cannot be used."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pack.workbook_too_large": _(
        "The workbook has more than %(megabytes)s MB. Take out pictures, or save it again"
    ),
    "pack.workbook_unpacks_too_large": _(
        "The workbook unpacks to far more than a workbook of ours can hold. Fill in a fresh copy"
    ),
    "pack.workbook_locked": _(
        "The workbook is locked with a password, or is an old Excel file. Save it without one, as .xlsx or .ods"
    ),
    "pack.not_a_workbook": _("This is not a workbook. Send the .xlsx or .ods file that you filled in"),
    "pack.workbook_renamed": _(
        "The name ends in “%(ending)s”, but the content is a .%(kind)s workbook. Save it again as .%(kind)s"
    ),
    "pack.workbook_macros": _("The workbook contains macros. Fill in a copy without them"),
    "pack.workbook_links": _("The workbook draws on other files. Fill in a copy that stands alone"),
    "pack.workbook_damaged": _("The workbook is damaged. Save it again, or fill in a fresh copy"),
    "pack.workbook_not_ours": _(
        "This is not a response workbook of ours: the sheet “About this workbook” is missing or empty"
    ),
    "pack.workbook_format": _(
        "The workbook has the format %(found)s; this installation reads %(known)s. Download it again"
    ),
    "pack.workbook_of_another_ask": _(
        "The workbook answers another ask. Fill in the workbook of “%(title)s”"
    ),
    "pack.workbook_of_a_draft": _("The workbook is of a draft. Fill in the workbook of the published ask"),
    "pack.workbook_of_another_version": _(
        "The workbook answers version %(found)s as it was issued elsewhere or earlier. The version that stands is "
        "%(version)s: download its workbook and copy your words over"
    ),
    "pack.workbook_of_another_lot": _(
        "The workbook is for another lot. This tender is for “%(title)s”: use a workbook of its own for each lot"
    ),
    "pack.sheet_too_large": _(
        "There is something far outside the form. At most %(rows)s rows and %(columns)s columns"
    ),
    "pack.sheet_missing": _("The sheet “%(sheet)s” is missing. Fill in a fresh copy"),
    "pack.sheet_unknown": _("The sheet “%(sheet)s” was added. Take it out: what is in it would be lost"),
    "pack.sheet_hidden": _("The sheet “%(sheet)s” is hidden and not empty. Show it or take it out"),
    "pack.cells_merged": _("Cells are merged here. Take them apart"),
    "pack.cell_formula": _("There is a formula here. Enter the value itself"),
    "pack.cell_error": _("A program wrote an error here. Enter the value itself"),
    "pack.cell_too_long": _("The cell holds %(count)s signs; at most %(limit)s can be read"),
    "pack.cell_outside": _("This cell is outside the form. Move what it says into the form, or empty it"),
    "pack.column_moved": _(
        "The heading “%(title)s” should be here. Undo what moved it, or fill in a fresh copy"
    ),
    "pack.row_moved": _("“%(title)s” should be here. Undo what moved it, or fill in a fresh copy"),
    "pack.choice_unknown": _("“%(text)s” is not in the list. Choose an entry from the list"),
    "pack.not_a_number": _("Enter a number that is not below nought, with at most %(places)s decimal places"),
    "pack.not_a_day": _("Enter a day, like 31/12/2027"),
    "pack.cell_required": _("This cell cannot be left empty in a row that is used"),
    "pack.commitment_missing": _("There is no commitment number %(number)s in the sheet “Commitments”"),
    "pack.only_for_own_measure": _("Leave this empty: it is only for a measure of your own"),
    "pack.place_in_amounts": _("Leave this empty for a quantity: its places stand in the sheet “Amounts”"),
    "pack.template_unknown": _("The template asks for “%(name)s”, which is not known. Known are: %(known)s"),
    "pack.template_not_allowed": _(
        "The template uses “%(what)s”. A template may name placeholders, repeat (for) and leave out (if), and nothing else"
    ),
    "pack.template_syntax": _("A placeholder in the template is not complete: %(reason)s"),
    "pack.template_part_not_alone": _("Put “%(name)s” in a paragraph of its own in the body of the template"),
    "pack.template_links": _(
        "The template draws on something outside itself (a linked picture, template or field). Take that out"
    ),
    "pack.template_damaged": _(
        "The template could not be read. Save it again as .docx, or choose another file"
    ),
    "pack.template_not_word": _("A template is a Word document (.docx)"),
    "pack.template_title_missing": _("Give the template a name"),
}
