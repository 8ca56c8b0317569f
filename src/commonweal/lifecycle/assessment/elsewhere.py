"""Grounds noted about the same supplier, or the same party of its tender, in another lot or round of the procurement.

A decision is about one tender. What was found elsewhere is not decided here by that; but nobody is awarded as if it had
never been found.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.domain.assessment.exclusions import ExclusionOutcome, PartyKind
from commonweal.lifecycle.assessment.models import ExclusionFinding, SuitabilityDecision
from commonweal.lifecycle.tendering.models import Tender


@dataclass(frozen=True)
class Elsewhere:
    """A finding of another lot or round, and the newest decision about it there."""

    finding: ExclusionFinding
    decision: SuitabilityDecision | None


def found_elsewhere(
    tender: Tender, names: Iterable[str], here: Iterable[ExclusionFinding]
) -> tuple[Elsewhere, ...]:
    """Findings about the tender's supplier, or about somebody of these names, that nobody has noted here.

    One of which it was decided that the ground does not apply is left out.
    """
    called = {_folded(name) for name in names}
    noted = {_matter(each) for each in here}
    rows = ExclusionFinding.objects.for_system("grounds found in other lots and rounds of a fetched tender")
    others = rows.filter(party__tender__lot__procurement_id=tender.lot.procurement_id)
    found: dict[tuple[str, str], Elsewhere] = {}
    for each in (
        others.exclude(party__tender_id=tender.pk)
        .select_related("party__tender__lot", "party__tender__round")
        .prefetch_related("decisions")
    ):
        own = each.party.kind == PartyKind.SUPPLIER and each.party.tender.supplier_id == tender.supplier_id
        if not own and _folded(each.party.name) not in called:
            continue
        decision = max(each.decisions.all(), key=lambda one: one.pk, default=None)
        if decision is None or decision.outcome != ExclusionOutcome.DOES_NOT_APPLY:
            found[_matter(each, is_own=own)] = Elsewhere(each, decision)
    return tuple(one for matter, one in found.items() if matter not in noted)


def _matter(finding: ExclusionFinding, *, is_own: bool | None = None) -> tuple[str, str]:
    """What a finding is about: the ground, and whom; the supplier itself whatever it is called."""
    own = finding.party.kind == PartyKind.SUPPLIER if is_own is None else is_own
    return finding.ground, "" if own else _folded(finding.party.name)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
