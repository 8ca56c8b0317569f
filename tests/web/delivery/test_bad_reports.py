"""What is sent by mistake or in bad faith: told where it is, nothing saved and nothing lost."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery.models import Report
from commonweal.organisations.actions import end_membership
from tests.builders.contracts import commitment_of
from tests.builders.delivery import first_period, in_first_period
from tests.cast import NOW
from tests.files.test_checks import bomb
from tests.web.contracts.test_contract_pages import client_of

pytestmark = pytest.mark.django_db
TOLD = "Forty people came, and two of them stayed."


@pytest.fixture
def later(world, monkeypatch):
    """The clock stands in the first period of the contract."""
    clock = SimpleNamespace(now=lambda: in_first_period(world))
    monkeypatch.setattr("commonweal.web.middleware.timezone", clock)
    return world


def a_story(world, **more) -> dict[str, object]:
    days = {"start_on": world.contract.starts_on, "end_on": world.contract.starts_on}
    parts = {
        f"{name}-{part}": str(getattr(day, part))
        for name, day in days.items()
        for part in ("day", "month", "year")
    }
    return {"form_key": "bad", "words": TOLD, **parts, **more}


def a_quantity(world, **more) -> dict[str, object]:
    return {"form_key": "bad", "period": first_period(world).external_id, "words": TOLD, **more}


def post(world, commitment, data):
    url = reverse("report-add", kwargs={"commitment_id": commitment.external_id})
    return client_of(world, Role.DELIVERY_LEAD).post(url, data)


def refused(response) -> str:
    assert response.status_code == 422
    return response.content.decode()


def count() -> int:
    found: int = Report.objects.for_system("test").count()
    return found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quantity": "-3"}, "not below nought"),
        ({"quantity": "many"}, "number"),
        ({"quantity": "100000", "words": ""}, "more than 3 times what was promised"),
    ],
)
def test_a_quantity_that_cannot_be_is_told_at_its_field_and_nothing_is_lost(later, given, said):
    text = refused(post(later, later.commitment, a_quantity(later, **given)))
    assert said in text
    assert f'value="{given["quantity"]}"' in text
    assert given.get("words", TOLD) in text
    assert count() == 0


def test_far_more_than_was_promised_is_taken_with_words_and_shown_to_who_verifies(later):
    assert post(later, later.commitment, a_quantity(later, quantity="100000")).status_code == 302
    report = later.commitment.reports.get()
    url = reverse("report-verify", kwargs={"report_id": report.external_id})
    assert "More than was promised" in client_of(later, Role.CONTRACT_MANAGER).get(url).content.decode()


def test_a_period_that_is_closed_is_told_at_its_field_and_the_words_stay(later):
    assert later.report
    text = refused(post(later, later.commitment, a_quantity(later, quantity="5")))
    assert "has a report already" in text
    assert TOLD in text
    assert count() == 1
    url = reverse("report-add", kwargs={"commitment_id": later.commitment.external_id})
    empty = client_of(later, Role.DELIVERY_LEAD).get(url).content.decode()
    assert "There is nothing left to report on now" in empty
    assert 'name="quantity"' not in empty


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("evening.png", b"MZ\x90\x00 this program", "The content is not a "),
        ("list.csv", b"MZ\x90\x00 this program", "The content is not a "),
        ("notes.docx", b"\x7fELF this program", "The content is not a "),
        ("evening.png", bomb(100_000, 100_000), "million pixels"),
        ("people.csv", b"Full name,Date of birth\nA. Nother,1 May 1980\n", "personal data"),
    ],
)
def test_a_file_that_should_not_come_is_told_at_its_field_and_the_words_stay(later, name, content, said):
    commitment = commitment_of(later.contract, "narrative")
    text = refused(post(later, commitment, a_story(later, file=SimpleUploadedFile(name, content))))
    assert said in text
    assert TOLD in text
    assert count() == 0


def test_somebody_whose_membership_ended_sends_nothing(later):
    url = reverse("report-add", kwargs={"commitment_id": later.commitment.external_id})
    client = client_of(later, Role.DELIVERY_LEAD)
    member, admin = later.cast.member(Role.DELIVERY_LEAD), later.cast.actor(Role.SUPPLIER_ADMINISTRATOR)
    end_membership(member, by=admin, now=NOW + dt.timedelta(minutes=1))
    response = client.post(url, a_quantity(later, quantity="5"))
    assert "you do not belong to an organisation" in response.content.decode()
    assert response.status_code == 403
    assert count() == 0
