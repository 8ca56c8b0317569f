"""What the public reads: the frozen ask, word for word, with its digest; nothing of the working papers."""

import csv
import hashlib
import io

import pytest
from django.test import Client

from commonweal.lifecycle.procurement.queries import published
from tests.builders.procurement import a_designed_procurement


@pytest.fixture
def public():
    return Client()


def test_an_open_ask_is_on_the_home_page_in_the_list_and_in_the_file(world, public):
    procurement = world.public_procurement
    for url in ("/", "/public/opportunities"):
        assert procurement.title in public.get(url).content.decode()
    rows = list(csv.DictReader(io.StringIO(public.get("/public/opportunities.csv").content.decode())))
    assert [(row["id"], row["value_with_vat"]) for row in rows] == [(procurement.external_id, "1200000.00")]
    assert rows[0]["social_value_weighting"] == "20.00"


def test_a_draft_is_nowhere(world, public):
    draft = a_designed_procurement(world, title="Secret plan")
    assert public.get(f"/public/opportunities/{draft.external_id}").status_code == 404
    for url in ("/", "/public/opportunities", "/public/opportunities?closed", "/public/opportunities.csv"):
        assert "Secret plan" not in public.get(url).content.decode()


def test_the_json_has_the_digest_that_the_page_shows(world, public):
    url = f"/public/opportunities/{world.public_procurement.external_id}"
    content = public.get(f"{url}.json").content
    assert hashlib.sha256(content).hexdigest() in public.get(url).content.decode()


def test_a_change_inside_after_publication_changes_nothing_outside(world, public):
    """The page is frozen: even a row changed behind every rule does not show."""
    procurement = world.public_procurement
    url = f"/public/opportunities/{procurement.external_id}"
    before = public.get(f"{url}.json").content
    type(procurement).objects.for_system("changed behind the rules in a test").update(title="Changed")
    assert public.get(f"{url}.json").content == before
    assert published(procurement.external_id).read().title != "Changed"


def test_every_criterion_is_there_with_its_weighting_question_and_bands(world, public):
    page = public.get(f"/public/opportunities/{world.public_procurement.external_id}").content.decode()
    for text in (
        "40%",
        "20%",
        "Say what you will do, by when",
        "up to 750 words",
        "Very good",
        "Head of care",
    ):
        assert text in page


def test_a_page_is_read_and_never_written(world, public):
    assert public.post("/public/opportunities").status_code == 405


def test_the_list_narrows_and_says_when_nothing_is_like_it(world, public):
    assert world.public_procurement
    assert "Garden care" in public.get("/public/opportunities?words=garden&nature=services").content.decode()
    assert "Nothing open is like this" in public.get("/public/opportunities?nature=works").content.decode()
    assert "Garden care" in public.get("/public/opportunities?nature=nonsense").content.decode()


def test_what_is_withdrawn_for_correction_says_so_wherever_it_is_listed(world, public):
    procurement = world.withdrawn_procurement
    for url in ("/", "/public/opportunities", f"/public/opportunities/{procurement.external_id}"):
        assert "ithdrawn for correction" in public.get(url).content.decode()
    rows = list(csv.DictReader(io.StringIO(public.get("/public/opportunities.csv").content.decode())))
    assert [row["withdrawn_for_correction"] for row in rows] == ["yes"]


def test_what_is_reissued_is_listed_as_open_again(world, public):
    assert world.reissued_procurement
    assert "Withdrawn for correction" not in public.get("/public/opportunities").content.decode()


def test_a_list_narrowed_to_nothing_says_so_and_shows_what_narrowed_it(world, public):
    shown = public.get("/public/opportunities", {"place": "Nowhere at all"}).content.decode()
    assert "Nothing open is like this." in shown
    assert '<details class="govuk-details" open>' in shown
    assert '<details class="govuk-details" open>' not in public.get("/public/opportunities").content.decode()
