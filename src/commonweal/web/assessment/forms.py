"""Forms of an assessment."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.asks import CriterionContent
from commonweal.domain.assessment.panel import PanelRole
from commonweal.organisations.models import Membership
from commonweal.presentation.points import marks
from commonweal.web.assessment.words import ROLE
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    FileField,
    GovForm,
    TextField,
    WordsField,
)

YES_NO = (("no", _("No")), ("yes", _("Yes")))


class ConfirmForm(GovForm):
    """A step that cannot be taken back: said in words, with a button that says what it does."""

    def __init__(self, *args: Any, title: Any, button: Any, intro: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title, self.button, self.intro = title, button, intro


class MemberForm(GovForm):
    """Who joins the panel, as what, and for which questions."""

    title = _("Name a panel member")
    button = _("Add to the panel")

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership],
        questions: Iterable[CriterionContent],
        roles: Sequence[PanelRole] = tuple(PanelRole),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        questions = list(questions)
        self.fields["person"] = ChoiceField(
            label=_("Person"),
            choices=[
                (each.external_id, f"{each.person.name} ({', '.join(map(str, each.role_titles))})")
                for each in people
            ],
        )
        self.fields["role"] = ChoiceField(
            label=_("What they do"),
            choices=[(role.value, ROLE[role.value]) for role in roles],
            initial=roles[0].value if len(roles) == 1 else None,
            hints={
                PanelRole.ASSESSOR.value: _("Scores the questions below, independently and with reasons"),
                PanelRole.MODERATOR.value: _(
                    "Chairs moderation and records agreed scores; gives none of their own"
                ),
            },
        )
        if PanelRole.ASSESSOR in roles:
            self.fields["criteria"] = ChoicesField(
                label=_("Questions they score"),
                help_text=_("For an assessor."),
                choices=[(each.id, each.title) for each in questions],
                required=False,
                initial=[each.id for each in questions],
            )


class DeclarationForm(GovForm):
    """What a panel member declares before anything is shown."""

    title = _("Declare your interests")
    button = _("Declare")
    intro = _(
        "An interest is anything that could make a fair person doubt that you judge on the answers alone: family, "
        "friends, money, work past or hoped for, a strong public view. You see no answer before you declare."
    )

    has_interest = ChoiceField(
        label=_("Do you have an interest in any of these tenderers, or in the result?"), choices=YES_NO
    )
    words = WordsField(
        label=_("What is the interest?"),
        help_text=_("Only if you have one. Somebody else decides whether you may take part."),
        required=False,
        max_words=300,
        rows=4,
    )


class InterestForm(GovForm):
    """Whether a member with an interest may take part."""

    title = _("Decide on a declared interest")
    button = _("Record the decision")

    is_allowed = ChoiceField(label=_("May they take part?"), choices=YES_NO)
    reason = WordsField(label=_("Why, and what is done about it"), max_words=300, rows=4)


class LiftingForm(GovForm):
    """Why a member who was kept out by an interest may take part again."""

    title = _("Lift the exclusion")
    button = _("Let them take part again")

    reason = WordsField(
        label=_("Why they may take part again"),
        help_text=_("What was not known when they were kept out, or what has changed."),
        max_words=300,
        rows=4,
    )


def band_choices(criterion: CriterionContent) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """Published bands, best first, as choices with their text as hints."""
    bands = sorted(criterion.bands, key=lambda band: -band.score)
    return [(str(band.score), f"{marks(band.score)} – {band.title}") for band in bands], {
        str(band.score): band.text for band in bands
    }


class LaterChoice(ChoiceField):
    """A choice that is needed in the end and may be left open in a save."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else ""


class LaterWords(WordsField):
    """Words that are needed in the end and may be left open in a save."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else ""


class ScoreForm(GovForm):
    """One assessor's mark for one answer. Both parts may wait: a mark without a reason is saved, not handed in."""

    title = _("Your score")
    button = _("Save")

    def __init__(self, *args: Any, criterion: CriterionContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, hints = band_choices(criterion)
        self.fields["score"] = LaterChoice(label=_("Band"), choices=choices, hints=hints)
        self.fields["reason"] = LaterWords(
            label=_("Your reason"),
            help_text=_("What in the answer leads you to this band. The tenderer may read it."),
            max_words=500,
            rows=7,
        )

    def clean_score(self) -> int | None:
        given = self.cleaned_data["score"]
        return int(given) if given else None


class AgreedForm(GovForm):
    """The mark that counts."""

    title = _("Agreed score")
    button = _("Save the agreed score")

    def __init__(self, *args: Any, criterion: CriterionContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, hints = band_choices(criterion)
        self.fields["score"] = ChoiceField(label=_("Agreed band"), choices=choices, hints=hints)
        self.fields["reason"] = WordsField(
            label=_("Reason that all agree on"),
            help_text=_("Goes to the tenderer in its assessment summary."),
            max_words=500,
            rows=6,
        )
        self.fields["minority_view"] = WordsField(
            label=_("Minority view"),
            help_text=_("If somebody sees it differently, it is kept beside the agreed reason."),
            required=False,
            max_words=300,
            rows=3,
        )

    def clean_score(self) -> int:
        return int(self.cleaned_data["score"])


class ReopenForm(GovForm):
    """The error for which a locked score is opened again."""

    title = _("Open a locked score again")
    button = _("Open it again")
    intro = _(
        "Only because of an error: a page that was not read, a wrong tender, a slip of the pen. "
        "Name it without speaking of who wins, and without a tenderer’s name."
    )

    error = WordsField(label=_("What is the error?"), max_words=300, rows=4)


class SheetForm(GovForm):
    """A score sheet that comes back."""

    title = _("Score offline or on paper")
    button = _("Bring it back")

    file = FileField(label=_("Your score sheet"), accept=".xlsx,.ods")


class TrainingForm(GovForm):
    """When and how a panel member was trained."""

    title = _("Note training")
    button = _("Save the note")

    trained_on = DayField(label=_("Day of the training"))
    words = WordsField(label=_("What it covered"), max_words=100, rows=3)


class LeaveForm(GovForm):
    """A panel member who leaves."""

    title = _("They leave the panel")
    button = _("Record it")
    intro = _(
        "What they handed in stays and counts. Scores they had not handed in stay in the record and do not count. Name "
        "somebody else first if nobody would be left for a question."
    )

    because = WordsField(label=_("Why they leave"), max_words=100, rows=3)


class DueForm(GovForm):
    """By when scores are due."""

    title = _("When are scores due?")
    button = _("Save")
    intro = _(
        "Assessors who have not handed in are reminded by email three days before, on the day, and every third day after."
    )

    due_on = DayField(label=_("Last day"), required=False)


class ConflictForm(GovForm):
    """An interest and what is done about it."""

    title = _("Note an interest")
    button = _("Add to the assessment")

    whose = TextField(label=_("Whose interest?"), help_text=_("A name or a post."), max_length=200)
    interest = WordsField(
        label=_("What is the interest, actual or as others may see it?"), max_words=300, rows=4
    )
    mitigation = WordsField(label=_("What is done about it?"), max_words=300, rows=4)
    review_on = DayField(label=_("Look at it again on"))
    replaces = ChoiceField(
        label=_("Does it take the place of an earlier line?"), choices=(), as_select=True, required=False
    )

    def __init__(self, *args: Any, standing: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].choices = [("", _("No, it is new")), *standing]


class ConflictsReviewForm(GovForm):
    """A look at the conflicts assessment."""

    title = _("Look at the conflicts assessment again")
    button = _("Record the review")

    words = WordsField(label=_("What came of it?"), max_words=200, rows=3)
    next_review_on = DayField(label=_("Look again on"))
