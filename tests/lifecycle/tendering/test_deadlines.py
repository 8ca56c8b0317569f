"""Deadlines that are extended for everybody, and tenders that come late."""

import datetime as dt

import pytest
from django.conf import settings

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.tendering_content import LatePolicy
from commonweal.domain.tenders import TenderStatus
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys import deadlines as journeys
from commonweal.journeys import response_workbook
from commonweal.journeys.opening_record import document, record_of
from commonweal.lifecycle.tendering import late as late_queries
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.actions import deadlines, drafts, openings, submissions
from commonweal.outbox.actions import dispatch
from commonweal.publication import queries as publication
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import (
    AFTER_DEADLINE,
    CODE,
    FAR_DEADLINE,
    PASSPHRASE,
    a_draft,
    a_sealed_ask,
    a_submitted_tender,
    again,
    an_opening,
    fill,
    rng,
)

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def writer(world):
    return world.cast.actor(Role.TENDER_WRITER)


@pytest.fixture
def procurement(world):
    return fresh(world.public_ask.ask.procurement)


def extend(procurement, officer, world, *, by_days=3, reason="The drawings were late.", **more):
    said = {"by": officer, "now": world.now, **more}
    return journeys.extend(procurement, FAR_DEADLINE + by_days * DAY, reason, **said)


def mails():
    dispatch({**HANDLERS, "ask.published": lambda ids, now: None}, now=FAR_DEADLINE)
    folder = settings.EMAIL_OUTBOX
    return [path.read_text() for path in sorted(folder.iterdir())] if folder.exists() else []


def test_an_extension_is_the_next_version_with_nothing_else_changed(world, officer, procurement):
    before = world.public_ask.read()
    made = extend(procurement, officer, world)
    after = made.version.read()
    from commonweal.domain.packs.bringing_in import asks_the_same

    assert (after.version, after.tender_deadline_at) == (before.version + 1, FAR_DEADLINE + 3 * DAY)
    assert asks_the_same(before, after)
    assert queries.current_round(fresh(procurement)).deadline_at == FAR_DEADLINE + 3 * DAY


def test_everybody_reads_it_with_the_reason_and_interested_suppliers_are_told(
    world, officer, writer, procurement
):
    a_draft(world, world.public_ask, writer)
    extend(procurement, officer, world)
    (told,) = publication.tendering(procurement.external_id).extensions
    assert (told.before, told.after, told.reason) == (
        FAR_DEADLINE,
        FAR_DEADLINE + 3 * DAY,
        "The drawings were late.",
    )
    assert publication.ask(procurement.external_id).closes_at == FAR_DEADLINE + 3 * DAY
    (mail,) = [mail for mail in mails() if "More time to tender" in mail]
    assert "The drawings were late." in mail


def test_it_is_made_before_the_deadline_passes_and_not_an_instant_later(world, officer, procurement):
    extend(procurement, officer, world, now=FAR_DEADLINE)
    with pytest.raises(Refused, match="deadline_passed"):
        extend(fresh(procurement), officer, world, by_days=9, now=FAR_DEADLINE + 3 * DAY + SECOND)


@pytest.mark.parametrize(
    ("by_days", "code"), [(0, "not_later"), (-1, "not_later"), (200, "deadline_after_start")]
)
def test_a_time_that_is_not_later_or_after_the_contract_starts_is_refused(
    world, officer, procurement, by_days, code
):
    with pytest.raises(Refused, match=code):
        extend(procurement, officer, world, by_days=by_days)


def test_it_needs_a_reason_and_the_permission_to_publish(world, officer, procurement):
    with pytest.raises(Invalid, match="reason_missing"):
        extend(procurement, officer, world, reason=" ")
    with pytest.raises(NotPermitted):
        extend(procurement, world.cast.actor(Role.COMMISSIONER), world)
    with pytest.raises(NotFound):
        extend(procurement, world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority), world)


def test_the_second_of_two_officers_is_told(world, officer, procurement):
    revision = procurement.revision
    extend(procurement, officer, world, revision=revision)
    with pytest.raises(Stale):
        extend(fresh(procurement), officer, world, by_days=5, revision=revision)


def test_the_lock_of_the_seal_follows_the_new_deadline_and_what_was_submitted_stands(world, officer, writer):
    version = a_sealed_ask(world, deadline=DEADLINE, title="Minibus")
    submitted = a_submitted_tender(world, version, writer)
    procurement = fresh(version.ask.procurement)
    deadlines.extend(procurement, DEADLINE + DAY, "More time.", by=officer, now=world.now)
    first, second, _third = world.openers
    with pytest.raises(Refused, match="before_deadline"):
        openings.begin(fresh(procurement), PASSPHRASE, by=first.actor(), now=AFTER_DEADLINE)
    submissions.revise(again(submitted), CODE, by=writer, now=AFTER_DEADLINE, rng=rng)
    later = DEADLINE + DAY + SECOND
    openings.begin(fresh(procurement), PASSPHRASE, by=first.actor(), now=later)
    openings.complete(fresh(procurement), PASSPHRASE, by=second.actor(), now=later)
    assert again(submitted).status == TenderStatus.OPENED


def test_a_workbook_of_the_version_before_the_extension_is_still_read(world, officer, writer, procurement):
    tender = a_draft(world, world.public_ask, writer)
    content = queries.read_draft(tender, by=writer, rng=rng).content
    data = response_workbook.filled(tender, content, "xlsx")
    extend(procurement, officer, world)
    assert response_workbook.read(again(tender), "filled.xlsx", data).ask_version == 2


@pytest.fixture
def kept(world):
    """A procurement whose deadline passes with a complete draft, where late tenders are kept."""
    version = a_sealed_ask(world, deadline=DEADLINE, title="Allotments", late=LatePolicy.KEPT)
    tender = a_draft(world, version, world.cast.actor(Role.TENDER_WRITER))
    fill(tender, version, by=world.cast.actor(Role.TENDER_WRITER), now=world.now)
    return again(tender)


def come_late(tender, writer, because="The power failed."):
    return deadlines.submit_late(tender, CODE, because, by=writer, now=AFTER_DEADLINE, rng=rng)


def the_late(officer, tender):
    (row,) = late_queries.late_tenders(officer, tender.lot.procurement)
    return late_queries.late_tender(officer, row.id)


def test_late_tenders_are_refused_unless_it_was_stated_otherwise(world, writer):
    version = a_sealed_ask(world, deadline=DEADLINE, title="Bandstand")
    tender = a_draft(world, version, writer)
    fill(tender, version, by=writer, now=world.now)
    with pytest.raises(Refused, match=r"late\.refused"):
        come_late(again(tender), writer)
    with pytest.raises(Refused, match="deadline_passed"):
        drafts.set_price(again(tender), 1, revision=None, by=writer, now=AFTER_DEADLINE, rng=rng)


def test_what_becomes_of_them_cannot_change_once_it_is_published(officer, kept, world):
    with pytest.raises(Refused, match="policy_published"):
        deadlines.state_late_policy(kept.lot.procurement, LatePolicy.REFUSED, by=officer, now=world.now)


def test_a_late_tender_is_kept_unopened_uncounted_and_without_its_name(world, officer, writer, kept):
    drafts.set_price(kept, 97_000_000, revision=None, by=writer, now=AFTER_DEADLINE, rng=rng)
    come_late(kept, writer)
    assert again(kept).status == TenderStatus.LATE
    assert queries.standing_count(kept.round) == 0
    (row,) = late_queries.late_tenders(officer, kept.lot.procurement)
    assert row.minutes == 5
    assert writer.person not in repr(row)
    assert late_queries.late_tender(officer, row.id).received_by == writer.person
    assert world.cast.supplier.name not in repr(row)
    assert world.cast.supplier.external_id not in repr(row)


def test_the_reason_may_not_show_whose_it_is_and_a_tender_in_time_is_not_late(world, writer, kept):
    with pytest.raises(Invalid, match="names_tenderer"):
        come_late(kept, writer, "Example Works had no power.")
    with pytest.raises(Refused, match="in_time"):
        deadlines.submit_late(kept, CODE, "Early.", by=writer, now=DEADLINE, rng=rng)


def test_nothing_is_opened_before_it_is_decided_and_an_admitted_tender_is_opened_with_the_others(
    world, officer, writer, kept
):
    come_late(kept, writer)
    procurement = fresh(kept.lot.procurement)
    first = world.openers[0].actor()
    with pytest.raises(Refused, match="late_undecided"):
        openings.begin(procurement, PASSPHRASE, by=first, now=AFTER_DEADLINE)
    found = the_late(officer, kept)
    with pytest.raises(Invalid, match="reason_missing"):
        deadlines.decide(found, admit=True, reason="", by=officer, now=AFTER_DEADLINE)
    deadlines.decide(found, admit=True, reason="A power cut in the district.", by=officer, now=AFTER_DEADLINE)
    with pytest.raises(Refused, match="decided_already"):
        deadlines.decide(found, admit=False, reason="No.", by=officer, now=AFTER_DEADLINE)
    an_opening(world, procurement)
    assert again(kept).status == TenderStatus.OPENED
    record = record_of(officer, fresh(procurement))
    assert [(each.supplier, each.is_late) for each in record.tenders] == [(world.cast.supplier.name, True)]
    assert record.late[0].reason == "A power cut in the district."
    from commonweal.domain.packs.document import Heading
    from commonweal.interchange.packs.docx import write_docx

    written = document(procurement, record)
    assert write_docx(written)[:2] == b"PK"
    numbered = [(each.number, each.text) for each in written.blocks if isinstance(each, Heading)]
    assert numbered == [("1", "Tenders that came late"), ("2", "What was opened")]


def test_a_tender_that_is_turned_away_is_destroyed_unopened_and_its_supplier_told(
    world, officer, writer, kept
):
    receipt = come_late(kept, writer)
    found = the_late(officer, kept)
    deadlines.decide(found, admit=False, reason="The deadline was plain.", by=officer, now=AFTER_DEADLINE)
    assert again(kept).status == TenderStatus.TURNED_AWAY
    from commonweal.lifecycle.tendering.models import SealedPackage

    assert not SealedPackage.objects.for_system("read again in a test").filter(tender=kept).exists()
    assert receipt.digest in [row.digest for row in again(kept).receipts.all()]
    assert any("turned away" in mail and "The deadline was plain." in mail for mail in mails())


def test_once_the_opening_has_begun_no_tender_is_taken(world, writer, kept):
    openings.begin(fresh(kept.lot.procurement), PASSPHRASE, by=world.openers[0].actor(), now=AFTER_DEADLINE)
    with pytest.raises(Refused, match="opening_begun"):
        come_late(kept, writer)


def test_only_an_opener_or_who_manages_the_assessment_decides(world, kept, writer):
    come_late(kept, writer)
    with pytest.raises(NotPermitted):
        late_queries.late_tenders(world.cast.actor(Role.COMMISSIONER), kept.lot.procurement)
    with pytest.raises(NotFound):
        late_queries.late_tender(writer, "nothing")


def test_before_the_opening_is_complete_the_record_holds_no_tender_and_an_opener_reads_no_name(
    world, officer
):
    assert world.closed_procurement
    assert record_of(officer, world.closed_procurement) is None
    opened = world.opened_procurement
    assert {each.supplier for each in record_of(world.openers[0].actor(), opened).tenders} == {""}
    names = {each.supplier for each in record_of(officer, opened).tenders}
    assert names == {world.cast.supplier.name, world.cast.rival.name}
