"""Before scoring, in the record: who is asked, who is heard, who is out, and that nobody else learns of it."""

import datetime as dt

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.actors import SYSTEM
from commonweal.domain.assessment.conditions import ConditionKind, ConditionOutcome
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome, PartyKind
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.errors import DomainError, Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.lifecycle.assessment import actions, queries, suitability
from commonweal.lifecycle.assessment.actions.scoring import unfinished
from commonweal.lifecycle.assessment.events import PanelEvent
from commonweal.lifecycle.assessment.holding import holds
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.outbox.actions import dispatch
from commonweal.records.work import change, transaction
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    a_found_ground,
    a_locked,
    a_panel,
    a_scoring,
    decide,
    declare_none,
    ground,
    hand_in,
    officer,
    score_all,
    seat,
    tenders,
    two_assessors,
)
from tests.builders.together import PARTNER

WHY = "The facts that were given show it."


def writer(world, supplier=None):
    return world.cast.actor(Role.TENDER_WRITER, supplier)


def test_a_ground_is_asked_about_answered_and_decided_and_takes_the_tender_out(world, settings):
    found = a_found_ground(world)
    excluded = (found.finding, ExclusionOutcome.EXCLUDED)
    with pytest.raises(Refused, match=r"exclusion\.not_heard"):
        actions.decide_finding(*excluded, reason=WHY, by=officer(world), now=LATER)
    dispatch(HANDLERS, now=LATER)
    assert any("question about your tender" in path.read_text() for path in settings.EMAIL_OUTBOX.iterdir())
    enquiry = suitability.own_enquiry(writer(world), found.enquiry.external_id)
    actions.answer(enquiry, "It ended by agreement.", by=writer(world), now=LATER)
    actions.decide_finding(*excluded, reason=WHY, by=officer(world), now=LATER)
    one = found.panel.again()
    assert found.tender.pk not in {tender.pk for tender in queries.tenders_of(one)}
    assert [line.is_out for line in suitability.lines(one)].count(True) == 1
    told = suitability.told(writer(world), found.tender.external_id)
    assert [each.outcome for each in told.decisions] == ["excluded"]
    actions.decide_finding(
        found.finding, ExclusionOutcome.SELF_CLEANED, reason=WHY, by=officer(world), now=LATER
    )
    assert found.tender.pk in {tender.pk for tender in queries.tenders_of(one)}
    assert AuditEvent.objects.filter(type="suitability.decided").count() == 2


def test_silence_until_the_day_has_gone_by_is_having_been_heard(world):
    found = a_found_ground(world)
    after = LATER + dt.timedelta(days=12)
    with pytest.raises(Refused, match=r"enquiry\.too_late"):
        actions.answer(found.enquiry, "Too late now.", by=writer(world), now=after)
    actions.decide_finding(found.finding, ExclusionOutcome.EXCLUDED, reason=WHY, by=officer(world), now=after)


def test_a_rival_finds_no_enquiry_no_decision_and_no_page(world):
    found, rival = a_found_ground(world), writer(world, world.cast.rival)
    with pytest.raises(NotFound):
        suitability.own_enquiry(rival, found.enquiry.external_id)
    with pytest.raises(NotFound):
        suitability.told(rival, found.tender.external_id)
    with pytest.raises(NotFound):
        actions.answer(found.enquiry, "Let me answer.", by=rival, now=LATER)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.AUTHORITY_ADMINISTRATOR, Role.MODERATOR])
def test_only_the_officer_decides(world, role):
    found, other = a_found_ground(world), world.cast.actor(role)
    with pytest.raises(NotPermitted):
        actions.decide_price(found.tender, PriceOutcome.ACCEPTED, reason=WHY, by=other, now=LATER)
    with pytest.raises(NotPermitted):
        suitability.finding(other, found.finding.external_id)


def test_a_condition_that_is_not_met_takes_out_this_tender_only(world):
    found = a_found_ground(world)
    actions.decide_condition(
        found.condition, found.tender, ConditionOutcome.NOT_MET, reason=WHY, by=officer(world), now=LATER
    )
    assert queries.tenders_out(found.panel.assessment) == {found.tender.pk}


def test_below_the_threshold_no_condition_is_entered(world):
    found = a_found_ground(world)
    Procurement.objects.for_system("read again in a test").filter(
        pk=found.panel.assessment.lot.procurement_id
    ).update(regime="below_threshold")
    one = queries.assessment(officer(world), found.panel.assessment.external_id)
    with pytest.raises(Refused, match=r"condition\.below_threshold"):
        actions.set_condition(
            one, ConditionKind.LEGAL, "Is registered.", stated_in="Part 2", by=officer(world), now=LATER
        )


def test_the_debarment_list_is_looked_up_on_a_day(world):
    found = a_found_ground(world)
    by = officer(world)
    assert suitability.lines(found.panel.assessment)[0].unchecked >= 1
    supplier = actions.supplier_party(found.tender, by=by, now=LATER)
    assert actions.supplier_party(found.tender, by=by, now=LATER) == supplier
    check = actions.check_debarment(supplier, checked_on=LATER.date(), is_listed=False, by=by, now=LATER)
    assert check.checked_on == LATER.date()
    with pytest.raises(Invalid, match=r"debarment\.day_to_come"):
        actions.check_debarment(
            supplier, checked_on=LATER.date() + dt.timedelta(days=2), is_listed=False, by=by, now=LATER
        )
    with pytest.raises(Invalid, match=r"debarment\.note_missing"):
        actions.check_debarment(supplier, checked_on=LATER.date(), is_listed=True, by=by, now=LATER)
    with pytest.raises(Invalid, match=r"party\.entered_already"):
        actions.add_party(found.tender, PartyKind.ASSOCIATED, "Example Haulage", by=by, now=LATER)


def test_a_tender_that_goes_out_while_scoring_leaves_nothing_undone(world):
    panel = a_scoring(world)
    first, second = tenders(panel.assessment)
    actions.ask(
        first,
        EnquiryPurpose.LOW_PRICE,
        "Please explain how you can do it for this.",
        answer_until=LATER.date() + dt.timedelta(days=1),
        by=officer(world),
        now=LATER,
    )
    after = LATER + dt.timedelta(days=3)
    actions.decide_price(first, PriceOutcome.DISREGARDED, reason=WHY, by=officer(world), now=after)
    for member in (panel.first, panel.second):
        score_all(world, member, {0: (5_000, 2_500)})
        hand_in(world, member)
    one = panel.again()
    assert one.status == "moderation"
    assert [tender.pk for tender in queries.tenders_of(one)] == [second.pk]
    with pytest.raises(Refused, match=r"suitability\.scores_are_in"):
        actions.decide_price(first, PriceOutcome.ACCEPTED, reason=WHY, by=officer(world), now=after)


def out_and_back(world, panel, *, meanwhile):
    """The first tender does not meet a condition; something happens; it is decided that it does after all."""
    first = tenders(panel.assessment)[0]
    condition, said = panel.condition, {"by": officer(world), "now": LATER}
    actions.decide_condition(condition, first, ConditionOutcome.NOT_MET, reason=WHY, **said)
    meanwhile()
    actions.decide_condition(condition, first, ConditionOutcome.MET, reason=WHY, **said)
    return first


@pytest.fixture
def conditional(world):
    """Scoring has begun, with a condition of participation."""
    panel = a_panel(world, "Conditional")
    panel.condition = actions.set_condition(
        panel.assessment,
        ConditionKind.TECHNICAL,
        "Has done such work before.",
        stated_in="Tender documents, part 2",
        by=officer(world),
        now=LATER,
    )
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    for member in (panel.first, panel.second, panel.moderator):
        declare_none(world, member)
    return panel


def test_a_tender_that_comes_back_opens_the_scores_of_who_handed_in_without_it(world, conditional, settings):
    panel = conditional

    def first_hands_in():
        score_all(world, panel.first, {0: (5_000, 2_500)})
        hand_in(world, panel.first)

    back = out_and_back(world, panel, meanwhile=first_hands_in)
    again = seat(world, panel.first)
    assert again.handed_in_at is None and [tender for tender, _key in unfinished(again)] == [back, back]
    assert AuditEvent.objects.filter(type="panel.handing_in_reopened").count() == 1
    dispatch(HANDLERS, now=LATER)
    mails = [path.read_text() for path in settings.EMAIL_OUTBOX.iterdir()]
    (mail,) = [each for each in mails if "Your scores" in each]
    assert two_assessors(world)[0].person.email in mail and world.cast.supplier.name not in mail
    score_all(world, panel.second, FIRST_MARKS)
    hand_in(world, panel.second)
    assert panel.again().status == "scoring"
    with pytest.raises(Refused, match=r"score\.incomplete"):
        hand_in(world, panel.first)
    score_all(world, panel.first, FIRST_MARKS)
    hand_in(world, panel.first)
    one = panel.again()
    assert one.status == "moderation"
    assert {len(marks) for marks in queries.all_scores(one).values()} == {2}


def test_whoever_had_scored_the_tender_before_it_went_out_stays_handed_in(world, conditional):
    panel = conditional
    score_all(world, panel.first, FIRST_MARKS)
    out_and_back(world, panel, meanwhile=lambda: hand_in(world, panel.first))
    assert seat(world, panel.first).handed_in_at is not None


def test_a_tender_comes_back_only_once_somebody_is_there_to_score_it(world, conditional):
    panel, said = conditional, {"by": officer(world), "now": LATER}
    with transaction(by=SYSTEM, at=LATER) as work:
        change(panel.second, criteria=panel.second.criteria[1:])
        work.record(PanelEvent.MEMBER_ADDED, panel.assessment)

    def first_hands_in_and_leaves():
        score_all(world, panel.first, {0: (5_000, 2_500)})
        hand_in(world, panel.first)
        actions.leave(queries.member(officer(world), panel.first.external_id), because="Is ill.", **said)

    with pytest.raises(Refused, match=r"panel\.criterion_without_assessor"):
        out_and_back(world, panel, meanwhile=first_hands_in_and_leaves)
    one = panel.again()
    back = set(queries.opened_tenders_of(one)) - set(queries.tenders_of(one))
    assert len(back) == 1, "nothing was decided"
    actions.add_member(
        one,
        world.cast.member(Role.PANEL_MEMBER),
        PanelRole.ASSESSOR,
        criteria=panel.first.criteria[:1],
        **said,
    )
    actions.decide_condition(panel.condition, back.pop(), ConditionOutcome.MET, reason=WHY, **said)
    assert len(queries.tenders_of(one)) == 2


TODAY = LATER.date()


def held(one, tender, today=TODAY):
    return [hold.reason.value for hold in holds(one, tender, today)]


def test_what_comes_to_light_after_locking_holds_the_award_up_until_it_is_decided(world):
    panel = a_locked(world)
    one, (first, second) = panel.again(), tenders(panel.assessment)
    assert held(one, first) == []
    assert set(held(one, first, LATER.date() + dt.timedelta(days=31))) == {"looked_up_long_ago"}
    party = actions.supplier_party(first, by=officer(world), now=LATER)
    finding = actions.find_ground(party, ground("insolvency"), "A notice.", by=officer(world), now=LATER)
    enquiry = actions.ask(
        first,
        EnquiryPurpose.LOW_PRICE,
        "Please explain how you can do it for this.",
        answer_until=LATER.date() + dt.timedelta(days=1),
        by=officer(world),
        now=LATER,
    )
    assert held(one, first) == ["ground", "low_price"]
    with pytest.raises(Refused, match=r"award\.held_up"):
        decide(world, panel)
    kept = {"reason": WHY, "by": officer(world), "now": LATER}
    actions.decide_finding(finding, ExclusionOutcome.DOES_NOT_APPLY, **kept)
    after = enquiry.answer_until + dt.timedelta(days=1)
    late = dt.datetime.combine(after, dt.time(12), dt.UTC)
    actions.decide_price(first, PriceOutcome.DISREGARDED, reason=WHY, by=officer(world), now=late)
    newest = queries.latest_snapshot(one)
    assert newest.number == 2
    assert [each.id for each in Ranking.from_json(newest.content).results] == [second.external_id]
    with pytest.raises(Refused, match=r"suitability\.scores_are_in"):
        actions.decide_price(first, PriceOutcome.ACCEPTED, reason=WHY, by=officer(world), now=late)


def test_a_ground_noted_before_is_no_answer_to_the_debarment_list(world):
    panel = a_locked(world)
    one, first = panel.again(), tenders(panel.assessment)[0]
    by, hour = officer(world), dt.timedelta(hours=1)
    party = actions.supplier_party(first, by=by, now=LATER)
    earlier = actions.find_ground(party, ground("insolvency"), "A notice.", by=by, now=LATER)
    actions.decide_finding(earlier, ExclusionOutcome.DOES_NOT_APPLY, reason=WHY, by=by, now=LATER)
    assert held(one, first) == []
    actions.check_debarment(
        party, checked_on=TODAY, is_listed=True, note="Entry 12, for fraud.", by=by, now=LATER + hour
    )
    assert held(one, first) == ["listed"]
    with pytest.raises(Refused, match=r"award\.held_up"):
        decide(world, panel)
    actions.find_ground(party, ground("breach-of-contract"), "Entry 12.", by=by, now=LATER + 2 * hour)
    actions.check_debarment(
        party, checked_on=TODAY, is_listed=True, note="Entry 12 still.", by=by, now=LATER + 3 * hour
    )
    assert held(one, first) == ["ground"], "the ground that answers the list is now to be decided"


def test_nobody_goes_out_while_an_award_stands_on_the_ranking(world):
    panel = a_locked(world)
    decide(world, panel)
    tender = tenders(panel.assessment)[1]
    party = actions.supplier_party(tender, by=officer(world), now=LATER)
    finding = actions.find_ground(party, ground("insolvency"), "A notice.", by=officer(world), now=LATER)
    actions.ask(
        tender,
        EnquiryPurpose.EXCLUSION,
        "Please tell us what has become of it.",
        answer_until=LATER.date() + dt.timedelta(days=1),
        finding=finding,
        by=officer(world),
        now=LATER,
    )
    with pytest.raises(Refused, match=r"suitability\.award_stands"):
        actions.decide_finding(
            finding,
            ExclusionOutcome.EXCLUDED,
            reason=WHY,
            by=officer(world),
            now=LATER + dt.timedelta(days=3),
        )


def test_an_award_waits_until_everybody_is_looked_up_and_every_condition_decided(world):
    found = a_found_ground(world)
    one = found.panel.again()
    # The supplier, the firm that somebody entered, and the subcontractor that the tender itself names.
    assert held(one, found.tender) == [*["not_looked_up"] * 3, "ground", "condition"]


def test_the_last_round_is_awarded_not_selected_from(world):
    panel = a_locked(world)
    one = Assessment.objects.for_system("read again in a test").get(pk=panel.assessment.pk)
    goes_on = {tender.external_id: True for tender in tenders(one)}
    with pytest.raises(DomainError, match=r"down_selection\.last_round"):
        actions.decide_round(one, goes_on, {}, by=officer(world), now=LATER)


def test_the_list_takes_as_many_queries_for_one_tender_as_for_more(world, django_assert_max_num_queries):
    found = a_found_ground(world)
    with django_assert_max_num_queries(12):
        suitability.lines(found.panel.assessment)


def test_whom_a_tender_names_is_looked_up_too_before_anybody_is_awarded(world):
    """An intended subcontractor counts although nobody has entered it, in the list and for the award."""
    tender = world.fuller_opened
    (one,) = actions.begin(tender.lot.procurement, by=officer(world), now=LATER)
    said = {"by": officer(world), "now": LATER}
    actions.check_debarment(
        actions.supplier_party(tender, **said), checked_on=LATER.date(), is_listed=False, **said
    )
    line = next(each for each in suitability.lines(one) if each.tender.pk == tender.pk)
    assert line.unchecked == 1
    assert next(hold.about for hold in holds(one, tender, LATER.date())) == PARTNER.name
    ((name, number, kind),) = suitability.dossier(one, tender).named_in_tender
    party = actions.add_party(tender, PartyKind(kind), name, number=number, **said)
    actions.check_debarment(party, checked_on=LATER.date(), is_listed=False, **said)
    assert PARTNER.name not in [hold.about for hold in holds(one, tender, LATER.date())]
    assert next(each for each in suitability.lines(one) if each.tender.pk == tender.pk).unchecked == 0
