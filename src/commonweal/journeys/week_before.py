"""My week about what nobody has looked at yet: parties not looked up, prices that look low, panels without a moderator.

None of it is a matter to decide; each would hold the award or the contract up if it were found only then.
"""

from collections.abc import Iterator, Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.low_price import price_flags
from commonweal.domain.assessment.panel import Clearance, PanelRole
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.assessment.suitability import Decided, Matter, taken_out
from commonweal.journeys.week_items import Item, Job, Jobs, split
from commonweal.lifecycle.assessment.models import Assessment, Enquiry, PanelMember, SuitabilityDecision
from commonweal.lifecycle.assessment.suitability import keeps_list, not_looked_up
from commonweal.lifecycle.tendering.models import Tender, TenderPrice


def not_looked_at(actor: Actor, ones: Sequence[Assessment]) -> Iterator[Jobs]:
    """What nobody has looked at in assessments that go on and are not awarded, in a constant number of queries."""
    yield from split(_items(actor, ones))


def _items(actor: Actor, ones: Sequence[Assessment]) -> Iterator[Item]:
    seated = _with_moderator([one for one in ones if one.status == AssessmentStatus.MODERATION])
    tenders, low = _tenders(actor, ones), _asked_or_decided(actor, ones)
    prices = _prices(ones)
    listed = [key for one in ones if keeps_list(one) for key in tenders.get((one.lot_id, one.round_id), ())]
    unknown = not_looked_up(listed)
    for one in ones:
        title, own = one.lot.procurement.title, tenders.get((one.lot_id, one.round_id), ())
        if one.status == AssessmentStatus.MODERATION and one.pk not in seated:
            yield Item(Job.NAME_MODERATOR, title, one.external_id)
        if number := len(unknown.intersection(own)):
            yield Item(Job.LOOK_UP_PARTIES, title, one.external_id, count=number)
        flags = price_flags(prices.get((one.lot_id, one.round_id), {}))
        if number := sum(str(key) in flags and flags[str(key)].is_low and key not in low for key in own):
            yield Item(Job.LOOK_AT_PRICE, title, one.external_id, count=number)


def _with_moderator(ones: Sequence[Assessment]) -> set[int]:
    """Keys of the assessments whose moderator has neither left nor is kept out by an interest."""
    rows = PanelMember.objects.for_system("moderators of assessments that were fetched").filter(
        assessment__in=ones, role=PanelRole.MODERATOR.value, left_at__isnull=True
    )
    found = rows.prefetch_related("declarations__decision__lifting")
    return {each.assessment_id for each in found if each.clearance is not Clearance.EXCLUDED}


def _tenders(actor: Actor, ones: Sequence[Assessment]) -> dict[tuple[int, int], list[int]]:
    """Keys of the opened tenders that are not out, by lot and round."""
    lots = [one.lot_id for one in ones]
    decisions = SuitabilityDecision.objects.for_authority(actor).filter(tender__lot__in=lots).order_by("pk")
    out = taken_out(
        Decided(tender, matter, finding or condition, outcome)
        for tender, matter, finding, condition, outcome in decisions.values_list(
            "tender_id", "matter", "finding_id", "condition_id", "outcome"
        )
    )
    opened = Tender.objects.for_system("tenders of assessments that were fetched").filter(
        status="opened", lot__in=lots
    )
    found: dict[tuple[int, int], list[int]] = {}
    for key, lot, round_ in opened.values_list("pk", "lot_id", "round_id"):
        if key not in out:
            found.setdefault((lot, round_), []).append(key)
    return found


def _asked_or_decided(actor: Actor, ones: Sequence[Assessment]) -> set[int]:
    """Keys of the tenders whose price somebody asked about or decided on."""
    lots = [one.lot_id for one in ones]
    asked = Enquiry.objects.for_authority(actor).filter(
        purpose=EnquiryPurpose.LOW_PRICE.value, tender__lot__in=lots
    )
    decided = SuitabilityDecision.objects.for_authority(actor).filter(
        matter=Matter.LOW_PRICE.value, tender__lot__in=lots
    )
    return {*asked.values_list("tender_id", flat=True), *decided.values_list("tender_id", flat=True)}


def _prices(ones: Sequence[Assessment]) -> dict[tuple[int, int], dict[str, int]]:
    """Pence by the tender's key, as `price_flags` takes them, by lot and round: every opened tender counts."""
    rows = TenderPrice.objects.for_system("prices of the tenders of assessments that were fetched").filter(
        lot__in=[one.lot_id for one in ones]
    )
    found: dict[tuple[int, int], dict[str, int]] = {}
    for lot, round_, key, pence in rows.values_list("lot_id", "tender__round_id", "tender_id", "pence"):
        found.setdefault((lot, round_), {})[str(key)] = pence
    return found
