"""Sentences for errors of the framework library and of the files that editions are loaded from."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "library.code_is_national": _(
        "“%(framework)s” is the code of a national framework. Give yours another code."
    ),
    "library.edition_exists": _(
        "Edition “%(edition)s” of “%(framework)s” is loaded already. An edition is never changed: give the file a new "
        "edition."
    ),
    "library.edition_not_after_latest": _(
        "A new edition must begin after the one before it, so that no earlier procurement sees another text."
    ),
    "library.adapts_unknown": _("There is no item “%(item)s” in a framework “%(framework)s” to adapt."),
    "library.adapts_own": _("This is your own framework: load a new edition of it instead."),
    "library.parents_in_circle": _("Items lie within each other in a circle."),
    "library.checked_in_future": _("The day must not be in the future"),
    "library.wording_unchanged": _("This is the wording there is. Write the words that differ"),
    "framework.code_malformed": _(
        "“%(text)s” is not a code: use letters, figures, dots and hyphens, at most 40 of them"
    ),
    "framework.code_repeated": _("the code “%(text)s” was used above"),
    "framework.title_missing": _("the title is missing"),
    "framework.title_too_long": _("“%(field)s” must have at most %(limit)s characters"),
    "framework.ends_before_start": _("the last day is before the first"),
    "framework.mandatory_before_usable": _("it cannot be mandatory before it may be used"),
    "framework.no_items": _("there are no items"),
    "framework.too_many_items": _("there are more than %(limit)s items"),
    "framework.parent_missing": _("an item of the kind “%(kind)s” needs a parent"),
    "framework.parent_unknown": _("there is no item “%(text)s” to lie under"),
    "framework.parent_of_wrong_kind": _(
        "an item of the kind “%(kind)s” cannot lie under one of “%(parent_kind)s”"
    ),
    "framework.unit_missing": _("a metric needs a unit"),
    "framework.metric_kind_missing": _("a metric needs a “metric_kind”"),
    "framework.aggregate_missing": _("a metric needs an “aggregate”"),
    "framework.measure_on_other_kind": _("only a metric has a unit, a kind and an aggregate"),
    "framework.value_on_other_kind": _("only a rule has a figure of its own"),
    "framework.value_out_of_range": _("the figure must be between 0 and 10,000 basis points"),
    "framework.adapts_malformed": _("“%(text)s” must be a framework and an item, like ppn002/1a"),
    "framework.adapts_unknown": _("there is no national item “%(text)s” to adapt"),
    "framework.text_expected": _("“%(field)s” must be text"),
    "framework.field_missing": _("“%(field)s” is missing"),
    "framework.field_unknown": _("“%(field)s” is not a field"),
    "framework.field_repeated": _("“%(field)s” appears twice"),
    "framework.column_missing": _("the column “%(field)s” is missing"),
    "framework.sheet_missing": _("the sheet “%(sheet)s” is missing"),
    "framework.choice_unknown": _("“%(text)s” is not one of: %(allowed)s"),
    "framework.day_malformed": _("“%(text)s” is not a date like 2025-02-13"),
    "framework.yes_or_no": _("“%(text)s” must be yes or no"),
    "framework.whole_number": _("“%(text)s” must be a whole number"),
    "framework.named_fields_expected": _("named fields are expected here"),
    "framework.list_expected": _("a list is expected in “%(field)s”"),
    "framework.yaml_unreadable": _("this cannot be read as YAML: %(text)s"),
    "framework.nested_too_deep": _("the brackets are nested too deeply"),
    "framework.not_utf8": _("the text is not in UTF-8"),
    "framework.not_a_workbook": _("this is not an Excel workbook (.xlsx)"),
    "framework.file_too_large": _("it is larger than %(limit)s bytes"),
}
