"""The thread page and JSON of a thing, and the strip on every page about one."""

import json

import pytest
from django.urls import reverse

from commonweal.domain.permissions import Role
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db


def test_the_browser_shows_northern_spire_from_the_citys_aim_to_what_was_delivered(world):
    assert world.northern_spire
    client = client_of(world, Role.READER)
    text = page(client, "thread", kind="contract", id_="northern-spire")
    assert "A dynamic, digitally connected city" in text
    assert "our reading" in text
    assert text.count("Careers in construction") >= 2
    found = json.loads(page(client, "thread-json", kind="contract", id_="northern-spire"))
    assert [each["delivered"] for each in found["commitments"]][-1] == 1992


def test_a_kind_that_does_not_exist_is_not_found(world):
    client = client_of(world, Role.READER)
    assert client.get(reverse("thread", kwargs={"kind": "wish", "id_": "x"})).status_code == 404


def test_the_strip_names_ten_stops_and_links_those_that_exist(world):
    assert world.northern_spire
    text = page(client_of(world, Role.READER), "contract", contract_id="northern-spire")
    wide = text.split('class="cw-thread__wide"')[1].split("</ol>")[0]
    assert wide.count("<li") == 10
    assert 'aria-current="step"' in wide
    assert reverse("strategy-mission", kwargs={"mission_id": "sunderland-dynamic"}) in wide
    assert f"{reverse('thread', kwargs={'kind': 'contract', 'id_': 'northern-spire'})}#commitment" in wide
    assert wide.count("(not yet)") == 6


def test_a_published_mission_has_one_page_wherever_a_link_starts(world):
    """From the strip, the thread and the list of missions alike; and a reader of another body may open it."""
    assert world.northern_spire
    client = client_of(world, Role.READER)
    own_page = reverse("strategy-mission", kwargs={"mission_id": "sunderland-dynamic"})
    for name, about in (
        ("contract", {"contract_id": "northern-spire"}),
        ("thread", {"kind": "contract", "id_": "northern-spire"}),
        ("strategy-missions", {}),
    ):
        assert f'href="{own_page}"' in page(client, name, **about), name
    assert client.get(own_page).status_code == 200


def test_a_supplier_is_led_to_pages_that_it_may_open(world):
    assert world.verification
    client = client_of(world, Role.DELIVERY_LEAD)
    text = page(client, "contract", contract_id=world.contract.external_id)
    wide = text.split('class="cw-thread__wide"')[1].split("</ol>")[0]
    urls = [part.split('"')[0] for part in wide.split('href="')[1:]]
    assert urls
    assert {client.get(url.split("#")[0]).status_code for url in urls} == {200}


def test_the_thread_leads_back_from_what_was_learned_to_an_assumption_and_the_next_ask(world):
    assert world.lesson_offer
    for kind, id_ in (("contract", world.contract.external_id), ("lesson", world.lesson.external_id)):
        text = page(client_of(world, Role.READER), "thread", kind=kind, id_=id_)
        back = text.split('id="back"')[1]
        assert world.assumption.text in back
        assert "strengthened" in back
        assert "Ask how the people who visit homes will pass on what they see." in back
        assert "offered to the next ask" in back


def test_a_supplier_is_not_shown_what_the_authority_thinks_of_for_its_next_ask(world):
    assert world.lesson_offer
    text = page(
        client_of(world, Role.DELIVERY_LEAD), "thread", kind="contract", id_=world.contract.external_id
    )
    assert world.lesson.title in text
    assert "Ask how the people who visit homes" not in text
