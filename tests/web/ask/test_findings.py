"""Findings stand beside the choice that causes them, are decided by pages, and leave as files."""

import csv
import io
import json

import pytest

from commonweal.domain.permissions import Role
from commonweal.domain.rules.registry import FIT_RULES_BY_ID
from commonweal.lifecycle.procurement import actions
from commonweal.presentation.fit_words import RECORD_PAGES
from tests.builders.procurement import FAR, a_designed_procurement, fresh
from tests.web.procurement.by_hand import Pages


@pytest.fixture
def officer(world):
    return Pages(world.cast.person(Role.PROCUREMENT_OFFICER))


@pytest.fixture
def approver(world):
    return Pages(world.cast.person(Role.APPROVER))


@pytest.fixture
def procurement(world):
    return a_designed_procurement(world, deadline=FAR)


@pytest.fixture
def url(procurement):
    return f"/pipeline/asks/{procurement.ask.external_id}"


def test_a_finding_about_a_metric_stands_under_its_criterion(world, officer, procurement, url):
    skills = procurement.ask.criteria.get(kind="social_value")
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.add_metric(
        skills,
        title="Volunteering days",
        unit="days",
        kind="count",
        is_prescriptive=True,
        by=by,
        now=world.now,
    )
    page = officer.open(url)
    after_criterion = page[page.index(f"c-{skills.external_id}") :]
    finding = after_criterion.index('id="f-prescriptive-offer"')
    assert finding < after_criterion.index('id="promises"')
    for said in (
        "Volunteering days",
        "favours large firms",
        "let tenderers propose how",
        "Project judgement",
    ):
        assert said in after_criterion[finding : finding + 2500]


def test_a_finding_that_a_record_answers_leads_to_that_record(officer, procurement, url):
    officer.send(f"{url}/facts/market", social_value_act_record="no", market_engagement="no")
    page = officer.open(url)
    home = f"/pipeline/procurements/{procurement.external_id}"
    assert f'href="{home}/social-value-act">Change the Social Value Act record' in page
    assert f'href="{home}/engagements">Change the market engagement' in page


def test_what_is_changed_because_of_a_finding_leads_back_to_the_ask(officer, procurement, url):
    home = f"/pipeline/procurements/{procurement.external_id}"
    assert officer.send(f"{home}/plan/value?ask") == url


def test_every_rule_that_leads_to_a_record_exists():
    assert RECORD_PAGES.keys() <= FIT_RULES_BY_ID.keys()


def test_each_finding_stands_once_on_the_page_of_the_ask(officer, url):
    page = officer.open(url)
    assert page.count('id="f-no-contract-manager"') == 1


def test_saying_what_the_work_is_like_answers_questions_and_finds_more(officer, url):
    before = officer.open(f"{url}/findings")
    assert "Does the work serve people directly?" in before
    officer.send(f"{url}/facts/work", people_facing="yes", delivery="on-site", team_fte_thousandths="4.5")
    officer.send(f"{url}/facts/managing", narrative_required="no")
    page = officer.open(f"{url}/findings")
    assert "asks for no narrative" in page
    kept = officer.filled(officer.open(f"{url}/facts/work"))
    assert (kept["people_facing"], kept["delivery"], kept["team_fte_thousandths"]) == (
        "yes",
        "on-site",
        "4.5",
    )


def test_the_pages_of_questions_follow_each_other_while_something_is_not_answered(officer, url):
    assert officer.send(f"{url}/facts/work", people_facing="yes").endswith("/facts/market")
    assert officer.send(f"{url}/facts/asking").endswith("/facts/managing")
    assert officer.send(f"{url}/facts/managing", contract_manager="Head of care").endswith("/findings")


def test_accepting_with_a_button_makes_the_change(officer, url):
    officer.send(f"{url}/facts/work", people_facing="yes")
    officer.send(f"{url}/facts/managing", narrative_required="no")
    page = officer.open(f"{url}/findings/numbers-only/accept")
    assert "Ask for an account in words with every report" in page
    officer.send(f"{url}/findings/numbers-only/accept")
    assert 'id="f-numbers-only"' not in officer.open(url)
    assert "an account in words comes with every report" in officer.open(f"{url}/findings")


def test_overriding_needs_a_reason_and_keeps_it_with_the_name(officer, url):
    page = f"{url}/findings/no-contract-manager/override"
    response = officer.client.post(page, officer.filled(officer.open(page)) | {"reason": ""})
    assert response.status_code == 422
    officer.send(page, reason="A team of three does it together.")
    shown = officer.open(url)
    assert "A team of three does it together." in shown
    assert "Overridden" in shown
    assert "The procurement officer of Borough of Example" in shown


def test_the_record_leaves_as_files(officer, url):
    officer.send(f"{url}/findings/no-contract-manager/override", reason="=A team of three.")
    record = json.loads(officer.client.get(f"{url}/findings.json").content)
    (row,) = [each for each in record["findings"] if each["rule"] == "no-contract-manager"]
    assert (row["state"], row["reason"], row["severity"]) == ("overridden", "=A team of three.", "warn")
    assert row["decided_by"] == "The procurement officer of Borough of Example"
    assert {
        "rule": "numbers-only",
        "reason": None,
        "needs": ["ask.narrative_required", "procurement.people_facing"],
    } in (record["cannot_tell"])
    table = list(csv.DictReader(io.StringIO(officer.client.get(f"{url}/findings.csv").content.decode())))
    (row,) = [each for each in table if each["rule"] == "no-contract-manager"]
    assert row["reason"] == "'=A team of three."


def test_a_decision_on_what_has_gone_stays_in_the_record(officer, url):
    officer.send(f"{url}/findings/no-contract-manager/override", reason="A team of three.")
    officer.send(f"{url}/facts/managing", contract_manager="Head of care", review_cadence_months="3")
    record = json.loads(officer.client.get(f"{url}/findings.json").content)
    (row,) = [each for each in record["findings"] if each["rule"] == "no-contract-manager"]
    assert (row["state"], row["reason"]) == ("past", "A team of three.")


def test_a_stop_is_told_where_the_ask_is_published_and_only_an_approver_lets_it_out(
    officer, approver, procurement, url
):
    officer.send(f"{url}/facts/market", restricts_location="yes")
    officer.send(f"{url}/facts/work", light_touch="no")
    rule = "location-restriction-above-threshold"
    publish = officer.open(f"/pipeline/procurements/{procurement.external_id}/publish")
    assert "A finding stops publication" in publish
    assert officer.client.get(f"{url}/findings/{rule}/override").status_code == 403
    assert f"{url}/findings/{rule}/override" not in officer.open(url)
    approver.send(f"{url}/findings/{rule}/override", reason="Schedule 4 of the Act, treaty exception.")
    assert "A finding stops publication" not in officer.open(
        f"/pipeline/procurements/{procurement.external_id}/publish"
    )


def test_findings_stand_beside_the_questions_of_the_plan(world, officer, procurement):
    by = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.state_facts(procurement.ask, people_facing=True, by=by, now=world.now)
    actions.edit(fresh(procurement), extension_months=0, by=by, now=world.now)
    home = f"/pipeline/procurements/{procurement.external_id}/plan"
    start = procurement.contract_starts_on
    actions.edit(
        fresh(procurement), contract_ends_on=start.replace(year=start.year + 1), by=by, now=world.now
    )
    assert 'id="f-short-contract"' in officer.open(f"{home}/dates")
    assert 'id="f-short-contract"' not in officer.open(f"{home}/certainty")


def test_a_figure_of_our_own_stands_beside_the_shipped_one(world, officer):
    lead = Pages(world.cast.person(Role.MISSION_LEAD))
    lead.send("/pipeline/rules/small_contract", value="100000", reason="Our small contracts are smaller.")
    page = officer.open("/pipeline/rules")
    assert "£250,000" in page
    assert "£100,000" in page
    assert "Our small contracts are smaller." in page
    assert officer.client.get("/pipeline/rules/small_contract").status_code == 403
    assert lead.client.get("/pipeline/rules/kpi_duty_above").status_code == 404


def test_the_page_of_the_ask_counts_what_is_open(officer, url):
    assert "no finding is open" not in officer.open(url)
    for rule in ("no-contract-manager", "no-market-engagement"):
        if f"findings/{rule}/accept" in officer.open(url):
            officer.send(f"{url}/findings/{rule}/accept")
    assert "no finding is open" in officer.open(url)


def test_a_question_whose_answer_could_stop_is_told_before_publishing_until_it_is_answered(
    world, officer, procurement, url
):
    publish = f"/pipeline/procurements/{procurement.external_id}/publish"
    words = "Not known yet: answer before publishing"
    for page in (url, f"{url}/findings", publish):
        assert words in officer.open(page)
    actions.state_facts(
        procurement.ask,
        restricts_location=False,
        light_touch=False,
        kpis_planned=3,
        by=world.cast.actor(Role.PROCUREMENT_OFFICER),
        now=world.now,
    )
    for page in (url, f"{url}/findings", publish):
        assert words not in officer.open(page)
