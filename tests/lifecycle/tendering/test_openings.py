"""Two different openers, after the deadline, everything or nothing."""

import datetime as dt
import secrets

import pytest

from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tenders import TenderStatus
from commonweal.files import blobs
from commonweal.lifecycle.tendering import queries, storage
from commonweal.lifecycle.tendering.actions import drafts, openers, openings, submissions
from commonweal.lifecycle.tendering.models import (
    Handover,
    OfferedCommitment,
    Opening,
    SealedPackage,
    SealShare,
    Tender,
    TenderAnswer,
    TenderDraft,
)
from commonweal.lifecycle.tendering.sealing import SealBroken
from commonweal.organisations import actions as organisations
from tests.builders.procurement import DEADLINE, a_published_ask, fresh
from tests.builders.tendering import (
    AFTER_DEADLINE,
    CODE,
    PASSPHRASE,
    QUICK,
    a_draft,
    a_sealed_ask,
    a_submitted_tender,
    again,
    an_opener_key,
    an_opening,
    fill,
)
from tests.cast import PASSWORD

rng = secrets.token_bytes
MUST_BE_EMPTY = "a test looks for rows that must not be there"


@pytest.fixture
def people(world):
    return [member.actor() for member in world.openers]


@pytest.fixture
def closing(world):
    """A procurement whose deadline has passed at `AFTER_DEADLINE`, with two tenders."""
    return world.closed_procurement


def begin(procurement, by, *, now=AFTER_DEADLINE, passphrase=PASSPHRASE):
    return openings.begin(fresh(procurement), passphrase, by=by, now=now)


def complete(procurement, by, *, now=AFTER_DEADLINE, passphrase=PASSPHRASE):
    return openings.complete(fresh(procurement), passphrase, by=by, now=now)


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)])
def test_any_two_of_the_three_can_open_in_either_order(closing, people, order):
    first, second = (people[place] for place in order)
    begin(closing, first)
    opening = complete(closing, second)
    assert (opening.opened_count, opening.lapsed_count) == (2, 0)
    assert fresh(closing).status == ProcurementStatus.OPENED


def test_both_are_refused_up_to_and_at_the_deadline(closing, people):
    for now in (DEADLINE - dt.timedelta(days=1), DEADLINE):
        with pytest.raises(Refused, match=r"opening\.before_deadline"):
            begin(closing, people[0], now=now)
    begin(closing, people[0])
    with pytest.raises(Refused, match=r"opening\.before_deadline"):
        complete(closing, people[1], now=DEADLINE)


def test_the_same_person_cannot_do_both(closing, people):
    begin(closing, people[0])
    with pytest.raises(Refused, match=r"opening\.same_person"):
        complete(closing, people[0])


def test_the_second_cannot_go_first(closing, people):
    with pytest.raises(Refused, match=r"opening\.not_begun"):
        complete(closing, people[1])


def test_it_is_begun_once_and_completed_once(closing, people):
    begin(closing, people[0])
    with pytest.raises(Refused, match=r"opening\.begun_already"):
        begin(closing, people[1])
    complete(closing, people[1])
    with pytest.raises(Refused, match=r"opening\.complete_already"):
        complete(closing, people[2])


def test_a_wrong_passphrase_opens_nothing(closing, people):
    with pytest.raises(SealBroken, match=r"opener\.passphrase_wrong"):
        begin(closing, people[0], passphrase="brass kettle over the bridge")
    begin(closing, people[0])
    with pytest.raises(SealBroken, match=r"opener\.passphrase_wrong"):
        complete(closing, people[1], passphrase=PASSWORD)
    assert fresh(closing).status == ProcurementStatus.CLOSED


def test_after_the_first_opener_nothing_can_be_read_yet(world, closing, people):
    begin(closing, people[0])
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    assert not queries.opened_tenders(officer).filter(lot__procurement=closing).exists()
    assert not TenderAnswer.objects.for_authority(officer).filter(tender__lot__procurement=closing).exists()


def test_an_opener_who_was_not_named_cannot_open(world, closing):
    person = organisations.register_person(
        name="Opener 4", email="opener4@example.org", password=PASSWORD, now=world.now
    )
    late = organisations.add_member(world.cast.authority, person, roles=[Role.OPENER], now=world.now)
    an_opener_key(late, world.now)
    with pytest.raises(Refused, match=r"opening\.not_named"):
        begin(closing, late.actor())


def test_a_new_passphrase_does_not_open_what_was_sealed_before(closing, people, world):
    an_opener_key(world.openers[0], world.now, "another one altogether here")
    with pytest.raises(SealBroken, match=r"opener\.passphrase_wrong"):
        begin(closing, people[0], passphrase="another one altogether here")
    begin(closing, people[0])


def test_a_password_reset_unlocks_nothing(closing, people, world):
    person = world.openers[0].person
    person.set_password("a freshly reset password")
    person.save()
    with pytest.raises(SealBroken, match=r"opener\.passphrase_wrong"):
        begin(closing, people[0], passphrase="a freshly reset password")
    begin(closing, people[0])


def test_only_openers_of_this_authority_open(world, closing):
    with pytest.raises(NotPermitted):
        begin(closing, world.cast.actor(Role.PROCUREMENT_OFFICER))
    with pytest.raises(NotPermitted):
        begin(closing, world.cast.actor(Role.AUTHORITY_ADMINISTRATOR))
    with pytest.raises(NotFound):
        begin(closing, world.cast.actor(Role.OPENER, world.cast.other_authority))


def test_what_was_offered_is_there_letter_for_letter(world):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    tender = queries.opened_tenders(officer).get(pk=world.tender.pk)
    assert [answer.text for answer in tender.answers.all()] == [
        f"What we will do about this: {criterion.title.lower()}."
        for criterion in tender.ask_version.read().questions
    ]
    assert tender.prices.get().pence == 98_000_000
    rows = list(tender.commitments.all())
    assert [(row.kind, row.quantity, row.rate_quantity, row.owed_by, row.subcontractor) for row in rows] == [
        ("quantity", 100_500, None, "supplier", ""),
        ("rate", None, 2_000, "supplier", ""),
        ("pathway", None, None, "subcontractor", "Example Kitchens CIC"),
        ("narrative", None, None, "supplier", ""),
    ]
    assert [period.quantity for period in rows[0].periods.all()] == [40_000, 60_500]
    assert rows[2].milestones.get().shown_by == "Notes of three evenings"
    assert rows[0].metric_id and not rows[0].outcome_id
    assert rows[3].outcome_id and not rows[3].metric_id


def test_files_come_out_as_they_went_in(world, people):
    version = a_sealed_ask(world, deadline=DEADLINE)
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_draft(world, version, writer)
    fill(tender, version, by=writer, now=world.now)
    upload = storage.checked("../Method statement.txt", b"How we will do it")
    criterion = version.read().questions[0].id
    drafts.attach(tender, upload, criterion_id=criterion, by=writer, now=world.now, rng=rng)
    submissions.submit(tender, CODE, by=writer, now=world.now, rng=rng)
    an_opening(world, version.ask.procurement)
    document = tender.documents.get()
    assert (document.name, document.criterion_id) == ("Method statement.txt", criterion)
    assert blobs.read(document.stored.sha256) == b"How we will do it"


def test_a_revision_that_was_not_submitted_is_discarded_and_the_submission_opened(world, people):
    version = a_sealed_ask(world, deadline=DEADLINE)
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_submitted_tender(world, version, writer)
    submissions.revise(tender, CODE, by=writer, now=world.now, rng=rng)
    drafts.set_price(again(tender), 1, revision=None, by=writer, now=world.now, rng=rng)
    an_opening(world, version.ask.procurement)
    assert tender.prices.get().pence == 98_000_000
    assert not TenderDraft.objects.for_supplier(writer).filter(tender=tender).exists()


def test_a_draft_that_was_not_submitted_lapses_unread(world, people):
    version = a_sealed_ask(world, deadline=DEADLINE)
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_draft(world, version, writer)
    opening = an_opening(world, version.ask.procurement)
    assert (opening.opened_count, opening.lapsed_count) == (0, 1)
    assert again(tender).status == TenderStatus.LAPSED
    assert not TenderDraft.objects.for_supplier(writer).filter(tender=tender).exists()
    assert (
        not queries.opened_tenders(world.cast.actor(Role.PROCUREMENT_OFFICER)).filter(pk=tender.pk).exists()
    )


def test_a_withdrawn_tender_is_neither_counted_nor_opened(world, people):
    version = a_sealed_ask(world, deadline=DEADLINE)
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_submitted_tender(world, version, writer)
    submissions.withdraw(tender, by=writer, now=world.now)
    assert an_opening(world, version.ask.procurement).opened_count == 0
    assert again(tender).status == TenderStatus.WITHDRAWN


def nothing_was_opened(procurement):
    rows = OfferedCommitment.objects.for_system(MUST_BE_EMPTY).filter(tender__lot__procurement=procurement)
    answers = TenderAnswer.objects.for_system(MUST_BE_EMPTY).filter(tender__lot__procurement=procurement)
    tenders = Tender.objects.for_system(MUST_BE_EMPTY).filter(lot__procurement=procurement)
    statuses = set(tenders.values_list("status", flat=True))
    return not rows.exists() and not answers.exists() and statuses == {TenderStatus.SUBMITTED.value}


@pytest.mark.parametrize("column", ["key_for_openers", "receipt"])
def test_one_changed_package_stops_the_whole_opening_and_names_its_tender(closing, people, column):
    begin(closing, people[0])
    rows = (
        SealedPackage.objects.for_system(MUST_BE_EMPTY)
        .filter(tender__lot__procurement=closing)
        .order_by("pk")
    )
    last = rows.last()
    value = getattr(last, column)
    broken = "0" * 64 if column == "receipt" else bytes(value[:-1]) + bytes([value[-1] ^ 1])
    rows.filter(pk=last.pk).update(**{column: broken})
    with pytest.raises(SealBroken, match=r"seal\.package_broken") as refused:
        complete(closing, people[1])
    assert refused.value.params["tender"] == last.tender.external_id
    assert nothing_was_opened(closing)
    assert fresh(closing).status == ProcurementStatus.CLOSED


def test_two_packages_swapped_between_tenders_are_found(closing, people):
    begin(closing, people[0])
    rows = SealedPackage.objects.for_system(MUST_BE_EMPTY).filter(tender__lot__procurement=closing)
    one, two = rows.order_by("pk")
    for row, other in ((one, two), (two, one)):
        rows.filter(pk=row.pk).update(
            blob=other.blob, receipt=other.receipt, key_for_openers=other.key_for_openers
        )
    with pytest.raises(SealBroken, match=r"seal\.package_broken"):
        complete(closing, people[1])
    assert nothing_was_opened(closing)


def test_a_changed_share_or_handover_is_found(closing, people):
    seal = queries.seal_of(closing)
    shares = SealShare.objects.for_system(MUST_BE_EMPTY).filter(seal=seal)
    stored = {share.pk: bytes(share.outer) for share in shares}
    for key, outer in stored.items():
        shares.filter(pk=key).update(outer=outer[:-1] + bytes([outer[-1] ^ 1]))
    with pytest.raises(SealBroken, match=r"seal\.share_broken"):
        begin(closing, people[0])
    for key, outer in stored.items():
        shares.filter(pk=key).update(outer=outer)
    opening = begin(closing, people[0])
    for handover in opening.handovers.all():
        changed = bytes(handover.inner[:-1]) + bytes([handover.inner[-1] ^ 1])
        Handover.objects.for_system(MUST_BE_EMPTY).filter(pk=handover.pk).update(inner=changed)
    with pytest.raises(SealBroken, match=r"seal\.share_broken"):
        complete(closing, people[1])


def test_what_was_handed_on_is_removed_once_it_has_served(world):
    assert (
        not Handover.objects.for_authority(world.cast.actor(Role.OPENER))
        .filter(opening=world.opening)
        .exists()
    )


def test_the_record_of_the_opening_says_who_and_when(world, people):
    opening = world.opening
    assert (opening.first_by, opening.second_by) == (people[0].person, people[1].person)
    assert (opening.first_at, opening.second_at) == (AFTER_DEADLINE, AFTER_DEADLINE)


def test_before_opening_the_authority_knows_the_count_and_nothing_else(world, closing):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    assert queries.standing_count(queries.current_round(closing)) == 2
    assert not queries.opened_tenders(officer).filter(lot__procurement=closing).exists()
    with pytest.raises(Exception, match="no authority scope"):
        SealedPackage.objects.for_authority(officer)
    with pytest.raises(Exception, match="no authority scope"):
        TenderDraft.objects.for_authority(officer)


def test_fewer_than_three_openers_or_the_same_one_thrice_are_refused(world, people):
    version = a_published_ask(world)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    keys = [queries.current_key(person) for person in people]
    for named in (keys[:2], [keys[0], keys[0], keys[0]]):
        with pytest.raises(Invalid, match=r"seal\.too_few_openers"):
            openers.name_openers(fresh(version.ask.procurement), named, by=officer, now=world.now, rng=rng)


def test_openers_are_named_once(world, people):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    keys = [queries.current_key(person) for person in people]
    procurement = fresh(world.sealed_ask.ask.procurement)
    with pytest.raises(Refused, match=r"seal\.made_already"):
        openers.name_openers(procurement, keys, by=officer, now=world.now, rng=rng)


def test_somebody_who_is_no_opener_any_more_is_not_named(world, people):
    version = a_published_ask(world)
    keys = [queries.current_key(person) for person in people]
    administrator = world.cast.actor(Role.AUTHORITY_ADMINISTRATOR)
    organisations.change_roles(
        world.openers[2], roles=[Role.READER], by=administrator, now=world.now, revision=None
    )
    with pytest.raises(Invalid, match=r"seal\.not_an_opener"):
        openers.name_openers(
            fresh(version.ask.procurement),
            keys,
            by=world.cast.actor(Role.PROCUREMENT_OFFICER),
            now=world.now,
            rng=rng,
        )


def test_only_who_may_publish_names_openers(world, people):
    version = a_published_ask(world)
    keys = [queries.current_key(person) for person in people]
    with pytest.raises(NotPermitted):
        openers.name_openers(fresh(version.ask.procurement), keys, by=people[0], now=world.now, rng=rng)


def test_the_sign_in_password_is_refused_as_opening_passphrase(world, people):
    with pytest.raises(Invalid, match=r"opener\.passphrase_is_password"):
        openers.set_passphrase(PASSWORD, PASSWORD, by=people[0], now=world.now, rng=rng, cost=QUICK)


def test_an_opening_can_never_be_by_one_person(world, closing, people):
    from django.db import IntegrityError

    opening = begin(closing, people[0])
    with pytest.raises(IntegrityError, match="opened_by_two_people"):
        Opening.objects.for_system(MUST_BE_EMPTY).filter(pk=opening.pk).update(
            second=opening.first, second_at=AFTER_DEADLINE, second_by="x", opened_count=0
        )
