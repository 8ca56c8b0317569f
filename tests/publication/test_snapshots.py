"""The one door to the public: snapshots that are never edited, and tombstones for what was withdrawn."""

import datetime as dt

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.publication import actions, queries
from commonweal.publication.models import PublicKind
from commonweal.publication.queries import OpportunityFilter, Withdrawn
from commonweal.records.models import PublishedIsFinalError
from commonweal.records.work import transaction
from tests.domain.asks_examples import DEADLINE, an_ask


@pytest.fixture
def publish(cast):
    def publish(**changed):
        return actions.publish_ask(an_ask(**changed), authority_id=cast.authority.pk, by=SYSTEM, now=cast.now)

    return publish


def _titles(now, **wanted):
    return [row.title for row in queries.open_asks(now, OpportunityFilter(**wanted))]


def test_an_open_ask_is_found_by_anybody_until_its_deadline(publish):
    publish()
    assert _titles(DEADLINE) == [an_ask().title]
    assert _titles(DEADLINE + dt.timedelta(seconds=1)) == []
    assert queries.closed_asks(DEADLINE + dt.timedelta(seconds=1)).count() == 1
    found = queries.ask("procurement-1")
    assert found.is_open(DEADLINE)
    assert not found.is_open(DEADLINE + dt.timedelta(seconds=1))


def test_the_soonest_to_close_comes_first_and_filters_narrow(publish, cast):
    publish(title="Later", procurement_id="p-2", tender_deadline_at=DEADLINE + dt.timedelta(days=9))
    publish(title="Sooner", nature="works", description="A bridge.")
    assert _titles(cast.now) == ["Sooner", "Later"]
    assert _titles(cast.now, words="BRIDGE") == ["Sooner"]
    assert _titles(cast.now, nature="services") == ["Later"]
    assert _titles(cast.now, authority="nobody") == []


def test_a_later_version_takes_the_place_of_the_earlier_which_is_kept(publish, cast):
    first = publish()
    publish(version=2, title="Corrected")
    assert _titles(cast.now) == ["Corrected"]
    assert queries.ask("procurement-1").number == 2
    with transaction(by=SYSTEM, at=cast.now), pytest.raises(PublishedIsFinalError):
        first.save()
    with pytest.raises(Refused):
        publish(version=2)


def test_what_was_withdrawn_leaves_a_tombstone_and_does_not_come_back(publish, cast):
    publish()
    with pytest.raises(Invalid):
        actions.withdraw(PublicKind.ASK, "procurement-1", reason=" ", by=SYSTEM, now=cast.now)
    actions.withdraw(PublicKind.ASK, "procurement-1", reason="The need has gone.", by=SYSTEM, now=cast.now)
    gone = queries.ask("procurement-1")
    assert isinstance(gone, Withdrawn)
    assert (gone.title, gone.reason) == (an_ask().title, "The need has gone.")
    assert _titles(cast.now) == []
    with pytest.raises(Refused):
        publish(version=2)
    with pytest.raises(Refused):
        actions.withdraw(PublicKind.ASK, "procurement-1", reason="Again", by=SYSTEM, now=cast.now)


def test_what_was_never_published_is_not_found(cast):
    with pytest.raises(NotFound):
        queries.ask("procurement-1")
    with pytest.raises(Refused):
        actions.withdraw(PublicKind.ASK, "procurement-1", reason="x", by=SYSTEM, now=cast.now)
