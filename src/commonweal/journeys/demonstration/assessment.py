"""The borough assesses: in scoring, in moderation, between two rounds, in its standstill, and three that became contracts.

Reads the procurements of `procurement_cases` whose tenders the stage before has opened. Leaves in `demo.things`:
- `assessments`: by the key of the case, the assessment of each lot, in a list;
- `awards`: by the same key, the decisions to award;
- `entered`: by the same key, the contracts entered into (`contract` and `ended`), their promises carried over;
- `prepared`: the contract of `heating`, which does not bind yet.
"""

from collections.abc import Callable, Sequence
from typing import Any

from commonweal.domain.assessment.holds import HoldReason
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.standstill import FEWEST_DAYS, Standstill
from commonweal.domain.procurements import ProcurementStatus, Regime
from commonweal.journeys import contracts as carried
from commonweal.journeys.award import enter_into_contract
from commonweal.journeys.demonstration.case import Case
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.play import Play
from commonweal.journeys.demonstration.procurement_cases import CASES
from commonweal.journeys.demonstration.suitability import look_again, look_before_scoring
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.holding import holds
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision, PanelMember
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.procurement.queries import procurement as fetch_procurement
from commonweal.lifecycle.tendering.models import Tender

ASSESSORS = ("assessor-1", "assessor-2")
RESIDENT = "resident"
REASONS = {
    2_500: "Parts of the question are answered. Who will do it, and by when, is left open.",
    5_000: "The question is answered. Some of the steps have a date and a person, others do not.",
    7_500: "Each step has a person and a date, and the answer says how we would know that it works.",
    10_000: "As good, and it says openly what is uncertain and what happens if it does not work.",
}
BANDS = tuple(REASONS)
TRAINING = "Two hours with last year's answers: scoring alone, writing a reason, and what an interest is."
INTEREST = "I live on one of the estates that this is about. I have nothing to do with those who tender."
ALLOWED = (
    "Living there is why we asked; no tenderer is known to this member. We look again when the round is over."
)
MINORITY = "One of us would have given less: the answer names nobody for the weeks when the manager is away."
OLD_RULES = "Began before February 2025: the standstill of the 2015 Regulations was kept."
PRICE_HOLDS = "The tenderer has shown with its own figures that it can do the work for this price."
WHY = "The most advantageous tender by the published award criteria."


def load(demo: Demonstration, cases: Sequence[Case] = CASES) -> None:
    """Assess every case that the stage before has opened for it."""
    for name in ("assessments", "awards", "entered", "prepared"):
        demo.things[name] = {}
    plays: dict[str, Callable[[Play], object]] = {
        "assessing": _scoring,
        "moderating": _moderating,
        "rounds": _lock,
        "award": _standing_still,
        "contract": _contract,
        "ended": _contract,
        "heating": _prepared,
    }
    for case in cases:
        if case.key in plays:
            plays[case.key](Play(demo, case))


def _begin(play: Play) -> list[Assessment]:
    """Begun four days after the deadline, with two assessors, a resident for the social value, and a moderator."""
    day = play.case.deadline + 4
    officer = play.said("procurement", day)
    opened = fetch_procurement(officer["by"], play.demo.things["procurements"][play.case.key].external_id)
    if opened.status != ProcurementStatus.OPENED:
        raise RuntimeError(f"the tenders of {play.case.key} were not opened by the stage before")
    begun = actions.begin(opened, **officer)
    play.demo.things["assessments"][play.case.key] = begun
    for assessment in begun:
        _name_panel(play, assessment, officer)
        look_before_scoring(play, assessment)
        actions.start_scoring(assessment, **officer)
        _clear(play, assessment, day)
    return begun


def _clear(play: Play, assessment: Assessment, day: int) -> None:
    """Everybody was trained and declares; the resident's interest is looked at, and the officer lets them go on."""
    officer = play.said("procurement", day + 1)
    for member in assessment.members.select_related("person"):
        who = _key_of(play, member)
        words = INTEREST if who == RESIDENT else ""
        actions.declare(
            _seat(play, assessment, who), has_interest=bool(words), words=words, **play.said(who, day + 1)
        )
        actions.note_training(member, trained_on=play.day(day), words=TRAINING, **officer)
        if words:
            seat = _seat(play, assessment, who)
            actions.decide_interest(seat, is_allowed=True, reason=ALLOWED, **officer)


def _name_panel(play: Play, assessment: Assessment, officer: dict[str, Any]) -> None:
    questions = assessment.ask_version.read().questions
    social = [each.id for each in questions if each.kind.value == "social_value"]
    for who in ASSESSORS:
        member = play.demo.member(who)
        given = [each.id for each in questions]
        actions.add_member(assessment, member, PanelRole.ASSESSOR, criteria=given, **officer)
    if social:
        resident = play.demo.member(RESIDENT)
        actions.add_member(assessment, resident, PanelRole.ASSESSOR, criteria=social, **officer)
    actions.add_member(assessment, play.demo.member("moderator"), PanelRole.MODERATOR, **officer)


def _key_of(play: Play, member: PanelMember) -> str:
    keys = (*ASSESSORS, RESIDENT, "moderator")
    return next(key for key in keys if play.demo.member(key).person_id == member.person_id)


def _seat(play: Play, assessment: Assessment, who: str) -> PanelMember:
    return queries.seat(play.demo.actor(who), assessment.external_id)


def _mark(tender: int, question: int, assessor: int) -> int:
    """A mark that leans to the first tender and differs a little from one assessor to the next."""
    step = 2 - tender + (question + assessor) % 2
    return BANDS[max(0, min(step, len(BANDS) - 1))]


def _score(play: Play, assessment: Assessment, who: str, *, until: int | None = None) -> None:
    """One assessor's scores on the sixth day after the deadline; with `until`, only so many of them."""
    seat = _seat(play, assessment, who)
    assessor = (*ASSESSORS, RESIDENT).index(who)
    said = play.said(who, play.case.deadline + 6)
    answers = [
        (question, criterion, place, tender)
        for question, criterion in enumerate(seat.criteria)
        for place, tender in enumerate(queries.tenders_of(assessment))
    ]
    for question, criterion, place, tender in answers[:until]:
        mark = _mark(place, question, assessor)
        actions.save_score(seat, tender, criterion, score=mark, reason=REASONS[mark], **said)


def _scoring(play: Play) -> None:
    """The first assessor has handed in, the second is in the middle of it, the resident has not begun."""
    for assessment in _begin(play):
        first, second = ASSESSORS
        _score(play, assessment, first)
        actions.hand_in(_seat(play, assessment, first), **play.said(first, play.case.deadline + 7))
        _score(play, assessment, second, until=2)


def _lock(play: Play) -> list[Assessment]:
    """Scored, moderated and locked within two weeks of the deadline."""
    begun = _begin(play)
    for assessment in begun:
        _hand_in_all(play, assessment)
        _agree(play, assessment)
        actions.lock(assessment, **play.said("moderator", play.case.deadline + 10))
    return begun


def _moderating(play: Play) -> None:
    """Everybody has handed in. The moderator has agreed two marks, one with a minority view, and goes on tomorrow."""
    for assessment in _begin(play):
        _hand_in_all(play, assessment)
        _agree(play, assessment, until=2)


def _hand_in_all(play: Play, assessment: Assessment) -> None:
    for who in (*ASSESSORS, RESIDENT):
        if _sits(play, assessment, who):
            _score(play, assessment, who)
            actions.hand_in(_seat(play, assessment, who), **play.said(who, play.case.deadline + 7))
    assessment.refresh_from_db(from_queryset=Assessment.objects.for_system("the demonstration goes on"))


def _sits(play: Play, assessment: Assessment, who: str) -> bool:
    return bool(assessment.members.filter(person=play.demo.member(who).person).exists())


def _agree(play: Play, assessment: Assessment, *, until: int | None = None) -> None:
    """The moderator records the middle of what was given, and beside the first mark who saw it otherwise."""
    said = play.said("moderator", play.case.deadline + 10)
    given = queries.all_scores(assessment)
    tenders = {tender.pk: tender for tender in queries.tenders_of(assessment)}
    for place, ((tender, criterion), scores) in enumerate(list(given.items())[:until]):
        marks = sorted(score.score for score in scores if score.score is not None)
        middle = marks[len(marks) // 2]
        actions.agree(
            assessment,
            tenders[tender],
            criterion,
            score=middle,
            reason=REASONS[middle],
            minority_view=MINORITY if place == 0 else "",
            **said,
        )


def _decide(play: Play, assessment: Assessment, day: int, *, is_old: bool) -> AwardDecision:
    snapshot = queries.latest_snapshot(assessment)
    assert snapshot is not None
    first = _tender(assessment, Ranking.from_json(snapshot.content).results[0].id)
    _look_again(play, assessment, first, day)
    award = actions.decide(
        assessment,
        first,
        reason=WHY,
        standstill=Standstill.NOT_REQUIRED if is_old else Standstill.MANDATORY,
        standstill_days=FEWEST_DAYS,
        standstill_reason=OLD_RULES if is_old else "",
        **play.said("procurement", day),
    )
    actions.send_summaries(award, **play.said("procurement", day + 1))
    actions.publish_notice(award, published_on=play.day(day + 2), **play.said("procurement", day + 2))
    play.demo.things["awards"].setdefault(play.case.key, []).append(award)
    return award


def _look_again(play: Play, assessment: Assessment, first: Tender, day: int) -> None:
    """What would hold the award up is looked at on the day: the debarment list again, and a price that lies low."""
    said = play.said("procurement", day)
    look_again(play, first, day)
    for hold in holds(assessment, first, play.day(day)):
        if hold.reason is HoldReason.LOW_PRICE:
            actions.decide_price(first, PriceOutcome.ACCEPTED, reason=PRICE_HOLDS, **said)


def _tender(assessment: Assessment, external_id: str) -> Tender:
    return next(each for each in queries.tenders_of(assessment) if each.external_id == external_id)


def _standing_still(play: Play) -> None:
    """Decided some days ago; the notice is out and the standstill runs."""
    for assessment in _lock(play):
        award = _decide(play, assessment, -4, is_old=False)
        actions.begin_standstill(award, **play.said("procurement", -2))


def _contract(play: Play) -> None:
    """Decided, and entered into ten days before the contract starts."""
    for assessment in _lock(play):
        award = _decide(play, assessment, play.case.deadline + 15, is_old=True)
        entered = _enter(play, award)
        play.demo.things["entered"].setdefault(play.case.key, []).append(entered)


def _enter(play: Play, award: AwardDecision) -> Contract:
    officer = play.said("procurement", play.case.starts - 10)
    look_again(play, award.tender, play.case.starts - 10)
    fresh = queries.award(officer["by"], award.external_id)
    return enter_into_contract(
        fresh, starts_on=play.day(play.case.starts), ends_on=play.day(play.case.ends), **officer
    )


def _prepared(play: Play) -> None:
    """Decided and stood still where the law asks for it; the contract is prepared, and its life goes on elsewhere."""
    for assessment in _lock(play):
        procurement = assessment.lot.procurement
        is_old = Regime(procurement.regime) is Regime.REGULATIONS_2015_2016
        day = play.case.deadline + 15
        award = _decide(play, assessment, day, is_old=is_old)
        if not is_old:
            actions.begin_standstill(award, **play.said("procurement", day + 2))
        officer = play.said("procurement", play.case.starts - 30)
        fresh = queries.award(officer["by"], award.external_id)
        play.demo.things["prepared"][play.case.key] = carried.prepare(fresh, **officer)
