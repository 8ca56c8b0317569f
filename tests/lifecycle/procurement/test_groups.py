"""A criterion that is divided: every level adds up, the parts are weighted by their shares, and tenderers read both."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.errors import Invalid, NotFound, NotPermitted
from commonweal.domain.permissions import Role
from commonweal.domain.publishing import check_groups
from commonweal.lifecycle.procurement import actions, draft
from commonweal.lifecycle.procurement.actions.groups import remove_group, set_group
from commonweal.lifecycle.procurement.contents import method
from commonweal.records.ids import new_id
from commonweal.web.ask.difference import shown_changes
from tests.builders.procurement import approved, fresh


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def ask(world):
    return world.divided_ask


def weights(ask):
    return {row.kind: row.weight_bp for row in ask.criteria.all()}


def group_of(ask):
    return ask.method["groups"][0]


def test_the_parts_are_weighted_by_their_shares(ask):
    """75% and 25% of 60% are 45% and 15% of the whole."""
    assert weights(ask) == {"price": 4_000, "quality": 4_500, "social_value": 1_500}


def test_weightings_are_set_for_the_criterion_and_follow_for_its_parts(ask, officer, world):
    price = ask.criteria.get(kind="price").external_id
    said = {"by": officer, "now": world.now}
    with pytest.raises(Invalid, match=r"weights\.total"):
        actions.set_weights(ask, {price: 4_000, group_of(ask)["id"]: 5_000}, **said)
    with pytest.raises(Invalid, match=r"weights\.not_whole"):
        actions.set_weights(ask, {price: 4_999, group_of(ask)["id"]: 5_001}, **said)
    actions.set_weights(ask, {price: 2_000, group_of(ask)["id"]: 8_000}, **said)
    again = fresh(ask.procurement).ask
    assert weights(again) == {"price": 2_000, "quality": 6_000, "social_value": 2_000}
    assert group_of(again)["weight_bp"] == 8_000


def test_what_does_not_add_up_is_refused(ask, officer, world):
    quality, social, price = (
        ask.criteria.get(kind=each).external_id for each in ("quality", "social_value", "price")
    )
    said = {"by": officer, "now": world.now}
    for parts, code in (
        ({quality: 7_500, social: 2_400}, "weights.parts_total"),
        ({quality: 10_000, social: 0}, "weights.part_empty"),
        ({quality: 10_000}, "weights.too_few_parts"),
        ({quality: 5_000, "elsewhere": 5_000}, "ask.weights_of_other_criteria"),
        ({quality: 5_000, price: 5_000}, "weights.in_two_groups"),
    ):
        with pytest.raises(Invalid, match=code.replace(".", r"\.")):
            set_group(ask, "Another", 6_000, parts, **said)
    with pytest.raises(Invalid, match=r"weights\.price_among_questions"):
        shares = {quality: 5_000, price: 5_000}
        set_group(ask, "Another", 6_000, shares, group_id=group_of(ask)["id"], **said)
    with pytest.raises(NotPermitted):
        remove_group(ask, group_of(ask)["id"], by=world.cast.actor(Role.ASSESSOR), now=world.now)
    with pytest.raises(NotFound):
        remove_group(ask, "elsewhere", **said)


def test_a_part_that_is_weighted_by_hand_stops_publication(ask, world):
    content = draft.content(ask.procurement)
    check_groups(content.how, content.criteria)
    social = ask.criteria.get(kind="social_value")
    changed = [
        each if each.id != social.external_id else type(each)(**{**vars(each), "weight_bp": 1_400})
        for each in content.criteria
    ]
    with pytest.raises(Invalid, match=r"weights\.group_differs"):
        check_groups(content.how, changed)


def test_the_published_version_states_it_and_a_change_of_it_is_worded(ask, officer, world):
    before = draft.content(ask.procurement)
    version = actions.publish(approved(world, ask.procurement), by=officer, now=world.now)
    (group,) = version.read().how.groups
    assert (group.title, group.weight_bp) == ("How it is done", 6_000)
    assert [part.share_bp for part in group.parts] == [7_500, 2_500]
    plain = type(before)(**{**vars(before), "method": None})
    (change,) = shown_changes(plain, before)
    assert "How it is done carries 60%" in "".join(piece.text for piece in change.rows[0].pieces)


def test_a_criterion_whose_part_is_removed_is_divided_no_more(ask, officer, world):
    actions.remove_criterion(ask.criteria.get(kind="social_value"), by=officer, now=world.now)
    assert method(fresh(ask.procurement).ask) is None


def test_it_is_divided_changed_and_taken_away_by_clicking(ask, world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    home = reverse("ask", args=[ask.external_id])
    assert "How it is done carries 60% and is divided" in client.get(home).content.decode()
    shown = client.get(reverse("ask-weights", args=[ask.external_id])).content.decode()
    assert "How it is done (divided)" in shown and "How you will care" not in shown
    quality, social = (ask.criteria.get(kind=each).external_id for each in ("quality", "social_value"))
    form = client.get(reverse("ask-group-add", args=[ask.external_id])).content.decode()
    price = ask.criteria.get(kind="price").external_id
    assert f"share_{quality}" in form and f"share_{price}" not in form
    where = reverse("ask-group", args=[ask.external_id, group_of(ask)["id"]])
    said = {"name": "Delivery", "weight_bp": "60", f"share_{quality}": "50", f"share_{social}": "49"}
    wrong = client.post(where, {**said, "form_key": new_id()})
    assert wrong.status_code == 422 and "They add up to 99%" in wrong.content.decode()
    client.post(where, {**said, f"share_{social}": "50", "form_key": new_id()})
    assert weights(fresh(ask.procurement).ask) == {"price": 4_000, "quality": 3_000, "social_value": 3_000}
    assert "Criteria that are divided" in client.get(home).content.decode()
    client.post(f"{where}/remove", {"form_key": new_id()})
    assert "Criteria that are divided" not in client.get(home).content.decode()
