"""Somebody other than the claimant decides, with a reason; promised, reported and verified stay three figures."""

import datetime as dt

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.delivery import Decision, Figures
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.files import blobs
from commonweal.lifecycle.delivery import actions, queries
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.organisations import actions as organisations
from tests.builders.contracts import ENTERED_AT
from tests.builders.delivery import a_narrative_report, again, in_first_period

pytestmark = pytest.mark.django_db


def verify(world, report, decision, *, by=None, **given):
    given.setdefault("reason", "The learning log and the payroll agree.")
    return actions.verify(
        report,
        decision=decision,
        by=by or world.cast.actor(Role.CONTRACT_MANAGER),
        now=in_first_period(world),
        **given,
    )


@pytest.mark.parametrize(
    ("decision", "part", "status", "verified"),
    [
        (Decision.ACCEPT, None, "accepted", 30_000),
        (Decision.ACCEPT_IN_PART, 20_000, "accepted_in_part", 20_000),
        (Decision.QUESTION, None, "questioned", None),
        (Decision.REJECT, None, "rejected", 0),
    ],
)
def test_each_decision_keeps_three_figures_apart(world, decision, part, status, verified):
    row = verify(world, world.report, decision, quantity=part)
    assert (row.decision, row.quantity, row.decided_by_id) == (
        decision.value,
        verified,
        world.cast.person(Role.CONTRACT_MANAGER).pk,
    )
    assert again(world.report).status == status
    assert queries.line_of(world.commitment).figures == Figures(100_500, 30_000, verified)


def test_a_reason_is_required(world):
    with pytest.raises(Invalid) as invalid:
        verify(world, world.report, Decision.REJECT, reason=" ")
    assert invalid.value.field == "reason"


@pytest.mark.parametrize("role", [Role.READER, Role.PROCUREMENT_OFFICER, Role.DELIVERY_LEAD])
def test_others_may_not_verify(world, role):
    with pytest.raises(NotPermitted):
        verify(world, world.report, Decision.ACCEPT, by=world.cast.actor(role))


def test_another_authority_may_not_verify(world):
    stranger = world.cast.actor(Role.CONTRACT_MANAGER, world.cast.other_authority)
    with pytest.raises(NotPermitted) as refused:
        verify(world, world.report, Decision.ACCEPT, by=stranger)
    assert refused.value.code == "verification.not_the_authority"


def test_nobody_verifies_their_own_report(world):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    own = world.contract.commitments.select_related("contract").get(owed_by="authority")
    day = ENTERED_AT.date()
    report = actions.report(
        own, Claim(words="Done.", start_on=day, end_on=day), by=manager, now=in_first_period(world)
    )
    with pytest.raises(Refused) as refused:
        verify(world, report, Decision.ACCEPT)
    assert refused.value.code == "verification.own_report"


@pytest.mark.parametrize("has_left", [False, True])
def test_nobody_verifies_what_was_reported_for_an_organisation_they_belong_to_or_did_then(world, has_left):
    bob = world.cast.person(Role.CONTRACT_MANAGER)
    member = organisations.add_member(
        world.cast.supplier, bob, roles=[Role.DELIVERY_LEAD], now=world.cast.now
    )
    report = world.report
    if has_left:
        organisations.end_membership(
            member,
            by=world.cast.actor(Role.SUPPLIER_ADMINISTRATOR),
            now=in_first_period(world) + dt.timedelta(days=1),
        )
    with pytest.raises(Refused) as refused:
        verify(world, report, Decision.ACCEPT)
    assert refused.value.code == "verification.own_report"
    # Somebody who left is told on the page alone; the list goes by who belongs today.
    listed = queries.to_verify(world.cast.actor(Role.CONTRACT_MANAGER))
    assert [row.pk for row in listed] == ([report.pk] if has_left else [])


def test_nobody_verifies_their_own_report_after_a_colleague_corrected_it(world):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    own = world.contract.commitments.select_related("contract").get(owed_by="authority")
    day, now = ENTERED_AT.date(), in_first_period(world)
    report = actions.report(own, Claim(words="Done.", start_on=day, end_on=day), by=manager, now=now)
    person = organisations.register_person(
        name="A colleague", email="colleague@example.org", password="a thread of gold", now=now
    )
    roles = [Role.CONTRACT_MANAGER]
    colleague = organisations.add_member(world.cast.authority, person, roles=roles, now=now).actor()
    corrected = actions.correct(again(report), Claim(words="Done!"), by=colleague, now=now)
    for by in (manager, colleague):
        with pytest.raises(Refused) as refused:
            verify(world, again(corrected), Decision.ACCEPT, by=by)
        assert refused.value.code == "verification.own_report"
        assert corrected.pk not in [row.pk for row in queries.to_verify(by)]


def test_a_question_is_answered_by_a_correction_that_is_verified_afresh(world):
    verify(world, world.report, Decision.QUESTION, reason="Whose hours are these?")
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    new = actions.correct(
        again(world.report), Claim(quantity=25_000, words="Carers only."), by=lead, now=in_first_period(world)
    )
    verify(world, again(new), Decision.ACCEPT)
    assert queries.line_of(world.commitment).figures == Figures(100_500, 25_000, 25_000)


def test_a_corrected_acceptance_no_longer_counts_as_verified(world):
    verify(world, world.report, Decision.ACCEPT)
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    actions.correct(again(world.report), Claim(quantity=29_000), by=lead, now=in_first_period(world))
    assert queries.line_of(world.commitment).figures == Figures(100_500, 29_000, None)


def test_two_people_who_decide_at_once_are_told(world):
    first, second = again(world.report), again(world.report)
    verify(world, first, Decision.ACCEPT, revision=first.revision)
    with pytest.raises(Stale):
        verify(world, second, Decision.REJECT, revision=1)
    assert again(world.report).verified == 30_000


def test_a_published_report_is_not_verified_here(world):
    report = world.published_commitment.reports.select_related("commitment__contract").get()
    assert report.status == "as_published"
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    with pytest.raises(NotPermitted):
        verify(world, report, Decision.ACCEPT, by=manager)


def test_a_report_waits_for_the_authority_until_somebody_decides(world):
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    report = world.report
    assert [row.pk for row in queries.to_verify(manager)] == [report.pk]
    verify(world, world.report, Decision.QUESTION)
    assert not queries.to_verify(manager)
    assert [row.pk for row in queries.questioned(lead)] == [world.report.pk]
    assert not queries.questioned(world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival))


@pytest.fixture(params=["changed", "gone"])
def damaged(request, world):
    """A report whose picture is not what was handed in any more."""
    report = a_narrative_report(world)
    path = blobs.path_of(report.evidence.get().file.sha256)
    if request.param == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b" and one byte more")
    return report


def test_evidence_that_was_tampered_with_is_named_and_nothing_is_accepted_on_it(world, damaged):
    with pytest.raises(Refused) as refused:
        verify(world, damaged, Decision.ACCEPT)
    assert (refused.value.code, refused.value.field) == ("verification.evidence_damaged", "decision")
    assert refused.value.params == {"names": "The open evening"}
    assert again(damaged).status == "submitted"
    assert not damaged.verifications.exists()


def test_a_question_may_still_be_asked_about_damaged_evidence(world, damaged):
    verify(world, damaged, Decision.QUESTION, reason="Please hand the picture in again.")
    assert again(damaged).status == "questioned"


def test_the_record_of_a_decision_says_how_much_evidence_was_whole(world):
    verify(world, a_narrative_report(world), Decision.ACCEPT)
    fields = AuditEvent.objects.get(type="report.accepted").fields
    assert (fields["evidence_whole"], fields["evidence_damaged"]) == (1, 0)
