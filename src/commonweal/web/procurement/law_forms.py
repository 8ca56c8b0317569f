"""Forms about the law of one procurement."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.access import Reservation
from commonweal.domain.duty_marks import Mark
from commonweal.domain.procedures import Question
from commonweal.presentation.before_words import CONSULT, MARK, RESERVATION, SPLIT
from commonweal.presentation.procurement_words import choices
from commonweal.web.forms import (
    ChoiceField,
    DayField,
    FileField,
    GovForm,
    MoneyField,
    TextField,
    TickField,
    WholeNumberField,
    WordsField,
)


class DutyMarkForm(GovForm):
    """What a person says of one duty."""

    title = _("Mark a duty")
    button = _("Save")

    mark = ChoiceField(label=_("How does it stand?"), choices=choices(MARK), initial=Mark.DONE.value)
    done_on = DayField(label=_("When was it done?"), required=False)
    reason = WordsField(
        label=_("Why, or where it can be seen"),
        help_text=_("Needed when it does not apply or is open again; helpful when it is done"),
        max_words=300,
        rows=4,
        required=False,
    )


class LegalFactsForm(GovForm):
    """Facts that decide duties."""

    title = _("Facts that decide the duties")
    button = _("Save")
    intro = _("What the plan says already is not asked again. Leave empty what is not known yet.")

    light_touch = TickField(label=_("These are light touch services"), required=False)
    concession = TickField(label=_("It is a concession"), required=False)
    is_devolved = TickField(
        label=_("The authority is devolved (Wales, Scotland, Northern Ireland)"), required=False
    )
    authority_spend_pence = MoneyField(
        label=_("What the authority expects to spend on public contracts this financial year"), required=False
    )
    kpis_not_appropriate = WordsField(
        label=_("Why KPIs could not appropriately assess performance, if that is so"),
        required=False,
        max_words=200,
        rows=3,
    )
    planned_notice_on = DayField(label=_("Planned procurement notice"), required=False)
    tender_notice_on = DayField(label=_("Tender notice"), required=False)
    transparency_notice_on = DayField(
        label=_("Transparency notice"), help_text=_("Before a direct award only"), required=False
    )
    award_notice_on = DayField(label=_("Contract award notice"), required=False)
    contract_signed_on = DayField(label=_("Contract entered into"), required=False)


class AnswerForm(GovForm):
    """One question of the procedure chooser."""

    button = _("Continue")

    answer = ChoiceField(label=_("Your answer"), choices=())

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title, self.intro = question.title, question.hint
        field = self.fields["answer"]
        field.choices = [(each.id, each.title) for each in question.answers]  # type: ignore[attr-defined]
        field.hints = {each.id: each.hint for each in question.answers if each.hint}  # type: ignore[attr-defined]


class ChooseForm(GovForm):
    """The procedure, and why."""

    title = _("Choose the procedure")
    button = _("Keep this choice")

    procedure = ChoiceField(label=_("Which procedure do you choose?"), choices=())
    reason = WordsField(
        label=_("Why this one?"), help_text=_("Somebody may ask you in three years"), max_words=400, rows=6
    )

    def __init__(self, *args: Any, procedures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure"].choices = procedures  # type: ignore[attr-defined]


class SocialValueActForm(GovForm):
    """One version of the Social Value Act record."""

    title = _("Record what was considered")
    button = _("Keep this record")
    intro = _(
        "The Public Services (Social Value) Act 2012 asks authorities in England and Wales to consider this before they "
        "procure services. What you write is kept as a version that nobody can edit; you can add another later."
    )

    area = WordsField(
        label=_("Which area is meant?"),
        help_text=_("Where the authority mainly works"),
        max_words=200,
        rows=2,
    )
    economic = WordsField(label=_("How could it improve economic well-being there?"), max_words=500, rows=4)
    social = WordsField(label=_("How could it improve social well-being?"), max_words=500, rows=4)
    environmental = WordsField(
        label=_("How could it improve environmental well-being?"), max_words=500, rows=4
    )
    how_secured = WordsField(
        label=_("How could the procurement secure that?"),
        help_text=_("Only what is relevant and proportionate to what is bought"),
        max_words=500,
        rows=4,
    )
    consult = ChoiceField(label=_("Will you consult on it?"), choices=choices(CONSULT))
    consult_reason = WordsField(label=_("Why, or whom and with what result?"), max_words=300, rows=3)
    considered_on = DayField(label=_("When was it considered?"))
    considered_by_post = TextField(
        label=_("Who considered it?"), help_text=_("Posts, not names of people"), max_length=200
    )


class RegisterForm(GovForm):
    """A register of suppliers to count."""

    title = _("Count the suppliers of a register")
    button = _("Count them")
    intro = _(
        "Give a table of suppliers that could do this kind of work: a header row with the name and either the size (micro, "
        "small, medium, large) or the number of employees. A company number, if there is one, keeps a supplier from being "
        "counted twice. The counts are put into the review for you to check."
    )

    file = FileField(
        label=_("Register"),
        help_text=_("CSV up to 10 MB; Excel or OpenDocument workbook up to 20 MB"),
        accept=".csv,.xlsx,.ods",
        error_messages={"required": _("Choose a file")},
    )


class AccessForm(GovForm):
    """How lots and access were considered."""

    title = _("Consider lots and access")
    button = _("Keep this review")
    intro = _("What you write is kept as a version that nobody can edit; you can add another later.")

    micro = WholeNumberField(label=_("Micro suppliers of this kind of thing (fewer than 10 people)"))
    small = WholeNumberField(label=_("Small (fewer than 50)"))
    medium = WholeNumberField(label=_("Medium (fewer than 250)"))
    large = WholeNumberField(label=_("Large"))
    market_source = WordsField(
        label=_("Where do these numbers come from?"),
        help_text=_("A register, a market engagement, or your own estimate: say which"),
        max_words=100,
        rows=2,
    )
    turnover_percent = WholeNumberField(
        label=_("Yearly turnover you will ask for, in per cent of the yearly value")
    )
    split = ChoiceField(label=_("What do you decide about lots?"), choices=choices(SPLIT))
    split_reason = WordsField(label=_("Why?"), max_words=300, rows=3)
    barriers = WordsField(
        label=_("Which barriers to small firms did you find, and what do you do about each?"),
        max_words=400,
        rows=5,
    )
    reservation = ChoiceField(
        label=_("Is it reserved for anybody?"), choices=choices(RESERVATION), initial=Reservation.NONE.value
    )
    reservation_reason = WordsField(label=_("If so, why?"), required=False, max_words=200, rows=3)
