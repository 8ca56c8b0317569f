"""A mission lead takes a mission from a blank page to an adopted aim with a theory of change, form by form."""

import re

import pytest
from django.test import Client

from commonweal.domain.missions import MissionStatus, Question
from commonweal.domain.permissions import Role
from commonweal.lifecycle.strategy.models import Indicator, Mission, Outcome, OutcomeLink, PathwayMilestone
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.MISSION_LEAD))
    return client


def fill(client: Client, url: str, **fields: object):
    """Open a form, fill it in and send it with the hidden fields it came with."""
    page = client.get(url)
    assert page.status_code == 200, url
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
    return client.post(url, {**hidden, **fields})


def day(name: str, value: str) -> dict[str, str]:
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), value.split(), strict=True))


def the(model, **lookup):
    return model.objects.for_system("test").get(**lookup)


def text_of(client: Client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, url
    return page.content.decode()


def test_from_a_blank_page_to_an_adopted_mission(world: World, lead: Client) -> None:
    assert "has no mission here yet" in text_of(lead, "/missions")
    made = fill(
        lead, "/missions/new", statement="By 2030, streets are safe", **day("deadline_on", "31 12 2030")
    )
    mission = the(Mission)
    home = f"/missions/{mission.external_id}"
    assert made["Location"] == home
    assert "Answer the five questions" in text_of(lead, home)

    following = f"{home}/questions/bold"
    for question in Question:
        assert following.endswith(question.value)
        following = fill(lead, following, judgement="partly", words="Half of it.")["Location"]
    assert following == home
    assert "Add the first goal" in text_of(lead, home)

    fill(lead, f"{home}/outcomes/new", kind="goal", title="Nobody is hurt on the road", description="")
    goal = the(Outcome, kind="goal")
    fill(
        lead,
        f"{home}/outcomes/new",
        kind="outcome",
        title="Traffic is slow",
        description="",
        leads_to=goal.external_id,
    )
    assert "Adopt the mission" in text_of(lead, home)
    fill(lead, f"{home}/adopt")
    assert the(Mission).status is MissionStatus.ADOPTED
    adopted = text_of(lead, home)
    assert "1 outcome has nothing" in adopted or "One outcome has nothing serving it." in adopted
    assert "adopted the mission" in adopted


def test_what_was_filled_in_stands_in_picture_list_table_and_csv(world: World, lead: Client) -> None:
    assert world.assumption
    url = f"/missions/{world.mission.external_id}/theory"
    page = text_of(lead, url)
    picture, rest = page.split("</svg>", 2)[-2:]
    for text in ("Homes are insulated", "Nobody is cold at home"):
        assert text in picture
        assert text in rest
    assert "Residents let installers in" in rest
    table = lead.get(f"{url}.csv").content.decode()
    assert "Homes are insulated" in table
    assert "Residents let installers in" in table


def test_a_circle_is_refused_with_the_outcomes_that_close_it(world: World, lead: Client) -> None:
    first = world.outcome
    fill(
        lead,
        f"/missions/{world.mission.external_id}/outcomes/new",
        kind="outcome",
        title="Streets are calm",
        description="",
        leads_to=first.external_id,
    )
    second = the(Outcome, title="Streets are calm")
    url = f"/outcomes/{first.external_id}/links/new"
    assert second.external_id not in text_of(lead, url)

    # Somebody else may have added the other link since the form was opened.
    refused = fill(lead, url, effect=second.external_id)
    assert refused.status_code == 422
    assert (
        "This would close a circle: Homes are insulated → Streets are calm → Homes are insulated"
        in refused.content.decode()
    )
    assert "Choose again: what you chose is not offered" in fill(lead, url, effect="nothing").content.decode()


def test_a_target_before_its_baseline_is_told_beside_its_field(world: World, lead: Client) -> None:
    page = fill(
        lead,
        f"/outcomes/{world.outcome.external_id}/indicators/new",
        title="Homes",
        unit="homes",
        baseline_value="10",
        target_value="5",
        source="",
        **day("baseline_on", "1 4 2030"),
        **day("target_on", "1 4 2025"),
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert 'href="#id_target_on-day">The target must be on a later day than the baseline' in text
    assert 'value="homes"' in text
    assert not Indicator.objects.for_system("test").exists()


def test_an_indicator_is_observed_and_corrected(world: World, lead: Client) -> None:
    url = f"/indicators/{world.indicator.external_id}"
    seen = {"source": "Register", "note": ""}
    fill(lead, f"{url}/observations/new", value="9,500", **seen, **day("observed_on", "31 1 2026"))
    assert "25% of the way" in text_of(lead, url)
    wrong = world.indicator.observations.get()
    fill(
        lead,
        f"{url}/observations/new?corrects={wrong.external_id}",
        value="2000",
        **seen,
        **day("observed_on", "31 1 2026"),
    )
    page = text_of(lead, url)
    assert "100% of the way" in page
    assert "<del>9,500</del>" in page
    assert "2,000" in lead.get(f"{url}.csv").content.decode()


def test_a_pathway_is_walked(world: World, lead: Client) -> None:
    url = f"/pathways/{world.pathway.external_id}"
    fill(lead, f"{url}/milestones/new", title="Residents chose", **day("due_on", "1 6 2026"))
    milestone = the(PathwayMilestone)
    move = f"/milestones/{milestone.external_id}/move"
    refused = fill(lead, move, status="reached", reason="", **day("reached_on", "3 3 2027"))
    assert "must not be in the future" in refused.content.decode()
    fill(lead, move, status="reached", reason="", **day("reached_on", "1 3 2026"))
    assert "1 of 1 milestones reached" in text_of(lead, url)


def test_an_assumption_is_noted_and_judged(world: World, lead: Client) -> None:
    url = f"/outcome-links/{world.outcome_link.external_id}"
    fill(lead, f"{url}/assumptions/new", text="Installers can be found")
    assumption = world.outcome_link.assumptions.get()
    fill(
        lead,
        f"/assumptions/{assumption.external_id}/judge",
        state="weakened",
        reason="Two firms left the area",
    )
    page = text_of(lead, url)
    assert "Weakened" in page
    assert "Two firms left the area" in page


def test_a_lesson_from_a_contract_stands_beside_the_assumption_it_speaks_of(
    world: World, lead: Client
) -> None:
    assert world.lesson
    link = f"/outcome-links/{world.outcome_link.external_id}"
    for url in (f"/missions/{world.mission.external_id}", link):
        page = text_of(lead, url)
        assert f"/lessons/{world.lesson.external_id}" in page
        assert "suggests: Strengthened" in page
    assert world.assumption.state == "untested"


def test_a_removed_link_and_a_retired_outcome_keep_their_reasons(world: World, lead: Client) -> None:
    link = f"/outcome-links/{world.outcome_link.external_id}"
    fill(lead, f"{link}/remove", reason="It never did")
    assert "It never did" in text_of(lead, link)
    outcome = f"/outcomes/{world.outcome.external_id}"
    fill(lead, f"{outcome}/retire", reason="Merged")
    page = text_of(lead, outcome)
    assert "Merged" in page
    assert "Add an indicator" not in page
    assert the(OutcomeLink).removed_reason == "It never did"


def test_sending_a_form_twice_writes_one_mission(world: World, lead: Client) -> None:
    page = lead.get("/missions/new").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    data = {**hidden, "statement": "Once", **day("deadline_on", "31 12 2030")}
    places = {lead.post("/missions/new", data)["Location"] for _ in range(2)}
    assert places == {f"/missions/{the(Mission).external_id}"}


def test_the_second_of_two_people_sees_both_versions(world: World, lead: Client) -> None:
    url = f"/missions/{world.mission.external_id}/edit"
    page = lead.get(url).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fill(lead, url, statement="The first", **day("deadline_on", "31 12 2030"))
    late = lead.post(url, {**hidden, "statement": "The second", **day("deadline_on", "31 12 2030")})
    assert late.status_code == 409
    text = late.content.decode()
    assert "The second" in text
    assert the(Mission).statement == "The first"


def test_a_question_that_is_none_of_the_five_is_not_found(world: World, lead: Client) -> None:
    assert lead.get(f"/missions/{world.mission.external_id}/questions/cheap").status_code == 404


def test_a_reader_is_offered_no_changes(world: World) -> None:
    reader = Client()
    reader.force_login(world.cast.person(Role.READER))
    page = text_of(reader, f"/missions/{world.mission.external_id}")
    for address in ("/edit", "/end", "/questions/"):
        assert address not in page


def test_a_published_mission_of_another_body_is_read_with_its_source(world: World) -> None:
    assert world.published_mission
    stranger = Client()
    stranger.force_login(world.cast.person(Role.MISSION_LEAD, world.cast.other_authority))
    assert "A fair borough" in text_of(stranger, "/missions")
    page = text_of(stranger, "/missions/example-published")
    assert "From a published report" in page
    assert "A published plan" in page
    assert "Nobody has asked it the five questions here" in page
    assert "/edit" not in page
