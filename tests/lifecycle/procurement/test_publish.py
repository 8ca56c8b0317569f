"""A published ask is a numbered version with a digest; it is never edited."""

import datetime as dt

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import DomainError, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions, draft, queries
from commonweal.lifecycle.procurement.models import AskVersion
from commonweal.records.models import PublishedIsFinalError
from commonweal.records.work import transaction
from tests.builders.procurement import DEADLINE, a_designed_procurement, a_procurement, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def test_what_is_published_is_the_draft_word_for_word(world, officer):
    procurement = a_designed_procurement(world)
    written = draft.content(procurement)
    version = actions.publish(procurement, by=officer, now=world.now)
    assert version.read() == written
    assert version.digest == written.digest()
    assert (version.number, version.published_at, version.published_by) == (1, world.now, officer.person)
    stored = fresh(procurement)
    assert (stored.status, stored.tender_deadline_at) == ("open", DEADLINE)


def test_saving_or_deleting_a_published_version_raises(world):
    version = world.ask_version
    with transaction(by=SYSTEM, at=world.now):
        with pytest.raises(PublishedIsFinalError):
            version.save()
        with pytest.raises(PublishedIsFinalError):
            version.delete()


def test_content_that_is_not_what_its_digest_says_is_not_stored(world):
    version = world.ask_version
    forged = AskVersion(
        ask=version.ask,
        number=2,
        content=version.content.replace("borough", "city"),
        digest=version.digest,
        published_at=world.now,
        published_by="x",
    )
    with transaction(by=SYSTEM, at=world.now), pytest.raises(ValueError, match="digest"):
        forged.save()


def test_the_version_reads_back_from_the_database(world):
    stored = queries.published(world.ask_version.ask.procurement.external_id)
    assert stored.read() == AskContent.from_json(world.ask_version.content)


def test_an_ask_that_was_not_published_is_not_found_by_suppliers(world):
    with pytest.raises(NotFound):
        queries.published(a_designed_procurement(world).external_id)


def test_what_stands_in_the_way_is_refused_and_leaves_no_trace(world, officer):
    procurement = a_procurement(world)
    with pytest.raises(DomainError) as refused:
        actions.publish(procurement, by=officer, now=world.now)
    assert refused.value.code == "ask.why_missing"
    stored = fresh(procurement)
    assert (stored.status, stored.ask.versions.count()) == ("design", 0)
    assert [row.new for row in queries.history(stored)] == ["planned", "design"]


def test_a_deadline_that_has_passed_is_refused(world, officer):
    with pytest.raises(Refused) as refused:
        actions.publish(a_designed_procurement(world), by=officer, now=DEADLINE + dt.timedelta(minutes=1))
    assert refused.value.code == "procurement.deadline_past"


def test_a_commissioner_designs_and_does_not_publish(world):
    with pytest.raises(NotPermitted):
        actions.publish(a_designed_procurement(world), by=world.cast.actor(Role.COMMISSIONER), now=world.now)


def test_publishing_twice_is_refused(world, officer):
    procurement = a_designed_procurement(world)
    stale = fresh(procurement)
    actions.publish(procurement, by=officer, now=world.now)
    with pytest.raises(Refused):
        actions.publish(procurement, by=officer, now=world.now)
    with pytest.raises(Stale):
        actions.publish(stale, by=officer, now=world.now)
    assert procurement.ask.versions.count() == 1
