"""Whose tenders go on from one round to the next."""

from commonweal.lifecycle.assessment.models import RoundDecision
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.models import Tender


def going_on(procurement: Procurement, round_number: int | None = None) -> list[Tender]:
    """Tenders of the round before the one that is open (or of `round_number`) whose suppliers go on."""
    number = procurement.round_number - 1 if round_number is None else round_number
    rows = RoundDecision.objects.for_system("who goes on to the next round")
    found = rows.filter(
        goes_on=True, tender__lot__procurement=procurement, tender__round__number=number
    ).select_related("tender__supplier", "tender__lot")
    return [each.tender for each in found.order_by("tender__lot__number", "tender__supplier__name")]
