"""A contract's report for a committee: figures, stories, performance, lessons, and what a person recommends.

Everything but the recommendations is read from what is recorded. Promised, reported and verified stand apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonweal.domain.actors import Actor
from commonweal.domain.changes import AGREED_ON
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contract_changes import Deal
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.packs.document import (
    Block,
    Document,
    Facts,
    Furniture,
    Heading,
    Manner,
    Notice,
    Paragraph,
    Table,
)
from commonweal.domain.periods import london_day
from commonweal.journeys.packs.handover_values import how_much, who_owes
from commonweal.lifecycle.contracts import deals, performance, queries, terms
from commonweal.lifecycle.contracts.models import CommitmentChange, Contract, Recommendations
from commonweal.lifecycle.delivery import forecasting
from commonweal.lifecycle.delivery.counting import people_counted
from commonweal.lifecycle.delivery.models import Report
from commonweal.lifecycle.delivery.queries import Line, lessons_on, lines
from commonweal.lifecycle.delivery.stories import stories_for_committee
from commonweal.organisations.queries import names_of
from commonweal.presentation.forecast_words import OUTLOOK, reason
from commonweal.presentation.formats import day, money, number, quantity
from commonweal.presentation.notice_words import cell
from commonweal.presentation.term_words import KIND as TERM_KIND
from commonweal.presentation.term_words import STATE as TERM_STATE

LANGUAGE = "en-GB"
MOST_STORIES = 8
"""The newest stories; the contract's page has all of them."""


@dataclass(frozen=True)
class CommitteeReport:
    """A contract as a committee reads it, as it stood at `now`, for somebody who may read it."""

    contract: Contract
    actor: Actor
    now: dt.datetime
    lines: list[Line]
    recommendations: Recommendations | None


def report_on(contract: Contract, *, by: Actor, now: dt.datetime) -> CommitteeReport:
    """Everything that the report shows of a contract that was read in scope."""
    return CommitteeReport(contract, by, now, lines(queries.register(contract)), recommendations_of(contract))


def recommendations_of(contract: Contract) -> Recommendations | None:
    """What a person recommends; None before anybody wrote it."""
    rows = Recommendations.objects.for_system("recommendations on a contract that was read in scope")
    found: Recommendations | None = rows.filter(contract=contract).first()
    return found


Part = Callable[[CommitteeReport], Iterator[Block]]


def document(of: CommitteeReport) -> Document:
    """The whole report."""
    with override(LANGUAGE.lower()):
        contract = of.contract
        blocks: list[Block] = [_front(of)]
        for number, (title, write) in enumerate(_parts(), start=1):
            blocks += [Heading(1, str(number), title), *write(of)]
        title = _("%(title)s: report") % {"title": contract.title}
        return Document(
            title=title,
            kicker=contract.authority.name,
            summary=_("How the contract stands on %(day)s.") % {"day": day(of.now)},
            author=contract.authority.name,
            language=LANGUAGE,
            is_draft=of.recommendations is None,
            furniture=Furniture(
                header=contract.authority.name,
                footer=title,
                page=_("Page {page} of {pages}"),
                contents=_("What is in this document"),
                draft=_("NO RECOMMENDATIONS YET"),
            ),
            blocks=tuple(blocks),
        )


def _parts() -> list[tuple[str, Part]]:
    return [
        (_("What is recommended"), _recommended),
        (_("Promised, reported and verified"), _figures),
        (_("Where the promises are heading"), _heading_for),
        (_("Performance"), _performance),
        (_("Conditions and charters"), _terms),
        (_("Stories"), _stories),
        (_("What changed"), _changes),
        (_("What was learned"), _lessons),
    ]


def _front(of: CommitteeReport) -> Facts:
    contract = of.contract
    runs = {"start": day(contract.starts_on), "end": day(contract.ends_on)}
    rows = [
        (_("Supplier"), contract.supplier_shown or "–"),
        (_("Runs"), _("%(start)s to %(end)s") % runs),
        (_("Looked after by"), contract.authority_lead.name if contract.authority_lead else _("nobody yet")),
        (_("Reference"), contract.external_id),
    ]
    if contract.value_ex_vat_pence is not None:
        rows.insert(1, (_("Price without VAT"), money(contract.value_ex_vat_pence)))
    served = [
        (link.mission or link.outcome).title for link in queries.links(contract) if not link.commitment_id
    ]
    rows.append((_("Serves"), "; ".join(served) or "–"))
    return Facts(_("This contract"), tuple(rows))


def _recommended(of: CommitteeReport) -> Iterator[Block]:
    said = of.recommendations
    if said is None:
        yield Notice(
            _("Nothing is recommended yet"),
            _(
                "Somebody who looks after the contract writes the recommendations; nothing writes them instead."
            ),
        )
        return
    for each in said.text.splitlines():
        if each.strip():
            yield Paragraph(each.strip(), Manner.LEAD)
    who = names_of([said.written_by]).get(said.written_by, "–")
    yield Paragraph(_("%(who)s, %(day)s") % {"who": who, "day": day(said.written_at)}, Manner.SMALL)


def _figures(of: CommitteeReport) -> Iterator[Block]:
    yield Paragraph(
        _(
            "Three figures that stay three: what was promised, what those who owe it reported, and what somebody else "
            "verified. Lines of different units are never added."
        )
    )
    if not of.lines:
        yield Paragraph(_("No commitment is in this contract."))
        return
    yield Table(
        _("Promised, reported and verified"),
        (_("Commitment"), _("Owed by"), _("Promised"), _("Reported"), _("Verified")),
        tuple(
            (
                line.commitment.title,
                who_owes(line.commitment),
                _promised(line),
                _reported(line),
                _verified(line),
            )
            for line in of.lines
        ),
        (32, 16, 20, 16, 16),
        numeric=frozenset({3, 4}),
    )
    yield from _people(of)


def _people(of: CommitteeReport) -> Iterator[Block]:
    """How many took part, where reports counted them; nothing where none did."""
    found = people_counted([line.commitment for line in of.lines])
    rows = [
        (line.commitment.title, found[line.commitment.pk]) for line in of.lines if line.commitment.pk in found
    ]
    if not rows:
        return
    yield Paragraph(
        _(
            "Some reports say how many people took part, without anybody's name. Who takes part in two periods is counted in "
            "both, so the counts are not added: the most in one report is the fewest that there can have been."
        )
    )
    yield Table(
        _("People who took part, as reported"),
        (_("Commitment"), _("Reports that counted"), _("Most in one report"), _("In the newest report")),
        tuple((title, number(each.reports), number(each.most), number(each.newest)) for title, each in rows),
        (46, 18, 18, 18),
        numeric=frozenset({1, 2, 3}),
    )


def _is_counted(line: Line) -> bool:
    return line.commitment.kind not in (CommitmentKind.NARRATIVE, CommitmentKind.PATHWAY)


def _promised(line: Line) -> str:
    """What is owed; of a rate per pound what the spend comes to, and then the rate."""
    rate = how_much(line.commitment)
    if line.commitment.kind != CommitmentKind.RATE or line.figures.promised is None:
        return rate
    owed = quantity(line.figures.promised, line.commitment.unit)
    return _("%(owed)s so far, at %(rate)s") % {"owed": owed, "rate": rate}


def _reported(line: Line) -> str:
    """A figure, or for words and milestones how many reports there are."""
    if _is_counted(line):
        return quantity(line.figures.reported, line.commitment.unit)
    return ngettext("%(n)s report", "%(n)s reports", line.reports) % {"n": line.reports}


def _verified(line: Line) -> str:
    """A figure, or for words and milestones how many reports were accepted."""
    if _is_counted(line):
        return quantity(line.figures.verified, line.commitment.unit)
    return _("%(n)s accepted") % {"n": line.accepted}


def _heading_for(of: CommitteeReport) -> Iterator[Block]:
    commitments = [line.commitment for line in of.lines]
    found = forecasting.forecasts(of.actor, commitments, london_day(of.now)) if of.contract.is_binding else {}
    rows = [
        (each.title, str(OUTLOOK[found[each.pk].outlook]), reason(found[each.pk], each.unit))
        for each in commitments
        if each.pk in found
    ]
    if not rows:
        yield Paragraph(_("There is no counted promise to forecast."))
        return
    yield Paragraph(_("Nobody types where a promise is heading: it follows from the reports."))
    yield Table(
        _("Where the promises are heading"),
        (_("Commitment"), _("Heading for"), _("Why")),
        tuple(rows),
        (34, 18, 48),
    )


def _performance(of: CommitteeReport) -> Iterator[Block]:
    values = performance.performance_values(of.contract)
    rows = [row for kpi in values.kpis for row in _ratings(kpi)]
    if rows:
        yield Table(
            _("Ratings"),
            (_("KPI"), _("For"), _("Figure"), _("Rating"), _("Why")),
            tuple(rows),
            (24, 20, 14, 14, 28),
        )
    else:
        yield Paragraph(_("No KPI has been set."))
    for failure in values.failures:
        penalty = (
            _(" Penalty: %s.") % money(failure.penalty_pence) if failure.penalty_pence is not None else ""
        )
        yield Notice(
            _("A failure of performance, decided on %s") % day(failure.decided_on),
            f"{failure.requirement} {failure.description}{penalty}",
        )


def _ratings(kpi: performance.KpiValues) -> Iterator[tuple[str, str, str, str, str]]:
    """The standing ratings of a KPI, or that there is none yet."""
    for each in kpi.ratings:
        span = {"start": day(each.start_on), "end": day(each.end_on)}
        yield (
            kpi.title,
            _("%(start)s to %(end)s") % span,
            quantity(each.figure, kpi.unit),
            cell(each.rating.value, "rating"),
            each.reason,
        )
    if not kpi.ratings and not kpi.is_withdrawn:
        yield kpi.title, "–", "–", _("not rated yet"), "–"


def _terms(of: CommitteeReport) -> Iterator[Block]:
    """What the contract asks beside its promises, with where each stands and why."""
    found = terms.terms_of(of.contract, london_day(of.now))
    if not found:
        yield Paragraph(_("No condition and no charter is looked after on this contract."))
        return
    yield Table(
        _("Conditions and charters, with where each stands"),
        (_("Term"), _("About"), _("Where it stands"), _("Why")),
        tuple(
            (
                each.term.title,
                str(TERM_KIND[each.term.kind]),
                str(TERM_STATE[each.state]),
                each.latest.reason if each.latest else "–",
            )
            for each in found
        ),
        (26, 20, 18, 36),
    )


def _stories(of: CommitteeReport) -> Iterator[Block]:
    stories = stories_for_committee(of.contract, MOST_STORIES)
    if stories:
        yield Paragraph(_("Told with the consent of those they are about, who agreed that they stand here."))
    for each in stories:
        yield Paragraph(f"“{each.words}”")
        yield Paragraph(
            _("%(who)s, consent of %(day)s") % {"who": each.told_for.name, "day": day(each.consented_on)},
            Manner.SMALL,
        )
    accepted = [ReportStatus.ACCEPTED.value, ReportStatus.ACCEPTED_IN_PART.value]
    rows = Report.objects.for_system("stories told on a contract that was read in scope").filter(
        commitment__contract=of.contract,
        commitment__kind=CommitmentKind.NARRATIVE,
        status__in=accepted,
        is_for_authority_only=False,
    )
    told = list(rows.select_related("reported_for").order_by("-end_on", "-pk")[:MOST_STORIES])
    if not told:
        if not stories:
            yield Paragraph(_("No story has been told and accepted yet."))
        return
    yield Paragraph(
        _(
            "Told in reports that were accepted. They are for this committee: ask those they are about before they are published."
        )
    )
    for each in told:
        by = each.reported_for.name if each.reported_for else "–"
        yield Paragraph(f"“{each.words}”")
        yield Paragraph(_("%(who)s, to %(day)s") % {"who": by, "day": day(each.end_on)}, Manner.SMALL)


def _changes(of: CommitteeReport) -> Iterator[Block]:
    yield from _changed_promises(of)
    yield from _changed_deals(of)


def _changed_deals(of: CommitteeReport) -> Iterator[Block]:
    agreed = [each for each in deals.changes_of(of.contract) if each.status in AGREED_ON]
    if not agreed:
        yield Paragraph(_("Price and term were not changed."))
        return
    yield Table(
        _("Price and term as agreed by both sides"),
        (_("Before"), _("After"), _("From"), _("Why")),
        tuple(
            (_deal(deals.before(each)), _deal(deals.after(each)), day(each.takes_effect_on), each.reason)
            for each in agreed
        ),
        (24, 24, 16, 36),
    )


def _deal(of: Deal) -> str:
    """Price and term in a few words; what nobody said is left out."""
    prices = ((of.value_ex_vat_pence, _("%s without VAT")), (of.value_pence, _("%s with VAT")))
    said = [words % money(pence) for pence, words in prices if pence is not None]
    if of.starts_on and of.ends_on:
        said.append(_("%(start)s to %(end)s") % {"start": day(of.starts_on), "end": day(of.ends_on)})
    return "; ".join(said) or "–"


def _changed_promises(of: CommitteeReport) -> Iterator[Block]:
    rows = CommitmentChange.objects.for_system("changes on a contract that was read in scope").filter(
        commitment__contract=of.contract, status__in=AGREED_ON
    )
    agreed = list(rows.select_related("commitment").order_by("settled_at", "pk"))
    if not agreed:
        yield Paragraph(_("No commitment was changed."))
        return
    yield Table(
        _("Changes agreed by both sides"),
        (_("Before"), _("After"), _("From"), _("Why")),
        tuple(
            (each.before["title"], each.after["title"], day(each.takes_effect_on), each.reason)
            for each in agreed
        ),
        (24, 24, 16, 36),
    )


def _lessons(of: CommitteeReport) -> Iterator[Block]:
    found = lessons_on(of.contract)
    if not found:
        yield Paragraph(_("Nothing has been written down yet."))
    for lesson in found:
        kind = _("Managed failure") if lesson.is_managed_failure else _("Lesson")
        yield Paragraph(f"{kind}: {lesson.title}", Manner.STRONG)
        yield Paragraph(" ".join(each for each in (lesson.what_happened, lesson.what_we_believe) if each))
        if lesson.what_we_change:
            yield Paragraph(_("What we change: %s") % lesson.what_we_change)
