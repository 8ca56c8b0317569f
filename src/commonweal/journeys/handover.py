"""Handing a contract over: what is suggested for each commitment, from the ask and the tender, so that nothing is retyped."""

import datetime as dt

from django.utils.translation import gettext as _

from commonweal.domain.asks import MetricContent
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.metrics import BaselineBasis
from commonweal.domain.packs.reviews import Cadence, cadence
from commonweal.domain.procurements import InnovationStage
from commonweal.lifecycle.contracts.actions import LineFacts
from commonweal.lifecycle.contracts.handovers import lines_of, metrics_of
from commonweal.lifecycle.contracts.models import Commitment, Contract, Handover


def suggested_lines(of: Handover) -> dict[int, LineFacts]:
    """What stands ready to be confirmed, by the commitment's key: as confirmed before, else from the ask."""
    metrics = metrics_of(of.contract)
    found = {}
    for commitment, line in lines_of(of):
        if line is not None:
            found[commitment.pk] = LineFacts(line.evidence_rule, line.baseline, line.baseline_words)
        else:
            found[commitment.pk] = suggested_line(commitment, metrics.get(commitment.metric_code))
    return found


def suggested_line(commitment: Commitment, metric: MetricContent | None) -> LineFacts:
    """The starting figure that the ask named, and what usually shows a promise of this kind to have been kept."""
    if metric is None or metric.baseline is None:
        return LineFacts(_evidence(commitment))
    return LineFacts(_evidence(commitment), metric.baseline, _basis(metric.baseline_basis))


def _basis(basis: BaselineBasis) -> str:
    if basis is BaselineBasis.INDEPENDENT:
        return _("As the ask says: fixed by somebody independent.")
    return _("As the ask says: fixed before the contract.")


def _evidence(commitment: Commitment) -> str:
    if commitment.kind == CommitmentKind.PATHWAY:
        steps = [step.shown_by for step in commitment.milestones.all() if step.shown_by]
        return (
            _("For each milestone what the tender says will show it: %s.") % "; ".join(steps)
            if steps
            else _seen()
        )
    if commitment.kind == CommitmentKind.NARRATIVE:
        return _(
            "What happened in words, and something that shows it: a record, a picture with consent, a visit."
        )
    return _("A list or record that adds up to the figure, without names, kept where it can be looked at.")


def _seen() -> str:
    return _("Something that anybody can look at and see that the milestone was reached.")


def suggested_reviews(of: Contract) -> tuple[int, dt.date] | None:
    """Months between learning reviews and the day of the first, by how certain the solution is. None without dates."""
    if of.procurement is None or of.starts_on is None or of.ends_on is None:
        return None
    plan: Cadence = cadence(InnovationStage(of.procurement.innovation_stage), of.starts_on, of.ends_on)
    return plan.every_months, max(plan.first_on, of.starts_on)
