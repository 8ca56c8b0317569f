"""What assessment pages show and do not show."""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions
from commonweal.records.ids import new_id
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    a_locked,
    a_moderation,
    a_panel,
    a_scoring,
    an_award,
    another_moderator,
    officer,
    score_all,
    seat,
    tenders,
    two_assessors,
)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def score_url(panel, place=0, question=0):
    return reverse(
        "assessment-score",
        kwargs={
            "assessment_id": panel.assessment.external_id,
            "criterion_id": panel.first.criteria[question],
            "tender_id": tenders(panel.assessment)[place].external_id,
        },
    )


def url(name, panel):
    return reverse(name, kwargs={"assessment_id": panel.assessment.external_id})


def test_no_other_score_anywhere_on_an_assessors_pages(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    second = client_of(two_assessors(world)[1].person)
    for address in (url("assessment-questions", panel), score_url(panel), url("assessment-hand-in", panel)):
        assert REASON not in text_of(second.get(address))
    assert "checked" not in second.get(score_url(panel)).content.decode()
    assert "4 answers still need a score" in text_of(second.get(url("assessment-questions", panel)))


def test_previous_and_next_keep_the_question(world):
    panel = a_scoring(world)
    own = client_of(two_assessors(world)[0].person)
    page = own.get(score_url(panel)).content.decode()
    names = [tender.supplier.name for tender in tenders(panel.assessment)]
    place = sorted(names).index(names[0])
    other = score_url(panel, place=1)
    assert f'rel="{"next" if place == 0 else "prev"}" href="{other}"' in page


def test_half_a_score_is_saved_and_nothing_is_lost(world):
    panel = a_scoring(world)
    own = client_of(two_assessors(world)[0].person)
    done = own.post(score_url(panel), {"form_key": new_id(), "reason": "Begins well"})
    assert done.status_code == 302
    assert "Begins well" in own.get(score_url(panel)).content.decode()


def test_two_windows_at_once_the_second_is_told(world):
    panel = a_scoring(world)
    own = client_of(two_assessors(world)[0].person)
    own.post(score_url(panel), {"form_key": new_id(), "score": "5000", "reason": "First window here"})
    own.post(
        score_url(panel), {"form_key": new_id(), "revision": "1", "score": "7500", "reason": "Second window"}
    )
    late = own.post(
        score_url(panel), {"form_key": new_id(), "revision": "1", "score": "2500", "reason": "Third one"}
    )
    assert late.status_code == 409
    assert "Third one" in text_of(late) and "Second window" in text_of(late)


def test_the_same_form_sent_twice_saves_once(world):
    panel = a_scoring(world)
    own = client_of(two_assessors(world)[0].person)
    data = {"form_key": new_id(), "score": "5000", "reason": REASON}
    assert own.post(score_url(panel), data).url == own.post(score_url(panel), data).url
    assert seat(world, panel.first).scores.get().changes.count() == 1


def test_a_mark_between_bands_is_refused_beside_its_field(world):
    panel = a_scoring(world)
    own = client_of(two_assessors(world)[0].person)
    refused = own.post(score_url(panel), {"form_key": new_id(), "score": "7000", "reason": REASON})
    assert refused.status_code == 422


def test_the_officer_sees_how_far_each_has_come_and_no_mark(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    page = text_of(client_of(world.cast.person(Role.PROCUREMENT_OFFICER)).get(url("assessment", panel)))
    assert "4 of 4" in page and "0 of 4" in page
    assert REASON not in page


def test_an_interest_is_decided_on_its_page(world):
    panel = a_panel(world)
    officer = client_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    own = client_of(two_assessors(world)[0].person)
    declared = {"form_key": new_id(), "has_interest": "yes", "words": "My sister works there."}
    own.post(url("assessment-declare", panel), declared)
    assert "once somebody else has decided" in text_of(own.get(url("assessment-questions", panel)))
    address = reverse("assessment-interest-decide", kwargs={"member_id": panel.first.external_id})
    assert address in officer.get(url("assessment", panel)).content.decode()
    assert "My sister works there." in text_of(officer.get(address))
    officer.post(address, {"form_key": new_id(), "is_allowed": "no", "reason": "Too close."})
    assert "you do not take part" in text_of(own.get(url("assessment-questions", panel)))


def test_a_moderator_who_left_is_followed_by_another_from_the_assessments_page(world):
    panel = a_moderation(world)
    officer = client_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    address = url("assessment-member-add", panel)
    assert "Name another moderator" not in text_of(officer.get(url("assessment", panel)))
    left = reverse("assessment-member-leave", kwargs={"member_id": panel.moderator.external_id})
    officer.post(left, {"form_key": new_id(), "because": "Is ill."})
    page = officer.get(url("assessment", panel)).content.decode()
    assert "Name another moderator" in page and address in page
    other = another_moderator(world)
    form = officer.get(address).content.decode()
    assert "Moderator 2" in form and "Questions they score" not in form and 'value="assessor"' not in form
    sent = {"form_key": new_id(), "person": other.external_id, "role": "moderator"}
    assert officer.post(address, sent).status_code == 302
    assert "Moderator 2" in text_of(officer.get(url("assessment", panel)))
    assert "Declare your interests" in text_of(
        client_of(other.person).get(url("assessment-questions", panel))
    )


@pytest.mark.parametrize("spread", ["", "narrow", "wide", "unheard-of"])
def test_how_firm_is_worded_drawn_and_noted_in_the_record(world, spread):
    panel = a_locked(world)
    officer = client_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    response = officer.get(url("assessment-firm", panel) + f"?spread={spread}")
    page = response.content.decode()
    assert "<svg" in page and "As a table" in page
    assert 'id="weights-title"' in page and 'id="weights-narrow-title"' in page
    assert "It wins in" in page and "trials" in page
    assert AuditEvent.objects.filter(type="assessment.firmness_viewed").count() == 1
    assert (
        officer.get(url("assessment-firm", panel) + f"?spread={spread}").content.decode().split("<main")[1]
        == (page.split("<main")[1])
    )


def test_the_rankings_csv_is_the_table(world):
    panel = a_locked(world)
    officer = client_of(world.cast.person(Role.PROCUREMENT_OFFICER))
    lines = officer.get(url("assessment-ranking-csv", panel)).content.decode().splitlines()
    assert lines[1] == "1,Example Works Ltd,40.00,30.00,15.00,85.00"
    assert lines[2].endswith(",37.69,20.00,5.00,62.69")


def test_pages_cost_the_same_number_of_queries_however_many_answers(world, django_assert_max_num_queries):
    panel = a_moderation(world)
    moderator = client_of(world.cast.person(Role.MODERATOR))
    moderator.get(url("assessment-grid", panel))
    with django_assert_max_num_queries(45):
        moderator.get(url("assessment-grid", panel))


def test_a_summary_leaves_as_a_document_that_says_what_its_page_says(world):
    """The rival keeps its own reasons whole and the winner's without what is confidential."""
    award, said = an_award(world), {"by": officer(world), "now": LATER}
    winner, other = tenders(award.assessment)
    agreed = award.assessment.agreed_scores.filter(tender=winner).first()
    actions.mark_confidential(award, agreed, "who does what", reason="Names a person.", **said)
    actions.send_summaries(award, **said)
    rival = client_of(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    files = {
        kind: rival.get(reverse("assessment-summary-file", args=[other.external_id, kind]))
        for kind in ("docx", "txt")
    }
    assert files["txt"].status_code == 404
    text = zipfile.ZipFile(io.BytesIO(files["docx"].content)).read("word/document.xml").decode()
    assert "left out: confidential" in text
    assert "Here is how your tender was assessed, and theirs." in text
    assert winner.supplier.name in text
    page = rival.get(reverse("assessment-summary", args=[other.external_id])).content.decode()
    assert reverse("assessment-summary-file", args=[other.external_id, "pdf"]) in page
