"""With a limit on lots, how firm the awards are is worked out for all lots together, once all are locked."""

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.permissions import Role
from commonweal.journeys.assessment_papers.minute import minute
from commonweal.journeys.firmness_lots import lots_firmness
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.actions.method import set_method
from commonweal.lifecycle.tendering.actions import drafts, submissions
from tests.builders import assessment as built
from tests.builders.assessment import LATER, Panel, officer, two_assessors
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import CODE, a_sealed_ask, an_opening, fill, rng


@pytest.fixture
def two_lots(world):
    """Tenders of the supplier and its rival for North and for South are agreed and not locked; one lot for each."""

    def designed(procurement):
        said = {"by": officer(world), "now": world.now}
        procurement_actions.edit_lot(
            procurement.lots.get(),
            title="North",
            description="",
            value_pence=60_000_000,
            value_ex_vat_pence=None,
            **said,
        )
        procurement_actions.add_lot(fresh(procurement), title="South", value_pence=60_000_000, **said)
        set_method(
            fresh(procurement).ask,
            tie_rule="lowest-price-first",
            lot_rule="in-lot-order",
            most_lots=1,
            checks_promises=False,
            minimums={},
            **said,
        )

    version = a_sealed_ask(world, deadline=DEADLINE, title="Home care in two lots", further=designed)
    writers = world.cast.actor(Role.TENDER_WRITER), world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    for lot in version.read().lots:
        for by, pence in zip(writers, (98_000_000, 104_000_000), strict=True):
            tender = drafts.start(version, lot.id, by=by, now=world.now, rng=rng)
            fill(tender, version, by=by, now=world.now, pence=pence)
            submissions.submit(tender, CODE, by=by, now=world.now, rng=rng)
    an_opening(world, version.ask.procurement)
    begun = actions.begin(fresh(version.ask.procurement), by=officer(world), now=LATER)
    return [_agreed(world, each) for each in sorted(begun, key=lambda each: each.lot.number)]


def _agreed(world, assessment) -> Panel:
    said = {"by": officer(world), "now": LATER}
    questions = [criterion.id for criterion in assessment.ask_version.read().questions]
    first, second = (
        actions.add_member(assessment, each, PanelRole.ASSESSOR, criteria=questions, **said)
        for each in two_assessors(world)
    )
    chair = actions.add_member(assessment, world.cast.member(Role.MODERATOR), PanelRole.MODERATOR, **said)
    panel = Panel(assessment, first, second, chair)
    actions.start_scoring(assessment, **said)
    for member in (first, second, chair):
        built.declare_none(world, member)
    for member, marks in ((first, built.FIRST_MARKS), (second, built.SECOND_MARKS)):
        built.score_all(world, member, marks)
        built.hand_in(world, member)
    panel.again()
    built.agree_all(world, panel)
    return panel


def _lock(world, panel):
    actions.lock(panel.assessment, by=built.acting(world, panel.moderator), now=LATER)


def _page(world, panel) -> str:
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    address = reverse("assessment-firm", kwargs={"assessment_id": panel.assessment.external_id})
    return " ".join(client.get(address).content.decode().split())


def test_the_page_and_the_minute_follow_the_limit_once_every_lot_is_locked(world, two_lots):
    """North goes to the supplier, which leads by 85 to 62.69, and South, for which it is no longer free, to the rival.
    The gap is 22.31, which 55.77 points of price or of method, at 40% each, close: the rival has no room for so many, nor
    for 111.54 of jobs, at 20%. So only the supplier's own points, falling by 55.77, move a lot: North, and South with it."""
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
    ] * 2
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
