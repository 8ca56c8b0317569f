"""Whose tenders go on from one round to the next."""

from commonweal.lifecycle.assessment.models import RoundDecision
from commonweal.lifecycle.assessment.queries import out_among
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.models import Tender
from commonweal.records.scopes import ScopedQuerySet


def going_on(procurement: Procurement, round_number: int | None = None) -> list[Tender]:
    """Tenders of the round before the one that is open (or of `round_number`) whose suppliers go on."""
    number = procurement.round_number - 1 if round_number is None else round_number
    rows = RoundDecision.objects.for_system("who goes on to the next round")
    found = rows.filter(tender__lot__procurement=procurement, tender__round__number=number)
    return sorted(selected(found), key=lambda each: (each.lot.number, each.supplier.name))


def selected(rows: ScopedQuerySet) -> list[Tender]:
    """The tenders that the newest of these decisions let go on. One that was taken out afterwards does not."""
    newest = {
        each.tender_id: each for each in rows.select_related("tender__supplier", "tender__lot").order_by("pk")
    }
    found = [each.tender for each in newest.values() if each.goes_on]
    out = out_among([tender.pk for tender in found])
    return [tender for tender in found if tender.pk not in out]
