"""The performance pages: the duty, setting a KPI, rating it beside what the figures suggest, failures."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.delivery import Decision
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, performance
from commonweal.lifecycle.delivery import actions as delivery
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.web.contracts.ratings import decide_url
from tests.builders.contracts import ENTERED_AT
from tests.builders.delivery import again
from tests.builders.performance import DAYS_TO_REPAIR

pytestmark = pytest.mark.django_db
SHARED = ("contract", "failure", "kpi")


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_kpi_is_set_rated_and_read_by_both_sides(shared_world, db):
    world = shared_world
    contract_id = world.contract.external_id
    manager, lead = client_of(world, Role.CONTRACT_MANAGER), client_of(world, Role.DELIVERY_LEAD)
    sent = manager.post(
        reverse("kpi-add", kwargs={"contract_id": contract_id}),
        {
            "form_key": "kpi-1",
            "measures": "service",
            "name": "Calls answered within a minute",
            "target": "80",
            "unit": "% of calls",
            "direction": "at_least",
            "approaching_from": "90",
            "improvement_from": "75",
        },
    )
    assert sent.status_code == 302
    kpi_id = sent.url.rpartition("/")[2]
    chosen = manager.post(
        reverse("kpi-assess", kwargs={"kpi_id": kpi_id}),
        {
            "form_key": "span-1",
            **{f"start_on-{part}": value for part, value in (("day", 1), ("month", 1), ("year", 2026))},
            **{f"end_on-{part}": value for part, value in (("day", 31), ("month", 1), ("year", 2026))},
            "figure": "76",
        },
    )
    assert chosen.status_code == 302
    page = text_of(manager, chosen.url)
    assert "Approaching target" in page
    assert "76 % of calls against 80 % of calls is 95% of the target" in page
    revision = performance.kpi(world.cast.actor(Role.CONTRACT_MANAGER), kpi_id).revision
    rated = manager.post(
        chosen.url,
        {
            "form_key": "rate-1",
            "revision": revision,
            "rating": "good",
            "reason": "A storm took the lines down.",
        },
    )
    assert rated.status_code == 302
    seen = text_of(lead, reverse("kpi", kwargs={"kpi_id": kpi_id}))
    for said in ("Good", "The figures suggested: Approaching target.", "A storm took the lines down."):
        assert said in seen
    assert "Rate it</a>" not in seen
    table = csv.DictReader(
        io.StringIO(
            lead.get(
                reverse("contract-performance-csv", kwargs={"contract_id": contract_id})
            ).content.decode()
        )
    )
    assert {"good"} <= {row["rating"] for row in table}


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(shared_world, db):
    manager = client_of(shared_world, Role.CONTRACT_MANAGER)
    answer = manager.post(
        reverse("kpi-add", kwargs={"contract_id": shared_world.contract.external_id}),
        {
            "form_key": "kpi-2",
            "measures": "service",
            "name": "How kind we were",
            "direction": "at_least",
            "approaching_from": "70",
            "improvement_from": "80",
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "How kind we were" in page
    assert "service measure has no promise" in page


def test_days_that_no_rating_page_knows_lead_back_to_choosing_them(shared_world, db):
    manager = client_of(shared_world, Role.CONTRACT_MANAGER)
    url = reverse("kpi-decide", kwargs={"kpi_id": shared_world.kpi.external_id})
    for query in ("", "?from=x&to=y", "?from=2026-01-01&to=2026-02-01&figure=-3"):
        assert manager.get(url + query).url == reverse(
            "kpi-assess", kwargs={"kpi_id": shared_world.kpi.external_id}
        )


def test_the_overview_takes_as_many_queries_for_many_KPIs(shared_world, db):
    world = shared_world
    client = client_of(world, Role.READER)
    url = reverse("contract-performance", kwargs={"contract_id": world.contract.external_id})
    text_of(client, url)
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as taken:
            page = text_of(client, url)
        counts.append(len(taken))
        actions.set_kpi(
            world.contract, DAYS_TO_REPAIR, by=world.cast.actor(Role.CONTRACT_MANAGER), now=ENTERED_AT
        )
    assert counts[0] == counts[1]
    assert "Set a KPI" not in page
    assert "One carer alone on eleven nights in July." in page


def test_what_waits_to_be_verified_is_said_beside_a_figure_that_is_without_it(world):
    assert world.commitment_kpi and world.report
    kpi = world.commitment_kpi
    manager, lead = world.cast.actor(Role.CONTRACT_MANAGER), world.cast.actor(Role.DELIVERY_LEAD)
    first, second = world.commitment.periods.all()[:2]
    now = dt.datetime.combine(second.end_on, dt.time(12), tzinfo=dt.UTC)
    claim = Claim(quantity=21_000, period=second)
    made = delivery.report(world.commitment, claim, by=lead, now=now)
    delivery.verify(world.report, decision=Decision.ACCEPT, reason="Seen.", by=manager, now=now)
    url = decide_url(kpi, first.start_on, second.end_on, None)
    page = text_of(client_of(world, Role.CONTRACT_MANAGER), url)
    assert "Another 21 hours was reported for these days and waits to be verified" in page
    made = again(made)
    delivery.verify(made, decision=Decision.REJECT, reason="Not seen.", by=manager, now=now)
    assert "waits to be verified" not in text_of(client_of(world, Role.CONTRACT_MANAGER), url)
