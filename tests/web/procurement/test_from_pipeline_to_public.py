"""From a line in the pipeline to a public ask, by pages alone: every form is opened first and then sent."""

import pytest
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.queries import ready_openers
from tests.builders.procurement import FAR, a_designed_procurement
from tests.web.procurement.by_hand import Pages


def _parts(name, day, month, year, time=None):
    parts = {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
    return parts | ({f"{name}-time": time} if time else {})


@pytest.fixture
def officer(world):
    return Pages(world.cast.person(Role.PROCUREMENT_OFFICER))


@pytest.fixture
def place(world):
    return world.estate


def _add_and_begin(officer):
    entry = officer.send(
        "/pipeline/add",
        name="Warm homes advice",
        description="Advice at the door.",
        nature="services",
        value_pence="£120,000",
        value_ex_vat_pence="100000",
    )
    return officer.send(f"{entry}/begin", kind="contract", regime="below_threshold")


def _plan(officer, url, place):
    """Answer what the pipeline does not say, each answer leads to the next question; then change some of what it says."""
    answers = {
        "dates": _parts("contract_starts_on", 1, 9, 2041) | _parts("contract_ends_on", 31, 8, 2043),
        "deadline": _parts("deadline_at", 1, 5, 2041, "12:00"),
        "places": {"codes": place.name},
    }
    for step, given in answers.items():
        assert url.endswith(f"/plan/{step}")
        url = officer.send(url, **given)
    home = url.removesuffix("/check")
    changes = {
        "what": {"description": "Advice at the door for about 400 households."},
        "subject": {"cpv_division": "85"},
        "certainty": {"innovation_stage": "pilot"},
        "law": {"regime": "procurement_act_2023"},
    }
    for step, given in changes.items():
        assert officer.send(f"{home}/plan/{step}?check", **given) == url
    return url


def _design(officer, ask, world):
    officer.send(f"{ask}/why", why="Homes are cold.")
    officer.send(
        f"{ask}/criteria/add/price", name="Price", text="The whole price.", price_formula="mean-relative"
    )
    officer.send(f"{ask}/criteria/add/quality", name="How you advise", question="Say how.", word_limit="800")
    edition = officer.send(f"{ask}/library", edition=world.framework_edition.external_id)
    officer.send(
        edition,
        criteria=[world.framework_criterion.external_id],
        metrics=[world.framework_metric.external_id],
        outcome=world.outcome.external_id,
    )
    officer.send(f"{ask}/promises/add", text="Introduce you to the wardens.", owed_by_post="Head of housing")


def test_an_officer_goes_from_a_line_in_the_pipeline_to_a_public_ask(world, officer, place):
    assert world.framework_metric
    first = _add_and_begin(officer)
    check = _plan(officer, first, place)
    said = officer.open(check)
    assert "Advice at the door for about 400 households." in said
    assert "85 Health and social work services" in said
    home = check.removesuffix("/check")
    officer.send(f"{home}/serves", thing=f"outcome.{world.outcome.external_id}", reason="Advice warms homes.")
    asked = officer.send(f"{home}/move/design")
    procurement = Procurement.objects.for_system("look in a test").get(title="Warm homes advice")
    ask = f"/pipeline/asks/{procurement.ask.external_id}"
    assert asked == ask, "designing goes on where the ask is"
    _design(officer, ask, world)
    ids = [row.external_id for row in procurement.ask.criteria.all()]
    officer.send(f"{ask}/weights", **dict(zip(ids, ("40", "37.5", "22.5"), strict=True)))
    page = officer.open(ask)
    assert "Nothing stands in the way" not in page
    assert "has no question yet" in page
    officer.send(f"/pipeline/criteria/{ids[2]}", question="What will you do, by when?")
    assert "A second person has not approved it yet" in officer.open(ask)
    officer.send(f"{ask}/approval/send")
    second = Pages(world.cast.person(Role.MISSION_LEAD))
    second.send(f"{ask}/approval/decide", decision="approve")
    assert "Nothing stands in the way" in officer.open(ask)
    assert "Preview: this is not published" in officer.open(f"{ask}/preview")
    assert world.openers
    keys = [key.external_id for key in ready_openers(world.cast.actor(Role.PROCUREMENT_OFFICER))]
    officer.send(f"{home}/publish", openers=keys)
    shown = Client().get(f"/public/opportunities/{procurement.external_id}").content.decode()
    for text in (
        "Warm homes advice",
        "1 May 2041 at midday",
        "22.5%",
        "Distance from the mean price",
        place.name,
    ):
        assert text in shown
    assert "Published ask, version 1" in officer.open(f"{ask}/versions/1")


def test_naming_two_openers_is_refused_beside_the_field_and_nothing_is_published(world, officer):
    procurement = a_designed_procurement(world, deadline=FAR)
    assert world.openers
    keys = [key.external_id for key in ready_openers(world.cast.actor(Role.PROCUREMENT_OFFICER))]
    url = f"/pipeline/procurements/{procurement.external_id}/publish"
    data = officer.filled(officer.open(url)) | {"openers": keys[:2]}
    response = officer.client.post(url, data)
    assert response.status_code == 422
    assert "Name at least 3 people" in response.content.decode()
    procurement.refresh_from_db()
    assert procurement.status == "design"


def test_weightings_that_do_not_total_the_whole_say_what_they_come_to(world, officer):
    procurement = world.procurement
    url = f"/pipeline/asks/{procurement.ask.external_id}/weights"
    ids = [row.external_id for row in procurement.ask.criteria.all()]
    data = officer.filled(officer.open(url)) | dict(zip(ids, ("40", "40", "10"), strict=True))
    response = officer.client.post(url, data)
    assert response.status_code == 422
    assert "They add up to 90%" in response.content.decode()


def test_sending_a_form_twice_adds_one_criterion(world, officer):
    procurement = world.procurement
    url = f"/pipeline/asks/{procurement.ask.external_id}/criteria/add/quality"
    data = officer.filled(officer.open(url)) | {"name": "Twice", "question": "Once?"}
    for _ in range(2):
        assert officer.client.post(url, data).status_code == 302
    assert procurement.ask.criteria.filter(title="Twice").count() == 1


def test_the_second_of_two_people_sees_both_versions_and_nothing_is_lost(world, officer):
    procurement = world.procurement
    colleague = Pages(world.cast.person(Role.COMMISSIONER))
    url = f"/pipeline/procurements/{procurement.external_id}/plan/what"
    mine = officer.filled(officer.open(url)) | {"name": "Mine"}
    colleague.send(url, name="Theirs")
    response = officer.client.post(url, mine)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Mine" in page
    assert "Theirs" in page
    procurement.refresh_from_db()
    assert procurement.title == "Theirs"


def test_a_place_that_nobody_knows_is_told_by_its_name(world, officer):
    url = f"/pipeline/procurements/{world.procurement.external_id}/plan/places"
    data = officer.filled(officer.open(url)) | {"codes": "Atlantis"}
    response = officer.client.post(url, data)
    assert response.status_code == 422
    assert "There is no place called Atlantis" in response.content.decode()


def test_terminating_says_why_to_the_public(world, officer):
    procurement = world.public_procurement
    officer.send(
        f"/pipeline/procurements/{procurement.external_id}/move/terminated", reason="The budget was cut."
    )
    response = Client().get(f"/public/opportunities/{procurement.external_id}")
    assert response.status_code == 410
    assert "The budget was cut." in response.content.decode()
