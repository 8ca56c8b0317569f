"""The pipeline as a list: narrowed by the address, constant in queries, safe as a file."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions
from tests.builders.procurement import a_designed_procurement, a_pipeline_entry


@pytest.fixture
def officer(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def _queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_list_takes_the_same_queries_for_one_row_and_for_many(world, officer):
    a_designed_procurement(world)
    one = _queries(officer, "/pipeline")
    for number in range(12):
        a_pipeline_entry(world, title=f"Entry {number}")
    assert _queries(officer, "/pipeline") == one


def test_the_ask_page_takes_the_same_queries_however_many_promises_and_criteria(world, officer):
    procurement = a_designed_procurement(world)
    url = f"/pipeline/asks/{procurement.ask.external_id}"
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    few = _queries(officer, url)
    for number in range(4):
        actions.add_promise(procurement.ask, text=f"P{number}", owed_by_post="Post", by=by, now=world.now)
        actions.add_criterion(
            procurement.ask, kind=CriterionKind.QUALITY, title=f"Q{number}", by=by, now=world.now
        )
    assert _queries(officer, url) == few


def test_filters_narrow_and_a_bad_amount_is_told(world, officer):
    a_pipeline_entry(world, title="Bridge", nature="works")
    a_pipeline_entry(world, title="Care")
    page = officer.get("/pipeline?nature=works").content.decode()
    assert "Bridge" in page
    assert ">Care<" not in page
    assert "Nothing in the pipeline is like this" in officer.get("/pipeline?words=zeppelin").content.decode()
    assert "Enter an amount in pounds" in officer.get("/pipeline?value_from=lots").content.decode()


def test_the_file_holds_the_same_rows_and_never_a_formula(world, officer):
    a_pipeline_entry(world, title='=HYPERLINK("x")')
    response = officer.get("/pipeline.csv?nature=services")
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [row["title"] for row in rows] == ['\'=HYPERLINK("x")']
    assert rows[0]["value_with_vat"] == "1200000.00"


def test_an_empty_pipeline_says_what_to_do(world, officer):
    assert "The pipeline is empty" in officer.get("/pipeline").content.decode()
