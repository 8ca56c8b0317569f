"""Lots in which nobody is left: every tender was taken out, or none reaches a minimum."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.recomputing import recomputed
from tests.builders.assessment import LATER, Panel, a_locked, officer, tenders
from tests.cast import World

DAY = dt.timedelta(days=1)


def disregard_all(world: World, panel: Panel) -> None:
    """Each tenderer is heard on its price, and each tender is then disregarded."""
    said = {"by": officer(world), "now": LATER}
    for tender in tenders(panel.assessment):
        until = (LATER + DAY).date()
        actions.ask(
            tender, EnquiryPurpose.LOW_PRICE, "Please explain your price to us.", answer_until=until, **said
        )
        reason = "It cannot be done for that price."
        heard = said | {"now": LATER + 3 * DAY}
        actions.decide_price(tender, PriceOutcome.DISREGARDED, reason=reason, **heard)


def test_after_the_last_tender_is_taken_out_a_ranking_of_nobody_is_kept(world):
    panel = a_locked(world, "Nobody left")
    disregard_all(world, panel)
    kept = queries.latest_snapshot(panel.again())
    assert kept is not None and kept.number == 3
    assert Ranking.from_json(kept.content).results == ()
    assert recomputed(kept.external_id)["same"]
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    page = client.get(reverse("assessment-ranking", args=[panel.assessment.external_id]))
    assert page.status_code == 200 and "Nobody is ranked" in page.content.decode()
    assert client.get(reverse("assessment-firm", args=[panel.assessment.external_id])).status_code == 400
    page = client.get(reverse("award-decide", args=[panel.assessment.external_id]))
    assert page.status_code == 200
    assert reverse("no-award-decide", args=[panel.assessment.external_id]) in page.content.decode()
