"""Before scoring: who is looked at, what is found, what is asked and answered, what is decided."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.conditions import ConditionKind, ConditionOutcome, check_condition
from commonweal.domain.assessment.enquiries import EnquiryPurpose, check_answer, check_enquiry, was_heard
from commonweal.domain.assessment.exclusions import (
    ExclusionOutcome,
    Ground,
    GroundKind,
    PartyKind,
    check_exclusion,
    check_suitability_reason,
)
from commonweal.domain.assessment.low_price import PriceOutcome, check_price_decision
from commonweal.domain.assessment.statuses import STANDING, AssessmentStatus
from commonweal.domain.assessment.suitability import TAKES_OUT, Matter, check_may_decide
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import Nature
from commonweal.lifecycle.assessment import suitability
from commonweal.lifecycle.assessment.actions.moderation import keep_ranking
from commonweal.lifecycle.assessment.actions.panels import hold
from commonweal.lifecycle.assessment.actions.scoring import ask_again
from commonweal.lifecycle.assessment.counted import check_no_other_lot_is_awarded
from commonweal.lifecycle.assessment.events import EnquiryEvent, SuitabilityEvent
from commonweal.lifecycle.assessment.models import (
    Assessment,
    CheckedParty,
    DebarmentCheck,
    Enquiry,
    ExclusionFinding,
    ParticipationCondition,
    SuitabilityDecision,
)
from commonweal.lifecycle.assessment.queries import tenders_out
from commonweal.lifecycle.tendering.models import Tender
from commonweal.outbox.actions import send
from commonweal.records.work import change, transaction

_P = Permission
_STAND = [status.value for status in STANDING]


def add_party(
    tender: Tender, kind: PartyKind, name: str, *, number: str = "", by: Actor, now: dt.datetime
) -> CheckedParty:
    """Name somebody to look at: an associated person or an intended subcontractor, or the supplier itself.

    Raises:
        Invalid: ``party.name_missing`` or ``party.entered_already``.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    called = name.strip()
    if not called:
        raise Invalid("party.name_missing", field="name")
    known = CheckedParty.objects.for_authority(by).filter(tender=tender)
    if known.filter(name=called).exists() or (
        kind is PartyKind.SUPPLIER and suitability.supplier_of(tender) is not None
    ):
        raise Invalid("party.entered_already", field="name")
    with transaction(by=by, at=now) as work:
        party = CheckedParty(tender=tender, kind=kind.value, name=called, number=number.strip())
        party.save()
        one = suitability.assessment_of(tender)
        work.record(SuitabilityEvent.PARTY_ADDED, one, tender=tender.external_id, kind=kind.value)
    return party


def supplier_party(tender: Tender, *, by: Actor, now: dt.datetime) -> CheckedParty:
    """The supplier itself among those looked at, entered when it is first needed."""
    return suitability.supplier_of(tender) or add_party(
        tender, PartyKind.SUPPLIER, tender.supplier.name, by=by, now=now
    )


def check_debarment(
    party: CheckedParty, *, checked_on: dt.date, is_listed: bool, note: str = "", by: Actor, now: dt.datetime
) -> DebarmentCheck:
    """Record that somebody looked a party up in the debarment list. A match is then noted as a ground.

    Raises:
        Invalid: ``debarment.day_to_come``; ``debarment.note_missing`` for a match without saying what the list says.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    if checked_on > london_day(now):
        raise Invalid("debarment.day_to_come", field="checked_on")
    if is_listed and not note.strip():
        raise Invalid("debarment.note_missing", field="note")
    with transaction(by=by, at=now) as work:
        check = DebarmentCheck(
            party=party,
            checked_on=checked_on,
            is_listed=is_listed,
            note=note.strip(),
            noted_at=now,
            noted_by=by.person,
        )
        check.save()
        work.record(
            SuitabilityEvent.DEBARMENT_CHECKED,
            suitability.assessment_of(party.tender),
            tender=party.tender.external_id,
            is_listed=is_listed,
        )
    return check


def find_ground(
    party: CheckedParty, ground: Ground, facts: str, *, by: Actor, now: dt.datetime
) -> ExclusionFinding:
    """Note that a ground seems to apply to a party, with the facts. It is decided later, with a reason.

    It may come to light at any time; until it is decided it holds an award up.

    Raises:
        Invalid: the facts are missing.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    one = suitability.assessment_of(party.tender)
    if not facts.strip():
        raise Invalid("exclusion.facts_missing", field="facts")
    with transaction(by=by, at=now) as work:
        finding = ExclusionFinding(
            party=party,
            ground=ground.id,
            kind=ground.kind.value,
            title=ground.title,
            source=str(ground.source)[:300],
            facts=facts.strip(),
            found_at=now,
            found_by=by.person,
        )
        finding.save()
        work.record(SuitabilityEvent.GROUND_FOUND, one, tender=party.tender.external_id, ground=ground.id)
    return finding


def set_condition(
    assessment: Assessment,
    kind: ConditionKind,
    text: str,
    *,
    stated_in: str,
    lawful_because: str = "",
    by: Actor,
    now: dt.datetime,
) -> ParticipationCondition:
    """Enter a condition of participation as the tender documents state it, while the panel is named.

    Raises:
        Refused: scoring has begun, or screening is blocked below the threshold. Invalid: as `check_condition`.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    if assessment.status != AssessmentStatus.PANEL:
        raise Refused("condition.scoring_has_begun")
    check_condition(
        text,
        stated_in,
        lawful_because,
        nature=Nature(assessment.lot.procurement.nature),
        is_blocked=suitability.is_blocked(assessment),
    )
    with transaction(by=by, at=now) as work:
        condition = ParticipationCondition(
            assessment=assessment,
            kind=kind.value,
            text=text.strip(),
            stated_in=stated_in.strip(),
            lawful_because=lawful_because.strip(),
        )
        condition.save()
        work.record(SuitabilityEvent.CONDITION_SET, assessment, kind=kind.value)
    return condition


def ask(
    tender: Tender,
    purpose: EnquiryPurpose,
    question: str,
    *,
    answer_until: dt.date,
    finding: ExclusionFinding | None = None,
    by: Actor,
    now: dt.datetime,
) -> Enquiry:
    """Ask one tenderer, who is told by email and answers until the end of a day.

    Raises:
        Invalid: the question is missing or the day has come; ``enquiry.other_tender`` for another tender's finding.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    asked = check_enquiry(question, answer_until, london_day(now))
    if (finding is not None) != (purpose is EnquiryPurpose.EXCLUSION):
        raise Invalid("enquiry.finding_missing", field="purpose")
    if finding is not None and finding.party.tender_id != tender.pk:
        raise NotFound("record.not_found", kind=ExclusionFinding.KIND)
    with transaction(by=by, at=now) as work:
        enquiry = Enquiry(
            tender=tender,
            purpose=purpose.value,
            finding=finding,
            question=asked,
            answer_until=answer_until,
            asked_at=now,
            asked_by=by.person,
        )
        enquiry.save()
        send("enquiry.asked", enquiry=enquiry.external_id)
        work.record(EnquiryEvent.ASKED, enquiry, purpose=purpose.value, tender=tender.external_id)
    return enquiry


def answer(
    enquiry: Enquiry, text: str, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Enquiry:
    """The tenderer's answer, once and in time; nothing in its tender changes.

    Raises:
        NotFound: another supplier's. NotPermitted: somebody who may not write tenders. Refused, Invalid: `check_answer`.
    """
    if by.organisation_id != enquiry.tender.supplier_id:
        raise NotFound("record.not_found", kind=Enquiry.KIND)
    by.must(_P.TENDER_WRITE)
    given = check_answer(
        text, enquiry.answer_until, london_day(now), is_answered=enquiry.answered_at is not None
    )
    with transaction(by=by, at=now) as work:
        read = enquiry.revision if revision is None else revision
        change(enquiry, revision=read, answer=given, answered_at=now, answered_by=by.person)
        send("enquiry.answered", enquiry=enquiry.external_id)
        work.record(EnquiryEvent.ANSWERED, enquiry)
    return enquiry


def decide_finding(
    finding: ExclusionFinding, outcome: ExclusionOutcome, *, reason: str, by: Actor, now: dt.datetime
) -> SuitabilityDecision:
    """Decide about a ground that was found. Raises as `check_exclusion`; `Refused` while an award stands on the ranking."""
    by.must(_P.ASSESSMENT_MANAGE)
    kept = check_exclusion(
        GroundKind(finding.kind),
        PartyKind(finding.party.kind),
        outcome,
        reason,
        was_heard=_is_heard(finding.party.tender, EnquiryPurpose.EXCLUSION, now, finding),
    )
    return _decide(
        finding.party.tender, Matter.EXCLUSION, outcome.value, kept, by=by, now=now, finding=finding
    )


def decide_condition(
    condition: ParticipationCondition,
    tender: Tender,
    outcome: ConditionOutcome,
    *,
    reason: str,
    by: Actor,
    now: dt.datetime,
) -> SuitabilityDecision:
    """Decide whether a tender's supplier meets a condition. Raises NotFound for a tender of another lot."""
    by.must(_P.ASSESSMENT_MANAGE)
    one = condition.assessment
    if (tender.lot_id, tender.round_id) != (one.lot_id, one.round_id):
        raise NotFound("record.not_found", kind=Tender.KIND)
    kept = check_suitability_reason(reason)
    return _decide(tender, Matter.CONDITION, outcome.value, kept, by=by, now=now, condition=condition)


def decide_price(
    tender: Tender, outcome: PriceOutcome, *, reason: str, by: Actor, now: dt.datetime
) -> SuitabilityDecision:
    """Decide about a price that seems abnormally low, flagged or not. A tenderer is heard before it is disregarded."""
    by.must(_P.ASSESSMENT_MANAGE)
    check_price_decision(outcome, was_heard=_is_heard(tender, EnquiryPurpose.LOW_PRICE, now))
    kept = check_suitability_reason(reason)
    return _decide(tender, Matter.LOW_PRICE, outcome.value, kept, by=by, now=now)


def _is_heard(
    tender: Tender, purpose: EnquiryPurpose, now: dt.datetime, finding: ExclusionFinding | None = None
) -> bool:
    asked = Enquiry.objects.for_system("whether a tenderer has been heard")
    rows = asked.filter(tender=tender, purpose=purpose.value, finding=finding)
    today = london_day(now)
    return bool(rows) and all(
        was_heard(each.answer_until, today, is_answered=each.answered_at is not None) for each in rows
    )


def _decide(
    tender: Tender,
    matter: Matter,
    outcome: str,
    reason: str,
    *,
    by: Actor,
    now: dt.datetime,
    finding: ExclusionFinding | None = None,
    condition: ParticipationCondition | None = None,
) -> SuitabilityDecision:
    one = suitability.assessment_of(tender)
    takes_out = outcome in TAKES_OUT
    with transaction(by=by, at=now) as work:
        hold(one)
        was_out = tender.pk in tenders_out(one)
        check_may_decide(AssessmentStatus(one.status), takes_out=takes_out, was_out=was_out)
        if (
            takes_out
            and one.status == AssessmentStatus.LOCKED
            and one.awards.filter(status__in=_STAND).exists()
        ):
            raise Refused("suitability.award_stands")
        if takes_out and not was_out:
            check_no_other_lot_is_awarded(one)
        decision = SuitabilityDecision(
            tender=tender,
            matter=matter.value,
            finding=finding,
            condition=condition,
            outcome=outcome,
            reason=reason,
            decided_at=now,
            decided_by=by.person,
        )
        decision.save()
        if takes_out:
            send("tender.taken_out", tender=tender.external_id)
        work.record(
            SuitabilityEvent.DECIDED,
            one,
            tender=tender.external_id,
            matter=matter.value,
            outcome=outcome,
        )
        if was_out and one.status == AssessmentStatus.SCORING and tender.pk not in tenders_out(one):
            ask_again(one, work)
        if takes_out and not was_out and one.status == AssessmentStatus.LOCKED:
            keep_ranking(one, work)
    return decision
