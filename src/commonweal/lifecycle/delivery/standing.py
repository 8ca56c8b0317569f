"""Where a commitment stands in the portfolio, and what it brings to each of those rows: the rules of adding, once.

Figures are added only within one metric and unit. A commitment that serves two missions stands under both, so the rows
of one table are never added up. Promises in words and pathways stand beside the counted ones, counted as commitments.

Promised and delivered of a row are of the same commitments: a rate per pound of a contract on which no spend is known owes nobody
knows what, so that what was delivered for it stands beside no promise. It is left out of all three figures, and counted.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contract_spend import owed_in_years
from commonweal.domain.contracts import BINDING, COUNTED, ContractOrigin
from commonweal.domain.delivery import (
    NOT_SAID,
    UNCOUNTED,
    By,
    Figures,
    Holding,
    ReportFigure,
    ReportStatus,
    figures_of,
)
from commonweal.domain.metrics import Aggregation, over_periods
from commonweal.domain.periods import financial_year
from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes
from commonweal.lifecycle.contracts.spend import Spends, rate_of, spends_of
from commonweal.lifecycle.delivery import queries
from commonweal.lifecycle.delivery.models import Report
from commonweal.lifecycle.delivery.queries import Line


@dataclass(frozen=True)
class Share:
    """What a commitment brings to one row: its metric, unit and figures (thousandths).

    `is_left_out`: it stands in the row, its figures are not added.
    """

    by: By
    key: str
    metric: str
    unit: str
    figures: Figures
    is_left_out: bool = False


def shares(commitments: Iterable[Commitment]) -> dict[int, list[Share]]:
    """What each commitment brings to every row it stands in, by primary key, from its leaves; constant queries.

    Contract, supplier, place and periods with their places must be read with them. What does not bind brings nothing.
    """
    bound = [each for each in commitments if each.contract.status in BINDING]
    served, by_year, spends = served_by(bound), _reports_by_year(bound), spends_of(bound)
    return {
        line.commitment.pk: list(_shares(line, served(line.commitment), by_year[line.commitment.pk], spends))
        for line in queries.lines(bound)
    }


def held_by(contract: Contract) -> list[tuple[int, Holding]]:
    """In whose portfolio, and as what, the commitments of a contract stand."""
    found = [(contract.authority_id, Holding.AUTHORITY)]
    if contract.supplier_id is not None:
        found.append((contract.supplier_id, Holding.SUPPLIER))
    if contract.origin == ContractOrigin.PUBLISHED_REPORT:
        found.append((contract.authority_id, Holding.PUBLISHED))
    return found


def _shares(
    line: Line, links: list[ContractServes], reports: dict[str, list[ReportFigure]], spends: Spends
) -> Iterator[Share]:
    metric, unit = metric_of(line.commitment)
    figures, is_left_out = figures_in_rows(line), left_out(line.commitment, spends)
    for by in (By.MISSION, By.OUTCOME):
        for key in things_served(by, links):
            yield Share(by, key, metric, unit, figures, is_left_out)
    yield Share(By.PLACE, place_of(line.commitment)[0], metric, unit, figures, is_left_out)
    yield Share(By.SUPPLIER, supplier_of(line.commitment)[0], metric, unit, figures, is_left_out)
    for year, of_year in _years(line, reports, spends).items():
        yield Share(By.YEAR, year, metric, unit, of_year, is_left_out)


def left_out(commitment: Commitment, spends: Spends) -> bool:
    """True for a rate per pound whose promise nobody can know yet: no spend is known on its contract."""
    return commitment.kind == CommitmentKind.RATE and queries.promised(commitment, spends) is None


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


def things_served(by: By, links: Iterable[ContractServes]) -> dict[str, str]:
    """The missions, or the outcomes, that links lead to, id to title; what nobody said when there are none."""
    things = {(link.mission or link.outcome.mission) if by is By.MISSION else link.outcome for link in links}
    listed = sorted(things - {None}, key=lambda each: each.pk)
    return {thing.external_id: thing.title for thing in listed} or {NOT_SAID: ""}


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


def promised_by_year(commitment: Commitment, spends: Spends) -> dict[str, int]:
    """What is promised in each year, as it is added: a promise without a figure counts as one commitment when it is due, a rate
    per pound as it comes to be owed."""
    if commitment.kind not in COUNTED:
        return {year_of(commitment.due_on or commitment.contract.ends_on): SCALE}
    if rate := rate_of(commitment):
        owed = owed_in_years(rate, spends.get(commitment.contract_id, []))
        return {str(year): quantity for year, quantity in owed.items()}
    parts: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
    for period in commitment.periods.all():
        parts[year_of(period.end_on)].append((period.end_on, period.quantity))
    aggregation = Aggregation(commitment.aggregation)
    found = {year: over_periods(listed, aggregation) for year, listed in parts.items()}
    whole = queries.promised(commitment, spends)
    return found or ({} if whole is None else {year_of(commitment.due_on): whole})


def _reports_by_year(commitments: list[Commitment]) -> dict[int, dict[str, list[ReportFigure]]]:
    """A promise stands in the year its period ends, a report in the year its own span ends."""
    found: dict[int, dict[str, list[ReportFigure]]] = defaultdict(lambda: defaultdict(list))
    rows = Report.objects.for_system("figures of commitments that were read in scope").exclude(
        status=ReportStatus.CORRECTED
    )
    rows = rows.filter(commitment_id__in=[each.pk for each in commitments])
    for commitment, pk, status, quantity, verified, end_on in rows.values_list(
        "commitment_id", "pk", "status", "quantity", "verified", "end_on"
    ):
        figure = ReportFigure(ReportStatus(status), quantity, verified, queries.sequence_of(end_on, pk))
        found[commitment][year_of(end_on)].append(figure)
    return found


def _years(line: Line, reports: dict[str, list[ReportFigure]], spends: Spends) -> dict[str, Figures]:
    promised = promised_by_year(line.commitment, spends)
    if line.commitment.kind not in COUNTED:
        return dict.fromkeys(promised, figures_in_rows(line))
    aggregation = Aggregation(line.commitment.aggregation)
    return {
        year: figures_of(promised.get(year), reports.get(year, []), aggregation)
        for year in promised.keys() | reports.keys()
    }


def year_of(day: dt.date | None) -> str:
    """The year in which a financial year begins, as text that sorts; empty when no day is known."""
    return NOT_SAID if day is None else str(financial_year(day))
