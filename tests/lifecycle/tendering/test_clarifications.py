"""Clarification questions: asked without a name, answered to everybody, and the asker hidden until the opening."""

import datetime as dt

import pytest
from django.conf import settings

from commonweal.domain.clarifications import MOST_WAITING
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys import clarifications as journeys
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering import clarifications as queries
from commonweal.lifecycle.tendering.actions import clarifications as actions
from commonweal.lifecycle.tendering.actions import interests
from commonweal.lifecycle.tendering.models import ClarificationQuestion
from commonweal.outbox.actions import dispatch
from commonweal.publication import queries as publication
from commonweal.records.work import change, transaction
from tests.builders.clarifications import a_question
from tests.builders.procurement import fresh
from tests.builders.tendering import FAR_DEADLINE

DAY = dt.timedelta(days=1)


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def writer(world):
    return world.cast.actor(Role.TENDER_WRITER)


@pytest.fixture
def rival(world):
    return world.cast.actor(Role.TENDER_WRITER, world.cast.rival)


@pytest.fixture
def procurement(world):
    return fresh(world.public_ask.ask.procurement)


def publish(question, officer, world, wording="Is the hall heated?", answer="Yes.", **more):
    return journeys.publish(
        question, wording, answer, **{"is_checked": False, "by": officer, "now": world.now, **more}
    )


def stored(question) -> ClarificationQuestion:
    return ClarificationQuestion.objects.for_system("read again in a test").get(pk=question.pk)


def mails():
    # The files of the pack take seconds and are no part of this.
    dispatch(
        {**HANDLERS, "ask.published": lambda ids, now: None},
        now=dt.datetime(2026, 3, 2, 11, 0, tzinfo=dt.UTC),
    )
    folder = settings.EMAIL_OUTBOX
    return [path.read_text() for path in sorted(folder.iterdir())] if folder.exists() else []


def test_the_authority_reads_a_question_without_who_asked_it(world, officer, procurement):
    a_question(world)
    (row,) = [queries.as_asked(each) for each in queries.asked(officer, procurement)]
    assert "evening" in row.text
    assert world.cast.supplier.name not in repr(row)
    assert world.cast.supplier.external_id not in repr(row)


def test_an_answer_is_public_in_the_edited_wording_and_the_question_is_kept_as_asked(
    world, officer, procurement
):
    question = a_question(world, "We run the hall next door: is yours heated?")
    publish(question, officer, world)
    (told,) = publication.tendering(procurement.external_id).clarifications
    assert (told.number, told.question, told.answer) == (1, "Is the hall heated?", "Yes.")
    assert stored(question).text == "We run the hall next door: is yours heated?"


def test_every_interested_supplier_is_told_the_same_and_nobody_is_named(world, officer, procurement, rival):
    question = a_question(world)
    interests.note_look(procurement, by=rival, now=world.now)
    publish(question, officer, world)
    sent = [mail for mail in mails() if "Question 1" in mail]
    assert len(sent) == 2
    for mail in sent:
        assert "Is the hall heated?" in mail
        # The only name in it is that of the person it is sent to.
        assert mail.count(world.cast.supplier.name) == mail.count(
            f"The tender writer of {world.cast.supplier.name}"
        )


def test_a_correction_is_another_edition_of_the_same_number(world, officer, procurement):
    question = a_question(world)
    publish(question, officer, world)
    publish(question, officer, world, answer="Yes, but not on Sundays.")
    (told,) = queries.published_clarifications(procurement)
    assert (told.number, told.edition, told.answer) == (1, 2, "Yes, but not on Sundays.")
    assert stored(question).answers.count() == 2
    assert any("was corrected" in mail for mail in mails())
    with pytest.raises(Invalid, match="nothing_changed"):
        publish(question, officer, world, answer="Yes, but not on Sundays.")


def test_a_duplicate_names_the_question_that_answers_it_and_tells_the_asker_alone(
    world, officer, procurement
):
    publish(a_question(world), officer, world)
    mails()
    again = a_question(world, "Will it be warm?", rival=True)
    journeys.say_same(again, 1, by=officer, now=world.now)
    (mail,) = [mail for mail in mails() if "Will it be warm?" in mail]
    assert "Question 1 asks the same" in mail
    assert world.cast.rival.name in mail
    with pytest.raises(NotFound):
        journeys.say_same(a_question(world), 7, by=officer, now=world.now)


def test_a_question_that_was_taken_back_is_gone_for_the_authority(world, officer, writer, procurement):
    question = a_question(world)
    actions.take_back(question, by=writer, now=world.now)
    assert list(queries.asked(officer, procurement)) == []
    with pytest.raises(Refused, match="status_not_allowed"):
        publish(stored(question), officer, world)


def test_what_was_answered_cannot_be_taken_back(world, officer, writer):
    question = a_question(world)
    publish(question, officer, world)
    with pytest.raises(Refused, match="status_not_allowed"):
        actions.take_back(stored(question), by=writer, now=world.now)


def test_a_rival_finds_no_question_and_a_colleague_without_the_role_may_not_ask(world, rival, procurement):
    question = a_question(world)
    assert list(queries.own_questions(rival, procurement)) == []
    with pytest.raises(NotFound):
        actions.take_back(question, by=rival, now=world.now)
    with pytest.raises(NotPermitted):
        actions.ask(procurement, "May I?", by=world.cast.actor(Role.DELIVERY_LEAD), now=world.now)


def test_the_second_of_two_officers_is_told(world, officer):
    question = a_question(world)
    publish(question, officer, world, revision=1)
    with pytest.raises(Stale):
        publish(question, officer, world, answer="No.", revision=1)


def test_a_name_of_any_supplier_here_has_to_be_looked_at(world, officer):
    question = a_question(world)
    for name in (world.cast.supplier.name, world.cast.rival.name):
        with pytest.raises(Invalid, match="names_somebody"):
            publish(question, officer, world, wording=f"May {name} ask?")


def test_questions_are_taken_until_the_stated_time_which_may_only_move_later(
    world, officer, writer, procurement
):
    usual = queries.questions_until(procurement, world.now)
    assert usual == FAR_DEADLINE - 7 * DAY
    with pytest.raises(Invalid, match="until_earlier"):
        journeys.state_until(procurement, usual - DAY, by=officer, now=world.now)
    journeys.state_until(procurement, usual + DAY, by=officer, now=world.now)
    assert publication.tendering(procurement.external_id).questions_until == usual + DAY
    actions.ask(procurement, "In time?", by=writer, now=usual + DAY)
    with pytest.raises(Refused, match="too_late"):
        actions.ask(procurement, "Too late?", by=writer, now=usual + DAY + dt.timedelta(seconds=1))


def test_a_supplier_waits_for_answers_before_it_asks_without_end(world):
    for number in range(MOST_WAITING):
        a_question(world, f"Question number {number}?")
    with pytest.raises(Refused, match="too_many_waiting"):
        a_question(world)


def test_who_asked_is_hidden_until_the_tenders_are_opened_and_every_look_is_recorded(
    world, officer, procurement
):
    question = a_question(world)
    with pytest.raises(Refused, match="asker_hidden"):
        actions.show_asker(question, "I wonder.", by=officer, now=world.now)
    with transaction(by=officer, at=world.now) as work:
        from commonweal.lifecycle.tendering.events import ClarificationEvent

        change(Procurement.objects.for_system("moved on in a test").get(pk=procurement.pk), status="opened")
        work.record(ClarificationEvent.UNTIL_STATED, procurement)
    with pytest.raises(Invalid, match="reason_missing"):
        actions.show_asker(question, " ", by=officer, now=world.now)
    assert (
        actions.show_asker(question, "The challenge file.", by=officer, now=world.now)
        == world.cast.supplier.name
    )
    assert stored(question).shown_because == "The challenge file."
