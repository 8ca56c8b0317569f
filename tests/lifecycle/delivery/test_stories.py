"""A story is told with consent, as far as it goes, and is gone everywhere once consent is taken back."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.delivery import Decision
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.stories import Reach
from commonweal.journeys.packs.committee import _stories, report_on
from commonweal.lifecycle.delivery import actions, stories
from commonweal.lifecycle.delivery.actions.stories import Told
from commonweal.lifecycle.delivery.models import Story
from tests.builders.contracts import fresh
from tests.builders.delivery import again, first_period, in_first_period
from tests.builders.tier_two import accepted
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db
SAID = "it was mended"


def told(**changes):
    return replace(Told("It was mended.", "Her", "A form", dt.date(2026, 1, 2), Reach.PARTIES), **changes)


def for_committee(world) -> str:
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    of = report_on(fresh(world.contract), by=manager, now=in_first_period(world))
    return " ".join(str(each) for each in _stories(of))


def test_both_sides_read_it_and_only_whoever_told_it_reads_who_agreed(world):
    args = {"report_id": world.story.report.external_id}
    texts = [
        page(client_of(world, role), "report", **args) for role in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER)
    ]
    assert [SAID in text for text in texts] == [True, True]
    assert ["The carer of flat 3" in text for text in texts] == [True, False]
    rival = world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival)
    with pytest.raises(NotFound):
        stories.story(rival, world.story.external_id)


def test_it_stands_in_a_committee_s_papers_only_once_accepted_and_as_far_as_was_agreed(world):
    assert world.story
    assert SAID not in for_committee(world)
    assert world.verification
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    actions.tell_story(world.narrative_report, told(words="Between us."), by=lead, now=in_first_period(world))
    papers = for_committee(world)
    assert SAID in papers
    assert "Between us" not in papers


def test_it_goes_on_with_the_report_that_takes_the_place_of_its_own(world):
    assert world.story and world.verification
    lead, manager = (world.cast.actor(role) for role in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER))
    said = {"now": in_first_period(world)}
    earlier = again(world.narrative_report)
    # A copy read before the correction: what was stored meanwhile counts.
    stale = again(earlier)
    counts = actions.correct(earlier, actions.Claim(words="Said better."), by=lead, **said)
    with pytest.raises(Refused, match="report_does_not_stand"):
        actions.tell_story(stale, told(), by=lead, **said)
    assert stories.stories_of(counts, manager) == [world.story]
    assert stories.stories_on([counts.commitment], manager) == [world.story]
    assert SAID not in for_committee(world)
    actions.verify(again(counts), decision=Decision.REJECT, reason="No.", by=manager, **said)
    with pytest.raises(Refused, match="report_does_not_stand"):
        actions.tell_story(again(counts), told(), by=lead, **said)
    last = actions.correct(again(counts), actions.Claim(words="Said again."), by=lead, **said)
    actions.verify(again(last), decision=Decision.ACCEPT, reason="Yes.", by=manager, **said)
    assert SAID in for_committee(world)
    address = reverse("story-add", args=[earlier.external_id])
    client = client_of(world, Role.DELIVERY_LEAD)
    assert client.get(address).status_code == 400
    assert "They go on with the report that counts" in page(client, "report", report_id=earlier.external_id)
    shown = page(client, "report", report_id=last.external_id)
    assert SAID in shown and "which this one corrects" in shown


def test_with_a_report_for_the_authority_alone_it_goes_no_further(world):
    accepted(world)
    third = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    lead, manager = (world.cast.actor(role) for role in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER))
    said = {"by": third, "now": in_first_period(world)}
    claim = actions.Claim(
        quantity=1_000, words="Ours.", period=first_period(world), is_for_authority_only=True
    )
    kept = again(actions.report(world.commitment, claim, **said))
    with pytest.raises(Invalid, match="report_is_for_authority"):
        actions.tell_story(kept, told(reach=Reach.COMMITTEE), **said)
    client = Client()
    client.force_login(world.cast.person(Role.DELIVERY_LEAD, world.third_supplier))
    offered = client.get(reverse("story-add", args=[kept.external_id])).content.decode()
    assert "Your organisation and the authority alone" in offered
    assert "papers for a committee" not in offered and "The two sides" not in offered
    one = actions.tell_story(kept, told(), **said)
    counts = actions.correct(kept, actions.Claim(quantity=1_000, words="Open."), **said)
    for reader, seen in ((manager, [one]), (third, [one]), (lead, [])):
        assert stories.stories_of(counts, reader) == seen
    assert stories.stories_on([world.commitment], lead) == []
    assert stories.stories_on([world.commitment], manager) == [one]


def test_taken_back_it_is_erased_everywhere_and_the_second_of_two_is_told(world):
    assert world.verification
    lead, manager = (world.cast.actor(role) for role in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER))
    one = stories.story(lead, world.story.external_id)
    assert stories.stories_on([world.narrative_report.commitment], manager) == [one]
    actions.withdraw_story(one, by=manager, now=in_first_period(world))
    with pytest.raises(Refused, match="withdrawn_already"):
        actions.withdraw_story(world.story, by=lead, now=in_first_period(world))
    stored = Story.objects.for_system("test").get()
    assert (stored.words, stored.who, stored.how) == ("", "", "")
    assert stories.stories_on([world.narrative_report.commitment], manager) == []
    assert SAID not in for_committee(world)
    text = page(
        client_of(world, Role.CONTRACT_MANAGER), "report", report_id=world.narrative_report.external_id
    )
    assert SAID not in text
    assert "Consent was taken back" in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"who": " "}, "story.missing"),
        ({"words": ""}, "story.missing"),
        ({"words": "word " * 401}, "story.long"),
        ({"consented_on": dt.date(2050, 1, 1)}, "story.agreed_later"),
    ],
)
def test_no_story_without_consent(world, changes, code):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    report = world.narrative_report
    with pytest.raises(Invalid, match=code):
        actions.tell_story(report, told(**changes), by=lead, now=in_first_period(world))


def test_only_those_who_reported_tell_one(world):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    with pytest.raises(NotPermitted):
        actions.tell_story(world.narrative_report, told(), by=manager, now=in_first_period(world))
