"""Scoring scales: choosing one for a criterion, and the authority's own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import Refused
from commonweal.domain.fit.case import EARLY_STAGES
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import own_rules, queries
from commonweal.lifecycle.procurement.actions import own_rules as actions
from commonweal.lifecycle.procurement.actions.scales import choose_scale
from commonweal.lifecycle.procurement.models import ScoringScale
from commonweal.presentation.procurement_words import WORDING
from commonweal.reference.scoring_scales import scoring_scales
from commonweal.web.forms import ChoiceField, GovForm, TextField, TickField, WholeNumberField, WordsField
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import NamedForm

MOST_BANDS = 7


class ChooseForm(GovForm):
    """Which scale to start from."""

    title = gettext_lazy("Choose a scoring scale")
    button = gettext_lazy("Copy its bands")
    intro = gettext_lazy(
        "The criterion’s bands are replaced by those of the scale. You can edit their words afterwards; the scale’s own words "
        "are kept beside yours."
    )

    scale = ChoiceField(
        label=gettext_lazy("Scoring scale"),
        choices=(),
        error_messages={"required": gettext_lazy("Choose a scoring scale")},
    )

    def __init__(
        self, *args: Any, scales: list[tuple[str, Any]], hints: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].choices = scales  # type: ignore[attr-defined]
        self.fields["scale"].hints = hints  # type: ignore[attr-defined]


class ScaleForm(NamedForm):
    """A scale of the authority's own: a band a row, from no marks to full marks."""

    title = gettext_lazy("A scoring scale of our own")
    button = gettext_lazy("Save the scale")
    intro = gettext_lazy(
        "The first band has 0 marks and the last 100. Leave rows empty that you do not need."
    )

    name = TextField(label=gettext_lazy("What do you call it?"), max_length=200)
    source = TextField(
        label=gettext_lazy("Where does it come from, or who decided it?"), required=False, max_length=500
    )
    rewards_learning = TickField(
        label=gettext_lazy("It rewards learning and a well-managed failure"), required=False
    )

    def __init__(self, *args: Any, bands: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_BANDS):
            band = bands[number] if number < len(bands) else {}
            at = {"n": number + 1}
            self.fields[f"marks_{number}"] = WholeNumberField(
                label=gettext_lazy("Band %(n)s: marks") % at,
                min_value=0,
                max_value=100,
                required=False,
                initial=band["score"] // 100 if band else None,
            )
            self.fields[f"title_{number}"] = TextField(
                label=gettext_lazy("Band %(n)s: title") % at,
                max_length=60,
                required=False,
                initial=band.get("title", ""),
            )
            self.fields[f"text_{number}"] = WordsField(
                label=gettext_lazy("Band %(n)s: what such an answer is like") % at,
                max_words=80,
                rows=2,
                required=False,
                initial=band.get("text", ""),
            )

    def rows(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """The bands that were filled in, as they are stored."""
        return [
            {
                "score": (data[f"marks_{number}"] or 0) * 100,
                "title": data[f"title_{number}"],
                "text": data[f"text_{number}"],
            }
            for number in range(MOST_BANDS)
            if data[f"marks_{number}"] is not None or data[f"title_{number}"] or data[f"text_{number}"]
        ]

    def add_domain_error(self, error: Any) -> None:
        """An error in the bands stands at the first of them."""
        if error.field == "bands":
            error.field = "marks_0"
        super().add_domain_error(error)


@page()
def choose(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """Choose the scale that a criterion's bands start from."""
    criterion = queries.criterion(request.actor, criterion_id)
    if criterion.kind == "price":
        raise Refused("criterion.price_has_no_bands")
    early = criterion.ask.procurement.innovation_stage in EARLY_STAGES
    listed = [
        *(
            (each.id, each.title, each.source, WORDING[each.wording], each.rewards_learning)
            for each in scoring_scales()
        ),
        *(
            (each.external_id, each.title, each.source, _("our own"), each.rewards_learning)
            for each in own_rules.scales(request.actor)
        ),
    ]
    listed.sort(key=lambda each: not each[4] if early else False)
    hints = {
        each[0]: " ".join(
            str(part)
            for part in (
                f"{each[2]}." if each[2] else "",
                f"({each[3]})",
                _("Rewards learning and a well-managed failure.") if each[4] else "",
                _("Fits your innovation stage.") if each[4] and early else "",
            )
            if part
        )
        for each in listed
    }
    back = reverse("ask-criterion-bands", kwargs={"criterion_id": criterion_id})
    form = ChooseForm(
        **form_data(request),
        scales=[(each[0], each[1]) for each in listed],
        hints=hints,
        initial={"scale": criterion.scale_id},
        revision=criterion.revision,
    )
    return submit(
        request,
        form,
        context={"back": back, "caption": criterion.title},
        action=lambda data: choose_scale(
            criterion,
            data["scale"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _criterion: back,
        done=_("The bands are copied. Edit their words if you need to."),
        node=criterion.ask,
    )


@page(Permission.PROCUREMENT_READ)
def scales(request: HttpRequest) -> HttpResponse:
    """The shipped scales with their source and how far they were checked, and the authority's own."""
    context = {
        "published": scoring_scales(),
        "own": own_rules.scales(request.actor),
        "wording": WORDING,
        "can_edit": request.actor.can(Permission.POLICY_EDIT),
    }
    return render(request, "ask/scales.html", context)


def _facts(form: ScaleForm, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": data["name"],
        "source": data["source"],
        "rewards_learning": data["rewards_learning"],
        "rows": form.rows(data),
    }


@page(Permission.POLICY_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    """Add a scale of the authority's own, starting from the first shipped one."""
    start = [
        {"score": band.score, "title": band.title, "text": band.text} for band in scoring_scales()[0].bands
    ]
    form = ScaleForm(**form_data(request), bands=start)
    return submit(
        request,
        form,
        context={"back": reverse("scoring-scales")},
        action=lambda data: actions.add_scale(by=request.actor, now=request.now, **_facts(form, data)),
        then=lambda _scale: reverse("scoring-scales"),
        done=_("The scale is saved."),
    )


def _stored(scale: ScoringScale) -> dict[str, Any]:
    return {"name": scale.title, "source": scale.source, "rewards_learning": scale.rewards_learning}


@page()
def edit(request: HttpRequest, scale_id: str) -> HttpResponse:
    """Change a scale; what was copied from it stays as it was copied."""
    scale = own_rules.scale(request.actor, scale_id)
    form = ScaleForm(**form_data(request), bands=scale.bands, initial=_stored(scale), revision=scale.revision)
    return submit(
        request,
        form,
        context={"back": reverse("scoring-scales")},
        action=lambda data: actions.change_scale(
            scale,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
            **_facts(form, data),
        ),
        then=lambda _scale: reverse("scoring-scales"),
        done=_("The scale is saved."),
        current=lambda: _stored(own_rules.scale(request.actor, scale_id)),
    )
