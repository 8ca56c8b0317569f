"""Every figure of the portfolio opens its commitments, reports and evidence in at most three clicks."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.delivery import By
from commonweal.domain.permissions import Role
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db


def links(text: str, start: str) -> list[str]:
    return [url.replace("&amp;", "&") for url in re.findall(r'href="([^"]+)"', text) if url.startswith(start)]


def test_from_a_figure_to_the_evidence_in_three_clicks(world):
    assert world.verification
    assert world.evidence
    client = client_of(world, Role.READER)
    first = client.get(reverse("insight")).content.decode()
    behind = [client.get(url).content.decode() for url in links(first, "/insight/behind")]
    lines = {url for text in behind for url in links(text, "/commitments/")}
    reports = [client.get(url).content.decode() for url in lines]
    evidence = {url for text in reports for url in links(text, "/evidence/")}
    assert evidence == {reverse("evidence", kwargs={"evidence_id": world.evidence.external_id})}


@pytest.mark.parametrize("by", By)
def test_the_table_and_the_file_say_the_same_by_everything(world, by):
    assert world.northern_spire
    assert world.report
    client = client_of(world, Role.READER)
    for scope in ("own", "published"):
        query = f"?by={by.value}&scope={scope}"
        text = client.get(reverse("insight") + query).content.decode()
        table = list(csv.DictReader(io.StringIO(client.get(reverse("insight-csv") + query).content.decode())))
        assert table
        assert all(row["metric"].replace("'", "&#39;") in text for row in table)


def test_the_portfolio_has_a_constant_query_count(world):
    client = client_of(world, Role.READER)
    assert world.contract
    with CaptureQueriesContext(connection) as before:
        page(client, "insight")
    assert world.report
    assert world.narrative_report
    with CaptureQueriesContext(connection) as after:
        page(client, "insight")
    assert len(before) == len(after)


def test_an_unknown_figure_leads_nowhere(world):
    response = client_of(world, Role.READER).get(reverse("insight-behind") + "?by=mission&metric=Nothing")
    assert response.status_code == 404


def test_the_explorer_shows_the_picture_and_the_same_as_a_table_and_a_file(world):
    assert world.verification
    client = client_of(world, Role.READER)
    args = {"mission_id": world.mission.external_id}
    text = page(client, "insight-mission", **args)
    assert "<svg" in text
    assert "1 contract serves this mission with 5 commitments" in text
    (row,) = csv.DictReader(io.StringIO(page(client, "insight-mission-csv", **args)))
    assert (row["Commitments"], row["Verified"]) == ("5", "1")


def test_the_explorer_of_a_published_mission_is_open_to_other_bodies(world):
    assert world.northern_spire
    text = page(client_of(world, Role.READER), "insight-mission", mission_id="sunderland-dynamic")
    assert "17 commitments: 0 verified, 17 reported and not verified, 0 with no report" in text


def test_a_mission_with_no_contract_shows_its_gaps(world):
    assert world.northern_spire
    text = page(client_of(world, Role.READER), "insight-mission", mission_id="camden-estates")
    assert "No contract serves this mission yet." in text
    assert text.count("nothing serves it yet") >= 16
