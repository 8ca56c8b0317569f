"""Who was selected for the next round: taken out afterwards they are not invited, and an error in a score is put right first."""

import datetime as dt
import secrets

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Role
from commonweal.journeys import rounds
from commonweal.journeys.going_on import going_on
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.elsewhere import found_elsewhere
from commonweal.lifecycle.assessment.holding import holds
from commonweal.lifecycle.tendering.queries import latest_ask
from tests.builders.assessment import LATER, REASON, acting, ground, officer, tenders
from tests.builders.lots import two_agreed_lots
from tests.builders.procurement import fresh
from tests.builders.rounds import a_locked_first_round, select_first

DAY = dt.timedelta(days=1)
WHY = "The ground applies and nothing has changed."


@pytest.fixture
def panel(world, monkeypatch):
    return a_locked_first_round(world, monkeypatch)


def exclude(world, tender, *, kind="breach-of-contract"):
    said = {"by": officer(world), "now": LATER}
    party = actions.supplier_party(tender, **said)
    finding = actions.find_ground(party, ground(kind), "A notice says so.", **said)
    actions.ask(
        tender,
        EnquiryPurpose.EXCLUSION,
        "Please say what happened and what changed since.",
        answer_until=(LATER + DAY).date(),
        finding=finding,
        **said,
    )
    heard = {"by": officer(world), "now": LATER + 3 * DAY}
    actions.decide_finding(finding, ExclusionOutcome.EXCLUDED, reason=WHY, **heard)
    return finding


def both_go_on(world, panel):
    goes_on = {tender.external_id: True for tender in tenders(panel.assessment)}
    actions.decide_round(panel.again(), goes_on, {}, by=officer(world), now=LATER)


def test_who_is_excluded_after_being_selected_is_not_invited_and_does_not_tender(world, panel):
    both_go_on(world, panel)
    first, second = tenders(panel.assessment)
    exclude(world, second)
    procurement = fresh(panel.assessment.lot.procurement)
    assert [each.pk for each in going_on(procurement, 1)] == [first.pk]
    opened = rounds.invite_next_round(procurement, by=officer(world), now=LATER + 3 * DAY)
    writer = world.cast.actor(Role.TENDER_WRITER, second.supplier)
    assert not rounds.may_begin(opened, writer)
    with pytest.raises(Refused, match=r"down_selection\.not_going_on"):
        rounds.begin_tender(
            latest_ask(second),
            second.lot.external_id,
            by=writer,
            now=LATER + 3 * DAY,
            rng=secrets.token_bytes,
        )


def test_what_was_found_in_one_lot_or_round_is_not_forgotten_in_the_next(world):
    """The supplier is excluded from North. In South nobody noted anything: its award waits, and its page says why."""
    north, south = two_agreed_lots(world, "Meals in two lots", most_lots=None)
    first, second = tenders(south.assessment)
    finding = exclude(world, tenders(north.assessment)[0])
    here = [(each.reason.value, each.about) for each in holds(south.assessment, first, LATER.date())]
    assert ("elsewhere", f"{first.supplier.name}: {finding.title}") in here
    assert "elsewhere" not in [each.reason.value for each in holds(south.assessment, second, LATER.date())]
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    page = reverse("suitability-tender", args=[south.assessment.external_id, first.external_id])
    assert "Found in round 1 of “North”" in client.get(page).text
    party = actions.supplier_party(first, by=officer(world), now=LATER)
    actions.find_ground(party, ground("breach-of-contract"), "The same notice.", by=officer(world), now=LATER)
    reasons = [each.reason.value for each in holds(south.assessment, first, LATER.date())]
    assert "elsewhere" not in reasons and "ground" in reasons, "now it is decided here"


def test_a_ground_of_which_it_was_decided_that_it_does_not_apply_holds_nothing_up(world):
    north, south = two_agreed_lots(world, "Meals in two lots", most_lots=None)
    tender = tenders(north.assessment)[0]
    said = {"by": officer(world), "now": LATER}
    finding = actions.find_ground(
        actions.supplier_party(tender, **said), ground("insolvency"), "A notice.", **said
    )
    other = tenders(south.assessment)[0]
    assert [each.finding for each in found_elsewhere(other, (), ())] == [finding]
    actions.decide_finding(
        finding, ExclusionOutcome.DOES_NOT_APPLY, reason="It was another firm of the name.", **said
    )
    assert found_elsewhere(other, (), ()) == ()


def reopen(world, panel, *, now):
    agreed = panel.assessment.agreed_scores.filter(tender=tenders(panel.assessment)[0]).first()
    actions.reopen(agreed, error="Page 4 of the answer was not read.", by=officer(world), now=now)
    chair = {"by": acting(world, panel.moderator), "now": now}
    panel.again()
    actions.agree(panel.assessment, agreed.tender, agreed.criterion_id, score=0, reason=REASON, **chair)
    actions.lock(panel.assessment, **chair)


def test_who_goes_on_is_decided_again_after_an_error_in_a_score_and_before_anybody_is_invited(world, panel):
    first, second = select_first(world, panel)
    procurement = fresh(panel.assessment.lot.procurement)
    reopen(world, panel, now=LATER + DAY)
    said = {"by": officer(world), "now": LATER + 2 * DAY}
    with pytest.raises(Refused, match=r"down_selection\.not_decided"):
        rounds.invite_next_round(procurement, **said)
    goes_on = {first.external_id: False, second.external_id: True}
    reasons = {first.external_id: "Below the other on words."}
    with pytest.raises(Invalid, match=r"down_selection\.because_missing"):
        actions.decide_round(panel.again(), goes_on, reasons, **said)
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    page = client.get(reverse("assessment-rounds", args=[panel.assessment.external_id])).text
    assert "A score was opened again since" in page and "Why is it decided again?" in page
    actions.decide_round(panel.again(), goes_on, reasons, because="A score was wrong.", **said)
    assert {each.tender_id: each.goes_on for each in queries.round_decisions(panel.assessment)} == {
        first.pk: False,
        second.pk: True,
    }
    assert [each.pk for each in going_on(procurement, 1)] == [second.pk]
    rounds.invite_next_round(procurement, **said)
    writer = world.cast.actor(Role.TENDER_WRITER, first.supplier)
    assert not rounds.may_begin(fresh(procurement), writer)


def test_once_the_next_round_is_invited_neither_scores_nor_the_selection_move(world, panel):
    first, second = select_first(world, panel)
    rounds.invite_next_round(fresh(panel.assessment.lot.procurement), by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"assessment\.next_round_invited"):
        reopen(world, panel, now=LATER + DAY)
    both = {first.external_id: True, second.external_id: True}
    with pytest.raises(Refused, match=r"down_selection\.invited"):
        actions.decide_round(panel.again(), both, {}, because="Both.", by=officer(world), now=LATER + DAY)
