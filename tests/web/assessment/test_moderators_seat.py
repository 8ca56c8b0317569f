"""A moderator reads through the seat: not before declaring, not with an interest in the way, not on another's panel."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.panel import Clearance
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions, queries
from commonweal.organisations import actions as organisations
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    a_locked,
    a_moderation,
    a_panel,
    a_scoring,
    acting,
    agree_all,
    another_moderator,
    decide,
    hand_in,
    officer,
    score_all,
    seat,
    tenders,
    two_assessors,
)

#: Every page and file with tenders, marks or results, by name and what else its address needs.
READING = (
    ("suitability", {}),
    ("suitability-tender", {"tender_id"}),
    ("assessment-grid", {}),
    ("assessment-agree", {"tender_id", "criterion_id"}),
    ("assessment-beside", {"criterion_id"}),
    ("assessment-file", {"tender_id", "criterion_id", "document_id"}),
    ("assessment-lock", {}),
    ("assessment-papers", {}),
    ("assessment-scores-file", {"kind": "csv"}),
    ("assessment-minute", {"kind": "docx"}),
    ("assessment-ranking", {}),
    ("assessment-ranking-csv", {}),
    ("assessment-firm", {}),
    ("assessment-firm-csv", {}),
    ("assessment-firm-ranks-csv", {}),
    ("assessment-profiles", {}),
    ("assessment-profiles-csv", {}),
)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def addresses(panel):
    one = panel.again()
    tender = tenders(one)[0]
    given = {
        "tender_id": tender.external_id,
        "criterion_id": panel.first.criteria[0],
        "document_id": tender.documents.get().external_id,
    }
    for name, needs in READING:
        said = needs if isinstance(needs, dict) else {key: given[key] for key in needs}
        yield name, reverse(name, kwargs={"assessment_id": one.external_id, **said})


def told(person, panel):
    """The status of every page, by its name; whatever it is, no reason is on a page that is refused."""
    client, found = client_of(person), {}
    for name, address in addresses(panel):
        answer = client.get(address)
        found[name] = answer.status_code
        if answer.status_code != 200:
            assert REASON not in answer.content.decode(), name
    return found


def kept_out(world, member):
    by = acting(world, member)
    actions.declare(seat(world, member), has_interest=True, words="A cousin.", by=by, now=LATER)
    held = queries.member(officer(world), member.external_id)
    actions.decide_interest(held, is_allowed=False, reason="Too close.", by=officer(world), now=LATER)


def test_the_panels_own_moderator_and_the_officer_read_everything(world):
    panel = a_locked(world)
    for role in (Role.MODERATOR, Role.PROCUREMENT_OFFICER):
        statuses = told(world.cast.person(role), panel)
        if role is Role.PROCUREMENT_OFFICER:
            assert statuses.pop("assessment-lock") == 403  # not theirs to do
        assert set(statuses.values()) == {200}, (role, statuses)


@pytest.mark.parametrize("is_decided", [False, True])
def test_a_moderator_with_an_interest_in_the_way_reads_nothing(world, is_decided):
    panel = a_locked(world)
    if is_decided:
        kept_out(world, panel.moderator)
    else:
        by = acting(world, panel.moderator)
        actions.declare(seat(world, panel.moderator), has_interest=True, words="A cousin.", by=by, now=LATER)
    assert set(told(world.cast.person(Role.MODERATOR), panel).values()) == {400}
    page = client_of(world.cast.person(Role.MODERATOR)).get(
        reverse("assessment", args=[panel.assessment.external_id])
    )
    assert page.status_code == 200 and "own moderator, who has declared" in page.content.decode()
    for _name, address in addresses(panel):
        assert f'href="{address}"' not in page.content.decode()


def test_a_moderator_who_has_declared_nothing_reads_no_tender(world):
    panel = a_panel(world)
    assert set(told(world.cast.person(Role.MODERATOR), panel).values()) == {400}
    moderator = client_of(world.cast.person(Role.MODERATOR))
    tender = tenders(panel.assessment)[0]
    assert moderator.get(reverse("opened-tender", args=[tender.external_id])).status_code == 403
    listed = reverse("opened-tenders", args=[panel.assessment.lot.procurement.external_id])
    assert moderator.get(listed).status_code == 403


def test_a_moderator_of_no_panel_or_who_left_reads_nothing(world):
    panel = a_scoring(world)
    for member in (panel.first, panel.second):
        score_all(world, member, FIRST_MARKS)
        hand_in(world, member)
    other = another_moderator(world)
    assert set(told(other.person, panel).values()) == {403}
    held = queries.member(officer(world), panel.moderator.external_id)
    actions.leave(held, because="Is ill.", by=officer(world), now=LATER)
    assert set(told(world.cast.person(Role.MODERATOR), panel).values()) == {403}


def test_an_assessor_of_the_panel_who_is_a_moderator_elsewhere_sees_no_other_score(world):
    panel = a_locked(world)
    member = two_assessors(world)[0]
    admin = world.cast.actor(Role.AUTHORITY_ADMINISTRATOR)
    organisations.change_roles(
        member, roles=[Role.ASSESSOR, Role.MODERATOR], by=admin, now=LATER, revision=member.revision
    )
    statuses = told(member.person, panel)
    # Their own seat still shows them what they scored themselves.
    own = {name: statuses.pop(name) for name in ("assessment-beside", "assessment-file")}
    assert set(own.values()) == {200}
    assert set(statuses.values()) == {403}


def test_an_award_is_read_by_those_who_may_read_what_it_rests_on(world):
    panel = a_locked(world)
    address = reverse("award", args=[decide(world, panel).external_id])
    assert client_of(world.cast.person(Role.MODERATOR)).get(address).status_code == 200
    assert client_of(another_moderator(world).person).get(address).status_code == 403
    kept_out(world, panel.moderator)
    assert client_of(world.cast.person(Role.MODERATOR)).get(address).status_code == 400


def test_nobody_clears_themselves_by_taking_an_interest_back(world):
    panel = a_scoring(world)
    by = acting(world, panel.first)
    said = {"by": by, "now": LATER}
    actions.declare(seat(world, panel.first), has_interest=True, words="A cousin.", **said)
    actions.declare(seat(world, panel.first), has_interest=False, words="", **said)
    assert seat(world, panel.first).clearance is Clearance.TO_DECIDE
    address = reverse("assessment-interest-decide", args=[panel.first.external_id])
    page = client_of(world.cast.person(Role.PROCUREMENT_OFFICER)).get(address).content.decode()
    assert "A cousin." in page and "They have since declared that they have no interest." in page
    held = queries.member(officer(world), panel.first.external_id)
    actions.decide_interest(held, is_allowed=True, reason="It was a mistake.", by=officer(world), now=LATER)
    assert seat(world, panel.first).clearance is Clearance.ALLOWED


def test_a_decision_that_somebody_takes_no_part_is_not_undone_by_declaring_again(world):
    panel = a_scoring(world)
    kept_out(world, panel.first)
    with pytest.raises(Refused, match=r"interest\.kept_out"):
        actions.declare(
            seat(world, panel.first), has_interest=False, words="", by=acting(world, panel.first), now=LATER
        )
    assert seat(world, panel.first).clearance is Clearance.EXCLUDED


def test_the_moderator_reads_no_price_before_the_scores_are_locked(world):
    """Nor what was asked about one. Whoever runs the assessment decides on prices and reads them at every step."""
    panel = a_moderation(world)
    one, tender = panel.assessment, tenders(panel.assessment)[0]
    actions.ask(
        tender,
        EnquiryPurpose.LOW_PRICE,
        "Your price of £980,000 seems abnormally low to us.",
        answer_until=LATER.date() + dt.timedelta(days=1),
        by=officer(world),
        now=LATER,
    )
    pages = [
        reverse("suitability", args=[one.external_id]),
        reverse("suitability-tender", args=[one.external_id, tender.external_id]),
    ]
    moderator = client_of(world.cast.person(Role.MODERATOR))
    for page in pages:
        shown = moderator.get(page).text
        assert "£" not in shown and "Not flagged" not in shown
        assert "Prices are shown to the moderator once the scores are locked" in shown
    assert "£980,000" in client_of(world.cast.person(Role.PROCUREMENT_OFFICER)).get(pages[1]).text
    agree_all(world, panel)
    actions.lock(panel.again(), by=acting(world, panel.moderator), now=LATER)
    assert "£980,000" in moderator.get(pages[1]).text
