"""What the borough looks at before anybody scores: debarment, grounds, conditions, a low price, and its own interests.

Everything here is invented for the demonstration, the firms that are looked at included.
"""

from collections.abc import Callable

from commonweal.domain.assessment.conditions import ConditionKind, ConditionOutcome
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome, PartyKind
from commonweal.journeys.demonstration.partners import GROUNDWORKS
from commonweal.journeys.demonstration.people import SUPPLIERS
from commonweal.journeys.demonstration.play import Play
from commonweal.lifecycle.assessment import queries, suitability
from commonweal.lifecycle.assessment.actions import conflicts
from commonweal.lifecycle.assessment.actions import suitability as looking
from commonweal.lifecycle.assessment.models import Assessment, CheckedParty, ParticipationCondition
from commonweal.lifecycle.tendering.models import Tender
from commonweal.reference.exclusion_grounds import shipped_grounds

RANG = "We rang the two people who were named; both said so."


def look_before_scoring(play: Play, assessment: Assessment) -> None:
    """Everybody is looked up; what was found in this case is heard and decided."""
    day = play.case.deadline + 4
    for tender in queries.tenders_of(assessment):
        _look_up(play, looking.supplier_party(tender, **play.said("procurement", day)), day)
        for name, number, kind in suitability.dossier(assessment, tender).named_in_tender:
            said = play.said("procurement", day)
            _look_up(play, looking.add_party(tender, PartyKind(kind), name, number=number, **said), day)
    if play.case.key in FOUND:
        FOUND[play.case.key](play, assessment, day)


def look_again(play: Play, tender: Tender, day: int) -> None:
    """Everybody of a tender is looked up again on the day of the decision to award."""
    rows = CheckedParty.objects.for_authority(play.demo.actor("procurement"))
    for party in rows.filter(tender=tender):
        _look_up(play, party, day)


def _look_up(play: Play, party: CheckedParty, day: int) -> None:
    looking.check_debarment(party, checked_on=play.day(day), is_listed=False, **play.said("procurement", day))


def _tender_of(play: Play, assessment: Assessment, supplier: str) -> Tender:
    wanted = play.demo.suppliers[supplier].pk
    return next(each for each in queries.tenders_of(assessment) if each.supplier_id == wanted)


def _gardens(play: Play, assessment: Assessment, day: int) -> None:
    """A subcontractor that has closed is replaced; a low price is asked about and explained, and waits for a decision."""
    _conditions(play, assessment, day)
    _ground(
        play,
        _tender_of(play, assessment, "large"),
        day,
        ground="insolvency",
        subcontractor=GROUNDWORKS,
        facts="The register of companies says that an administrator was appointed last month.",
        question="Your subcontractor for the paths is in administration. Who will build them?",
        answer="We build the paths ourselves. The price stays as it is.",
        outcome=ExclusionOutcome.REPLACED,
        reason="The subcontractor was taken out of the tender; nothing else in it moved.",
    )
    _low_price(play, assessment, day)
    _interests(play, assessment, day)


def _low_price(play: Play, assessment: Assessment, day: int) -> None:
    asked = looking.ask(
        _tender_of(play, assessment, "sme"),
        EnquiryPurpose.LOW_PRICE,
        "Your price lies well below the others. What makes it possible, and how are people paid?",
        answer_until=play.day(day + 5),
        **play.said("procurement", day),
    )
    looking.answer(
        asked,
        "We have the tools and the yard already, and two of us live on the estates. Everybody is paid the real living wage.",
        **play.said_for("sme", day + 3),
    )


def _conditions(play: Play, assessment: Assessment, day: int) -> None:
    """The conditions that the ask states, or one that the tender notice stated, where the law allows any."""
    if suitability.is_blocked(assessment):
        return
    stated = list(assessment.conditions.all()) or [
        looking.set_condition(
            assessment,
            ConditionKind.FINANCIAL,
            "Public liability insurance of two million pounds from the first day of the contract.",
            stated_in="Tender notice, section 4",
            **play.said("procurement", day),
        )
    ]
    for condition in stated:
        for tender in queries.tenders_of(assessment):
            _met(play, condition, tender, day)


def _met(play: Play, condition: ParticipationCondition, tender: Tender, day: int) -> None:
    is_done = condition.kind == ConditionKind.TECHNICAL
    looking.decide_condition(
        condition,
        tender,
        ConditionOutcome.MET,
        reason=RANG if is_done else "The insurer's letter was shown and dated this year.",
        **play.said("procurement", day),
    )


def _ground(
    play: Play,
    tender: Tender,
    day: int,
    *,
    ground: str,
    facts: str,
    question: str,
    answer: str,
    outcome: ExclusionOutcome,
    reason: str,
    subcontractor: str = "",
) -> None:
    """A ground is noted, the tenderer is heard, and it is decided with a reason."""
    officer = play.said("procurement", day)
    if subcontractor:
        party = CheckedParty.objects.for_authority(officer["by"]).get(tender=tender, name=subcontractor)
    else:
        party = looking.supplier_party(tender, **officer)
    known = {each.id: each for each in shipped_grounds()}
    found = looking.find_ground(party, known[ground], facts, **officer)
    asked = looking.ask(
        tender, EnquiryPurpose.EXCLUSION, question, answer_until=play.day(day + 5), finding=found, **officer
    )
    supplier = next(key for key, each in play.demo.suppliers.items() if each.pk == tender.supplier_id)
    looking.answer(asked, answer, **play.said_for(supplier, day + 2))
    looking.decide_finding(found, outcome, reason=reason, **play.said("procurement", day + 3))


def _heat_network(play: Play, assessment: Assessment, day: int) -> None:
    """A firm that failed a contract elsewhere shows what it changed since."""
    _conditions(play, assessment, day)
    _ground(
        play,
        _tender_of(play, assessment, "large"),
        day,
        ground="breach-of-contract",
        facts="A neighbouring council ended a contract early two years ago and was paid damages.",
        question="What went wrong on that contract, and what has changed since?",
        answer="We had no fitter on call at weekends. We have had two since, and another manager. Our log of the last year "
        "is attached to the tender.",
        outcome=ExclusionOutcome.SELF_CLEANED,
        reason="The log shows that every call of the last year was answered; it is unlikely to happen again.",
    )
    _interests(play, assessment, day)
    _look_again(play, assessment, day + 30)


def _interests(play: Play, assessment: Assessment, day: int) -> None:
    """The conflicts assessment has a line, and was looked at again before scoring."""
    procurement = assessment.lot.procurement
    conflicts.note_conflict(
        procurement,
        whose="The commissioner",
        interest=f"Was a trustee of {SUPPLIERS['charity']['name']} until three years ago.",
        mitigation="Takes no part in the panel, and does not see tenders before the award is decided.",
        review_on=play.day(day + 30),
        **play.said("procurement", day),
    )
    conflicts.review_conflicts(
        procurement,
        words="Every member of the panel has declared. Nothing new was found.",
        next_review_on=play.day(day + 30),
        **play.said("procurement", day),
    )


def _look_again(play: Play, assessment: Assessment, day: int) -> None:
    """On the day that was set for it, and once more in three months."""
    conflicts.review_conflicts(
        assessment.lot.procurement,
        words="The commissioner has seen no tender. Nothing new was declared.",
        next_review_on=play.day(day + 90),
        **play.said("procurement", day),
    )


FOUND: dict[str, Callable[[Play, Assessment, int], None]] = {"assessing": _gardens, "award": _heat_network}
