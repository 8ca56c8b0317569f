"""The portfolio: promised, reported and verified by mission, outcome, place, supplier and financial year.

Figures are added only within one metric and unit. A commitment that serves two missions stands under both, so the rows
of one table are never added up. Promises in words and pathways stand beside the counted ones, counted as commitments.
Whoever asks sees what they may read and nothing else.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import BINDING, COUNTED
from commonweal.domain.delivery import Figures, ReportFigure, ReportStatus, combine, figures_of
from commonweal.domain.metrics import Aggregation
from commonweal.domain.periods import financial_year
from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment, ContractServes
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.models import Report
from commonweal.lifecycle.delivery.queries import Line
from commonweal.records.scopes import ScopedQuerySet


class By(StrEnum):
    """What the portfolio is seen by."""

    MISSION = "mission"
    OUTCOME = "outcome"
    PLACE = "place"
    SUPPLIER = "supplier"
    YEAR = "year"


class Scope(StrEnum):
    """Whose contracts: the organisation's own, or the published ones of other bodies."""

    OWN = "own"
    PUBLISHED = "published"


UNCOUNTED = "uncounted"
"""The metric under which pathways and promises in words stand; its unit is commitments."""

NOT_SAID = ""
"""The key of what no source and no person has said: no mission, no place, no year."""


@dataclass(frozen=True, order=True)
class Key:
    """One row: a mission (or other `by`), by key and words, one metric and its unit."""

    label: str
    key: str
    metric: str
    unit: str


@dataclass(frozen=True)
class Row:
    """The three figures of a row (thousandths of its unit) and the commitments behind them."""

    key: Key
    figures: Figures
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Portion:
    """A part of one commitment that belongs to one row."""

    key: str
    label: str
    figures: Figures
    line: Line


def portfolio(actor: Actor, by: By, scope: Scope = Scope.OWN) -> list[Row]:
    """Every row of one table, in a constant number of queries."""
    lines = delivery.lines(_commitments(actor, scope))
    grouped: dict[Key, list[_Portion]] = defaultdict(list)
    for portion in _portions(by, lines):
        metric, unit = metric_of(portion.line.commitment)
        grouped[Key(portion.label, portion.key, metric, unit)].append(portion)
    return [_row(key, grouped[key]) for key in sorted(grouped, key=lambda key: (key.key == NOT_SAID, key))]


def _row(key: Key, portions: list[_Portion]) -> Row:
    # A commitment with several portions in a row (two periods of one year) is listed once.
    lines = {portion.line.commitment.pk: portion.line for portion in portions}
    return Row(key, combine(portion.figures for portion in portions), tuple(lines.values()))


def find(actor: Actor, by: By, scope: Scope, *, key: str, metric: str, unit: str) -> Row | None:
    """One row again, for the page of the commitments behind its figures."""
    rows = (
        row
        for row in portfolio(actor, by, scope)
        if (row.key.key, row.key.metric, row.key.unit) == (key, metric, unit)
    )
    return next(rows, None)


def metric_of(commitment: Commitment) -> tuple[str, str]:
    """Under which metric and unit a commitment is added: the ask's metric, else its own title."""
    if commitment.kind not in COUNTED:
        return UNCOUNTED, ""
    return commitment.metric_title or commitment.title, commitment.unit


def figures_in_rows(line: Line) -> Figures:
    """A line's figures as they are added: a promise without a figure counts as one commitment."""
    if line.commitment.kind in COUNTED:
        return line.figures
    return Figures(SCALE, SCALE if line.reports else None, SCALE if line.accepted else None)


def _commitments(actor: Actor, scope: Scope) -> list[Commitment]:
    bound = tuple(status.value for status in BINDING)
    found: ScopedQuerySet = contracts.own(actor) if scope is Scope.OWN else contracts.published()
    if scope is Scope.PUBLISHED:
        found = found.exclude(authority_id=actor.organisation_id)
    rows = Commitment.objects.for_system("commitments of readable contracts").filter(
        contract__in=found.filter(status__in=bound)
    )
    return list(
        rows.select_related("contract__supplier", "contract__authority", "place")
        .prefetch_related("periods__place")
        .order_by("contract_id", "position")
    )


def _portions(by: By, lines: list[Line]) -> Iterator[_Portion]:
    if by in (By.MISSION, By.OUTCOME):
        return _by_served(by, lines)
    if by is By.YEAR:
        return _by_year(lines)
    place_or_supplier = supplier_of if by is By.SUPPLIER else place_of
    return (_Portion(*place_or_supplier(line.commitment), figures_in_rows(line), line) for line in lines)


def supplier_of(commitment: Commitment) -> tuple[str, str]:
    """The supplier of its contract, by id and name, or in the words of the published source."""
    contract = commitment.contract
    return (
        contract.supplier.external_id if contract.supplier else contract.supplier_name
    ), contract.supplier_shown


def place_of(commitment: Commitment) -> tuple[str, str]:
    """Where a commitment is: its own place, or the one place of all its periods; not said when they differ."""
    if commitment.place:
        return commitment.place.external_id, commitment.place.name
    places = {period.place for period in commitment.periods.all()}
    only = places.pop() if len(places) == 1 else None
    return (only.external_id, only.name) if only else (NOT_SAID, "")


def _by_served(by: By, lines: list[Line]) -> Iterator[_Portion]:
    served = served_by([line.commitment for line in lines])
    for line in lines:
        for key, label in things_served(by, served(line.commitment)):
            yield _Portion(key, label, figures_in_rows(line), line)


def things_served(by: By, links: Iterable[ContractServes]) -> list[tuple[str, str]]:
    """The missions, or the outcomes, that links lead to, by id and title; what nobody said when there are none."""
    things = {(link.mission or link.outcome.mission) if by is By.MISSION else link.outcome for link in links}
    listed = sorted(things - {None}, key=lambda each: each.pk)
    return [(thing.external_id, thing.title) for thing in listed] or [(NOT_SAID, "")]


def served_by(commitments: Iterable[Commitment]) -> Callable[[Commitment], list[ContractServes]]:
    """What each commitment serves: its own links where it has any, else those of its whole contract. One query."""
    keys = {commitment.contract_id for commitment in commitments}
    rows = ContractServes.objects.for_system("what readable commitments serve").filter(contract_id__in=keys)
    own: dict[int, list[ContractServes]] = defaultdict(list)
    whole: dict[int, list[ContractServes]] = defaultdict(list)
    for link in rows.select_related("mission", "outcome__mission").order_by("pk"):
        if link.commitment_id is None:
            whole[link.contract_id].append(link)
        else:
            own[link.commitment_id].append(link)
    return lambda commitment: own.get(commitment.pk) or whole.get(commitment.contract_id, [])


def _by_year(lines: list[Line]) -> Iterator[_Portion]:
    """A promise stands in the year its period ends, a report in the year its own span ends."""
    reports: dict[int, list[Report]] = defaultdict(list)
    keys = [line.commitment.pk for line in lines]
    rows = Report.objects.for_system("figures of commitments that were read in scope")
    for report in rows.filter(commitment_id__in=keys).exclude(status=ReportStatus.CORRECTED):
        reports[report.commitment_id].append(report)
    for line in lines:
        for year, figures in sorted(_years(line, reports[line.commitment.pk]).items()):
            yield _Portion(year, year, figures, line)


def promised_by_year(commitment: Commitment) -> dict[str, int]:
    """What is promised in each year, as it is added: a promise without a figure counts as one commitment when it is due."""
    if commitment.kind not in COUNTED:
        return {year_of(commitment.due_on or commitment.contract.ends_on): SCALE}
    found: dict[str, int] = defaultdict(int)
    for period in commitment.periods.all():
        found[year_of(period.end_on)] += period.quantity
    whole = delivery.promised(commitment)
    return found or ({} if whole is None else {year_of(commitment.due_on): whole})


def _years(line: Line, reports: list[Report]) -> dict[str, Figures]:
    commitment = line.commitment
    promised = promised_by_year(commitment)
    if commitment.kind not in COUNTED:
        return dict.fromkeys(promised, figures_in_rows(line))
    said: dict[str, list[ReportFigure]] = defaultdict(list)
    for report in reports:
        sequence = delivery.sequence_of(report.end_on, report.pk)
        said[year_of(report.end_on)].append(
            ReportFigure(ReportStatus(report.status), report.quantity, report.verified, sequence)
        )
    aggregation = Aggregation(commitment.aggregation)
    return {
        year: figures_of(promised.get(year), said.get(year, []), aggregation)
        for year in promised.keys() | said.keys()
    }


def year_of(day: dt.date | None) -> str:
    """The year in which a financial year begins, as text that sorts; empty when no day is known."""
    return NOT_SAID if day is None else str(financial_year(day))
