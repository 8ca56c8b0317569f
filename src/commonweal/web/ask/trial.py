"""An award weighting trial on made-up tenders: what would 5, 10, 20 or 30% do to who wins? Before publication only."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.criteria import DEFAULT_BANDS, CriterionKind
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import EDITABLE
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.models import Ask, Criterion
from commonweal.presentation.charts.amounts import Amount, amount_bars
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import money, percent
from commonweal.web.downloads import attachment
from commonweal.web.forms import GovForm, WholeNumberField
from commonweal.web.pages import page, render

MOST_SEED = 999_999


class TrialForm(GovForm):
    """What is made up. It is sent by its address: nothing is written, so it has no key."""

    tenders = WholeNumberField(
        label=gettext_lazy("How many tenders in each competition?"), min_value=2, max_value=8, initial=4
    )
    spread = WholeNumberField(
        label=gettext_lazy("How far may prices lie above the lowest, in per cent?"),
        min_value=0,
        max_value=100,
        initial=20,
    )
    seed = WholeNumberField(
        label=gettext_lazy("Seed: the same number makes up the same tenders"),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
    )


def setting_of(found: Ask, given: dict[str, int]) -> Any:
    """The draft's own formula, bands and ratio of price to quality, with what the form says."""
    from commonweal.analytics.simulation.weighting_trial import Setting

    rows = list(found.criteria.all())
    price = [row for row in rows if row.kind == CriterionKind.PRICE]
    quality_bp = sum(row.weight_bp for row in rows if row.kind == CriterionKind.QUALITY)
    price_bp = sum(row.weight_bp for row in price)
    if price_bp + quality_bp == 0:
        raise Refused("ask.trial_needs_weights")
    return Setting(
        tenders=given["tenders"],
        spread_bp=given["spread"] * 100,
        price_bp=price_bp,
        quality_bp=quality_bp,
        formula=price[0].price_formula if price else None,
        bands=_bands(rows),
        seed=given["seed"],
    )


def _bands(rows: list[Criterion]) -> tuple[int, ...]:
    social = [row for row in rows if row.kind == CriterionKind.SOCIAL_VALUE and row.bands]
    return (
        tuple(band["score"] for band in social[0].bands) if social else tuple(b.score for b in DEFAULT_BANDS)
    )


def _ask(request: HttpRequest, ask_id: str) -> Ask:
    """The ask, while nothing of it was ever published: a trial on a live ranking is refused."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)  # type: ignore[attr-defined]
    if found.procurement.status not in EDITABLE or found.versions.exists():
        raise Refused("ask.trial_after_publication")
    return found


def _given(request: HttpRequest) -> tuple[TrialForm, dict[str, int]]:
    """The form and its values; those it starts with where nothing, or nothing valid, was given."""
    start = {name: int(TrialForm.base_fields[name].initial) for name in ("tenders", "spread", "seed")}
    given = (
        {**request.GET.dict(), "form_key": "read"}
        if "tenders" in request.GET
        else {**start, "form_key": "read"}
    )
    form = TrialForm(given)
    return form, form.content() if form.is_valid() else start


def share(part: int | Fraction, whole: int = 1) -> str:
    """A share of one as a percentage to a tenth, rounded half up."""
    thousandths = int(Fraction(part, whole) * 1000 + Fraction(1, 2))
    return f"{thousandths // 10}.{thousandths % 10}%"


@page()
def trial(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Make tenders up and show what each weighting would do."""
    from commonweal.analytics.simulation.weighting_trial import trial as run

    found = _ask(request, ask_id)
    form, given = _given(request)
    tried = run(setting_of(found, given))
    many = tried.setting.competitions
    amounts = tuple(
        Amount(
            _("Social value at %(weight)s") % {"weight": percent(each.share_bp)},
            each.changed,
            _("%(share)s won by another tender than without it") % {"share": share(each.changed, many)},
        )
        for each in tried.results
    )
    title = _("How often another tender wins")
    said = _(
        "Of %(n)s made-up competitions, how many are won by another tender than with no social value."
    ) % {"n": f"{many:,}"}
    context = {
        "ask": found,
        "form": form,
        "query": "&".join(f"{name}={value}" for name, value in given.items()),
        "picture": amount_bars(amounts, chart_id="trial", title=title, description=said),
        "said": said,
        "rows": [
            (
                percent(each.share_bp),
                share(each.changed, many),
                share(each.cheapest, many),
                share(each.best_social, many),
                share(each.premium),
            )
            for each in tried.results
        ],
        "example": [
            (number + 1, money(price), f"{float(rest):.1f}", f"{float(social):.0f}")
            for number, (price, rest, social) in enumerate(
                zip(tried.example.prices, tried.example.rest, tried.example.social, strict=True)
            )
        ],
        "stretches": [(share(each.start), share(each.end), each.tender + 1) for each in tried.stretches],
        "many": many,
    }
    return render(request, "ask/trial.html", context, node=found, status=200 if form.is_valid() else 422)


@page()
def trial_csv(request: HttpRequest, ask_id: str) -> HttpResponse:
    """The table as a file, with what was made up."""
    from commonweal.analytics.simulation.weighting_trial import trial as run

    found = _ask(request, ask_id)
    _form, given = _given(request)
    tried = run(setting_of(found, given))
    head = (
        "social_value_weighting_bp",
        "competitions",
        "another_winner",
        "won_by_cheapest",
        "won_by_best_social_value",
        "mean_price_above_lowest",
        "tenders",
        "price_spread_percent",
        "seed",
    )
    rows = [
        (
            each.share_bp,
            tried.setting.competitions,
            each.changed,
            each.cheapest,
            each.best_social,
            share(each.premium),
            given["tenders"],
            given["spread"],
            given["seed"],
        )
        for each in tried.results
    ]
    return attachment(csv_text(head, rows), f"weighting-trial-{ask_id}.csv", "text/csv; charset=utf-8")
