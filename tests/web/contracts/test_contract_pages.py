"""A contract's pages: three figures that are never mixed, downloads, entering, looking after, what it serves."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.queries import line_of
from commonweal.reference.published_cases import published_cases
from commonweal.web.contracts import views, wording
from commonweal.web.contracts.register_file import as_csv, as_workbook
from tests.builders.contracts import ENTERED_AT, fresh

pytestmark = pytest.mark.django_db


def client_of(world, role: Role, organisation=None) -> Client:
    client = Client()
    client.force_login(world.cast.person(role, organisation))
    return client


def page(client: Client, name: str, **args: str):
    response = client.get(reverse(name, kwargs=args or None))
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, name: str, data: dict, **args: str):
    return client.post(reverse(name, kwargs=args), {"form_key": f"key-{name}", **data})


def test_a_published_contract_shows_all_17_lines_and_says_that_nobody_verified_them(world):
    assert world.northern_spire
    text = page(client_of(world, Role.READER), "contract", contract_id="northern-spire")
    for line in published_cases().contract("northern-spire").commitments:
        assert line.title in text
    assert text.count("not\u00a0verified\u00a0here") == 17
    assert "all 16 were met or passed" in text
    assert "our reading" in text
    assert "no promise" in text


def test_a_long_register_goes_on_with_the_next_page(world, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 10)
    assert world.northern_spire
    client, url = client_of(world, Role.READER), reverse("contract", args=["northern-spire"])
    texts = [client.get(url, {"page": number}).content.decode() for number in (1, 2)]
    assert [text.count("not\u00a0verified\u00a0here") for text in texts] == [10, 7]
    assert ["?page=2" in text for text in texts] == [True, False]
    assert ["?page=1" in text for text in texts] == [False, True]


def test_a_source_that_names_nobody_is_not_filled_in(world):
    assert world.northern_spire
    text = page(client_of(world, Role.READER), "contract", contract_id="hackney-school-catering")
    assert "the source does not name the supplier" in text


def test_the_register_leaves_as_csv_and_as_a_workbook(world):
    assert world.northern_spire
    client = client_of(world, Role.READER)
    table = list(csv.DictReader(io.StringIO(page(client, "contract-csv", contract_id="northern-spire"))))
    source = published_cases().contract("northern-spire").commitments
    assert [row["commitment"] for row in table] == [line.title for line in source]
    assert [row["promised"] for row in table] == [
        "" if each.promised is None else str(each.promised) for each in source
    ]
    assert {row["verified"] for row in table} == {""}
    response = client.get(reverse("contract-xlsx", kwargs={"contract_id": "northern-spire"}))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content), read_only=True)["Register"]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + 17
    assert rows[1][5:7] == (3, 56)
    assert rows[-1][5] is None


def test_a_title_is_never_taken_for_a_formula(world):
    line = line_of(world.commitment)
    line.commitment.title = "=1+1"
    assert "'=1+1" in as_csv([line])
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook(world.contract, [line], [])))["Register"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_lists_take_as_many_queries_for_many_contracts_as_for_one(world):
    client = client_of(world, Role.READER)
    assert world.contract
    with CaptureQueriesContext(connection) as one:
        page(client, "contracts")
    assert world.prepared_contract
    with CaptureQueriesContext(connection) as two:
        text = page(client, "contracts")
    assert len(two) == len(one)
    assert "2 contracts" in text


def test_a_contract_page_takes_as_many_queries_for_17_lines_as_for_3(world):
    assert world.northern_spire
    client = client_of(world, Role.READER)
    page(client, "contract", contract_id="northern-spire")
    counts = []
    for contract_id in ("stockton-cctv", "northern-spire"):
        with CaptureQueriesContext(connection) as taken:
            page(client, "contract", contract_id=contract_id)
        counts.append(len(taken))
    # Northern Spire serves a mission, which is one more kind of thing on its strip; lines add nothing.
    assert counts[1] - counts[0] <= 4


def test_each_kind_of_promise_is_said_in_its_own_way(world):
    text = page(client_of(world, Role.CONTRACT_MANAGER), "contract", contract_id=world.contract.external_id)
    for said in (
        "100.5",
        "2 per £10,000",
        "1 milestone",
        "in words",
        "owed by the authority itself",
        "not yet",
    ):
        assert said in text


def test_naming_who_looks_after_it(world):
    client = client_of(world, Role.CONTRACT_MANAGER)
    lead = world.cast.person(Role.COMMISSIONER)
    args = {"contract_id": world.contract.external_id}
    data = {
        "authority_lead": lead.external_id,
        "supplier_lead": "",
        "revision": fresh(world.contract).revision,
    }
    assert send(client, "contract-leads", data, **args).status_code == 302
    assert fresh(world.contract).authority_lead == lead
    stale = client.post(reverse("contract-leads", kwargs=args), {**data, "form_key": "another"})
    assert stale.status_code == 409
    assert lead.name in stale.content.decode()


def test_saying_what_it_serves_keeps_the_reason_and_refuses_it_twice(world):
    client = client_of(world, Role.CONTRACT_MANAGER)
    args = {"contract_id": world.contract.external_id}
    data = {"thing": world.goal.external_id, "reason": "Carers see the cold."}
    assert send(client, "contract-serve", data, **args).status_code == 302
    again = client.post(reverse("contract-serve", kwargs=args), {**data, "form_key": "again"})
    assert again.status_code == 422
    text = page(client, "contract", **args)
    assert "Carers see the cold." in text


def test_sending_a_form_twice_does_the_thing_once(world):
    client = client_of(world, Role.CONTRACT_MANAGER)
    args = {"contract_id": world.contract.external_id}
    data = {"thing": world.goal.external_id, "reason": "Carers see the cold."}
    first, second = (send(client, "contract-serve", data, **args) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert world.contract.serves.filter(outcome=world.goal).count() == 1


def test_a_contract_is_not_entered_into_before_its_award_allows_it(world):
    client = client_of(world, Role.PROCUREMENT_OFFICER)
    data = {
        **{f"starts_on-{part}": value for part, value in (("day", "1"), ("month", "9"), ("year", "2026"))},
        **{f"ends_on-{part}": value for part, value in (("day", "31"), ("month", "8"), ("year", "2029"))},
    }
    response = send(client, "contract-enter", data, contract_id=world.prepared_contract.external_id)
    assert response.status_code == 422
    assert "its award has steps to go" in response.content.decode()
    assert fresh(world.prepared_contract).status == "prepared"


def test_ending_early_needs_a_reason(world):
    client = client_of(world, Role.CONTRACT_MANAGER)
    args = {"contract_id": world.contract.external_id}
    revision = fresh(world.contract).revision
    assert send(client, "contract-terminate", {"reason": "", "revision": revision}, **args).status_code == 422
    day = {f"ended_on-{part}": getattr(ENTERED_AT, part) for part in ("day", "month", "year")}
    ended = client.post(
        reverse("contract-terminate", kwargs=args),
        {"form_key": "2", "reason": "Insolvent.", "revision": revision, **day},
    )
    assert ended.status_code == 302
    found = fresh(world.contract)
    assert (found.status, found.ended_on) == ("terminated", ENTERED_AT.date())


def test_preparing_from_an_award_carries_the_promises_over(world):
    client = client_of(world, Role.PROCUREMENT_OFFICER)
    response = send(client, "contract-prepare", {}, award_id=world.award.external_id)
    assert response.status_code == 302
    made = Contract.objects.for_system("read again in a test").get(award=world.award)
    assert response.url == reverse("contract", kwargs={"contract_id": made.external_id})
    offered = set(made.commitments.filter(offered__isnull=False).values_list("offered_id", flat=True))
    assert offered == set(world.award.tender.commitments.values_list("pk", flat=True))


def test_a_supplier_sees_what_it_owes_and_no_names_of_the_other_side(world):
    text = page(client_of(world, Role.DELIVERY_LEAD), "contract", contract_id=world.contract.external_id)
    assert "Paid learning for care workers" in text
    assert "The procurement officer of" not in text


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        ("23160116", "GBP", "£23,160,116"),
        ("1.33", "GBP per GBP", "£1.33 for each pound"),
        ("0.39", "share", "39%"),
        ("36", "months", "36 months"),
        ("7279", "tonnes", "7,279 tonnes"),
        ("Reducing food miles; Local suppliers", "", "Reducing food miles; Local suppliers"),
    ],
)
def test_a_printed_figure_is_read_with_its_unit_and_stays_the_same(value, unit, read):
    assert wording.published({"value": value, "unit": unit}) == read


def test_conditions_and_charters_leave_with_the_register_and_as_a_table(world):
    term = world.contract_term
    client = client_of(world, Role.DELIVERY_LEAD)
    args = {"contract_id": world.contract.external_id}
    (row,) = csv.DictReader(io.StringIO(page(client, "contract-terms-csv", **args)))
    assert (row["condition"], row["charter"]) == (term.title, term.charter.title)
    content = client.get(reverse("contract-xlsx", kwargs=args)).content
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Conditions and charters"]
    assert [cells[2] for cells in sheet.iter_rows(values_only=True)] == ["condition", term.title]
