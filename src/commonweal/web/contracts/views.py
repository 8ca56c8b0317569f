"""Reading contracts: the lists, one contract with its register, one commitment with its reports."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.domain.changes import ChangeStatus
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.forecast import Forecast
from commonweal.domain.money import decimal_string
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.contracts import changes, queries, terms, tier_two
from commonweal.lifecycle.contracts.deliveries import Delivery, deliveries_of
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.contracts.queries import ContractFilter
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.actions.reporting import may_report_now
from commonweal.lifecycle.delivery.actions.sheets import may_bring
from commonweal.lifecycle.delivery.forecasting import forecasts
from commonweal.lifecycle.delivery.queries import Line
from commonweal.lifecycle.delivery.sampling import waiting
from commonweal.presentation import term_words
from commonweal.presentation.charts.bars import PromiseBar, promise_cell
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import day, number
from commonweal.presentation.words.requirements import PARTY_ROLE
from commonweal.web.contracts import outlooks, register_file, wording
from commonweal.web.contracts.changes import beside
from commonweal.web.delivery.wording import REPORT_STATUS, REPORT_TAG
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import page, render
from commonweal.web.threads.places import served_url

PER_PAGE = 50
_P = Permission
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV_HEAD = (
    "id",
    "title",
    "authority",
    "supplier",
    "status",
    "origin",
    "starts_on",
    "ends_on",
    "value_pounds",
    "lines",
)


def _wanted(request: HttpRequest) -> ContractFilter:
    status = request.GET.get("status", "")
    return ContractFilter(
        words=request.GET.get("words", "").strip()[:100],
        status=status if status in set(ContractStatus) else "",
    )


def _list(request: HttpRequest, *, of_others: bool) -> HttpResponse:
    wanted = _wanted(request)
    rows = queries.listed(request.actor, wanted, of_others=of_others).values_list(*_COLUMNS)
    query = request.GET.copy()
    query.pop("page", None)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    is_supplier_side = request.actor.side is Side.SUPPLIER
    context = {
        "page": shown,
        "rows": _rows(shown.object_list, names_authority=of_others or is_supplier_side),
        "wanted": wanted,
        "is_narrowed": bool(wanted.words or wanted.status),
        "query": query.urlencode(),
        "status": wording.STATUS,
        "of_others": of_others,
        "is_supplier_side": is_supplier_side,
    }
    return render(request, "contracts/list.html", context)


class Row(NamedTuple):
    """One line of a list, in the words and figures that are shown."""

    url: str
    title: str
    party: str
    status: Markup
    ends_on: str
    lines: str


_COLUMNS = (
    "external_id",
    "title",
    "status",
    "ends_on",
    "lines",
    "authority__name",
    "supplier__name",
    "supplier_name",
)


def _rows(found: Iterable[tuple[Any, ...]], *, names_authority: bool) -> list[Row]:
    """What the list shows. Words and the address are looked up once, not once a row: a list is read often."""
    one = reverse("contract", kwargs={"contract_id": "-"}).removesuffix("-")
    tags = {status: _tag(status) for status in ContractStatus}
    return [
        Row(
            one + id_,
            title,
            authority if names_authority else supplier or described or "–",
            tags[status],
            day(ends_on),
            number(lines),
        )
        for id_, title, status, ends_on, lines, authority, supplier, described in found
    ]


def _tag(status: ContractStatus) -> Markup:
    return Markup('<span class="cw-tag cw-tag--{}">{}</span>').format(
        wording.STATUS_TAG[status], wording.STATUS[status]
    )


@page(_P.CONTRACT_READ)
def contracts(request: HttpRequest) -> HttpResponse:
    """The organisation's own contracts."""
    return _list(request, of_others=False)


@page(_P.CONTRACT_READ)
def published(request: HttpRequest) -> HttpResponse:
    """Contracts of other bodies, known from published reports."""
    return _list(request, of_others=True)


@page(_P.CONTRACT_READ)
def contracts_csv(request: HttpRequest) -> HttpResponse:
    """The organisation's own contracts as a file, narrowed like the list."""
    rows = (
        (
            row.external_id,
            row.title,
            row.authority.name,
            row.supplier_shown,
            row.status,
            row.origin,
            row.starts_on,
            row.ends_on,
            None if row.value_pence is None else decimal_string(row.value_pence),
            row.lines,
        )
        for row in queries.listed(request.actor, _wanted(request))
    )
    return attachment(csv_text(_CSV_HEAD, rows), "contracts.csv", "text/csv; charset=utf-8")


@page()
def contract(request: HttpRequest, contract_id: str) -> HttpResponse:
    """What was promised and what was delivered."""
    found = queries.contract(request.actor, contract_id)
    lines = delivery.lines(queries.promises(found))
    shown = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    prefetch_related_objects([line.commitment for line in shown.object_list], "milestones")
    links = [link for link in queries.links(found) if link.commitment_id is None]
    actor = request.actor
    is_own = actor.organisation_id == found.authority_id
    context = {
        "contract": found,
        "caption": _caption(found),
        "lede": wording.in_one_sentence(found, lines),
        "tags": wording.tags(found, links),
        "page": shown,
        "rows": [(line, bar(line)) for line in shown.object_list],
        "outlooks": _outlooks(request, found, shown.object_list),
        "deliveries": _deliveries(request, found, [line.commitment for line in shown.object_list]),
        "outlook_words": outlooks.OUTLOOK,
        "about": outlooks.about,
        "outlook_tag": outlooks.OUTLOOK_TAG,
        "served_url": served_url,
        "links": links,
        "terms": _terms_seen(request, found),
        "term_words": term_words,
        "lessons": delivery.lessons_on(found) if actor.organisation_id in _parties(found) else [],
        "history": history_of(found, own=actor.organisation),
        "words": wording,
        "is_party": actor.organisation_id in _parties(found) and not found.is_published_report,
        "is_own": is_own,
        "can_edit": is_own and actor.can(_P.CONTRACT_EDIT) and not found.is_published_report,
        "is_looked_after": found.authority_lead_id is not None and found.supplier_lead_id is not None,
        "waiting": _waiting(request, found) if is_own else 0,
        "can_bring_reports": may_bring(found, actor),
        "can_write_lesson": actor.organisation_id in _parties(found)
        and actor.can(_P.LESSON_WRITE)
        and found.is_binding
        and not found.is_published_report,
        "Status": ContractStatus,
    }
    return render(request, "contracts/contract.html", context, node=found)


def _waiting(request: HttpRequest, of: Contract) -> int:
    """How many reports on a contract wait for the actor, who may verify."""
    return waiting(request.actor, of).count() if request.actor.can(_P.REPORT_VERIFY) else 0


def _parties(of: Contract) -> tuple[int | None, ...]:
    return tuple(key for key in (of.authority_id, of.supplier_id) if key is not None)


def _caption(of: Contract) -> str:
    basis = _("from a published report") if of.is_published_report else _("entered here")
    return _("Contract · %(authority)s · %(basis)s") % {"authority": of.authority.name, "basis": basis}


def _lines(of: Contract) -> list[Line]:
    return delivery.lines(queries.register(of))


def bar(line: Line) -> Any:
    """The bar of one line's table row: reported and verified against the promise."""
    commitment = line.commitment
    shown = PromiseBar(
        commitment.title, commitment.unit, line.figures.promised, line.figures.reported, line.figures.verified
    )
    return promise_cell(shown, chart_id=f"bar-{commitment.external_id}")


@page()
def register_csv(request: HttpRequest, contract_id: str) -> HttpResponse:
    """The register as CSV."""
    found = queries.contract(request.actor, contract_id)
    return attachment(
        register_file.as_csv(_lines(found)), f"register-{found.external_id}.csv", "text/csv; charset=utf-8"
    )


@page()
def register_xlsx(request: HttpRequest, contract_id: str) -> HttpResponse:
    """The register as a workbook."""
    found = queries.contract(request.actor, contract_id)
    return attachment(
        register_file.as_workbook(found, _lines(found), _terms_seen(request, found)),
        f"register-{found.external_id}.xlsx",
        XLSX,
    )


@page()
def commitment(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """One promise: what it says, its three figures, and every report on it."""
    found = queries.commitment(request.actor, commitment_id)
    line = delivery.line_of(found)
    actor = request.actor
    is_party = actor.organisation_id in _parties(found.contract) and not found.contract.is_published_report
    context = {
        "commitment": found,
        "line": line,
        "bar": bar(line),
        "reports": delivery.reports_on(found),
        "sees": lambda report: delivery.may_read_details_of(report, actor),
        "tier_two_parts": tier_two.accepted_parts([found.pk]).get(found.pk, [])
        if actor.organisation_id in _parties(found.contract)
        else [],
        "caption": _("Commitment · %(contract)s") % {"contract": found.contract.title},
        "outlook": _outlook(request, found),
        "words": wording,
        "report_status": REPORT_STATUS,
        "report_tag": REPORT_TAG,
        "serves": list(found.serves.select_related("mission", "outcome")),
        "served_url": served_url,
        "history": history_of(found, own=actor.organisation),
        "can_report": may_report_now(found, actor),
        "is_party": is_party,
        **(_to_come(found) if is_party else {}),
        "deliveries": _deliveries(request, found.contract, [found]).get(found.pk, []),
        "roles": PARTY_ROLE,
        "can_edit": _can_edit(actor, found),
        "can_see_verifier": actor.organisation_id == found.contract.authority_id,
    }
    return render(request, "contracts/commitment.html", context, node=found)


def _to_come(of: Commitment) -> dict[str, Any]:
    """The agreed change that waits for its day, with what it will then be; or the one that lapsed, with nothing more."""
    row = changes.yet_to_come(of)
    if row is None:
        return {}
    rows = beside(changes.read_terms(row.before), changes.read_terms(row.after), of.contract)
    waits = row.status == ChangeStatus.AGREED
    differing = [(name, now) for name, _was, now, differs in rows if differs and waits]
    return {"to_come": row, "waits": waits, "to_come_rows": differing}


def _terms_seen(request: HttpRequest, of: Contract) -> list[terms.TermSeen]:
    """Conditions and charters, for the parties of the contract alone."""
    is_party = request.actor.organisation_id in _parties(of)
    return terms.terms_of(of, london_day(request.now)) if is_party else []


def _deliveries(request: HttpRequest, of: Contract, lines: list[Commitment]) -> dict[int, list[Delivery]]:
    """Who delivers which part, for the parties of the contract alone: it stood in a tender."""
    return deliveries_of(lines) if request.actor.organisation_id in _parties(of) else {}


def _outlooks(request: HttpRequest, of: Contract, lines: list[Line]) -> dict[int, Forecast]:
    if request.actor.organisation_id not in _parties(of) or not of.is_binding:
        return {}
    return forecasts(request.actor, [line.commitment for line in lines], london_day(request.now))


def _outlook(request: HttpRequest, of: Commitment) -> outlooks.Shown | None:
    """For the parties of a binding contract; others see what is published."""
    is_party = request.actor.organisation_id in _parties(of.contract)
    return (
        outlooks.shown(request.actor, of, london_day(request.now))
        if is_party and of.contract.is_binding
        else None
    )


def _can_edit(actor: Any, of: Commitment) -> bool:
    own = actor.organisation_id == of.contract.authority_id
    return own and actor.can(_P.CONTRACT_EDIT) and not of.contract.is_published_report
