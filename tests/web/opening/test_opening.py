"""The opening, clicked by two people; before it nothing can be seen, after it everything that may be."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from tests.builders.procurement import fresh
from tests.builders.tendering import PASSPHRASE
from tests.cast import PASSWORD


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def procurement(world):
    return world.closed_procurement


@pytest.fixture
def openers(world, procurement):
    return [signed_in(member.person) for member in world.openers]


@pytest.fixture
def officer(world):
    return signed_in(world.cast.person(Role.PROCUREMENT_OFFICER))


def address(procurement):
    return reverse("opening", args=[procurement.external_id])


def act(client, procurement, key, passphrase=PASSPHRASE):
    return client.post(address(procurement), {"form_key": key, "passphrase": passphrase})


def page(client, where):
    return client.get(where).content.decode()


def test_two_openers_open_the_tenders_by_clicking(procurement, openers, officer):
    assert "2 tenders are sealed." in page(openers[0], address(procurement))
    assert act(openers[0], procurement, "k1").status_code == 302
    assert "Another opener than Opener 1" in page(openers[0], address(procurement))
    assert "Opener 1 has done the first part" in page(openers[1], address(procurement))
    assert act(openers[1], procurement, "k2").status_code == 302
    assert "2 tenders were opened." in page(openers[1], address(procurement))
    listed = page(officer, reverse("opened-tenders", args=[procurement.external_id]))
    assert "Example Works Ltd" in listed
    assert "£980,000" in listed


def test_before_opening_no_page_of_the_authority_names_a_supplier(procurement, openers, officer, world):
    act(openers[0], procurement, "k1")
    for client in (*openers, officer, signed_in(world.cast.person(Role.AUTHORITY_ADMINISTRATOR))):
        for where in (address(procurement), reverse("opened-tenders", args=[procurement.external_id])):
            seen = page(client, where)
            assert "Example Works Ltd" not in seen
            assert "Elsewhere Services Ltd" not in seen
            assert "980" not in seen


def test_the_first_opener_cannot_do_the_second_part(procurement, openers):
    act(openers[0], procurement, "k1")
    answer = act(openers[0], procurement, "k2")
    assert answer.status_code == 422
    assert "Somebody else has to do the second." in answer.content.decode()


def test_a_wrong_passphrase_is_told_beside_its_field_and_not_shown_again(procurement, openers):
    answer = act(openers[0], procurement, "k1", "a wrong passphrase here")
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "This is not the opening passphrase you had" in said
    assert "a wrong passphrase here" not in said
    assert fresh(procurement).status == ProcurementStatus.OPEN


def test_before_the_deadline_there_is_no_button_and_no_way_round_it(world, openers):
    procurement = world.sealed_ask.ask.procurement
    assert world.submitted_tender
    assert "Do the first part" not in page(openers[0], address(procurement))
    answer = act(openers[0], procurement, "k1")
    assert "Tenders stay sealed until the deadline has passed." in answer.content.decode()


def test_a_colleague_may_look_but_not_open(procurement, world):
    officer = signed_in(world.cast.person(Role.PROCUREMENT_OFFICER))
    assert officer.get(address(procurement)).status_code == 200
    assert act(officer, procurement, "k1").status_code == 403


def test_openers_find_what_waits_for_them(procurement, openers):
    assert "Waiting for you" in page(openers[0], reverse("openings"))
    act(openers[0], procurement, "k1")
    assert "Waiting for you" not in page(openers[0], reverse("openings"))
    assert "Waiting for you" in page(openers[1], reverse("openings"))


def test_an_opener_sets_a_passphrase_which_is_not_the_password(world):
    opener = signed_in(world.cast.person(Role.OPENER))
    assert "You have no opening passphrase yet" in page(opener, reverse("openings"))
    where = reverse("opening-passphrase")

    def said(passphrase, again, key):
        return opener.post(where, {"form_key": key, "passphrase": passphrase, "again": again})

    assert "at least 16 characters" in said("short", "short", "k1").content.decode()
    assert (
        "The two are not the same"
        in said("four words so different", "four words so diffrent", "k2").content.decode()
    )
    assert "other than the password" in said(PASSWORD, PASSWORD, "k3").content.decode()
    assert said("four words so different", "four words so different", "k4").status_code == 302
    assert "You set your opening passphrase" in page(opener, reverse("openings"))


def test_an_opened_tender_is_read_as_it_was_submitted(world, officer):
    seen = page(officer, reverse("opened-tender", args=[world.tender.external_id]))
    for words in (
        "£980,000",
        "Paid learning for care workers",
        "Together 100.5 hours",
        "Example Kitchens CIC",
    ):
        assert words in seen
    assert world.tender.receipts.get().digest in seen


def test_an_opener_is_told_what_to_do_when_the_passphrase_is_lost(world, openers):
    procurement = world.closed_procurement
    shown = page(openers[0], address(procurement))
    assert "Do the first part" in shown and "Is your passphrase lost?" in shown
    assert "Any two of the other openers" in shown
