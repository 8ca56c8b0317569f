"""Writing a tender: who may, until when, and what two people at once may do."""

import datetime as dt
import secrets

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.files import blobs
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.tendering import queries, storage
from commonweal.lifecycle.tendering.actions import drafts
from commonweal.lifecycle.tendering.models import DraftFile, Tender
from commonweal.records.scopes import ScopedQuerySet, UnscopedQuery
from tests.builders.procurement import a_published_ask, fresh
from tests.builders.tendering import FAR_DEADLINE, a_draft, an_offer, the_lot

rng = secrets.token_bytes


@pytest.fixture
def writer(world):
    return world.cast.actor(Role.TENDER_WRITER)


@pytest.fixture
def question(world):
    """The id of the first question."""
    return world.sealed_ask.read().questions[0].id


def saved(world, writer):
    """The draft's content as its own supplier reads it."""
    return queries.read_draft(world.draft_tender, by=writer, rng=rng).content


def write(world, by, criterion, text, *, revision=None, now=None):
    drafts.write_answer(
        world.draft_tender, criterion, text, revision=revision, by=by, now=now or world.now, rng=rng
    )


def test_an_answer_is_read_back_as_it_was_written(world, writer, question):
    write(world, writer, question, "  What we will do.\n\nAnd how.")
    assert saved(world, writer).answer(question) == "  What we will do.\n\nAnd how."


def test_a_price_and_commitments_are_read_back_as_they_were_written(world, writer):
    drafts.set_price(world.draft_tender, 98_000_050, revision=None, by=writer, now=world.now, rng=rng)
    offer = an_offer(world.sealed_ask)
    drafts.offer(world.draft_tender, offer, revision=None, by=writer, now=world.now, rng=rng)
    content = saved(world, writer)
    assert (content.price_pence, content.offers) == (98_000_050, (offer,))
    drafts.take_back_offer(world.draft_tender, offer.key, by=writer, now=world.now, rng=rng)
    assert saved(world, writer).offers == ()


def test_one_supplier_has_one_tender_for_a_lot_and_round(world, writer):
    assert world.draft_tender
    with pytest.raises(Refused, match=r"tender\.begun_already"):
        a_draft(world, world.sealed_ask, writer)


def test_of_two_colleagues_who_begin_at_the_same_moment_the_second_is_told(world, writer, monkeypatch):
    assert world.draft_tender
    # Neither saw the other's tender when it looked: the constraint in the database decides.
    monkeypatch.setattr(ScopedQuerySet, "exists", lambda self: False)
    with pytest.raises(Refused, match=r"tender\.begun_already"):
        a_draft(world, world.sealed_ask, writer)


def test_another_supplier_begins_its_own(world):
    rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    assert a_draft(world, world.sealed_ask, rival).supplier_id != world.draft_tender.supplier_id


def test_a_tender_is_for_a_lot_of_its_ask(world, writer):
    with pytest.raises(NotFound):
        drafts.start(world.sealed_ask, "no-such-lot", by=writer, now=world.now, rng=rng)


def test_no_tender_is_begun_before_the_openers_are_named(world, writer):
    version = a_published_ask(world)
    with pytest.raises(Refused, match=r"tender\.not_sealed_yet"):
        a_draft(world, version, writer)


def test_no_tender_is_begun_once_the_procurement_has_closed(world, writer):
    procurement = fresh(world.sealed_ask.ask.procurement)
    assert procurement_actions.close_if_due(procurement, now=FAR_DEADLINE + dt.timedelta(seconds=1))
    version = queries.latest_ask(world.submitted_tender)
    version.ask.procurement = procurement
    with pytest.raises(Refused, match=r"tender\.not_open"):
        drafts.start(version, the_lot(version), by=writer, now=world.now, rng=rng)


def test_writing_ends_with_the_deadline_and_not_an_instant_before(world, writer, question):
    write(world, writer, question, "In time.", now=FAR_DEADLINE)
    with pytest.raises(Refused, match=r"tender\.deadline_passed"):
        write(world, writer, question, "Late.", now=FAR_DEADLINE + dt.timedelta(microseconds=1))
    assert saved(world, writer).answer(question) == "In time."


def test_two_people_on_two_questions_do_not_get_in_each_others_way(world, writer):
    first, second = (criterion.id for criterion in world.sealed_ask.read().questions)
    write(world, writer, first, "One.", revision=0)
    write(world, world.cast.actor(Role.SUPPLIER_ADMINISTRATOR), second, "Two.", revision=0)
    content = saved(world, writer)
    assert (content.answer(first), content.answer(second)) == ("One.", "Two.")


def test_of_two_people_on_one_question_the_second_is_told_and_nothing_is_lost(world, writer, question):
    write(world, writer, question, "First.", revision=0)
    with pytest.raises(Stale) as told:
        write(world, world.cast.actor(Role.SUPPLIER_ADMINISTRATOR), question, "Second.", revision=0)
    assert (told.value.params["expected"], told.value.params["actual"]) == (0, 1)
    assert saved(world, writer).answer(question) == "First."


def test_a_draft_remembers_who_saved_each_part_last(world, writer, question):
    write(world, writer, question, "One.")
    other = world.cast.actor(Role.SUPPLIER_ADMINISTRATOR)
    write(world, other, question, "Two.")
    edit = queries.read_draft(world.draft_tender, by=writer, rng=rng).edit(f"answer:{question}")
    assert (edit.revision, edit.edited_by, edit.edited_at) == (2, other.person, world.now)


def test_a_wrong_commitment_is_refused_and_changes_nothing(world, writer):
    before = saved(world, writer)
    with pytest.raises(Invalid, match=r"commitment\.periods_missing"):
        wrong = an_offer(world.sealed_ask, periods=())
        drafts.offer(world.draft_tender, wrong, revision=None, by=writer, now=world.now, rng=rng)
    assert saved(world, writer) == before


def test_a_delivery_lead_reads_the_draft_but_does_not_write_it(world, question):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    assert saved(world, lead).answers == ()
    with pytest.raises(NotPermitted):
        write(world, lead, question, "No.")


def test_a_rival_is_told_nothing(world, question):
    rival = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    with pytest.raises(NotFound):
        write(world, rival, question, "No.")
    with pytest.raises(Refused, match=r"tender\.no_draft"):
        queries.read_draft(world.draft_tender, by=rival, rng=rng)


@pytest.mark.parametrize(
    "role", [Role.PROCUREMENT_OFFICER, Role.AUTHORITY_ADMINISTRATOR, Role.OPENER, Role.MODERATOR]
)
def test_nobody_of_the_authority_finds_a_draft(world, role):
    actor = world.cast.actor(role)
    assert world.draft_tender
    assert not queries.opened_tenders(actor).exists()
    with pytest.raises((NotPermitted, UnscopedQuery, Refused)):
        queries.read_draft(world.draft_tender, by=actor, rng=rng)


def test_a_tender_cannot_be_reached_from_its_procurement_lot_or_round(world):
    """Reverse relations are scoped by what they start from, so there are none."""
    procurement = world.draft_tender.lot.procurement
    for thing in (procurement, procurement.lots.get(), procurement.rounds.get()):
        related = {relation.related_model for relation in thing._meta.related_objects}
        assert not {
            model for model in related if model.__module__.startswith(Tender.__module__.rpartition(".")[0])
        }


def test_a_file_is_attached_read_back_and_taken_out_with_its_bytes(
    world, writer, django_capture_on_commit_callbacks
):
    upload = storage.checked("Method.txt", b"How we will do it")
    file = drafts.attach(world.draft_tender, upload, criterion_id=None, by=writer, now=world.now, rng=rng)
    assert saved(world, writer).files == (file,)
    assert queries.read_draft_file(world.draft_tender, file.key, by=writer, rng=rng) == b"How we will do it"
    blob = DraftFile.objects.for_supplier(writer).get(key=file.key).blob
    with django_capture_on_commit_callbacks(execute=True):
        drafts.detach(world.draft_tender, file.key, by=writer, now=world.now, rng=rng)
    assert saved(world, writer).files == ()
    assert not blobs.path_of(blob).exists()


def test_a_file_that_is_not_what_it_says_is_refused_before_anything_is_stored(world):
    with pytest.raises(Invalid, match=r"file\.not_what_it_says"):
        storage.checked("Method.pdf", b"MZ not a document")


def test_the_same_file_is_refused_the_second_time(world, writer):
    upload = storage.checked("Method.txt", b"How we will do it")
    drafts.attach(world.draft_tender, upload, criterion_id=None, by=writer, now=world.now, rng=rng)
    with pytest.raises(Invalid, match=r"tender\.file_twice"):
        drafts.attach(world.draft_tender, upload, criterion_id=None, by=writer, now=world.now, rng=rng)


def test_a_file_that_is_not_there_cannot_be_taken_out_or_read(world, writer):
    with pytest.raises(NotFound):
        drafts.detach(world.draft_tender, "file-9", by=writer, now=world.now, rng=rng)
    with pytest.raises(NotFound):
        queries.read_draft_file(world.draft_tender, "file-9", by=writer, rng=rng)


def test_another_sealing_key_file_opens_no_draft(world, writer, settings, tmp_path):
    assert world.draft_tender
    settings.SEALING_KEY_FILE = tmp_path / "other" / "key"
    with pytest.raises(Refused, match=r"seal\.broken"):
        saved(world, writer)
