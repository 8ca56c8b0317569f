"""From a suggestion to an edited copy in the ask with one click."""

import re

import pytest

from commonweal.domain.permissions import Role
from commonweal.journeys.shipped_lists import load_frameworks
from tests.builders.markets import load_notices
from tests.builders.procurement import FAR, a_procurement
from tests.web.procurement.by_hand import Pages


@pytest.fixture
def officer(world):
    load_frameworks(now=world.now)
    return Pages(world.cast.person(Role.PROCUREMENT_OFFICER))


def forms(page):
    """The address and the key of each form on the page, in order."""
    return re.findall(
        r'<form method="post" action="([^"]+/suggestions/[^"]+)">.*?name="form_key" value="([^"]+)"',
        page,
        re.S,
    )


def test_a_click_adds_an_outcome_once_and_then_its_metric(world, officer):
    procurement = a_procurement(world, deadline=FAR)
    url = f"/pipeline/asks/{procurement.ask.external_id}/suggestions"
    page = officer.open(url)
    assert "out of 100" in page
    address, key = forms(page)[0]
    for _again in range(2):
        assert officer.client.post(address, {"form_key": key}).status_code == 302
    (criterion,) = procurement.ask.criteria.all()
    assert criterion.library_code
    finding = "Library text is used unedited"
    home = url.removesuffix("/suggestions")
    officer.send(f"{home}/facts/market", market_engagement="no")
    assert finding in officer.open(home)
    officer.send(f"/pipeline/criteria/{criterion.external_id}", question="What will you do for carers here?")
    assert finding not in officer.open(home)
    page = officer.open(url)
    assert "In the ask" in page
    metric = next(each for each in forms(page) if _is_metric_of(each[0], criterion))
    assert officer.client.post(metric[0], {"form_key": metric[1]}).status_code == 302
    assert criterion.metrics.count() == 1


def test_what_similar_notices_asked_for_leads_to_them_and_to_their_words(world, officer):
    notice = {"ocid": "ocds-abc123-1", "title": "Homecare", "cpv": "85000000"}
    load_notices(world, [notice | {"description": "You bid. Suppliers must pay a living wage."}])
    procurement = a_procurement(world, deadline=FAR, cpv_division="85")
    url = f"/pipeline/asks/{procurement.ask.external_id}"
    page = officer.open(f"{url}/suggestions")
    assert "1 similar notice asked for it</a>, for example “Homecare” (Brackenford Council)" in page
    assert f"{url}/notices/1" in page and f"{url}/notices/2" not in page
    similar = officer.open(f"{url}/notices/1")
    assert "Suppliers must pay a living wage." in similar and "CPV division 85" in similar
    assert "No similar notice in the library asked for it" in officer.open(f"{url}/notices/2")
    assert officer.client.get(f"{url}/notices/nothing").status_code == 404


def _is_metric_of(address, criterion):
    item_id = address.rpartition("/")[2]
    item = criterion.library_item.parts.filter(external_id=item_id, kind="metric")
    return item.exists()


def test_a_metric_without_its_outcome_is_told(world, officer):
    procurement = a_procurement(world, deadline=FAR)
    page = officer.open(f"/pipeline/asks/{procurement.ask.external_id}/suggestions")
    outcome_id = forms(page)[0][0].rpartition("/")[2]
    from commonweal.lifecycle.strategy.models import FrameworkItem

    outcome = FrameworkItem.objects.for_system("test").get(external_id=outcome_id)
    metric = outcome.parts.filter(kind="metric").first()
    address = f"/pipeline/asks/{procurement.ask.external_id}/suggestions/{metric.external_id}"
    response = officer.client.post(address, officer.filled(officer.open(address)))
    assert response.status_code == 422
    assert "a metric stands under one" in response.content.decode()
