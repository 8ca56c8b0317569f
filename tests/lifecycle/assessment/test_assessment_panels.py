"""Beginning an assessment, naming a panel, declaring interests."""

import pytest

from commonweal.domain.assessment.panel import Clearance, PanelRole
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment import actions, answers, queries
from tests.builders.assessment import (
    LATER,
    REASON,
    a_panel,
    a_scoring,
    acting,
    an_opened_procurement,
    hand_in,
    officer,
    score_all,
    seat,
    tenders,
    two_assessors,
)
from tests.builders.procurement import fresh


def test_beginning_moves_the_procurement_on_and_makes_one_for_each_lot_with_tenders(world):
    procurement = an_opened_procurement(world, "Befriending")
    (assessment,) = actions.begin(procurement, by=officer(world), now=LATER)
    assert assessment.status == AssessmentStatus.PANEL
    assert len(tenders(assessment)) == 2
    assert fresh(procurement).status == ProcurementStatus.ASSESSING


def test_beginning_twice_or_before_opening_is_refused(world):
    procurement = an_opened_procurement(world, "Befriending")
    actions.begin(procurement, by=officer(world), now=LATER)
    for each in (fresh(procurement), world.closed_procurement):
        with pytest.raises(Refused) as refused:
            actions.begin(each, by=officer(world), now=LATER)
        assert refused.value.code == "assessment.tenders_not_opened"


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.MODERATOR, Role.AUTHORITY_ADMINISTRATOR, Role.READER])
def test_only_a_procurement_officer_begins(world, role):
    procurement = an_opened_procurement(world, "Befriending")
    with pytest.raises(NotPermitted):
        actions.begin(procurement, by=world.cast.actor(role), now=LATER)


def add(world, panel, membership, role=PanelRole.ASSESSOR, criteria=None):
    questions = [criterion.id for criterion in panel.assessment.ask_version.read().questions]
    return actions.add_member(
        panel.assessment,
        membership,
        role,
        criteria=questions if criteria is None else criteria,
        by=officer(world),
        now=LATER,
    )


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda w: (w.cast.member(Role.READER), PanelRole.ASSESSOR), "panel.role_missing"),
        (lambda w: (w.cast.member(Role.AUTHORITY_ADMINISTRATOR), PanelRole.MODERATOR), "panel.role_missing"),
        (
            lambda w: (w.cast.member(Role.ASSESSOR, w.cast.other_authority), PanelRole.ASSESSOR),
            "panel.not_a_colleague",
        ),
        (lambda w: (w.cast.member(Role.TENDER_WRITER), PanelRole.ASSESSOR), "panel.not_a_colleague"),
        (lambda w: (two_assessors(w)[0], PanelRole.ASSESSOR), "panel.has_a_seat"),
        (lambda w: (w.cast.member(Role.MODERATOR), PanelRole.MODERATOR), "panel.has_a_seat"),
    ],
)
def test_who_may_not_be_named(world, who, code):
    with pytest.raises(Invalid) as refused:
        add(world, a_panel(world), *who(world))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("criteria", "code"), [([], "panel.no_criteria"), (["other"], "panel.criterion_unknown")]
)
def test_an_assessor_is_given_criteria_of_this_ask(world, criteria, code):
    with pytest.raises(Invalid) as refused:
        add(world, a_panel(world), world.cast.member(Role.PANEL_MEMBER), criteria=criteria)
    assert refused.value.code == code


def test_the_price_criterion_is_nobodys_to_score(world):
    panel = a_panel(world)
    price = panel.assessment.ask_version.read().criteria[0].id
    with pytest.raises(Invalid):
        add(world, panel, world.cast.member(Role.PANEL_MEMBER), criteria=[price])


def test_a_resident_may_sit_on_a_panel(world):
    member = add(world, a_panel(world), world.cast.member(Role.PANEL_MEMBER))
    assert member.role == PanelRole.ASSESSOR


def test_scoring_needs_a_moderator_and_an_assessor_for_every_criterion(world):
    panel = a_panel(world)
    actions.remove_member(panel.moderator, by=officer(world), now=LATER)
    with pytest.raises(Refused) as refused:
        actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    assert refused.value.code == "panel.no_moderator"
    add(world, panel, world.cast.member(Role.MODERATOR), PanelRole.MODERATOR)
    for member in (panel.first, panel.second):
        actions.remove_member(member, by=officer(world), now=LATER)
    add(world, panel, two_assessors(world)[0], criteria=panel.first.criteria[:1])
    with pytest.raises(Refused) as refused:
        actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    assert refused.value.code == "panel.criterion_without_assessor"


def test_nobody_is_taken_off_once_scoring_has_begun(world):
    panel = a_scoring(world)
    with pytest.raises(Refused):
        actions.remove_member(seat(world, panel.first), by=officer(world), now=LATER)


def test_a_declaration_is_ones_own(world):
    panel = a_panel(world)
    with pytest.raises(NotPermitted):
        actions.declare(panel.first, has_interest=False, words="", by=acting(world, panel.second), now=LATER)
    with pytest.raises(NotFound):
        queries.seat(officer(world), panel.assessment.external_id)


def test_an_interest_is_described(world):
    panel = a_panel(world)
    with pytest.raises(Invalid):
        actions.declare(panel.first, has_interest=True, words=" ", by=acting(world, panel.first), now=LATER)


def test_nothing_is_shown_before_interests_are_declared(world):
    panel = a_panel(world)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    own = seat(world, panel.first)
    with pytest.raises(Refused) as refused:
        answers.answer(own, tenders(panel.assessment)[0], own.criteria[0])
    assert refused.value.code == "assessment.interests_not_declared"


def interested(world, panel):
    actions.declare(
        panel.first,
        has_interest=True,
        words="My sister works there.",
        by=acting(world, panel.first),
        now=LATER,
    )
    return seat(world, panel.first)


def test_an_interest_keeps_its_member_out_until_somebody_else_decides(world):
    panel = a_scoring(world)
    own = interested(world, panel)
    assert own.clearance is Clearance.TO_DECIDE
    with pytest.raises(Refused) as refused:
        answers.answer(own, tenders(panel.assessment)[0], own.criteria[0])
    assert refused.value.code == "assessment.interest_in_the_way"
    actions.decide_interest(
        own, is_allowed=True, reason="She has no part in it.", by=officer(world), now=LATER
    )
    allowed = seat(world, panel.first)
    assert allowed.clearance is Clearance.ALLOWED
    assert answers.answer(allowed, tenders(panel.assessment)[0], own.criteria[0]).text


def test_an_excluded_member_no_longer_counts_and_the_others_scores_begin_moderation(world):
    panel = a_scoring(world)
    score_all(world, panel.second, {0: (5_000, 5_000), 1: (5_000, 5_000)})
    own = interested(world, panel)
    hand_in(world, panel.second)
    assert panel.again().status == AssessmentStatus.SCORING
    actions.decide_interest(
        own, is_allowed=False, reason="Too close to the tenderer.", by=officer(world), now=LATER
    )
    assert panel.again().status == AssessmentStatus.MODERATION


def test_the_last_assessor_of_a_criterion_cannot_be_excluded(world):
    panel = a_scoring(world)
    for member in (panel.first, panel.second):
        actions.declare(member, has_interest=True, words="A friend.", by=acting(world, member), now=LATER)
    actions.decide_interest(
        seat(world, panel.first), is_allowed=False, reason=REASON, by=officer(world), now=LATER
    )
    with pytest.raises(Refused) as refused:
        actions.decide_interest(
            seat(world, panel.second), is_allowed=False, reason=REASON, by=officer(world), now=LATER
        )
    assert refused.value.code == "panel.criterion_without_assessor"
    assert seat(world, panel.second).clearance is Clearance.TO_DECIDE


def test_a_decision_on_an_interest_needs_a_reason_and_something_to_decide(world):
    panel = a_scoring(world)
    with pytest.raises(Refused):
        actions.decide_interest(
            seat(world, panel.first), is_allowed=True, reason=REASON, by=officer(world), now=LATER
        )
    own = interested(world, panel)
    with pytest.raises(Invalid):
        actions.decide_interest(own, is_allowed=True, reason="", by=officer(world), now=LATER)
