"""Camden Homecare, as published, becomes an ask of which no rule warns: pages alone, what the source leaves open filled in."""

import json
import re

import pytest

from commonweal.domain.permissions import Role
from commonweal.domain.rules.model import Severity
from commonweal.domain.rules.registry import FIT_RULES_BY_ID
from commonweal.journeys import published_cases, shipped_lists
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.organisations.models import Organisation
from tests.web.procurement.by_hand import Pages

TITLE = "Long-term care and support at home (Homecare)"


def _day(name, day, month, year, time=None):
    parts = {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
    return parts | ({f"{name}-time": time} if time else {})


@pytest.fixture
def officer(world):
    """A procurement officer of the published authority, with its published missions, places and frameworks."""
    shipped_lists.load_places(now=world.now)
    shipped_lists.load_frameworks(now=world.now)
    published_cases.load(now=world.now)
    camden = Organisation.objects.for_system("look in a test").get(external_id="camden")
    return Pages(world.cast.person(Role.PROCUREMENT_OFFICER, camden))


def begin(officer):
    """From the published plan to a planned procurement. The source gives no value and no dates."""
    assert TITLE in officer.open("/pipeline/published")
    entry = officer.send(
        "/pipeline/published/camden-homecare", value_pence="36000000", value_ex_vat_pence="30000000"
    )
    assert "As published" in officer.open(entry)
    url = officer.send(f"{entry}/begin", kind="contract", regime="procurement_act_2023")
    answers = {
        "dates": _day("contract_starts_on", 1, 9, 2041)
        | _day("contract_ends_on", 31, 8, 2046)
        | {"extension_months": "24"},
        "deadline": _day("deadline_at", 1, 5, 2041, "12:00"),
        "places": {"codes": "E09000007"},
    }
    for step, given in answers.items():
        assert url.endswith(f"/plan/{step}")
        url = officer.send(url, **given)
    home = url.removesuffix("/check")
    officer.send(f"{home}/move/design")
    return home


def design(officer, ask):
    """Price, quality, and the first suggestion as a copy that is edited; weightings and why."""
    officer.send(f"{ask}/why", why="Residents stay well in their own homes, and care workers in good work.")
    officer.send(
        f"{ask}/criteria/add/price", name="Price", text="The whole price.", price_formula="mean-relative"
    )
    officer.send(f"{ask}/criteria/add/quality", name="Care", question="How will you care?", word_limit="1000")
    page = officer.open(f"{ask}/suggestions")
    address, key = re.search(
        r'action="([^"]+/suggestions/[^"]+)">.*?name="form_key" value="([^"]+)"', page, re.S
    ).groups()
    assert officer.client.post(address, {"form_key": key}).status_code == 302
    (criterion,) = (
        Procurement.objects.for_system("look in a test")
        .get(title=TITLE)
        .ask.criteria.filter(kind="social_value")
    )
    officer.send(
        f"/pipeline/criteria/{criterion.external_id}",
        text="A larger role for care workers, and care that grows from each neighbourhood.",
        question="What will you do for and with care workers and neighbours, by when?",
        word_limit="750",
    )
    ids = re.findall(r'name="([a-z0-9]{16})"', officer.open(f"{ask}/weights"))
    officer.send(f"{ask}/weights", **dict(zip(ids, ("40", "40", "20"), strict=True)))


def say(officer, ask):
    """Answer what only people know."""
    officer.send(
        f"{ask}/facts/work",
        people_facing="yes",
        research="no",
        delivery="on-site",
        team_fte_thousandths="400",
        ordered_as_needed="no",
        light_touch="yes",
    )
    officer.send(
        f"{ask}/facts/market",
        market_engagement="yes",
        mainly_small_market="no",
        social_value_act_record="yes",
        restricts_location="no",
    )
    officer.send(
        f"{ask}/facts/asking",
        link_can_be_stated="yes",
        good_practice_only="no",
        pounds_decide_score="no",
        evidence_items="2",
    )
    officer.send(
        f"{ask}/facts/managing",
        contract_manager="Head of adult social care",
        review_cadence_months="3",
        narrative_required="no",
        remedies="yes",
        kpis_planned="3",
        kpis_social_value="1",
    )


def record(officer, ask):
    return json.loads(officer.client.get(f"{ask}/findings.json").content)


def warnings(found):
    """Warnings that the rules find now; past ones stay in the record."""
    return [
        each["rule"] for each in found["findings"] if each["severity"] == "warn" and each["state"] != "past"
    ]


def test_camden_homecare_becomes_an_ask_that_no_rule_warns_of(world, officer):
    home = begin(officer)
    procurement = Procurement.objects.for_system("look in a test").get(title=TITLE)
    assert home.endswith(procurement.external_id)
    assert [link.mission.external_id for link in procurement.serves.all()] == ["camden-estates"]
    ask = f"/pipeline/asks/{procurement.ask.external_id}"
    assert "no-contract-manager" in warnings(record(officer, ask))
    design(officer, ask)
    say(officer, ask)
    assert warnings(record(officer, ask)) == ["numbers-only"]
    officer.send(f"{ask}/findings/numbers-only/accept")
    found = record(officer, ask)
    assert warnings(found) == []
    untold = {each["rule"] for each in found["cannot_tell"]}
    assert [rule for rule in untold if Severity.WARN in FIT_RULES_BY_ID[rule].severities] == []
    officer.send(f"{ask}/approval/send")
    camden = Organisation.objects.for_system("look in a test").get(external_id="camden")
    Pages(world.cast.person(Role.MISSION_LEAD, camden)).send(f"{ask}/approval/decide", decision="approve")
    assert "Nothing stands in the way" in officer.open(ask)
