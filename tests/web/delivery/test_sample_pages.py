"""Samples of reports to verify in the browser."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery.models import VerificationSample
from tests.builders.delivery import reports_in_words
from tests.web.contracts.test_contract_pages import client_of, page, send

pytestmark = pytest.mark.django_db
GIVEN = {
    "small": "0",
    "certain_share": "100",
    "drawn_share": "50",
    "least": "1",
    "seed": "lottery-7",
    "contract": "",
}


def drawn(world):
    return VerificationSample.objects.for_authority(world.cast.actor(Role.CONTRACT_MANAGER))


def test_a_draw_is_shown_with_its_seed_what_was_chosen_why_and_what_was_not(world):
    reports_in_words(world, 4)
    manager = client_of(world, Role.CONTRACT_MANAGER)
    made = send(manager, "sample-draw", GIVEN)
    assert made.status_code == 302
    text = manager.get(made.url).content.decode()
    for said in ("2 of 4 reports that waited are chosen", "lottery-7", "Drawn", "Not drawn", "no evidence"):
        assert said in text
    assert "In a sample" in page(manager, "reports")
    assert "All contracts" in page(manager, "samples")


def test_whoever_decides_reads_that_it_is_in_a_sample_and_why(world):
    assert world.sample
    text = page(client_of(world, Role.CONTRACT_MANAGER), "report-verify", report_id=world.report.external_id)
    assert "It is in a sample." in text
    assert "no evidence" in text
    seen = page(client_of(world, Role.DELIVERY_LEAD), "report", report_id=world.report.external_id)
    assert "in a sample" not in seen


def test_without_a_seed_one_is_made_by_chance(world):
    assert world.report
    manager = client_of(world, Role.CONTRACT_MANAGER)
    for key in ("1", "2"):
        manager.post(reverse("sample-draw"), {**GIVEN, "seed": "", "form_key": key})
    first, second = drawn(world)
    assert first.seed != second.seed


def test_a_form_that_is_sent_twice_draws_once(world):
    assert world.report
    manager = client_of(world, Role.CONTRACT_MANAGER)
    assert send(manager, "sample-draw", GIVEN).url == send(manager, "sample-draw", GIVEN).url
    assert drawn(world).count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"drawn_share": "0"}, "Enter a share above nothing and at most 100%"),
        ({"least": "0"}, "Enter a number from 1 to 1000"),
        ({"seed": "a|b"}, "A seed has 4 to 64 characters"),
        ({"contract": "another"}, "what you chose is not offered"),
    ],
)
def test_what_cannot_be_drawn_with_is_told_and_the_rest_stays(world, changed, said):
    assert world.report
    response = send(client_of(world, Role.CONTRACT_MANAGER), "sample-draw", {**GIVEN, **changed})
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert 'value="50"' in text or "drawn_share" in changed
    assert not drawn(world).exists()


def test_the_file_has_what_it_takes_to_draw_again(world):
    found = world.sample
    text = client_of(world, Role.CONTRACT_MANAGER).get(
        reverse("sample-csv", kwargs={"sample_id": found.external_id})
    )
    (row,) = csv.DictReader(io.StringIO(text.content.decode()))
    line = found.reports.select_related("report").get()
    assert (row["report"], row["smallest_number"], row["seed"]) == (
        line.report.external_id, line.number, "lottery-2026-11-21",
    )  # fmt: skip


def queries_of(client, name, **args):
    with CaptureQueriesContext(connection) as found:
        page(client, name, **args)
    return len(found)


def test_the_pages_cost_the_same_number_of_queries_however_much_was_drawn(world):
    manager = client_of(world, Role.CONTRACT_MANAGER)
    small = world.sample
    one = queries_of(manager, "samples"), queries_of(manager, "sample", sample_id=small.external_id)
    assert world.narrative_report
    large = send(manager, "sample-draw", GIVEN).url.rstrip("/").rsplit("/", 1)[-1]
    page(manager, "sample", sample_id=large)
    assert (queries_of(manager, "samples"), queries_of(manager, "sample", sample_id=large)) == one
