"""Forms of a tender's parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.domain.asks import CriterionContent
from commonweal.files.kinds import accepted_endings
from commonweal.web.forms import ChoiceField, FileField, GovForm, TextField, TickField, WordsField


class Blankable:
    """A field that a draft may leave empty without being called optional: what is missing is said before submitting."""

    def validate(self, value: Any) -> None:
        """An empty value is no mistake here."""


class AnswerField(Blankable, WordsField):
    """An answer: the page counts its words, and one over the limit is saved all the same, so that nothing is lost."""

    def clean(self, value: Any) -> Any:
        return forms.CharField.clean(self, value)


class AnswerForm(GovForm):
    """The answer to one question."""

    button = _("Save")

    def __init__(self, *args: Any, criterion: CriterionContent, text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = AnswerField(
            label=_("Your answer"), max_words=criterion.word_limit, rows=18, strip=False
        )
        self.fields["answer"].initial = text


class UploadForm(GovForm):
    """One file to attach."""

    button = _("Attach")
    file = FileField(
        label=_("Attach a file"),
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, plain text or a picture, up to 20 MB"),
        accept=accepted_endings(),
    )
    question = ChoiceField(
        label=_("Which question does it belong to?"), choices=(), required=False, as_select=True
    )

    def __init__(self, *args: Any, questions: tuple[CriterionContent, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [  # type: ignore[attr-defined]
            ("", _("The tender as a whole")),
            *((criterion.id, criterion.title) for criterion in questions),
        ]


class WorkbookForm(GovForm):
    """A filled response workbook."""

    button = _("Look at what it changes")
    file = FileField(
        label=_("The response workbook you filled in"),
        help_text=_("The .xlsx or .ods file of this ask, up to 5 MB. Nothing is changed yet"),
        accept=".xlsx,.ods",
    )


class BringInForm(GovForm):
    """Bring in a workbook whose changes were shown."""

    title = _("What the workbook changes")
    button = _("Bring it into the draft")


class SubmitForm(GovForm):
    """The last step: the code is made with the page, so that it is never stored and never lost on the way."""

    title = _("Check and submit")
    button = _("Submit the tender")
    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kept = TickField(
        label=_("I have kept the code where my organisation will find it again"),
        error_messages={"required": _("Keep the code first: we cannot show it again")},
    )
    true = TickField(
        label=_("I may submit this tender for my organisation"),
        error_messages={"required": _("Confirm that you may submit this tender")},
    )


class LateForm(SubmitForm):
    """Submit after the deadline, where late tenders are kept for a decision."""

    title = _("Submit late")
    button = _("Submit the tender late")
    because = WordsField(
        label=_("Why is it late?"),
        help_text=_("Whoever decides reads this without knowing who you are. Write nothing that shows it"),
        rows=4,
        max_words=200,
    )


class CodeForm(GovForm):
    """The code that was shown when the tender was submitted."""

    code = TextField(
        label=_("The code you kept"),
        help_text=_("Five groups of five, for example 2b3cd-4f5gh-6j7km-8n9pq-rstvw"),
        width="govuk-!-width-two-thirds",
        max_length=60,
    )


class PackageForm(CodeForm):
    """Unlock the package to download it."""

    title = _("Download what you submitted")
    button = _("Download")
    intro = _("The file is exactly what was sealed. Its SHA-256 digest is the one on your receipt.")


class ReviseForm(GovForm):
    """Unlock the supplier's own copy, or begin from a blank page when the code is lost."""

    title = _("Revise your tender")
    button = _("Begin the revision")
    intro = _("What you submitted stands until you submit the revision.")
    way = ChoiceField(
        label=_("Where do you want to begin?"),
        choices=(
            ("copy", _("With what we submitted")),
            ("blank", _("From a blank page: we have lost the code")),
        ),
        initial="copy",
    )
    code = TextField(
        label=_("The code you kept"),
        help_text=_("Five groups of five. Leave it empty to begin from a blank page"),
        width="govuk-!-width-two-thirds",
        max_length=60,
        required=False,
    )


class KeepForm(GovForm):
    """Discard the revision."""

    title = _("Discard the revision?")
    button = _("Discard it and keep what we submitted")
    intro = _("What you wrote since you unlocked your copy will be destroyed.")


class WithdrawForm(GovForm):
    """Withdraw the tender."""

    title = _("Withdraw the tender?")
    button = _("Withdraw")
    intro = _("What you wrote and what you submitted will be destroyed. Only the receipts are kept.")
    sure = TickField(
        label=_("Yes, destroy it"), error_messages={"required": _("Tick the box if you want to withdraw")}
    )


class AgainForm(GovForm):
    """Begin a withdrawn tender again."""

    title = _("Begin again?")
    button = _("Begin again")
    intro = _("You begin from a blank page.")


class RemoveForm(GovForm):
    """Confirm that a commitment or a file goes."""

    button = _("Remove")
