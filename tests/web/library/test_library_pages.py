"""The library in the browser: files whole or not at all, states shown, checks and adaptations kept."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.domain.permissions import Role
from commonweal.interchange.frameworks import read_xlsx, read_yaml, write_xlsx, write_yaml
from commonweal.lifecycle.strategy.models import FrameworkEdition
from tests.builders.strategy import NATIONAL, OWN
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.MISSION_LEAD))
    return client


def fill(client: Client, url: str, **fields: object):
    page = client.get(url)
    assert page.status_code == 200, url
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
    return client.post(url, {**hidden, **fields})


def load(client: Client, name: str, content: bytes):
    return fill(client, "/library/load", file=SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"), [("own.yaml", write_yaml(OWN)), ("own.xlsx", write_xlsx(OWN))], ids=["yaml", "xlsx"]
)
def test_a_file_becomes_an_edition_and_leaves_as_it_came(
    world: World, lead: Client, name: str, content: bytes
) -> None:
    assert world.framework_edition
    loaded = load(lead, name, content)
    edition = FrameworkEdition.objects.for_system("test").get(code="example")
    assert loaded["Location"] == f"/library/editions/{edition.external_id}"
    assert read_yaml(lead.get(f"{loaded['Location']}/yaml").content) == OWN
    answer = lead.get(f"{loaded['Location']}/xlsx")
    assert read_xlsx(answer.content) == OWN
    assert answer["Content-Disposition"] == 'attachment; filename="example-2026.xlsx"'


def test_every_mistake_of_a_workbook_is_listed_by_cell_and_nothing_is_loaded(
    world: World, lead: Client
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(OWN)))
    book["Items"]["D2"], book["Items"]["A3"] = None, "benefit"
    target = io.BytesIO()
    book.save(target)
    answer = load(lead, "own.xlsx", target.getvalue())
    assert answer.status_code == 422
    text = answer.content.decode()
    for expected in (
        "2 mistakes in the file",
        "Items!D2",
        "“title” is missing",
        "Items!A3",
        "“benefit” is not one of",
    ):
        assert expected in text
    assert not FrameworkEdition.objects.for_system("test").filter(code="example").exists()


def test_an_unknown_item_to_adapt_is_found_at_its_line(world: World, lead: Client) -> None:
    answer = load(lead, "own.yaml", write_yaml(OWN))
    assert answer.status_code == 422
    assert "no national item “national/1a” to adapt" in answer.content.decode()
    assert re.search(r">line \d+<", answer.content.decode())


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04rubbish", b"<html>", b"a: [1"])
def test_what_is_no_framework_is_told_in_words(world: World, lead: Client, content: bytes) -> None:
    answer = load(lead, "file.yaml", content)
    assert answer.status_code == 422
    assert "Nothing was loaded" in answer.content.decode()


def test_the_same_edition_is_not_loaded_twice(world: World, lead: Client) -> None:
    assert world.own_edition
    answer = load(lead, "own.yaml", write_yaml(OWN))
    assert answer.status_code == 422
    assert "An edition is never changed" in answer.content.decode()


def test_each_item_shows_how_far_its_wording_is_checked(world: World, lead: Client) -> None:
    page = lead.get(f"/library/editions/{world.framework_edition.external_id}").content.decode()
    for state in (
        "Wording not yet checked: 1",
        "Wording from a secondary source: 1",
        "Wording checked against an official copy: 3",
    ):
        assert state in page


def test_a_steward_corrects_a_wording_with_source_and_day(world: World, lead: Client) -> None:
    url = f"/library/items/{world.framework_criterion.external_id}"
    assert "Wording not yet checked" in lead.get(url).content.decode()
    day = {"checked_on-day": "1", "checked_on-month": "3", "checked_on-year": "2026"}
    title = "Create and keep good jobs"
    fill(lead, f"{url}/verify", finding="corrected", title=title, source="The notice, page 4", **day)
    page = lead.get(url).content.decode()
    for expected in ("Wording corrected by your steward", title, "The notice, page 4", "1 March 2026"):
        assert expected in page
    other = Client()
    other.force_login(world.cast.person(Role.READER, world.cast.other_authority))
    assert title not in other.get(url).content.decode()


def test_an_adaptation_shows_its_difference(world: World, lead: Client) -> None:
    url = f"/library/items/{world.framework_criterion.external_id}"
    fill(lead, f"{url}/adapt", title="Create good jobs in the borough", reason="Our place")
    page = lead.get(url).content.decode()
    assert re.search(r"<del>.*relevant area</del>", page)
    assert re.search(r"<ins>.*borough</ins>", page)


def test_the_blank_workbook_can_be_opened(world: World, lead: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(lead.get("/library/blank.xlsx").content))
    assert book.sheetnames == ["Framework", "Items"]


def test_an_edition_takes_the_same_queries_whatever_its_size(world: World, lead: Client) -> None:
    from commonweal.journeys import shipped_lists

    shipped_lists.load_frameworks(now=world.now)
    small = world.framework_edition
    big = FrameworkEdition.objects.for_system("test").get(code="ppn002")
    assert big.items.count() > 10 * len(NATIONAL.items)

    def queries(edition: FrameworkEdition) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert lead.get(f"/library/editions/{edition.external_id}").status_code == 200
        return len(seen)

    assert queries(small) == queries(big)
