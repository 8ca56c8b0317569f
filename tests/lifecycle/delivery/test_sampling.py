"""A sample of waiting reports is drawn from what is on record, kept with its seed, and can be drawn again."""

import datetime as dt

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.delivery import Decision
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.domain.sampling import Candidate, Mark, Parameters, draw, parameters
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery import actions, queries, sampling
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.lifecycle.delivery.models import SampledReport, VerificationSample
from commonweal.records.models import PublishedIsFinalError
from tests.builders.contracts import commitment_of
from tests.builders.delivery import again, in_first_period, reports_in_words

pytestmark = pytest.mark.django_db
SEED = "lottery-2026-11-21"
DRAW = Parameters(small=0, drawn_share=2_500, least=1, certain_share=10_000)


def sample(world, *, by=None, contract=None, given=DRAW, seed=SEED):
    by = by or world.cast.actor(Role.CONTRACT_MANAGER)
    return actions.draw_sample(contract=contract, given=given, seed=seed, by=by, now=in_first_period(world))


def test_a_draw_is_kept_with_who_when_seed_and_parameters(world):
    reports_in_words(world, 8)
    row = sample(world, contract=world.contract)
    assert (row.seed, row.waiting, row.chosen) == (SEED, 8, 2)
    assert row.drawn_by == world.cast.person(Role.CONTRACT_MANAGER)
    assert row.created_at == in_first_period(world)
    assert parameters(row.parameters) == DRAW
    fields = AuditEvent.objects.get(type="verification_sample.drawn").fields
    assert fields == {"seed": SEED, "waiting": 8, "chosen": 2}


def test_what_is_kept_draws_the_same_list_again(world):
    reports_in_words(world, 8)
    row = sample(world)
    kept = list(sampling.lines_of(row))
    listed = [
        Candidate(line.report.external_id, line.value, frozenset(Mark(mark) for mark in line.marks))
        for line in kept
    ]
    found = draw(reversed(listed), parameters(row.parameters), row.seed)
    assert [(each.key, each.why, each.number) for each in found] == [
        (line.report.external_id, line.why, line.number) for line in kept
    ]


def test_a_draw_is_never_changed(world):
    row = world.sample
    row.seed = "another"
    with pytest.raises(PublishedIsFinalError):
        row.save()


def marks_of(world, report):
    rows = {line.report_id: set(line.marks) for line in sample(world, given=Parameters()).reports.all()}
    return rows[report.pk]


def test_a_report_in_words_has_no_value_and_with_a_picture_it_has_evidence(world):
    found = marks_of(world, world.narrative_report)
    assert Mark.NO_VALUE in found
    assert found.isdisjoint({Mark.NO_EVIDENCE, Mark.CORRECTED, Mark.DISPUTED, Mark.BEHIND})


def test_no_evidence_is_a_sign(world):
    assert Mark.NO_EVIDENCE in marks_of(world, world.report)


def test_a_correction_and_what_was_disputed_are_signs(world):
    assert {Mark.CORRECTED, Mark.DISPUTED}.isdisjoint(marks_of(world, world.report))
    actions.verify(
        again(world.report),
        decision=Decision.QUESTION,
        reason="Whose hours?",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=in_first_period(world),
    )
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    new = actions.correct(again(world.report), Claim(quantity=25_000), by=lead, now=in_first_period(world))
    assert {Mark.CORRECTED, Mark.DISPUTED} <= marks_of(world, new)


@pytest.mark.parametrize(("days", "is_late"), [(30, False), (31, True)])
def test_late_is_more_than_thirty_days_after_the_days_it_is_about(world, days, is_late):
    commitment = commitment_of(world.contract, "narrative")
    last = world.contract.starts_on
    report = actions.report(
        commitment,
        Claim(words="Done.", start_on=last, end_on=last),
        by=world.cast.actor(Role.DELIVERY_LEAD),
        now=dt.datetime.combine(last + dt.timedelta(days), dt.time(12), tzinfo=dt.UTC),
    )
    assert (Mark.LATE in marks_of(world, report)) is is_late


def test_behind_its_forecast_is_a_sign(world):
    """The commitment's days are over and 30 of 100.5 were reported."""
    by, report = world.cast.actor(Role.CONTRACT_MANAGER), world.report
    rows = list(sampling.waiting(by).select_related("commitment__contract").filter(pk=report.pk))
    over = world.commitment.periods.last().end_on + dt.timedelta(400)
    (found,) = sampling.candidates(by, rows, over, 30)
    assert Mark.BEHIND in found.marks


def test_what_stands_behind_a_claim_is_its_share_of_its_promises_part_of_the_contract(world):
    report = world.report
    (line,) = (line for line in sample(world).reports.all() if line.report_id == report.pk)
    number = Commitment.objects.for_system("test").filter(contract=world.contract).count()
    assert world.contract.value_ex_vat_pence
    assert line.value == world.contract.value_ex_vat_pence * 30_000 // (100_500 * number)
    assert line.share == 10_000


def test_what_any_draw_chose_is_shown_first_and_a_second_draw_unchooses_nothing(world):
    reports = reports_in_words(world, 8)
    by = world.cast.actor(Role.CONTRACT_MANAGER)
    for seed in ("lottery-1", "lottery-2"):
        sample(world, seed=seed)
    chosen = set(
        SampledReport.objects.for_authority(by).filter(is_chosen=True).values_list("report_id", flat=True)
    )
    assert 2 < len(chosen) < len(reports)
    listed = list(sampling.sampled_first(queries.to_verify(by), by))
    assert {row.pk for row in listed[: len(chosen)]} == chosen
    assert [row.is_sampled for row in listed] == [True] * len(chosen) + [False] * (len(reports) - len(chosen))


def test_nothing_but_what_waits_is_drawn(world):
    first, *_ = reports_in_words(world, 2)
    by = world.cast.actor(Role.CONTRACT_MANAGER)
    actions.verify(again(first), decision=Decision.ACCEPT, reason="Seen.", by=by, now=in_first_period(world))
    assert sample(world).waiting == 1
    other = world.cast.actor(Role.CONTRACT_MANAGER, world.cast.other_authority)
    with pytest.raises(Refused) as refused:
        sample(world, by=other)
    assert refused.value.code == "sample.nothing_waits"


def test_too_many_for_one_draw_are_told(world, monkeypatch):
    reports_in_words(world, 3)
    monkeypatch.setattr(actions.sampling, "MOST", 2)
    with pytest.raises(Refused) as refused:
        sample(world)
    assert (refused.value.field, refused.value.params) == ("contract", {"waiting": 3, "most": 2})


@pytest.mark.parametrize("role", [Role.READER, Role.PROCUREMENT_OFFICER, Role.DELIVERY_LEAD])
def test_others_draw_nothing(world, role):
    reports_in_words(world, 1)
    with pytest.raises(NotPermitted):
        sample(world, by=world.cast.actor(role))


def test_nobody_draws_from_another_bodys_contract(world):
    stranger = world.cast.actor(Role.CONTRACT_MANAGER, world.cast.other_authority)
    with pytest.raises(NotPermitted):
        sample(world, by=stranger, contract=world.contract)


def test_a_bad_seed_saves_nothing(world):
    reports_in_words(world, 1)
    with pytest.raises(Invalid):
        sample(world, seed="a|b|c")
    assert not VerificationSample.objects.for_authority(world.cast.actor(Role.CONTRACT_MANAGER)).exists()


def test_the_supplier_never_reads_a_draw(world):
    assert world.sample
    assert not sampling.samples(world.cast.actor(Role.DELIVERY_LEAD))
