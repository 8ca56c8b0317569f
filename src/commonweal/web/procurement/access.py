"""Lots and access: how many suppliers could tender, whom it may be reserved for, how long it runs, what tendering costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.access import (
    TURNOVER,
    TURNOVER_ASKED,
    Market,
    Reach,
    Reservation,
    Size,
    Split,
    even_parts,
    reach_of,
    yearly,
)
from commonweal.domain.money import decimal_string
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementKind
from commonweal.domain.rules.burden import PARAMETERS
from commonweal.domain.rules.reservations import open_here, reservations_for
from commonweal.files.actions import store
from commonweal.files.models import StoredFile
from commonweal.interchange.supplier_counts import SupplierCounts
from commonweal.journeys.supplier_registers import counted
from commonweal.lifecycle.procurement import actions, law, queries
from commonweal.lifecycle.procurement.burden import burden_figures, draft_burden
from commonweal.lifecycle.procurement.models import AccessReview, Procurement
from commonweal.organisations.queries import names_of, suppliers_by_size
from commonweal.presentation.before_words import BEFORE_WORDS
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import day, number
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.procurement.law_forms import AccessForm, RegisterForm

TRIED = (2, 3, 4, 6)
#: The longest term of a framework that is not an open one (Procurement Act 2023, section 47).
FRAMEWORK_MONTHS = 48
_CSV_HEAD = ("divided", "parts", "yearly_value_of_smallest", *(size.value for size in Size), "able_in_all")


@dataclass(frozen=True)
class Row:
    """One way of dividing, in words, with how many suppliers could tender."""

    title: str
    reach: Reach


def _url(name: str, found: Procurement) -> str:
    return reverse(name, kwargs={"procurement_id": found.external_id})


def _latest(found: Procurement) -> AccessReview | None:
    review: AccessReview | None = found.access_reviews.order_by("-number").first()
    return review


def market_of(review: AccessReview | None) -> Market:
    """The market as the latest review says; before any, the suppliers that are on this Commonweal."""
    if review is not None:
        return Market({size: int(review.market[size.value]) for size in Size}, review.market_source)
    here = suppliers_by_size()
    counts = {size: here.get(size.value, 0) for size in Size}
    without = here.get("unknown", 0)
    source = _(
        "Suppliers registered on this Commonweal, of any kind of thing (%(without)s without a size)"
    ) % {"without": without}
    return Market(counts, source)


def _rows(found: Procurement, market: Market, percent: int) -> list[Row]:
    """Whole, as the lots are now, and in even parts."""
    months = law.months_of(found) or 12
    lots = list(found.lots.all())

    def row(title: str, values: Sequence[int]) -> Row:
        return Row(title, reach_of([yearly(value, months) for value in values], market, percent))

    rows = [row(_("As one"), [found.value_pence])]
    if len(lots) > 1:
        title = ngettext("As it is now, %(num)s lot", "As it is now, %(num)s lots", len(lots)) % {
            "num": len(lots)
        }
        rows.append(row(title, [lot.value_pence for lot in lots]))
    return rows + [
        row(_("In %(parts)s even lots") % {"parts": parts}, even_parts(found.value_pence, parts))
        for parts in TRIED
    ]


@page()
def access(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Everything that decides who can tender, with what it is based on."""
    found = queries.procurement(request.actor, procurement_id)
    reviews = list(found.access_reviews.order_by("-number"))
    review = reviews[0] if reviews else None
    market, percent = market_of(review), review.turnover_percent if review else TURNOVER_ASKED.value
    asked, burden = draft_burden(found)
    months, facts = law.months_of(found), law.access_facts(found)
    context = {
        "procurement": found,
        "market": market,
        "percent": percent,
        "rows": _rows(found, market, percent),
        "turnover": TURNOVER,
        "asked_source": TURNOVER_ASKED.source,
        "sizes": list(Size),
        "reservations": reservations_for(facts),
        "is_below": facts.is_above is False,
        "months": months,
        "yearly": yearly(found.value_pence, months) if months else None,
        "framework_too_long": found.kind == ProcurementKind.FRAMEWORK_AGREEMENT
        and (months or 0) > FRAMEWORK_MONTHS,
        "asked": asked,
        "burden": burden,
        "burden_parameters": PARAMETERS,
        "burden_figures": burden_figures(found.authority_id),
        "reviews": reviews,
        "people": names_of(each.reviewed_by for each in reviews),
        "before": BEFORE_WORDS,
        "can_edit": request.actor.can(Permission.PROCUREMENT_EDIT),
    }
    return render(request, "procurement/access.html", context, node=found)


@page()
def access_csv(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """How many could tender for each way of dividing, as a file."""
    found = queries.procurement(request.actor, procurement_id)
    review = _latest(found)
    percent = review.turnover_percent if review else TURNOVER_ASKED.value
    rows = (_csv_row(row) for row in _rows(found, market_of(review), percent))
    return attachment(csv_text(_CSV_HEAD, rows), "access.csv", "text/csv; charset=utf-8")


def _csv_row(row: Row) -> tuple[Any, ...]:
    able = (row.reach.able[size] for size in Size)
    return (row.title, row.reach.parts, decimal_string(row.reach.yearly_pence), *able, row.reach.total)


@page()
def register(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Count the suppliers of a register by size, and go on to the review with the counts filled in."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)

    def count(data: dict[str, Any]) -> str:
        upload = data["file"]
        who = {"owner_id": request.actor.organisation_id, "by": request.actor, "now": request.now}
        stored = store(upload.name, upload.read(), **who)
        return urlencode(_filled_in(counted(stored), stored))

    return submit(
        request,
        RegisterForm(**form_data(request)),
        context={"back": _url("procurement-access", found), "caption": found.title},
        action=count,
        then=lambda query: f"{_url('procurement-access-review', found)}?{query}",
        done=_("The register is counted. Check the numbers and say what you decide."),
        node=found,
    )


def _filled_in(counts: SupplierCounts, stored: StoredFile) -> dict[str, Any]:
    """What the review begins with: each size, and where the numbers come from."""
    source = _(
        "Register “%(name)s”, counted on %(day)s: %(all)s suppliers, %(without)s of them without a size that can be read. "
        "SHA-256 %(digest)s"
    ) % {
        "name": stored.name,
        "day": day(stored.created_at),
        "all": number(counts.suppliers),
        "without": number(counts.without_size),
        "digest": stored.sha256,
    }
    return {size.value: counts.counts[size] for size in Size} | {"market_source": source}


@page()
def review(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Keep how lots and access were considered, beginning with what was said before."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    return submit(
        request,
        AccessForm(**form_data(request), initial=_initial(_latest(found)) | _counted_before(request)),
        context={"back": _url("procurement-access", found), "caption": found.title},
        action=lambda data: actions.review_access(
            found,
            market=Market({size: data[size.value] for size in Size}, data["market_source"]),
            turnover_percent=data["turnover_percent"],
            split=Split(data["split"]),
            split_reason=data["split_reason"],
            barriers=data["barriers"],
            reservation=Reservation(data["reservation"]),
            reservation_reason=data["reservation_reason"],
            open_reservations=open_here(law.access_facts(found)),
            by=request.actor,
            now=request.now,
        ),
        then=lambda _review: _url("procurement-access", found),
        done=_("The review is kept."),
        node=found,
    )


def _counted_before(request: HttpRequest) -> dict[str, Any]:
    """Counts of a register that the page before put into the address; nothing for anything that is no number."""
    given = {
        size.value: request.GET[size.value]
        for size in Size
        if request.GET.get(size.value, "").isdecimal() and len(request.GET[size.value]) < 10
    }
    source = request.GET.get("market_source", "")[:1000]
    return {**given, "market_source": source} if len(given) == len(Size) and source else {}


def _initial(latest: AccessReview | None) -> dict[str, Any]:
    market = market_of(latest)
    initial: dict[str, Any] = {size.value: market.counts[size] for size in Size}
    initial |= {"market_source": market.source, "turnover_percent": TURNOVER_ASKED.value}
    names = ("turnover_percent", "split", "split_reason", "barriers", "reservation", "reservation_reason")
    return initial | ({name: getattr(latest, name) for name in names} if latest else {})
