"""Market health in the browser: giving a file, what was left out, and each measure with definition, picture and file."""

import csv
import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.journeys.shipped_lists import load_frameworks
from commonweal.markets.models import MarketReading
from commonweal.reference.market_measures import KEYS
from tests.builders import markets as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def text_of(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def give(client: Client, name: str, content: bytes, title: str = "Grounds, 2026"):
    page = client.get("/insight/market/load").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    file = SimpleUploadedFile(name, content)
    return client.post("/insight/market/load", hidden | {"name": title, "file": file})


def test_an_empty_list_says_what_to_do_next(officer):
    assert "No notices have been loaded yet" in text_of(officer.get("/insight/market"))


def test_from_a_file_to_its_measures(officer):
    url = give(officer, "notices.jsonl", build.NOTICES)["Location"]
    shown = text_of(officer.get(url))
    assert "2 procurements from 2 releases" in shown
    assert "line 3" in shown and "the release has no ocid" in shown
    assert (
        "50.0% of the procurements whose tenderers are known had a single tender; the mean is 2.50" in shown
    )


def test_every_measure_has_its_definition_and_its_file(officer, world):
    reading = build.measured(world)
    page = officer.get(f"/insight/market/{reading.external_id}").content.decode()
    assert page.count("<section") == page.count("<strong>Definition</strong>") == len(KEYS)
    assert page.count("<svg") >= 5
    for key in KEYS:
        answer = officer.get(f"/insight/market/{reading.external_id}/{key}.csv")
        assert list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert officer.get(f"/insight/market/{reading.external_id}/nothing.csv").status_code == 404


NOTICES = [
    {
        "ocid": "ocds-abc123-1",
        "title": "Homecare",
        "description": "You must see. Suppliers must pay a living wage.",
        "cpv": "85",
    },
    {"ocid": "ocds-abc123-2", "title": "Winter gritting", "description": "Salt on roads.", "cpv": "90"},
]


def test_the_library_says_what_each_notice_asked_for(officer, world):
    load_frameworks(now=world.now)
    reading = build.load_notices(world, NOTICES)
    shown = text_of(officer.get(f"/insight/market/{reading.external_id}"))
    assert "2 notices of this file are in the library; 1 says in its words what it asks" in shown
    every = text_of(officer.get("/insight/market/notices"))
    assert "2 notices" in every and "Nothing that its words name" in every
    assert "Fair work : Suppliers must pay a living wage." in every
    fair = text_of(officer.get("/insight/market/notices?asks=1"))
    assert "Homecare" in fair and "Winter gritting" not in fair
    assert "No notice in the library asked for that" in text_of(officer.get("/insight/market/notices?asks=5"))
    assert "2 notices" in text_of(officer.get("/insight/market/notices?asks=nonsense"))


def test_an_empty_library_says_what_to_do_next(officer):
    assert "No notice is in the library yet" in text_of(officer.get("/insight/market/notices"))


def test_the_library_costs_the_same_however_long_it_is(officer, world, django_assert_max_num_queries):
    build.load_notices(world, NOTICES[:1])
    officer.get("/insight/market/notices")
    with django_assert_max_num_queries(40) as one:
        officer.get("/insight/market/notices")
    build.load_notices(world, [NOTICES[1] | {"ocid": f"ocds-abc123-{n}"} for n in range(2, 60)])
    with django_assert_max_num_queries(len(one.captured_queries)):
        assert "Next page" in text_of(officer.get("/insight/market/notices"))


def test_a_file_of_something_else_says_why_nothing_was_measured(officer):
    url = give(officer, "letter.json", b'"Dear all"')["Location"]
    assert "Nothing was measured" in text_of(officer.get(url))


@pytest.mark.parametrize(
    ("name", "content"), [("notices.exe", b"{}"), ("notices.json", b""), ("a.json", b"MZ\x00")]
)
def test_a_file_that_cannot_be_notices_is_refused_beside_its_field(officer, name, content):
    assert give(officer, name, content).status_code == 422
    assert not MarketReading.objects.for_system("test").exists()


def test_a_waiting_file_says_how_far_it_is(officer, world):
    reading = build.given(world)
    assert "Waiting for its turn" in text_of(officer.get(f"/insight/market/{reading.external_id}"))


def test_what_was_removed_is_gone(officer, world):
    reading = build.measured(world)
    url = f"/insight/market/{reading.external_id}"
    page = officer.get(f"{url}/remove").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert officer.post(f"{url}/remove", hidden)["Location"] == "/insight/market"
    assert officer.get(url).status_code == 404


def test_the_list_costs_the_same_however_long_it_is(officer, world, django_assert_max_num_queries):
    build.given(world)
    officer.get("/insight/market")
    with django_assert_max_num_queries(40) as one:
        officer.get("/insight/market")
    for _ in range(3):
        build.given(world)
    with django_assert_max_num_queries(len(one.captured_queries)):
        officer.get("/insight/market")
