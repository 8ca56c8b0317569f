"""Designing the ask by pages: copies show their difference, every part can be changed and removed."""

import datetime as dt

import pytest
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions
from tests.builders.procurement import FAR, a_designed_procurement, a_procurement, fresh
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


@pytest.fixture
def skills(procurement):
    return procurement.ask.criteria.get(kind="social_value")


def test_an_edited_copy_shows_what_went_and_what_came(world, officer, procurement, url):
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    copied = actions.copy_criterion(procurement.ask, world.framework_criterion, by=by, now=world.now)
    assert "Changed from the library wording" not in officer.open(url)
    officer.send(f"/pipeline/criteria/{copied.external_id}", name="Good work for carers")
    page = officer.open(url)
    assert "<ins>" in page
    assert "<del>" in page
    assert "wording not yet checked" in page
    assert world.framework_criterion.title in officer.open(f"/pipeline/criteria/{copied.external_id}")


def test_the_words_of_bands_change_and_their_marks_stay(officer, skills):
    officer.send(
        f"/pipeline/criteria/{skills.external_id}/bands", title_4="Splendid", text_4="All of it, and why."
    )
    skills.refresh_from_db()
    assert skills.bands[4] == {"score": 10_000, "title": "Splendid", "text": "All of it, and why."}
    assert [band["score"] for band in skills.bands] == [0, 2_500, 5_000, 7_500, 10_000]


def test_price_has_no_bands(officer, procurement):
    price = procurement.ask.criteria.get(kind="price")
    assert officer.client.get(f"/pipeline/criteria/{price.external_id}/bands").status_code == 400


def test_a_metric_with_a_range_is_added_changed_and_removed(officer, skills):
    officer.send(
        f"/pipeline/criteria/{skills.external_id}/metrics/add",
        name="People in work a year later",
        unit="people",
        kind="headcount",
        level="outcome",
        target="range",
        target_low="5",
        target_high="7.5",
    )
    metric = skills.metrics.get(title="People in work a year later")
    assert (metric.target_low, metric.target_high, metric.used_for) == (5_000, 7_500, "learning")
    page = f"/pipeline/metrics/{metric.external_id}"
    officer.send(page, target="none")
    metric.refresh_from_db()
    assert (metric.target, metric.target_low, metric.target_high) == ("none", None, None)
    officer.send(f"{page}/remove")
    assert not skills.metrics.filter(pk=metric.pk).exists()


def test_a_range_the_wrong_way_round_is_told_beside_its_field_and_nothing_is_lost(officer, skills):
    page = f"/pipeline/criteria/{skills.external_id}/metrics/add"
    given = {"name": "Hours kept", "unit": "hours", "target": "range", "target_low": "9", "target_high": "3"}
    response = officer.client.post(page, officer.filled(officer.open(page)) | given)
    text = response.content.decode()
    assert response.status_code == 422
    assert "The range must run from low to high" in text
    assert 'value="Hours kept"' in text


def test_a_promise_is_added_changed_and_removed(officer, procurement, url):
    officer.send(f"{url}/promises/add", text="Pay in 20 days.", owed_by_post="Treasurer")
    promise = procurement.ask.promises.get(owed_by_post="Treasurer")
    officer.send(f"/pipeline/promises/{promise.external_id}", text="Pay in 10 days.")
    assert "Pay in 10 days." in officer.open(url)
    officer.send(f"/pipeline/promises/{promise.external_id}/remove")
    assert procurement.ask.promises.count() == 1


def test_removing_a_criterion_shows_what_the_weights_come_to(officer, skills, url):
    officer.send(f"/pipeline/criteria/{skills.external_id}/remove")
    page = officer.open(url)
    assert "They add up to 80%" in page
    assert ">80%</strong>" in page


def test_a_preview_without_dates_says_which_are_missing(world, officer):
    procurement = a_procurement(world, starts_on=None, ends_on=None)
    page = officer.open(f"/pipeline/asks/{procurement.ask.external_id}/preview")
    assert "Say when the contract starts and ends." in page


def test_lots_and_rounds_are_kept_on_the_page_of_the_procurement(officer, procurement):
    home = f"/pipeline/procurements/{procurement.external_id}"
    officer.send(f"{home}/lots/add", name="South", value_pence="200000")
    assert "The values of the lots do not add up" in officer.open(
        f"/pipeline/asks/{procurement.ask.external_id}"
    )
    first = procurement.lots.get(number=1)
    officer.send(f"/pipeline/lots/{first.external_id}", value_pence="1000000")
    second = procurement.lots.get(number=2)
    assert "do not add up" not in officer.open(f"/pipeline/asks/{procurement.ask.external_id}")
    officer.send(f"/pipeline/lots/{second.external_id}/remove")
    officer.send(f"{home}/rounds/add", name="Final tenders")
    later = procurement.rounds.get(number=2)
    officer.send(f"/pipeline/rounds/{later.external_id}/remove")
    assert procurement.rounds.count() == procurement.lots.count() == 1


def test_the_deadline_is_typed_in_london_time_and_kept_in_utc(officer, procurement):
    page = f"/pipeline/procurements/{procurement.external_id}/plan/deadline"
    summer = {
        "deadline_at-day": 3,
        "deadline_at-month": 7,
        "deadline_at-year": 2040,
        "deadline_at-time": "12:00",
    }
    officer.send(page, **summer)
    assert fresh(procurement).tender_deadline_at == dt.datetime(2040, 7, 3, 11, 0, tzinfo=dt.UTC)
    assert 'value="12:00"' in officer.open(page)


def test_choosing_nothing_from_the_library_is_told(world, officer, url):
    page = f"{url}/library/{world.framework_edition.external_id}"
    response = officer.client.post(page, officer.filled(officer.open(page)))
    assert response.status_code == 422
    assert "Choose at least one outcome, criterion or metric" in response.content.decode()


def test_an_outcome_of_another_authority_cannot_be_chosen(world, officer, skills):
    stranger = Client()
    stranger.force_login(world.cast.person(Role.PROCUREMENT_OFFICER, world.cast.other_authority))
    page = f"/pipeline/criteria/{skills.external_id}"
    data = officer.filled(officer.open(page)) | {"outcome": "made-up"}
    assert officer.client.post(page, data).status_code == 422
    assert stranger.post(page, data).status_code == 404
