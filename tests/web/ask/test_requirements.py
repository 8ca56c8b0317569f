"""Stating conditions of participation and a price schedule, on their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.permissions import Role
from commonweal.domain.price_schedule import LineKind
from commonweal.domain.procurements import Regime
from commonweal.lifecycle.procurement.draft import content, gaps
from commonweal.records.ids import new_id
from tests.builders.procurement import a_designed_procurement, fresh


@pytest.fixture
def client(world):
    found = Client()
    found.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return found


@pytest.fixture
def procurement(world):
    return a_designed_procurement(world)


def post(client, procurement, view, *more, **data):
    ask = fresh(procurement).ask
    address = reverse(view, args=[ask.external_id, *more])
    return client.post(address, {"form_key": new_id(), "revision": ask.revision, **data})


def a_condition(client, procurement, *more, view="ask-condition-add", **changed):
    data = {"kind": "technical", "name": "Care at home", "text": "Two years of care at home."}
    return post(client, procurement, view, *more, **{**data, **changed})


def test_a_condition_is_stated_changed_and_taken_out(client, procurement):
    assert a_condition(client, procurement, shown_by="Name two contracts.").status_code == 302
    (kept,) = content(fresh(procurement)).conditions
    assert (kept.kind, kept.title, kept.shown_by) == (
        ConditionKind.TECHNICAL,
        "Care at home",
        "Name two contracts.",
    )
    assert (
        a_condition(client, procurement, kept.id, view="ask-condition", text="One year.").status_code == 302
    )
    (changed,) = content(fresh(procurement)).conditions
    assert (changed.id, changed.text) == (kept.id, "One year.")
    preview = client.get(reverse("ask-preview", args=[procurement.ask.external_id])).content.decode()
    assert "Conditions of participation" in preview and "One year." in preview
    post(client, procurement, "ask-condition-remove", kept.id)
    assert content(fresh(procurement)).conditions == ()


def test_a_condition_without_words_is_refused_at_its_field(client, procurement):
    answer = a_condition(client, procurement, text="")
    assert answer.status_code == 422
    assert content(fresh(procurement)).conditions == ()


def test_below_the_threshold_no_condition_is_stated_and_one_that_is_there_stands_in_the_way(
    world, client, procurement
):
    assert a_condition(client, procurement).status_code == 302
    type(procurement).objects.for_system("a regime that changed in a test").filter(pk=procurement.pk).update(
        regime=Regime.BELOW_THRESHOLD.value
    )
    assert "condition.below_threshold" in [error.code for error in gaps(fresh(procurement), now=world.now)]
    again = a_condition(client, procurement)
    assert again.status_code == 422 and "screen" in again.content.decode()


SCHEDULE = "Rate | Visit of 30 minutes | visits | 12,000\nFixed\tSetting up\n\nPercent | Management"


def test_a_schedule_is_stated_in_one_go_and_shown_as_it_was_typed(client, procurement):
    assert post(client, procurement, "ask-schedule", lines=SCHEDULE).status_code == 302
    lines = content(fresh(procurement)).schedule
    assert [(line.kind, line.title, line.quantity) for line in lines] == [
        (LineKind.RATE, "Visit of 30 minutes", 12_000_000),
        (LineKind.FIXED, "Setting up", None),
        (LineKind.PERCENT, "Management", None),
    ]
    page = client.get(reverse("ask-schedule", args=[procurement.ask.external_id])).content.decode()
    assert "Rate | Visit of 30 minutes | visits | 12,000" in page
    assert post(client, procurement, "ask-schedule", lines=SCHEDULE + "\nFixed | Closing").status_code == 302
    assert [line.id for line in content(fresh(procurement)).schedule][:3] == [line.id for line in lines]


def test_every_line_that_cannot_be_read_is_told_with_its_number_and_nothing_is_saved(client, procurement):
    answer = post(
        client,
        procurement,
        "ask-schedule",
        lines="Rate | Visit | visits | many\nHourly | Visit\nFixed | Start",
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 1:" in text and "Line 2:" in text and "Line 3:" not in text
    assert "Hourly | Visit" in text
    assert content(fresh(procurement)).schedule == ()


def test_of_two_who_state_the_schedule_the_second_is_told(client, procurement):
    ask = fresh(procurement).ask
    address = reverse("ask-schedule", args=[ask.external_id])
    data = {"revision": ask.revision, "lines": SCHEDULE}
    assert client.post(address, {"form_key": new_id(), **data}).status_code == 302
    assert client.post(address, {"form_key": new_id(), **data}).status_code == 409
