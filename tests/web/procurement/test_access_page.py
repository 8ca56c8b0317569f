"""Lots and access: what splitting would do, on what it is based, whom it may be reserved for, and what was decided."""

import csv
import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions
from commonweal.lifecycle.procurement.actions import findings
from commonweal.records.ids import new_id
from tests.builders.procurement import a_designed_procurement, fresh
from tests.web.procurement.by_hand import Pages

SAID = {
    "micro": "40",
    "small": "12",
    "medium": "5",
    "large": "3",
    "market_source": "Our register of March 2026",
    "turnover_percent": "200",
    "split": "split",
    "split_reason": "Two lots can be walked.",
    "barriers": "Cash flow: we pay in ten days.",
    "reservation": "none",
    "reservation_reason": "",
}


@pytest.fixture
def officer(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


@pytest.fixture
def procurement(world):
    return a_designed_procurement(world)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def url_of(procurement) -> str:
    return f"/pipeline/procurements/{procurement.external_id}/access"


def test_below_the_threshold_no_notice_is_said_to_need_it(world, officer):
    small = a_designed_procurement(world, value_pence=6_000_000, value_ex_vat_pence=5_000_000)
    page = text(officer.get(url_of(small)))
    assert "Below the threshold no notice asks for it" in page
    assert "The tender notice needs it" not in page


def test_before_a_review_the_suppliers_that_are_here_are_counted_and_it_is_said_so(
    world, officer, procurement
):
    assert world.cast.supplier.size == "medium"
    page = text(officer.get(url_of(procurement)))
    assert "Suppliers registered on this Commonweal" in page
    assert "Nobody has considered lots and access yet. The tender notice needs it." in page
    assert "always able" in page


def test_a_review_is_kept_and_the_table_goes_by_its_market(world, officer, procurement):
    response = officer.post(f"{url_of(procurement)}/review", {"form_key": new_id(), **SAID})
    assert response.status_code == 302
    page = text(officer.get(url_of(procurement)))
    assert "Our register of March 2026" in page
    assert "Two lots can be walked." in page
    rows = list(csv.DictReader(io.StringIO(officer.get(f"{url_of(procurement)}.csv").content.decode())))
    assert [row["parts"] for row in rows] == ["1", "2", "3", "4", "6"]
    # £1.2m over 36 months and 12 of extension: £300,000 a year, and twice that is within a micro firm's turnover.
    assert rows[0]["yearly_value_of_smallest"] == "300000.00"
    assert [row["able_in_all"] for row in rows] == ["60"] * 5


def test_a_larger_contract_shuts_micro_firms_out_until_it_is_divided(world, officer, procurement):
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.edit(procurement, value_pence=480_000_000, by=by, now=world.now)
    officer.post(f"{url_of(procurement)}/review", {"form_key": new_id(), **SAID})
    rows = list(csv.DictReader(io.StringIO(officer.get(f"{url_of(procurement)}.csv").content.decode())))
    assert [(row["micro"], row["able_in_all"]) for row in rows] == [
        ("0", "20"),
        ("0", "20"),
        ("40", "60"),
        ("40", "60"),
        ("40", "60"),
    ]


def test_the_lots_there_are_stand_beside_even_ones(world, officer, procurement):
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.add_lot(procurement, title="South", value_pence=60_000_000, by=by, now=world.now)
    assert "As it is now, 2 lots" in text(officer.get(url_of(procurement)))


def test_reservations_say_why_by_date_and_nation(officer, procurement):
    page = text(officer.get(url_of(procurement)))
    assert "suppliers of treaty states must be treated alike" in page
    assert "It is for light touch services alone." in page


def test_the_hours_of_a_small_tenderer_follow_the_draft_ask(officer, procurement):
    """120 minutes of reading, 1,750 words at 150 an hour, one metric: 910 minutes."""
    assert "about 16 hours" in text(officer.get(url_of(procurement)))


def test_pieces_of_evidence_that_were_stated_count_too(world, officer, procurement):
    before = text(officer.get(url_of(procurement)))
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    findings.state_facts(procurement.ask, evidence_items=20, by=by, now=world.now)
    after = text(officer.get(url_of(procurement)))
    assert "about 16 hours" in before
    assert "about 16 hours" not in after


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"micro": "-1"}, "Enter a number between 0 and"),
        ({"micro": "many"}, "Enter a whole number"),
        ({"market_source": ""}, "Enter an answer"),
        ({"turnover_percent": "9999"}, "Enter a percentage between 0 and"),
        ({"reservation": "local", "reservation_reason": "Near"}, "not open here"),
        ({"reservation": "supported_employment"}, "Say why, in a sentence"),
    ],
)
def test_a_review_that_cannot_be_keeps_what_was_typed(officer, procurement, change, words):
    response = officer.post(f"{url_of(procurement)}/review", {"form_key": new_id(), **SAID, **change})
    assert response.status_code == 422
    page = text(response)
    assert words in page
    assert "Cash flow: we pay in ten days." in page
    assert not fresh(procurement).access_reviews.exists()


def test_a_contract_without_dates_is_taken_as_one_year_and_it_is_said_so(world, officer, procurement):
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.edit(procurement, contract_ends_on=None, by=by, now=world.now)
    assert "are not given yet" in text(officer.get(url_of(procurement)))
    actions.edit(procurement, contract_ends_on=dt.date(2027, 8, 31), by=by, now=world.now)
    assert "24 months with extensions" in text(officer.get(url_of(procurement)))


@pytest.fixture
def pages(world):
    return Pages(world.cast.person(Role.PROCUREMENT_OFFICER))


def given(pages, procurement, name, content):
    address = f"/pipeline/procurements/{procurement.external_id}/access/register"
    data = pages.filled(pages.open(address)) | {"file": SimpleUploadedFile(name, content)}
    return pages.client.post(address, data)


def test_a_register_is_counted_into_the_review_with_its_source(pages, procurement):
    content = b"Supplier,Size\nAsh,Micro\nBeech,Small\nElm,SME\n"
    answer = given(pages, procurement, "providers.csv", content)
    assert answer.status_code == 302
    filled = pages.filled(pages.open(answer["Location"]))
    assert [filled[size] for size in ("micro", "small", "medium", "large")] == ["1", "1", "0", "0"]
    assert "Register “providers.csv”" in filled["market_source"]
    assert "3 suppliers, 1 of them without a size" in filled["market_source"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("letter.csv", b"Dear all,\nwe write to you\n", "This register cannot be counted: no header row"),
        ("register.xlsx", b"PK\x03\x04 cut short", "govuk-error-message"),
    ],
)
def test_a_register_that_cannot_be_counted_is_told_at_its_field(pages, procurement, name, content, told):
    answer = given(pages, procurement, name, content)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_an_address_with_anything_else_fills_nothing_in(pages, procurement):
    address = f"/pipeline/procurements/{procurement.external_id}/access/review"
    page = pages.open(f"{address}?micro=many&small=1&medium=1&large=1&market_source=x")
    assert pages.filled(page)["market_source"] != "x"
