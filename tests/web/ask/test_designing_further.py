"""Weights that do not total, long texts, trials, drafted reasons and copies, by pages and without JavaScript."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.domain.permissions import Role
from tests.builders.procurement import (
    FAR,
    a_copied_procurement,
    a_designed_procurement,
    a_local_policy,
    a_scoring_scale,
    fresh,
)
from tests.web.procurement.by_hand import Pages


@pytest.fixture
def officer(world):
    return Pages(world.cast.person(Role.PROCUREMENT_OFFICER))


@pytest.fixture
def procurement(world):
    return a_designed_procurement(world, deadline=FAR)


@pytest.fixture
def url(procurement):
    return f"/pipeline/asks/{procurement.ask.external_id}"


def weighted(officer, url, procurement, *weights, **more):
    ids = [row.external_id for row in procurement.ask.criteria.all()]
    data = officer.filled(officer.open(f"{url}/weights")) | dict(zip(ids, weights, strict=True)) | more
    return officer.client.post(f"{url}/weights", data), ids


def test_weights_that_do_not_total_are_refused_at_the_place_and_stay_typed(officer, url, procurement):
    response, ids = weighted(officer, url, procurement, "50", "40", "20")
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_{ids[0]}"' in page
    assert "110%" in page
    assert "10% too much" in page
    assert 'value="50"' in page
    assert procurement.ask.criteria.get(external_id=ids[0]).weight_bp == 4_000


def test_the_total_is_worked_out_without_saving_and_without_javascript(officer, url, procurement):
    response, ids = weighted(officer, url, procurement, "30", "40", "20", check="1")
    page = response.content.decode()
    assert response.status_code == 200
    assert "10% left to give" in page
    assert procurement.ask.criteria.get(external_id=ids[0]).weight_bp == 4_000


def test_a_text_of_200_000_characters_is_refused_at_its_field_and_kept(officer, url):
    text = "word " * 40_000
    data = officer.filled(officer.open(f"{url}/why")) | {"why": text}
    response = officer.client.post(f"{url}/why", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Use at most 300 words. You have 40000" in page
    assert text.strip()[:100_000] in page


def test_one_word_of_200_000_letters_is_told_too(officer, url):
    data = officer.filled(officer.open(f"{url}/promises/add")) | {
        "text": "a" * 200_001,
        "owed_by_post": "Treasurer",
    }
    response = officer.client.post(f"{url}/promises/add", data)
    assert response.status_code == 422
    assert "200000 characters" in response.content.decode()


def test_a_contract_that_ends_before_it_starts_is_told_at_the_field(officer, procurement):
    page = f"/pipeline/procurements/{procurement.external_id}/plan/dates"
    data = officer.filled(officer.open(page)) | {
        "contract_ends_on-day": "1",
        "contract_ends_on-month": "1",
        "contract_ends_on-year": "2020",
    }
    response = officer.client.post(page, data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "The contract must not end before it starts" in text
    assert 'value="2020"' in text


def test_a_deadline_in_the_past_is_told_at_its_field_with_its_round(officer, procurement):
    page = f"/pipeline/procurements/{procurement.external_id}/plan/deadline"
    sent = officer.filled(officer.open(page)) | {"deadline_at-year": "2020"}
    response = officer.client.post(page, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "The deadline of round 1 has passed. Set a later one." in text
    assert 'value="2020"' in text


def test_unknown_codes_are_told_beside_what_was_typed(officer, procurement):
    page = f"/pipeline/procurements/{procurement.external_id}/plan/places"
    response = officer.client.post(page, officer.filled(officer.open(page)) | {"codes": "E99999999"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "There is no place called E99999999" in text
    assert 'value="E99999999"' in text


def test_own_policies_stand_beside_the_ask_with_who_set_them(world, officer, url):
    a_local_policy(world, figure=0, is_binding=True)
    page = officer.open(url)
    assert "At most 0 metrics" in page
    assert "Cabinet, item 7" in page
    assert world.cast.person(Role.PROCUREMENT_OFFICER).name in page


def test_a_policy_is_set_changed_and_read_by_pages(officer):
    officer.send(
        "/pipeline/policies/add/social_value_above",
        figure="100000",
        source="Cabinet",
        **{"from_on-day": "1", "from_on-month": "4", "from_on-year": "2040"},
    )
    assert "in every contract above £100,000" in officer.open("/pipeline/policies")


def test_a_drafted_reason_is_edited_and_both_are_shown(officer, url):
    assert "What the first wording rests on" in officer.open(f"{url}/why/draft")
    officer.send(f"{url}/why/draft", why="In our own words.")
    page = officer.open(f"{url}/why/history")
    assert "Put together from the thread" in page
    assert "In our own words." in officer.open(url)


def test_a_copied_ask_shows_what_changed_since(world, officer):
    copied = a_copied_procurement(world)
    page = officer.open(f"/pipeline/asks/{copied.ask.external_id}/copy/changes")
    assert "<ins>" in page
    assert "put in:" in page


def test_a_trial_has_a_picture_its_table_and_its_file(officer, url):
    page = officer.open(f"{url}/trial?tenders=3&spread=10&seed=7")
    assert "<svg" in page
    assert "30%" in page
    lines = officer.client.get(f"{url}/trial.csv?tenders=3&spread=10&seed=7").content.decode().splitlines()
    assert len(lines) == 6
    assert lines[1].startswith("0,1000,0,")


def test_a_trial_that_cannot_be_made_up_is_told_at_its_field(officer, url):
    response = officer.client.get(f"{url}/trial?tenders=99&spread=10&seed=7")
    assert response.status_code == 422
    assert "Ensure this value is less than or equal to 8" in response.content.decode()


def test_what_is_published_is_never_tried_out(world, officer):
    ask = world.public_procurement.ask
    response = officer.client.get(f"/pipeline/asks/{ask.external_id}/trial")
    assert response.status_code == 400
    assert "before anything is published" in response.content.decode()


def test_the_page_of_approval_leads_a_second_person_to_the_decision(world, officer, url, procurement):
    officer.send(f"{url}/promises/add", text="Pay in 20 days.", owed_by_post="Treasurer")
    officer.send(f"{url}/approval/send", note="A promise is new.")
    lead = Pages(world.cast.person(Role.MISSION_LEAD))
    page = lead.open(f"{url}/approval/decide")
    assert "A promise is new." in page
    assert "Pay in 20 days." in page
    lead.send(f"{url}/approval/decide", decision="approve")
    assert "Approved as it stands" in lead.open(f"{url}/approval")
    assert fresh(procurement).ask.reviews.last().status == "approved"


def test_a_supplier_who_looks_can_follow(world):
    procurement = world.public_procurement
    writer = Pages(world.cast.person(Role.TENDER_WRITER))
    page = f"/opportunities/{procurement.external_id}"
    assert "because you opened it" in writer.open(page)
    writer.send(f"{page}/follow")
    assert "You follow this opportunity" in writer.open(page)
    assert Client().get(f"/public{page}").status_code == 200


def queries_of(officer, address):
    officer.open(address)
    with CaptureQueriesContext(connection) as seen:
        officer.open(address)
    return len(seen)


def test_the_list_of_policies_costs_the_same_however_long_it_is(world, officer):
    a_local_policy(world)
    few = queries_of(officer, "/pipeline/policies")
    for year in (2030, 2031, 2032):
        a_local_policy(
            world,
            figure=5,
            from_on=dt.date(year, 1, 1),
            to_on=dt.date(year, 12, 31),
            source=f"Cabinet {year}",
        )
    assert queries_of(officer, "/pipeline/policies") == few


def test_the_list_of_scales_costs_the_same_however_long_it_is(world, officer):
    a_scoring_scale(world)
    few = queries_of(officer, "/pipeline/scales")
    for _ in range(3):
        a_scoring_scale(world)
    assert queries_of(officer, "/pipeline/scales") == few


def test_a_promise_for_a_day_that_has_passed_is_told_at_its_field_and_stays_typed(officer, url):
    address = f"{url}/promises/add"
    day = {"due_on-day": "1", "due_on-month": "2", "due_on-year": "2020"}
    data = (
        officer.filled(officer.open(address)) | {"text": "Pay in 20 days.", "owed_by_post": "Treasurer"} | day
    )
    response = officer.client.post(address, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Give today or a day that is still to come" in page
    assert 'value="2020"' in page and "Pay in 20 days." in page
