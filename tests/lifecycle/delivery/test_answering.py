"""A question about a report is answered in words or with a file; the report then waits for the authority again."""

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.delivery import Decision
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.sampling import Mark
from commonweal.files import blobs
from commonweal.lifecycle.delivery import actions, queries, sampling
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.earlier import earlier_evidence
from tests.builders.delivery import PNG, a_narrative_report, again, in_first_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world):
    return world.cast.actor(Role.DELIVERY_LEAD)


@pytest.fixture
def manager(world):
    return world.cast.actor(Role.CONTRACT_MANAGER)


def decide(world, report, decision, **given):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    given.setdefault("reason", "Whose hours are these?")
    return actions.verify(report, decision=decision, by=manager, now=in_first_period(world), **given)


@pytest.fixture
def questioned(world):
    decide(world, world.report, Decision.QUESTION)
    return again(world.report)


def test_a_question_answered_with_a_file_waits_for_the_authority_again(world, questioned, lead, manager):
    assert [row.pk for row in queries.questioned(lead)] == [questioned.pk]
    actions.add_evidence(questioned, [Upload("log.png", PNG)], by=lead, now=in_first_period(world))
    assert not queries.questioned(lead)
    assert [row.pk for row in queries.to_verify(manager)] == [questioned.pk]
    assert [row.pk for row in sampling.waiting(manager)] == [questioned.pk]
    assert AuditEvent.objects.get(type="report.answered").fields == {"files": 1}


def test_a_question_is_answered_in_words_and_may_be_asked_again(world, questioned, lead, manager):
    row = actions.answer_question(questioned, " All carers’. ", by=lead, now=in_first_period(world))
    assert (row.words, row.answered_by_id) == ("All carers’.", lead.person_id)
    assert [each.pk for each in queries.to_verify(manager)] == [questioned.pk]
    decide(world, again(questioned), Decision.QUESTION, reason="Of which week?")
    assert [each.pk for each in queries.questioned(lead)] == [questioned.pk]
    actions.answer_question(again(questioned), "Of the first.", by=lead, now=in_first_period(world))
    decide(world, again(questioned), Decision.ACCEPT)
    assert again(questioned).verified == 30_000


def test_an_answer_has_words_and_a_question_before_it(world, lead):
    with pytest.raises(Refused) as refused:
        actions.answer_question(world.report, "All.", by=lead, now=in_first_period(world))
    assert refused.value.code == "report.not_questioned"
    decide(world, world.report, Decision.QUESTION)
    with pytest.raises(Invalid) as invalid:
        actions.answer_question(again(world.report), " ", by=lead, now=in_first_period(world))
    assert invalid.value.field == "words"


def test_nobody_answers_for_others_nor_what_is_decided(world, questioned, lead, manager):
    with pytest.raises(NotPermitted):
        actions.answer_question(questioned, "All.", by=manager, now=in_first_period(world))
    decide(world, again(questioned), Decision.REJECT)
    with pytest.raises(Refused) as refused:
        actions.answer_question(again(questioned), "All.", by=lead, now=in_first_period(world))
    assert refused.value.code == "report.evidence_too_late"


def test_whoever_decides_on_a_report_to_which_a_file_came_meanwhile_is_told(world, lead):
    read = again(world.report)
    actions.add_evidence(again(world.report), [Upload("log.png", PNG)], by=lead, now=in_first_period(world))
    with pytest.raises(Stale):
        decide(world, read, Decision.REJECT, revision=read.revision)


def test_a_file_that_comes_after_the_decision_is_refused_though_its_page_was_read_before(world, lead):
    read = again(world.report)
    decide(world, again(world.report), Decision.ACCEPT)
    with pytest.raises(Refused) as refused:
        actions.add_evidence(read, [Upload("log.png", PNG)], by=lead, now=in_first_period(world))
    assert refused.value.code == "report.evidence_too_late"
    assert not world.report.evidence.exists()


@pytest.fixture
def corrected(world, lead):
    """A report in words that corrects one with a picture, and brings no file of its own."""
    claim = Claim(words="We said it to forty people.")
    made = actions.correct(a_narrative_report(world), claim, by=lead, now=in_first_period(world))
    return again(made)


def test_the_files_of_an_earlier_report_stand_beside_the_one_that_corrects_it(world, corrected, manager):
    assert [each.title for each in earlier_evidence(corrected, manager)] == ["The open evening"]
    rows = sampling.waiting(manager).select_related("commitment__contract")
    (found,) = sampling.candidates(manager, rows, in_first_period(world).date(), 30)
    assert Mark.NO_EVIDENCE not in found.marks


def test_nothing_is_accepted_on_a_damaged_file_of_an_earlier_report_unless_another_came(
    world, corrected, lead
):
    (file,) = earlier_evidence(corrected)
    path = blobs.path_of(file.file.sha256)
    path.write_bytes(path.read_bytes() + b" and one byte more")
    with pytest.raises(Refused) as refused:
        decide(world, corrected, Decision.ACCEPT)
    assert refused.value.code == "verification.evidence_damaged"
    another = Upload("again.png", PNG + b"\0", "The same evening")
    actions.add_evidence(corrected, [another], by=lead, now=in_first_period(world))
    decide(world, again(corrected), Decision.ACCEPT)
    assert again(corrected).status == "accepted"
