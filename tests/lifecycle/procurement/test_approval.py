"""An ask is published when a second person, who wrote nothing in it, has approved these very words."""

import pytest
from django.db import IntegrityError

from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions, draft
from commonweal.lifecycle.procurement.actions import approval
from commonweal.lifecycle.procurement.approval import approving_review, waiting_review
from commonweal.outbox.models import Message
from commonweal.records.work import change, transaction
from tests.builders.procurement import a_designed_procurement, a_procurement, an_ask_that_waits, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def lead(world):
    return world.cast.actor(Role.MISSION_LEAD)


@pytest.fixture
def waiting(world):
    return waiting_review(an_ask_that_waits(world))


def rewritten(world, procurement, officer):
    quality = procurement.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, question="Say it in other words.", by=officer, now=world.now)
    return fresh(procurement)


def test_what_is_approved_is_published(world, officer):
    version = actions.publish(a_designed_procurement(world), by=officer, now=world.now)
    review = approving_review(version.ask, version.read())
    assert (review.digest, review.status) == (version.digest, "approved")


def test_a_change_after_the_approval_needs_another(world, officer):
    procurement = rewritten(world, a_designed_procurement(world), officer)
    assert [each.code for each in draft.in_the_way(procurement, now=world.now)] == [
        "ask_review.changed_since"
    ]
    with pytest.raises(Refused) as refused:
        actions.publish(procurement, by=officer, now=world.now)
    assert refused.value.code == "ask_review.changed_since"


def test_the_one_who_sent_it_does_not_approve_it(world, waiting, officer):
    with pytest.raises(Refused) as refused:
        approval.approve(waiting, by=officer, now=world.now)
    assert refused.value.code == "ask_review.author_decides"


def test_whoever_wrote_one_word_of_it_does_not_approve_it(world, officer):
    commissioner = world.cast.actor(Role.COMMISSIONER)
    procurement = a_designed_procurement(world)
    actions.edit_ask(procurement.ask, why="So that people stay well.", by=commissioner, now=world.now)
    review = approval.send_for_approval(fresh(procurement).ask, by=officer, now=world.now)
    with pytest.raises(Refused) as refused:
        approval.approve(review, by=commissioner, now=world.now)
    assert refused.value.code == "ask_review.author_decides"
    assert fresh(procurement).ask.authors == [officer.person, commissioner.person]


def test_a_commissioner_who_wrote_nothing_approves(world, waiting):
    commissioner = world.cast.actor(Role.COMMISSIONER)
    approval.approve(waiting, reason="Clear.", by=commissioner, now=world.now)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decided_by, waiting.reason) == ("approved", commissioner.person, "Clear.")


@pytest.mark.parametrize("role", [Role.READER, Role.ASSESSOR, Role.AUTHORITY_ADMINISTRATOR])
def test_without_the_permission_nobody_approves(world, waiting, role):
    with pytest.raises(NotPermitted):
        approval.approve(waiting, by=world.cast.actor(role), now=world.now)


def test_sent_back_with_reasons_it_can_be_sent_again(world, waiting, officer, lead):
    with pytest.raises(Invalid) as refused:
        approval.send_back(waiting, reason=" ", by=lead, now=world.now)
    assert refused.value.field == "reason"
    approval.send_back(waiting, reason="The question is too long.", by=lead, now=world.now)
    assert waiting_review(waiting.ask) is None
    again = approval.send_for_approval(waiting.ask, by=officer, now=world.now)
    assert again.number == waiting.number + 1


def test_a_decision_is_made_once(world, waiting, lead):
    approval.approve(waiting, by=lead, now=world.now)
    with pytest.raises(Refused) as refused:
        approval.send_back(waiting, reason="No.", by=lead, now=world.now)
    assert refused.value.code == "ask_review.status_not_allowed"


def test_one_request_waits_at_a_time_and_its_author_can_take_it_back(world, waiting, officer):
    with pytest.raises(Refused) as refused:
        approval.send_for_approval(waiting.ask, by=officer, now=world.now)
    assert refused.value.code == "ask_review.waits_already"
    approval.take_back(waiting, by=officer, now=world.now)
    assert approval.send_for_approval(waiting.ask, by=officer, now=world.now).status == "waiting"


def test_an_unfinished_ask_is_not_sent(world, officer):
    with pytest.raises(Invalid) as refused:
        approval.send_for_approval(a_procurement(world).ask, by=officer, now=world.now)
    assert refused.value.code == "ask.why_missing"


def test_reviewers_and_the_author_are_told_once_each(world, waiting, lead):
    approval.approve(waiting, by=lead, now=world.now)
    kinds = Message.objects.filter(ids__review=waiting.external_id).order_by("pk")
    assert [message.kind for message in kinds] == ["ask.sent_for_approval", "ask.reviewed"]


def test_a_comment_is_kept_with_what_it_is_about(world, lead):
    procurement = a_designed_procurement(world)
    quality = procurement.ask.criteria.get(kind="quality")
    said = approval.comment(
        procurement.ask, text="Ask about staffing.", criterion=quality.external_id, by=lead, now=world.now
    )
    assert (said.about, said.said_by) == (quality.title, lead.person)


@pytest.mark.parametrize(("text", "code"), [(" ", "text_missing"), ("word " * 501, "too_long")])
def test_a_comment_says_something_and_not_too_much(world, lead, text, code):
    with pytest.raises(Invalid) as refused:
        approval.comment(a_designed_procurement(world).ask, text=text, by=lead, now=world.now)
    assert (refused.value.code, refused.value.field) == (f"ask_comment.{code}", "text")


def test_the_database_itself_refuses_that_the_asker_decides(world, waiting, officer):
    with pytest.raises(IntegrityError), transaction(by=officer, at=world.now):
        change(waiting, status="approved", decided_at=world.now, decided_by=officer.person)
