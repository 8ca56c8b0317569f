"""What a supplier finds: what, where, worth, until when, how much work, and why they ask."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering.actions import interests
from commonweal.lifecycle.tendering.models import Tender
from commonweal.publication import actions as publication
from commonweal.publication.models import PublicKind
from tests.builders.tendering import a_draft, a_public_ask, the_lot


@pytest.fixture
def writer(world):
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    return client


def where(name, world):
    return reverse(name, args=[world.public_ask.ask.procurement.external_id])


def test_an_open_ask_is_listed_with_its_effort(world, writer):
    assert world.public_ask
    page = writer.get(reverse("opportunities")).content.decode()
    assert "Repair cafe in the market hall" in page
    assert "about 16 hours" in page  # 2 h reading, 1,750 words at 150 an hour, one metric: 15 h 10
    assert "7 May 2041 at midday" in page


def test_the_list_is_narrowed(world, writer):
    assert world.public_ask
    assert "Repair cafe" in writer.get(reverse("opportunities") + "?words=repair").content.decode()
    assert (
        "No opportunity is like this"
        in writer.get(reverse("opportunities") + "?nature=goods").content.decode()
    )


def test_an_empty_list_says_so(writer):
    assert "Nothing is open to tenders now" in writer.get(reverse("opportunities")).content.decode()


def test_a_supplier_reads_why_they_ask_and_begins(world, writer):
    page = writer.get(where("opportunity", world)).content.decode()
    assert "We want residents to keep good health at home." in page
    data = {"form_key": "k1", "lot": the_lot(world.public_ask)}
    done = writer.post(where("opportunity-start", world), data)
    tender = Tender.objects.for_supplier(world.cast.actor(Role.TENDER_WRITER)).get()
    assert (done.status_code, done.url) == (302, reverse("tender", args=[tender.external_id]))
    again = writer.get(where("opportunity", world)).content.decode()
    assert "Your tenders" in again
    assert "Begin a tender" not in again


def test_a_second_tender_for_the_same_lot_is_refused_in_words(world, writer):
    for key, status in (("k1", 302), ("k2", 422)):
        data = {"form_key": key, "lot": the_lot(world.public_ask)}
        answer = writer.post(where("opportunity-start", world), data)
        assert answer.status_code == status
    assert "has begun a tender for this lot already" in answer.content.decode()


def test_a_withdrawn_opportunity_shows_its_tombstone(world, writer):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    procurement = world.public_ask.ask.procurement.external_id
    publication.withdraw(
        PublicKind.ASK, procurement, reason="The hall has closed.", by=officer, now=world.now
    )
    assert "The hall has closed." in writer.get(where("opportunity", world)).content.decode()


def test_what_was_never_published_is_a_404(world, writer):
    assert writer.get(reverse("opportunity", args=["nothing-here"])).status_code == 404
    # Sealed but not shown to the public.
    unpublished = world.sealed_ask.ask.procurement.external_id
    assert writer.get(reverse("opportunity", args=[unpublished])).status_code == 404


def test_the_list_takes_the_same_queries_for_one_opportunity_and_for_many(world, writer):
    assert world.public_ask

    def taken():
        writer.get(reverse("opportunities"))
        with CaptureQueriesContext(connection) as seen:
            assert writer.get(reverse("opportunities")).status_code == 200
        return len(seen)

    one = taken()
    for _number in range(3):
        a_public_ask(world)
    assert taken() == one


def follow_all(world, versions):
    by = world.cast.actor(Role.TENDER_WRITER)
    for version in versions:
        interests.follow(version.ask.procurement, by=by, now=world.now)


def test_the_followed_list_takes_the_same_queries_for_one_opportunity_and_for_many(world, writer):
    address = reverse("opportunities-followed")
    follow_all(world, [world.public_ask])

    def taken():
        writer.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert writer.get(address).status_code == 200
        return len(seen)

    one = taken()
    follow_all(world, [a_public_ask(world) for _number in range(3)])
    assert taken() == one


@pytest.mark.parametrize("view", ["opportunities", "opportunities-followed", "tenders"])
def test_a_suppliers_lists_are_read_a_page_at_a_time(world, writer, monkeypatch, view):
    monkeypatch.setattr("commonweal.web.opportunities.views.PER_PAGE", 1)
    monkeypatch.setattr("commonweal.web.tenders.views.PER_PAGE", 1)
    asks = [world.public_ask, a_public_ask(world)]
    follow_all(world, asks)
    for version in asks:
        a_draft(world, version, world.cast.actor(Role.TENDER_WRITER))
    first, second = (
        writer.get(reverse(view), {"page": number}).content.decode().split("<main")[1] for number in (1, 2)
    )
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="prev"' in second and 'rel="next"' not in second


def test_what_is_withdrawn_for_correction_says_so_in_the_list(world, writer):
    assert world.withdrawn_procurement
    assert "Withdrawn for correction" in writer.get(reverse("opportunities")).content.decode()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?value_from=1", True),
        ("?value_to=1", False),
        ("?due_by=2041-05-07", True),
        ("?due_by=2041-05-06", False),
        ("?place=Nowhere%20at%20all", False),
        ("?place=%25", False),
        ("?cpv=03", False),
    ],
)
def test_it_is_found_by_value_deadline_place_and_subject_alike_in_public(world, writer, query, is_found):
    assert world.public_ask
    for name, client in (("opportunities", writer), ("public-opportunities", Client())):
        shown = client.get(reverse(name) + query).content.decode()
        assert ("Repair cafe in the market hall" in shown) is is_found


def test_it_is_found_by_its_own_place_and_subject(world, writer):
    ask = world.public_ask.read()
    for place in ask.places:
        for text in (place.code, place.name, place.name[:4].lower()):
            shown = writer.get(reverse("opportunities"), {"place": text}).content.decode()
            assert "Repair cafe" in shown
    shown = writer.get(reverse("opportunities"), {"cpv": ask.cpv_division}).content.decode()
    assert "Repair cafe" in shown


def test_a_figure_that_cannot_be_read_is_told_and_narrows_nothing(world, writer):
    assert world.public_ask
    shown = writer.get(reverse("opportunities") + "?value_from=many").content.decode()
    assert "Repair cafe" in shown
    assert "govuk-error-message" in shown


def test_what_is_followed_is_listed_for_its_supplier_alone(world, writer):
    writer.post(where("opportunity-follow", world), {"form_key": "k1"})
    assert "Repair cafe" in writer.get(reverse("opportunities-followed")).content.decode()
    rival = Client()
    rival.force_login(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    assert "Repair cafe" not in rival.get(reverse("opportunities-followed")).content.decode()


def test_several_lots_are_begun_in_one_go_or_not_at_all(world, writer):
    from commonweal.domain.errors import NotFound
    from commonweal.journeys.rounds import begin_tenders
    from tests.builders.tendering import rng

    said = {"by": world.cast.actor(Role.TENDER_WRITER), "now": world.now, "rng": rng}
    with pytest.raises(NotFound):
        begin_tenders(world.public_ask, [the_lot(world.public_ask), "no-such-lot"], **said)
    assert not Tender.objects.for_supplier(said["by"]).exists()
    nothing = writer.post(where("opportunity-start", world), {"form_key": "k1"})
    assert nothing.status_code == 422
    assert len(begin_tenders(world.public_ask, [the_lot(world.public_ask)] * 2, **said)) == 1
