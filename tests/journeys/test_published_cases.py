"""Published cases are recorded as printed, once, and nothing in them is filled in."""

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.domain.delivery import FigureBasis, Figures
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.quantities import SCALE
from commonweal.journeys import published_cases
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.models import Verification
from commonweal.lifecycle.delivery.queries import lines
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.models import Membership
from commonweal.reference.published_cases import published_cases as shipped
from tests.cast import NOW

pytestmark = pytest.mark.django_db
CASES = shipped()


@pytest.fixture
def recorded(world):
    return published_cases.load(now=NOW)


def stored(external_id: str) -> Contract:
    return Contract.objects.for_system("read again in a test").get(external_id=external_id)


def test_every_case_is_recorded_and_a_second_load_records_nothing(recorded):
    planned = [case for case in CASES.contracts if case.status == "planning"]
    assert recorded == published_cases.Recorded(
        len(CASES.authorities), len(CASES.missions), len(CASES.contracts) - len(planned)
    )
    assert published_cases.load(now=NOW) == published_cases.Recorded(0, 0, 0)


def test_northern_spire_stands_with_all_17_lines_as_printed(recorded):
    source = CASES.contract("northern-spire")
    found = lines(queries.register(stored("northern-spire")))
    assert [line.commitment.title for line in found] == [each.title for each in source.commitments]
    assert [line.figures.promised for line in found] == [
        None if each.promised is None else each.promised * SCALE for each in source.commitments
    ]
    assert [line.figures.reported for line in found] == [
        each.delivered * SCALE for each in source.commitments
    ]
    assert {line.figures.verified for line in found} == {None}
    assert {line.basis for line in found} == {FigureBasis.AS_PUBLISHED}
    assert sum(line.figures.is_met_by_report for line in found) == 16


def test_a_line_may_have_a_report_and_no_promise_or_neither(recorded):
    pupils = lines(queries.register(stored("northern-spire")))[-1]
    assert pupils.figures == Figures(None, 1_992 * SCALE, None)
    assert pupils.commitment.note == "additional statistic, no promise"
    suffolk = lines(queries.register(stored("suffolk-supported-accommodation")))
    assert [line.figures for line in suffolk] == [Figures(None, None, None)] * 4


def test_nobody_verified_anything_and_there_are_no_people_behind_it(recorded):
    assert not Verification.objects.for_system("read again in a test").exists()
    assert not Membership.objects.for_system("read again in a test").exists()
    published = Contract.objects.for_system("read again in a test").all()
    assert {(row.tender_id, row.authority_lead_id, row.entered_at) for row in published} == {
        (None, None, None)
    }


def test_what_the_report_does_not_say_stays_absent(recorded):
    bridge = stored("northern-spire")
    assert (bridge.value_pence, bridge.starts_on, bridge.ends_on) == (None, None, None)
    assert not bridge.commitments.filter(periods__isnull=False).exists()
    assert {line.due_on for line in bridge.commitments.all()} == {None}
    stockton = stored("stockton-cctv")
    assert stockton.supplier is None
    assert stockton.supplier_shown == "an SME in the region (not named)"
    assert stored("hackney-school-catering").supplier_shown == ""


def test_the_link_to_the_mission_says_that_it_is_our_reading(recorded):
    (link,) = queries.links(stored("northern-spire"))
    assert (link.mission.external_id, link.basis, link.linked_by) == (
        "sunderland-dynamic",
        "editorial",
        "system",
    )


def test_camden_estates_carries_its_full_theory_of_change(recorded):
    mission = Mission.objects.for_system("read again in a test").get(external_id="camden-estates")
    assert mission.outcomes.count() == 3 + 16


def test_a_case_that_is_still_planned_is_no_contract(recorded):
    assert (
        not Contract.objects.for_system("read again in a test").filter(external_id="camden-homecare").exists()
    )


def test_a_case_is_recorded_once_and_with_a_source(recorded):
    bridge = CASES.contract("northern-spire")
    authority = stored("northern-spire").authority
    with pytest.raises(Refused) as refused:
        contracts.record_published(bridge, authority=authority, supplier=None, serves=[], by=SYSTEM, now=NOW)
    assert refused.value.code == "contract.already_recorded"
    from dataclasses import replace

    unsourced = replace(bridge, id="another", source=" ")
    with pytest.raises(Invalid):
        contracts.record_published(
            unsourced, authority=authority, supplier=None, serves=[], by=SYSTEM, now=NOW
        )
