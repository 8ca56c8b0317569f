"""A published ask is withdrawn and re-issued corrected: everybody who looked is told, and nothing is lost."""

import datetime as dt
import json

import pytest
from django.conf import settings

from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.fit.decisions import Decision
from commonweal.domain.permissions import Role
from commonweal.domain.tenders import aside
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys import publish, reissue
from commonweal.lifecycle.procurement import actions, corrections, queries
from commonweal.lifecycle.procurement.fit import fit_of
from commonweal.lifecycle.tendering.actions import drafts, interests, submissions
from commonweal.lifecycle.tendering.queries import read_draft, standing_count, suppliers_who_looked
from commonweal.outbox.actions import dispatch
from commonweal.outbox.models import Message
from commonweal.publication import queries as public
from tests.builders.procurement import FAR, a_public_procurement, approved, fresh
from tests.builders.tendering import CODE, a_draft, fill, rng

REASON = "The word limit was wrong."


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def writer(world):
    return world.cast.actor(Role.TENDER_WRITER)


@pytest.fixture
def procurement(world):
    return a_public_procurement(world)


def withdrawn(procurement, officer, now):
    reissue.withdraw(fresh(procurement), reason=REASON, by=officer, now=now)
    return fresh(procurement)


def corrected(world, procurement, officer, **facts):
    """Withdrawn, another word limit, approved again, re-issued."""
    again = withdrawn(procurement, officer, world.now)
    quality = again.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, **(facts or {"word_limit": 1_500}), by=officer, now=world.now)
    return reissue.reissue(approved(world, again), by=officer, now=world.now)


def mails(settings=settings):
    folder = settings.EMAIL_OUTBOX
    return [path.read_text() for path in sorted(folder.iterdir())] if folder.exists() else []


def test_the_next_version_is_numbered_and_the_first_stays_word_for_word(world, officer, procurement):
    first = queries.latest_version(procurement)
    before = first.content
    second = corrected(world, procurement, officer)
    first.refresh_from_db()
    assert (second.number, first.number, first.content) == (2, 1, before)
    assert first.withdrawal.reason == REASON
    kept = {each.id for each in first.read().criteria}
    assert {each.id for each in second.read().criteria} == kept


def test_the_public_page_says_why_until_the_corrected_version_is_out(world, officer, procurement):
    withdrawn(procurement, officer, world.now)
    shown = public.ask(procurement.external_id)
    assert (shown.number, public.suspension(shown).reason) == (1, REASON)
    quality = procurement.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, word_limit=1_500, by=officer, now=world.now)
    reissue.reissue(approved(world, procurement), by=officer, now=world.now)
    shown = public.ask(procurement.external_id)
    assert (shown.number, public.suspension(shown)) == (2, None)
    assert public.earlier(shown).version == 1


def test_everybody_who_opened_followed_or_began_is_told_and_nobody_else(world, officer, writer, procurement):
    rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    interests.note_look(procurement, by=writer, now=world.now)
    a_draft(world, queries.latest_version(procurement), rival)
    told = sorted([world.cast.supplier.external_id, world.cast.rival.external_id])
    assert suppliers_who_looked(procurement) == told
    corrected(world, procurement, officer)
    for kind in ("ask.withdrawn", "ask.reissued"):
        sent = Message.objects.filter(kind=kind)
        assert sorted(message.ids["supplier"] for message in sent) == told
        assert all(REASON not in json.dumps(message.ids) for message in sent)


def test_each_is_told_once_with_the_reason_and_then_of_the_new_version(world, officer, writer, procurement):
    interests.follow(procurement, by=writer, now=world.now)
    again = withdrawn(procurement, officer, world.now)
    dispatch(HANDLERS, now=world.now)
    dispatch(HANDLERS, now=world.now)
    (first,) = [mail for mail in mails() if "Withdrawn for correction" in mail]
    assert REASON in first
    quality = again.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, word_limit=1_500, by=officer, now=world.now)
    reissue.reissue(approved(world, again), by=officer, now=world.now)
    dispatch(HANDLERS, now=world.now)
    assert len([mail for mail in mails() if "Corrected: " in mail]) == 1


def test_a_late_worker_does_not_send_news_that_is_over(world, officer, writer, procurement):
    interests.note_look(procurement, by=writer, now=world.now)
    corrected(world, procurement, officer)
    dispatch(HANDLERS, now=world.now)
    assert not [mail for mail in mails() if "Withdrawn for correction" in mail]


def test_meanwhile_a_draft_is_written_on_and_nothing_is_submitted_or_begun(
    world, officer, writer, procurement
):
    version = queries.latest_version(procurement)
    tender = a_draft(world, version, writer)
    fill(tender, version, by=writer, now=world.now)
    withdrawn(procurement, officer, world.now)
    question = version.read().questions[0].id
    drafts.write_answer(tender, question, "Better words.", revision=None, by=writer, now=world.now, rng=rng)
    with pytest.raises(Refused) as refused:
        submissions.submit(tender, CODE, by=writer, now=world.now, rng=rng)
    assert refused.value.code == "tender.ask_withdrawn"
    rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    with pytest.raises(Refused) as refused:
        a_draft(world, version, rival)
    assert refused.value.code == "tender.ask_withdrawn"


def test_a_draft_moves_to_the_new_version_and_keeps_what_has_no_question_any_more(
    world, officer, writer, procurement
):
    version = queries.latest_version(procurement)
    tender = a_draft(world, version, writer)
    fill(tender, version, by=writer, now=world.now)
    again = withdrawn(procurement, officer, world.now)
    gone = again.ask.criteria.get(kind="quality")
    actions.remove_criterion(gone, by=officer, now=world.now)
    weights = {row.external_id: 5_000 for row in again.ask.criteria.all()}
    actions.set_weights(again.ask, weights, by=officer, now=world.now)
    newer = reissue.reissue(approved(world, again), by=officer, now=world.now)
    kept = newer.read().questions[0].id
    drafts.write_answer(tender, kept, "Again.", revision=None, by=writer, now=world.now, rng=rng)
    content = read_draft(tender, by=writer, rng=rng).content
    assert content.ask_version == 2
    assert [each.criterion_id for each in aside(content, newer.read()).answers] == [gone.external_id]
    submissions.submit(tender, CODE, by=writer, now=world.now, rng=rng)
    assert standing_count(tender.round) == 1


def test_a_submitted_tender_stands(world, officer, writer, procurement):
    version = queries.latest_version(procurement)
    tender = a_draft(world, version, writer)
    fill(tender, version, by=writer, now=world.now)
    submissions.submit(tender, CODE, by=writer, now=world.now, rng=rng)
    corrected(world, procurement, officer)
    tender.refresh_from_db()
    assert (tender.status, tender.ask_version_id, standing_count(tender.round)) == (
        "submitted",
        version.pk,
        1,
    )


def test_the_clock_does_not_close_what_is_withdrawn(world, officer, procurement):
    withdrawn(procurement, officer, world.now)
    publish.close_due(FAR + dt.timedelta(days=1))
    assert fresh(procurement).status == "open"


def test_the_corrected_version_is_approved_anew(world, officer, procurement):
    again = withdrawn(procurement, officer, world.now)
    with pytest.raises(Refused) as refused:
        reissue.reissue(again, by=officer, now=world.now)
    assert refused.value.code == "ask_review.changed_since"
    assert corrections.is_withdrawn(fresh(procurement))


def test_lots_are_corrected_in_words_and_neither_added_nor_removed(world, officer, procurement):
    again = withdrawn(procurement, officer, world.now)
    with pytest.raises(Refused):
        actions.add_lot(again, title="South", value_pence=1, by=officer, now=world.now)
    actions.edit(again, description="Said better.", by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.edit(again, nature="works", by=officer, now=world.now)


def test_what_stands_is_not_edited(world, officer, procurement):
    quality = procurement.ask.criteria.get(kind="quality")
    with pytest.raises(Refused) as refused:
        actions.edit_criterion(quality, word_limit=1_500, by=officer, now=world.now)
    assert refused.value.code == "procurement.not_editable"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "ask_withdrawal.reason_missing"),
        ({"now": FAR + dt.timedelta(minutes=1)}, "ask_withdrawal.deadline_passed"),
    ],
)
def test_a_withdrawal_has_a_reason_and_comes_before_the_deadline(world, officer, procurement, change, code):
    facts = {"reason": REASON, "by": officer, "now": world.now} | change
    with pytest.raises((Invalid, Refused)) as refused:
        reissue.withdraw(fresh(procurement), **facts)
    assert refused.value.code == code
    assert not corrections.is_withdrawn(fresh(procurement))


def test_it_is_withdrawn_once_and_by_somebody_who_may_publish(world, officer, procurement):
    with pytest.raises(NotPermitted):
        withdrawn(procurement, world.cast.actor(Role.COMMISSIONER), world.now)
    withdrawn(procurement, officer, world.now)
    with pytest.raises(Refused) as refused:
        withdrawn(procurement, officer, world.now)
    assert refused.value.code == "ask_withdrawal.withdrawn_already"


def test_of_two_who_re_issue_one_is_told(world, officer, procurement):
    again = withdrawn(procurement, officer, world.now)
    quality = again.ask.criteria.get(kind="quality")
    actions.edit_criterion(quality, word_limit=1_500, by=officer, now=world.now)
    again = approved(world, again)
    read = again.revision
    reissue.reissue(again, by=officer, now=world.now, revision=read)
    with pytest.raises((Refused, Stale)):
        reissue.reissue(fresh(procurement), by=officer, now=world.now, revision=read)


def test_while_it_is_withdrawn_findings_are_decided_and_facts_are_stated(world, officer, procurement):
    again = withdrawn(procurement, officer, world.now)
    actions.state_facts(again.ask, remedies=False, by=officer, now=world.now)
    found = fit_of(fresh(again)).finding("no-remedy-ladder")
    decided = actions.decide(
        again.ask,
        "no-remedy-ladder",
        Decision.OVERRIDDEN,
        fingerprint=found.finding.fingerprint,
        reason="The framework contract has one.",
        by=officer,
        now=world.now,
    )
    assert decided.decision == Decision.OVERRIDDEN
