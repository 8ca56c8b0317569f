"""With a limit on lots, how firm the awards are is worked out for all lots together, once all are locked."""

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.audit.queries import events_of_type
from commonweal.domain.permissions import Role
from commonweal.journeys.assessment_papers.minute import minute
from commonweal.journeys.firmness_lots import lots_firmness
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.events import AssessmentEvent
from tests.builders import assessment as built
from tests.builders.assessment import LATER
from tests.builders.lots import two_agreed_lots


@pytest.fixture
def two_lots(world):
    """Tenders of the supplier and its rival for North and for South are agreed and not locked; one lot for each."""

    return two_agreed_lots(world, "Home care in two lots", most_lots=1)


def _lock(world, panel):
    actions.lock(panel.assessment, by=built.acting(world, panel.moderator), now=LATER)


def _page(world, panel, person=None) -> str:
    client = Client()
    client.force_login(person or world.cast.person(Role.PROCUREMENT_OFFICER))
    address = reverse("assessment-firm", kwargs={"assessment_id": panel.assessment.external_id})
    return " ".join(client.get(address).content.decode().split())


def test_the_page_and_the_minute_follow_the_limit_once_every_lot_is_locked(world, two_lots):
    """North goes to the supplier, which leads by 85 to 62.69, and South, for which it is no longer free, to the rival.
    The gap is 22.31, which 55.77 points of the method, at 40%, close: the rival has no room for so many, nor for 111.54 of
    jobs, at 20%; price is no agreed score. So only the supplier's own mark, falling by 55.77, moves a lot: North, and South
    with it."""
    north, south = two_lots
    _lock(world, north)
    one = north.again()
    assert lots_firmness(one) is None
    waiting = "once the scores of every lot are locked"
    assert waiting in _page(world, north)
    assert waiting in repr(minute(one, queries.latest_snapshot(one), now=LATER).blocks)

    _lock(world, south)
    found = lots_firmness(one)
    assert found == lots_firmness(south.again())
    assert [found.names[tender] for tender in found.awarded] == ["Example Works Ltd", world.cast.rival.name]
    assert {(low, high) for low, high in found.intervals.values()} == {(0, 1)}
    assert [(found.lots[each.lot], found.names[each.flip.tender]) for each in found.flips] == [
        ("North", "Example Works Ltd")
    ]
    assert {round(each.flip.change, 2) for each in found.flips} == {Fraction("-55.77")}
    page, paper = (
        _page(world, north),
        repr(minute(one, queries.latest_snapshot(one), now=LATER).blocks),
    )
    for shown in (page, paper):
        assert "With the limit on lots" in shown and waiting not in shown
        assert "Everything else looks at this lot alone" in shown
        assert "55.77" in shown
    assert f"South: {world.cast.rival.name}" in page


def _looks(panel) -> int:
    one = panel.assessment
    return len(events_of_type("assessment", one.external_id, AssessmentEvent.FIRMNESS_VIEWED.value))


def test_that_somebody_looked_is_kept_with_every_lot_that_is_shown(world, two_lots):
    north, south = two_lots
    _lock(world, north)
    _page(world, north)
    assert (_looks(north), _looks(south)) == (1, 0), "nothing of South is shown before it is locked"
    _lock(world, south)
    _page(world, north)
    assert (_looks(north), _looks(south)) == (2, 1)


def test_the_moderator_of_one_lot_alone_is_shown_nothing_of_another(world, two_lots):
    north, south = two_lots
    for panel in two_lots:
        _lock(world, panel)
    moderator = world.cast.person(Role.MODERATOR)
    assert "With the limit on lots" in _page(world, north, moderator), "both seats are theirs"
    by = built.acting(world, south.moderator)
    own = queries.seat(by, south.assessment.external_id)
    actions.declare(own, has_interest=True, words="My brother works there.", by=by, now=LATER)
    seen = _looks(south)
    shown = _page(world, north, moderator)
    assert "With the limit on lots" not in shown and "is shown to who may read every lot" in shown
    assert _looks(south) == seen
    client = Client()
    client.force_login(moderator)
    paper = minute(north.again(), queries.latest_snapshot(north.assessment), now=LATER, with_lots=False)
    assert "With the limit on lots" not in repr(paper.blocks)
    address = reverse("assessment-minute", args=[north.assessment.external_id, "docx"])
    assert client.get(address).status_code == 200
