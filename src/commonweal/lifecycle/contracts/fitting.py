"""Whether a change of a commitment leaves standing what counts in its figures: reports, spend, tier-two parts, KPIs, the term."""

from commonweal.domain.changes import PlacedPeriod, Terms, check_within
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.quantities import number
from commonweal.domain.tier_two import TierTwoStatus
from commonweal.lifecycle.contracts import changes, deals
from commonweal.lifecycle.contracts.models import Commitment, CommitmentChange
from commonweal.lifecycle.contracts.spend import entries_of


def check_fits(commitment: Commitment, before: Terms, after: Terms) -> None:
    """Raise `Refused` where what was reported, is owed, is delivered by others or is rated would come to mean something else."""
    _check_still_counts_alike(commitment, before, after)
    _check_parts_of_others(commitment, before, after)
    _check_kpis(commitment, before, after)
    moved = {each.id for each in before.periods} - {
        each.id for each in after.periods if each in before.periods
    }
    steps = {each.id for each in before.steps} - {each.id for each in after.steps if each in before.steps}
    reported = commitment.periods.filter(external_id__in=moved, reports__isnull=False)
    reached = commitment.milestones.filter(external_id__in=steps, reports__isnull=False)
    if reported.exists() or reached.exists():
        raise Refused("change.reported_already")


def _check_still_counts_alike(commitment: Commitment, before: Terms, after: Terms) -> None:
    """Raise `Refused` where figures that stand would mean something else: reported in a unit, or owed at a rate for spend."""
    has_reports = commitment.reports.exclude(status=ReportStatus.CORRECTED).exists()
    if after.unit != before.unit and has_reports:
        raise Refused("change.unit_is_reported_in", field="unit")
    if commitment.kind != CommitmentKind.RATE:
        return
    is_same_rate = (after.quantity, after.rate_per_pence) == (before.quantity, before.rate_per_pence)
    if not is_same_rate and (has_reports or entries_of(commitment.contract).exists()):
        raise Refused("change.rate_is_owed_at", field="rate")


def _check_parts_of_others(commitment: Commitment, before: Terms, after: Terms) -> None:
    """Raise `Refused` where a tier-two supplier's part would be more than there is, or of something else."""
    rows = commitment.tier_two_parts.exclude(tier_two__status=TierTwoStatus.ENDED)
    given = [each for each in rows.values_list("quantity", flat=True) if each is not None]
    if not given:
        return
    if after.unit != before.unit:
        raise Refused("change.unit_is_given_in", field="unit")
    if after.rate_per_pence != before.rate_per_pence:
        raise Refused("change.rate_is_given_at", field="rate")
    if after.quantity is not None and after.quantity < sum(given):
        much = f"{number(sum(given))} {after.unit}".strip()
        raise Refused("change.less_than_given", field="quantity", given=much)


def _check_kpis(commitment: Commitment, before: Terms, after: Terms) -> None:
    """Raise `Refused` where a KPI has a target or a rating in the unit that would go. One with neither goes with the promise."""
    if after.unit == before.unit:
        return
    live = commitment.kpis.filter(withdrawn_at__isnull=True)
    if live.filter(target__isnull=False).exists() or live.filter(assessments__isnull=False).exists():
        raise Refused("change.unit_is_rated_in", field="unit")


def check_within_term(row: CommitmentChange) -> None:
    """Raise `Refused` where a change promises something for a day on which there will be no contract."""
    term = deals.term_to_promise_in(row.commitment.contract)
    try:
        check_within(changes.read_terms(row.before), changes.read_terms(row.after), *term)
    except Invalid as why:
        raise Refused("change.outside_the_term") from why


def placed(commitment: Commitment, before: Terms, after: Terms) -> list[PlacedPeriod]:
    """The periods of new terms, each where it will be owed: what nobody has reported on goes where the commitment goes."""
    stored = {each.external_id: each for each in commitment.periods.select_related("place")}
    reported = set(commitment.periods.filter(reports__isnull=False).values_list("external_id", flat=True))
    found = []
    for each in after.periods:
        own = stored.get(each.id)
        was = before.place if own is None or own.place is None else own.place.code
        goes = own is None or (was == before.place and each.id not in reported)
        found.append(PlacedPeriod(each, (after.place or before.place) if goes else was))
    return found
