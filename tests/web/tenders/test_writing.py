"""Writing a tender in the browser's words: forms that lose nothing and say what is wrong beside it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.metrics import Aggregation
from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering import queries
from commonweal.web.tenders.uploads import LARGEST
from tests.builders.tendering import a_draft, a_sealed_ask, rng


@pytest.fixture
def writer(world):
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    return client


@pytest.fixture
def tender(world):
    return world.draft_tender


@pytest.fixture
def ask(world):
    assert world.draft_tender
    return world.sealed_ask.read()


@pytest.fixture
def social(ask):
    """The question under which commitments are offered."""
    return next(criterion for criterion in ask.questions if criterion.metrics)


def content(world, tender):
    return queries.read_draft(tender, by=world.cast.actor(Role.TENDER_WRITER), rng=rng).content


def url(name, tender, *more):
    return reverse(name, args=[tender.external_id, *more])


def post(client, address, key, **data):
    return client.post(address, {"form_key": key, **data})


def test_an_answer_is_saved_and_shown_again(world, writer, tender, ask):
    question = ask.questions[0].id
    address = url("tender-answer", tender, question)
    done = post(writer, address, "k1", revision=0, answer="What we will do.\r\n\r\nAnd how.")
    assert (done.status_code, done.url) == (302, url("tender", tender))
    assert content(world, tender).answer(question) == "What we will do.\n\nAnd how."
    assert "And how." in writer.get(address).content.decode()


def test_saving_can_stay_or_go_on_to_the_next_question(writer, tender, ask):
    first, second = (criterion.id for criterion in ask.questions)
    stay = post(writer, url("tender-answer", tender, first), "k1", revision=0, answer="One.", stay="1")
    assert stay.url == url("tender-answer", tender, first)
    go_on = post(writer, url("tender-answer", tender, first), "k2", revision=1, answer="One.", next="1")
    assert go_on.url == url("tender-answer", tender, second)


def test_an_answer_over_its_limit_is_saved_and_marked(world, writer, tender, ask):
    question = ask.questions[0]
    long = "word " * (question.word_limit + 1)
    assert (
        post(writer, url("tender-answer", tender, question.id), "k1", revision=0, answer=long).status_code
        == 302
    )
    assert content(world, tender).answer(question.id) == long
    page = writer.get(url("tender", tender)).content.decode()
    assert "Too long" in page
    assert "1,001 of 1,000 words" in page


def test_a_double_click_saves_once(world, writer, tender, ask):
    address = url("tender-answer", tender, ask.questions[0].id)
    for _click in range(2):
        assert post(writer, address, "same", revision=0, answer="Once.").status_code == 302
    draft = queries.read_draft(tender, by=world.cast.actor(Role.TENDER_WRITER), rng=rng)
    assert draft.revision(f"answer:{ask.questions[0].id}") == 1


def test_the_second_of_two_writers_sees_both_versions(writer, tender, ask):
    address = url("tender-answer", tender, ask.questions[0].id)
    post(writer, address, "k1", revision=0, answer="The first version.")
    second = post(writer, address, "k2", revision=0, answer="The second version.")
    assert second.status_code == 409
    page = second.content.decode()
    assert "The first version." in page
    assert "The second version." in page


def test_a_price_in_pounds_becomes_pence_and_a_slip_is_told_beside_it(world, writer, tender):
    address = url("tender-price", tender)
    wrong = post(writer, address, "k1", revision=0, price="about ten")
    assert wrong.status_code == 422
    assert "Enter an amount in pounds" in wrong.content.decode()
    nothing = post(writer, address, "k2", revision=0, price="0")
    assert "Enter a price above nought" in nothing.content.decode()
    assert post(writer, address, "k3", revision=0, price="980,000.50").status_code == 302
    assert content(world, tender).price_pence == 98_000_050


def test_a_quantity_is_entered_year_by_year(world, writer, tender, social):
    address = url("tender-commitment-add", tender, social.id) + (
        f"?kind=quantity&measure={social.metrics[0].id}&split=year"
    )
    form = writer.get(address).content.decode()
    assert form.count('name="q') == 4  # three years and a day
    done = post(
        writer,
        address,
        "k1",
        revision=0,
        title="Paid learning",
        owed_by="supplier",
        q0="40",
        q2="60.5",
        words="So.",
    )
    assert done.status_code == 302
    (offer,) = content(world, tender).offers
    assert (offer.together(Aggregation.SUM), offer.unit, len(offer.periods)) == (100_500, "hours", 2)
    page = writer.get(url("tender-commitments", tender, social.id)).content.decode()
    assert "Together 100.5 hours" in page


def test_a_pathway_names_its_steps(world, writer, tender, ask, social):
    address = url("tender-commitment-add", tender, social.id) + "?kind=pathway&measure=own&split=year"
    day = ask.contract_starts_on
    data = {
        "title": "A course",
        "outcome": ask.serves[0].id,
        "owed_by": "subcontractor",
        "subcontractor": "Example Kitchens CIC",
        "m0_title": "Designed",
        "m0_due-day": day.day,
        "m0_due-month": day.month,
        "m0_due-year": day.year,
        "m0_shown": "Notes",
    }
    assert post(writer, address, "k1", revision=0, **data).status_code == 302
    (offer,) = content(world, tender).offers
    assert offer.kind is CommitmentKind.PATHWAY
    assert (offer.milestones[0].due_on, offer.subcontractor) == (day, "Example Kitchens CIC")


@pytest.mark.parametrize(
    "slip",
    [
        ("kind=quantity&measure=own&split=contract", {}, "Say in one line what you promise"),
        (
            "kind=quantity&measure=own&split=contract",
            {"title": "T", "unit": "x"},
            "Enter how much for at least one",
        ),
        ("kind=quantity&measure=own&split=contract", {"title": "T", "q0": "-1"}, "not below nought"),
        ("kind=quantity&measure=own&split=contract", {"title": "T", "q0": "5"}, "Say what is counted"),
        (
            "kind=rate&measure=own&split=year",
            {"title": "T", "unit": "x"},
            "Enter how much, and for how many pounds",
        ),
        ("kind=pathway&measure=own&split=year", {"title": "T"}, "Enter at least one milestone"),
        ("kind=pathway&measure=own&split=year", {"title": "T", "m1_title": "x"}, "Enter the day by which"),
        ("kind=narrative&measure=own&split=year", {"title": "T", "words": " "}, "Say what you promise"),
        (
            "kind=narrative&measure=own&split=year",
            {"title": "T", "words": "word " * 301},
            "Use at most 300 words",
        ),
        (
            "kind=narrative&measure=own&split=year",
            {"title": "T", "words": "W", "owed_by": "subcontractor"},
            "Give the name of the subcontractor",
        ),
    ],
)
def test_each_slip_is_told_in_words_and_nothing_typed_is_lost(writer, tender, ask, social, slip):
    query, data, told = slip
    address = url("tender-commitment-add", tender, social.id) + f"?{query}"
    given = {"owed_by": "supplier", "outcome": ask.serves[0].id, "words": "Kept words.", **data}
    answer = post(writer, address, "k1", revision=0, **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert given["words"][:11] in page
    assert "0 commitments" in writer.get(url("tender", tender)).content.decode()


def test_a_milestone_outside_the_contract_is_told_beside_its_row(writer, tender, ask, social):
    address = url("tender-commitment-add", tender, social.id) + "?kind=pathway&measure=own&split=year"
    data = {f"m2_due-{part}": value for part, value in (("day", 1), ("month", 1), ("year", 2030))}
    answer = post(
        writer,
        address,
        "k1",
        revision=0,
        title="T",
        outcome=ask.serves[0].id,
        owed_by="supplier",
        m2_title="Too soon",
        m2_shown="x",
        **data,
    )
    page = answer.content.decode()
    assert "lies outside the contract" in page
    assert re.search(r'id="id_m2_title-error"', page)


def test_the_first_step_is_asked_again_when_its_answers_make_no_sense(writer, tender, social):
    answer = writer.get(url("tender-commitment-add", tender, social.id) + "?kind=gift&measure=own&split=year")
    assert (answer.status_code, answer.url) == (302, url("tender-commitment-kind", tender, social.id))


def test_a_commitment_is_changed_and_removed(world, writer, social):
    tender = world.filled_tender
    address = url("tender-commitment", tender, "offer-1")
    assert "40" in writer.get(address).content.decode()
    data = {"title": "More learning", "owed_by": "supplier", "q0": "41", "q1": "60.5", "words": "So."}
    assert post(writer, address, "k1", revision=1, **data).status_code == 302
    assert content(world, tender).offer("offer-1").together(Aggregation.SUM) == 101_500
    assert post(writer, url("tender-commitment-remove", tender, "offer-1"), "k2").status_code == 302
    assert "offer-1" not in {offer.key for offer in content(world, tender).offers}


def upload(name, data):
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def test_a_file_goes_in_and_comes_back_as_an_attachment(world, writer, tender):
    address = url("tender-files", tender)
    done = post(writer, address, "k1", file=upload("../../Method.txt", b"How we will do it"), question="")
    assert done.status_code == 302
    (file,) = content(world, tender).files
    back = writer.get(url("tender-file", tender, file.key))
    assert back.content == b"How we will do it"
    assert back["Content-Disposition"] == 'attachment; filename="Method.txt"'
    assert back["X-Content-Type-Options"] == "nosniff"
    assert back["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "slip",
    [
        ("page.html", b"<html><script>x</script>", "This kind of file is not accepted"),
        ("plan.pdf", b"<html><script>x</script>", "The content is not a PDF"),
        ("empty.txt", b"", "empty"),
        ("big.txt", b"x" * (2 * 1024 * 1024 + 1), "at most 2 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_told_beside_the_field(writer, tender, slip):
    name, data, told = slip
    answer = post(writer, url("tender-files", tender), "k1", file=upload(name, data), question="")
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "0 files" in writer.get(url("tender", tender)).content.decode()


def test_an_upload_larger_than_any_file_is_refused_unread(writer, tender):
    answer = post(
        writer, url("tender-files", tender), "k1", file=upload("big.pdf", b"x" * (LARGEST + 1)), question=""
    )
    assert answer.status_code == 413


def test_an_upload_never_lies_in_a_temporary_folder(writer, tender, settings, monkeypatch):
    from django.core.files import uploadhandler

    def refuse(*arguments, **named):
        raise AssertionError("an upload went to a temporary file")

    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", refuse)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = post(
        writer, url("tender-files", tender), "k1", file=upload("Plan.txt", b"x" * 5_000), question=""
    )
    assert answer.status_code == 302


def test_the_upload_form_needs_its_token(world, tender):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    answer = post(client, url("tender-files", tender), "k1", file=upload("Plan.txt", b"x"), question="")
    assert answer.status_code == 403


def test_no_page_of_a_tender_is_kept_in_a_cache(writer, tender, ask):
    for name, more in (("tender", []), ("tender-answer", [ask.questions[0].id]), ("tender-check", [])):
        assert writer.get(url(name, tender, *more))["Cache-Control"] == "private, no-store"


def test_the_list_takes_the_same_queries_for_one_tender_and_for_many(world, writer):
    assert world.draft_tender

    def taken():
        writer.get(reverse("tenders"))
        with CaptureQueriesContext(connection) as seen:
            assert writer.get(reverse("tenders")).status_code == 200
        return len(seen)

    one = taken()
    for number in range(3):
        a_draft(world, a_sealed_ask(world, title=f"Another {number}"), world.cast.actor(Role.TENDER_WRITER))
    assert taken() == one
