"""From planning to talk to the market to showing everybody what was heard and what it changed."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.domain.engagements import EngagementStatus
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys import engagement as journeys
from commonweal.lifecycle.planning import actions, queries
from commonweal.lifecycle.planning.actions import taking_part
from commonweal.lifecycle.planning.models import EngagementAnswer
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.outbox.actions import dispatch
from commonweal.records.ids import new_id
from tests.builders.engagement import UNTIL, a_planned_engagement, an_open_engagement

SECRET = "A canary of what one supplier said"


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def said(world, officer):
    return {"by": officer, "now": world.now}


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def send(client, url, **data):
    return client.post(url, {"form_key": new_id(), **data})


def invitation_of(world, engagement):
    return engagement.invitations.get(supplier=world.cast.supplier)


def test_those_invited_are_told_once_when_it_opens_and_never_before(world, settings):
    a_planned_engagement(world)
    assert dispatch(HANDLERS, now=world.now) == 0
    an_open_engagement(world)
    assert world.cast.member(Role.TENDER_WRITER)
    assert dispatch(HANDLERS, now=world.now) == 2
    assert dispatch(HANDLERS, now=world.now) == 0
    mails = "".join(path.read_text() for path in settings.EMAIL_OUTBOX.iterdir())
    assert "hello@charity.example" in mails
    assert "makes no difference to a later tender" in mails


def test_a_supplier_answers_for_itself_and_its_rival_knows_of_nothing(world):
    engagement = an_open_engagement(world)
    invitation = invitation_of(world, engagement)
    url = f"/opportunities/engagements/{invitation.external_id}"
    writer = browser_of(world.cast.person(Role.TENDER_WRITER))
    question = engagement.questions.get()
    assert send(writer, url, **{question.external_id: SECRET}).status_code == 302
    assert SECRET in text(writer.get(url))
    rival = browser_of(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    assert rival.get(url).status_code == 404
    assert "No authority has invited you yet" in text(rival.get("/opportunities/engagements"))
    assert not EngagementAnswer.objects.for_supplier(
        world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    ).exists()
    officer = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    assert SECRET in text(officer.get(f"/pipeline/engagements/{engagement.external_id}"))


def test_an_invitation_that_was_not_sent_is_not_there(world):
    invitation = invitation_of(world, a_planned_engagement(world))
    with pytest.raises(NotFound):
        queries.invitation(world.cast.actor(Role.TENDER_WRITER), invitation.external_id)


def test_an_answer_is_taken_until_the_very_instant_and_not_after(world):
    engagement = an_open_engagement(world)
    invitation, question = invitation_of(world, engagement), engagement.questions.get()
    writer = world.cast.actor(Role.TENDER_WRITER)
    actions.answer(invitation, {question.pk: "In time"}, by=writer, now=UNTIL)
    with pytest.raises(Refused) as refused:
        actions.answer(
            invitation, {question.pk: "Too late"}, by=writer, now=UNTIL + dt.timedelta(microseconds=1)
        )
    assert refused.value.code == "engagement.too_late"
    assert invitation.answers.get().text == "In time"


def test_a_delivery_lead_reads_and_does_not_answer(world):
    engagement = an_open_engagement(world)
    question = engagement.questions.get()
    with pytest.raises(NotPermitted):
        actions.answer(
            invitation_of(world, engagement),
            {question.pk: "x"},
            by=world.cast.actor(Role.DELIVERY_LEAD),
            now=world.now,
        )


def test_what_was_heard_is_linked_to_the_difference_it_made_in_the_ask(world, officer, said):
    engagement = an_open_engagement(world)
    procurement = engagement.entry.procurement
    assert procurement_actions.differences_since(procurement, engagement) == ()
    heard = actions.note_heard(engagement, "Whole wards are too far to walk.", is_public=True, **said)
    lot = procurement.lots.get()
    procurement_actions.edit_lot(
        lot, title="North", value_pence=60_000_000, value_ex_vat_pence=None, description="", **said
    )
    procurement_actions.add_lot(procurement, title="South", value_pence=60_000_000, **said)
    rows = {row.about: row for row in procurement_actions.differences_since(procurement, engagement)}
    assert (rows["North"].before, rows["North"].after) == ("£1,200,000", "£600,000")
    client = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    url = f"/pipeline/engagements/{engagement.external_id}/heard/{heard.external_id}/changed"
    assert "Lot: South: was nothing, is £600,000" in text(client.get(url))
    assert send(client, url, what="Two lots that can be walked.", keys=[rows["South"].key]).status_code == 302
    change = heard.changes.get()
    assert change.differences == [{"field": "lot", "about": "South", "before": "", "after": "£600,000"}]
    assert change.changed_by == officer.person


def test_a_difference_that_does_not_stand_is_refused_and_the_words_are_kept(world, said):
    engagement = an_open_engagement(world)
    heard = actions.note_heard(engagement, "Nothing much.", is_public=True, **said)
    with pytest.raises(Invalid) as refused:
        procurement_actions.say_changed(
            engagement.entry.procurement, heard, "We changed it", keys=["value"], **said
        )
    assert refused.value.field == "keys"


def test_the_published_summary_counts_suppliers_and_names_none(world, said):
    engagement = an_open_engagement(world)
    invitation = invitation_of(world, engagement)
    question = engagement.questions.get()
    actions.answer(invitation, {question.pk: SECRET}, by=world.cast.actor(Role.TENDER_WRITER), now=world.now)
    actions.note_attendance(engagement, [invitation], **said)
    actions.note_heard(engagement, "Heard in the room", is_public=True, **said)
    actions.note_heard(engagement, "Kept to ourselves", is_public=False, **said)
    with pytest.raises(Refused):
        journeys.publish_summary(engagement, **said)
    journeys.move(engagement, EngagementStatus.CLOSED, **said)
    journeys.publish_summary(engagement, **said)
    page = Client().get(f"/public/engagements/{engagement.external_id}")
    assert page.status_code == 200
    assert "Heard in the room" in text(page)
    raw = Client().get(f"/public/engagements/{engagement.external_id}.json").content.decode()
    content = json.loads(raw)
    assert (content["invited"], content["attended"], content["answered"]) == (2, 1, 1)
    for hidden in (SECRET, "Kept to ourselves", world.cast.supplier.name, "hello@charity.example"):
        assert hidden not in raw
        assert hidden not in text(page)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "event"}, "Say when the event takes place"),
        ({"answers_until-year": "2020"}, "Enter a time that has not passed"),
        ({"answers_until-month": "13"}, "Enter a real date"),
        ({"name": ""}, "Enter an answer"),
        ({"purpose": "word " * 500}, "400 words"),
        ({"purpose": "x" * 200_001}, "200000 characters"),
    ],
)
def test_a_plan_that_cannot_be_keeps_what_was_typed(world, change, words):
    procurement = world.procurement
    client = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    data = {
        "kind": "questionnaire",
        "name": "A title that stays",
        "purpose": "To find out.",
        "answers_until-day": "1",
        "answers_until-month": "2",
        "answers_until-year": "2041",
        "answers_until-time": "12:00",
    }
    response = send(
        client, f"/pipeline/procurements/{procurement.external_id}/engagements/plan", **data | change
    )
    assert response.status_code == 422
    assert words in text(response)
    assert "A title that stays" in text(response) or change.get("name") == ""


def test_nobody_is_invited_twice_and_a_questionnaire_asks_something(world, said):
    engagement = a_planned_engagement(world)
    with pytest.raises(Invalid):
        actions.invite(engagement, suppliers=[world.cast.supplier], **said)
    with pytest.raises(Invalid):
        actions.invite(engagement, **said)
    actions.remove_question(engagement.questions.get(), **said)
    with pytest.raises(Refused) as refused:
        journeys.move(engagement, EngagementStatus.OPEN, **said)
    assert refused.value.code == "engagement.no_question"
    assert not engagement.entry.procurement.baselines.exists(), "all or nothing"


def test_once_sent_it_is_not_changed(world, said):
    engagement = an_open_engagement(world)
    for change in (
        lambda: actions.edit_engagement(engagement, title="Other", **said),
        lambda: actions.add_question(engagement, "One more?", **said),
        lambda: actions.uninvite(engagement.invitations.first(), **said),
    ):
        with pytest.raises(Refused):
            change()


def test_the_page_takes_the_same_queries_however_many_answered(world, said):
    engagement = a_planned_engagement(world)
    actions.add_question(engagement, "And what would you change?", **said)
    journeys.move(engagement, EngagementStatus.OPEN, **said)
    url = f"/pipeline/engagements/{engagement.external_id}"
    client = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    actions.note_heard(engagement, "One thing", is_public=True, **said)

    def queries_of() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = queries_of()
    actions.invite(engagement, suppliers=[world.cast.rival], **said)
    for supplier in (world.cast.supplier, world.cast.rival):
        invitation = engagement.invitations.get(supplier=supplier)
        answers = {question.pk: "Steady pay" for question in engagement.questions.all()}
        actions.answer(invitation, answers, by=world.cast.actor(Role.TENDER_WRITER, supplier), now=world.now)
    for number in range(3):
        heard = actions.note_heard(engagement, f"Thing {number}", is_public=True, **said)
        procurement_actions.say_changed(engagement.entry.procurement, heard, "Nothing", keys=[], **said)
    assert queries_of() == few


def test_the_lists_of_engagements_cost_the_same_however_long_they_are(world):
    first = an_open_engagement(world)
    entry = first.entry
    officer = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    writer = browser_of(world.cast.person(Role.TENDER_WRITER))
    own = f"/pipeline/procurements/{entry.procurement.external_id}/engagements"

    def queries_of(client, url) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = (queries_of(officer, own), queries_of(writer, "/opportunities/engagements"))
    for number in range(3):
        an_open_engagement(world, entry=entry, title=f"Another {number}")
    assert (queries_of(officer, own), queries_of(writer, "/opportunities/engagements")) == few


def announced(world):
    engagement = a_planned_engagement(world)
    journeys.announce(engagement, by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now)
    return engagement


def public_page(engagement) -> str:
    return text(Client().get(f"/public/engagements/{engagement.external_id}"))


def test_what_is_announced_is_public_and_any_supplier_signs_up_by_itself_once(world):
    engagement = announced(world)
    page = public_page(engagement)
    assert "Sign up as a supplier" in page and "What size of area can you serve on foot?" in page
    assert world.cast.supplier.name not in page and "hello@charity.example" not in page
    assert engagement.title in text(Client().get("/public/engagements"))
    rival = browser_of(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    assert engagement.title in text(rival.get("/opportunities/engagements"))
    url = f"/opportunities/engagements/{engagement.external_id}/sign-up"
    where = {send(rival, url)["Location"] for _ in range(2)}
    own = engagement.invitations.get(supplier=world.cast.rival)
    assert own.is_signed_up and where == {f"/opportunities/engagements/{own.external_id}"}
    assert "What size of area can you serve on foot?" in text(rival.get(where.pop()))
    officer = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    assert "signed up" in text(officer.get(f"/pipeline/engagements/{engagement.external_id}"))


def test_a_question_is_replied_to_for_all_without_the_name_of_who_asked(world):
    engagement = announced(world)
    invitation = invitation_of(world, engagement)
    writer = browser_of(world.cast.person(Role.TENDER_WRITER))
    asking = f"/opportunities/engagements/{invitation.external_id}/ask"
    assert send(writer, asking, text=f"{SECRET}: may we serve one ward?").status_code == 302
    assert SECRET in text(writer.get(f"/opportunities/engagements/{invitation.external_id}"))
    rival_actor = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    rival_invitation = journeys.sign_up(engagement.external_id, by=rival_actor, now=world.now)
    rival = browser_of(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    rivals_page = f"/opportunities/engagements/{rival_invitation.external_id}"
    assert SECRET not in text(rival.get(rivals_page)) + public_page(engagement)
    officer = browser_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    home = f"/pipeline/engagements/{engagement.external_id}"
    assert SECRET in text(officer.get(home))
    asked = engagement.asked.get()
    words = {
        "question": "May one ward be served?",
        "reply": "Yes, one is enough.",
        "revision": asked.revision,
    }
    assert send(officer, f"{home}/asked/{asked.external_id}", **words).status_code == 302
    for page in (text(rival.get(rivals_page)), public_page(engagement)):
        assert "May one ward be served?" in page and "Yes, one is enough." in page
        assert SECRET not in page and world.cast.supplier.name not in page


def test_nobody_signs_up_to_what_was_not_announced_or_is_over(world, said):
    writer = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    with pytest.raises(NotFound):
        journeys.sign_up(an_open_engagement(world).external_id, by=writer, now=world.now)
    engagement = announced(world)
    with pytest.raises(Refused) as refused:
        journeys.sign_up(engagement.external_id, by=writer, now=UNTIL + dt.timedelta(microseconds=1))
    assert refused.value.code == "engagement.too_late"
    journeys.move(engagement, EngagementStatus.CLOSED, **said)
    with pytest.raises(Refused):
        journeys.sign_up(engagement.external_id, by=writer, now=world.now)
    assert "No answers are taken any more" in public_page(engagement)
    assert engagement.title not in text(Client().get("/public/engagements"))


def test_an_empty_question_or_reply_is_told_at_its_field(world, said):
    engagement = announced(world)
    writer = world.cast.actor(Role.TENDER_WRITER)
    invitation = invitation_of(world, engagement)
    with pytest.raises(Invalid) as invalid:
        taking_part.ask(invitation, "  ", by=writer, now=world.now)
    assert invalid.value.field == "text"
    asked = taking_part.ask(invitation, "May we?", by=writer, now=world.now)
    with pytest.raises(Invalid) as invalid:
        journeys.reply(asked, question="May one?", reply=" ", **said)
    assert invalid.value.field == "reply"


def test_who_may_not_publish_does_not_announce_and_what_is_closed_is_not_announced(world, said):
    with pytest.raises(NotPermitted):
        journeys.announce(a_planned_engagement(world), by=world.cast.actor(Role.READER), now=world.now)
    engagement = an_open_engagement(world)
    journeys.move(engagement, EngagementStatus.CLOSED, **said)
    with pytest.raises(Refused) as refused:
        journeys.announce(engagement, **said)
    assert refused.value.code == "engagement.call_over"


def test_a_public_engagement_may_open_without_anybody_invited(world, said):
    engagement = actions.plan_engagement(
        an_open_engagement(world).entry,
        kind="event",
        title="Open morning",
        purpose="To hear you.",
        meets=UNTIL,
        answers_until=UNTIL,
        **said,
    )
    journeys.announce(engagement, **said)
    assert engagement.status == EngagementStatus.OPEN


def test_who_announces_from_a_page_that_somebody_changed_meanwhile_is_told(world, said):
    for engagement in (a_planned_engagement(world), an_open_engagement(world)):
        with pytest.raises(Stale):
            journeys.announce(engagement, revision=engagement.revision + 7, **said)
