"""Agreed scores with reasons, a locked ranking that can be worked out again, and reopening for a named error."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from commonweal.domain.assessment.snapshot import Ranking, differences, rank
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import RankingSnapshot
from commonweal.records.models import PublishedIsFinalError
from tests.builders.assessment import (
    LATER,
    REASON,
    a_locked,
    a_moderation,
    acting,
    agree_all,
    decide,
    officer,
    system,
    tenders,
)


def agree(world, panel, *, score=5_000, reason=REASON, place=0, question=0, by=None, **facts):
    return actions.agree(
        panel.again(),
        tenders(panel.assessment)[place],
        panel.first.criteria[question],
        score=score,
        reason=reason,
        by=by or acting(world, panel.moderator),
        now=LATER,
        **facts,
    )


def test_only_this_panels_moderator_agrees_and_with_a_reason(world):
    panel = a_moderation(world)
    for other in (officer(world), acting(world, panel.first), world.cast.actor(Role.AUTHORITY_ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            agree(world, panel, by=other)
    with pytest.raises(NotPermitted):
        agree(world, panel, by=world.cast.actor(Role.MODERATOR, world.cast.other_authority))
    for wrong, code in (({"reason": "Good"}, "score.reason_missing"), ({"score": 1}, "score.not_a_band")):
        with pytest.raises(Invalid) as refused:
            agree(world, panel, **wrong)
        assert refused.value.code == code
    agree(world, panel, score=7_500, minority_view="One assessor saw no plan.")
    agreed = agree(world, panel, score=5_000)
    assert [change.score for change in agreed.changes.all()] == [7_500, 5_000]


def test_locking_waits_for_every_agreed_score(world):
    panel = a_moderation(world)
    agree(world, panel)
    with pytest.raises(Refused) as refused:
        actions.lock(panel.assessment, by=acting(world, panel.moderator), now=LATER)
    assert (refused.value.code, refused.value.params["count"]) == ("assessment.not_all_agreed", 3)


def test_the_ranking_is_by_published_weights_and_the_stated_price_formula(world):
    """First: price 100, 75, 75: 40 + 30 + 15 = 85. Second: 100 x 98/104 = 94.23, 50, 25: 37.69 + 20 + 5 = 62.69."""
    panel = a_locked(world)
    ranking = Ranking.from_json(queries.latest_snapshot(panel.again()).content)
    first, second = tenders(panel.assessment)
    assert [(r.id, r.rank) for r in ranking.results] == [(first.external_id, 1), (second.external_id, 2)]
    assert Fraction(ranking.results[0].total) == 85
    assert Fraction(ranking.results[1].total) == Fraction(9_800, 104) * Fraction(2, 5) + 25
    assert ranking.ask_digest == panel.assessment.ask_version.digest
    assert differences(ranking) == ()


def test_a_locked_ranking_is_kept_for_ever_and_recomputed_on_the_command_line(world):
    panel = a_locked(world)
    snapshot = queries.latest_snapshot(panel.assessment)
    with pytest.raises(PublishedIsFinalError):
        snapshot.save()
    for known in (snapshot.external_id, panel.assessment.external_id):
        done = CliRunner().invoke(cli, ["assess", "recompute", known, "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout) == {
            "id": snapshot.external_id,
            "digest": snapshot.digest,
            "same": True,
            "differences": [],
        }
    assert CliRunner().invoke(cli, ["assess", "recompute", "unknown"]).exit_code == 2


def test_a_ranking_changed_in_the_database_is_found(world):
    panel = a_locked(world)
    snapshot = queries.latest_snapshot(panel.assessment)
    forged = snapshot.content.replace('"total":"85"', '"total":"84"')
    system(RankingSnapshot).filter(pk=snapshot.pk).update(content=forged)
    done = CliRunner().invoke(cli, ["assess", "recompute", snapshot.external_id])
    assert done.exit_code == 1
    assert "digest" in done.output and "84" in done.output
    for kept, changed, told in (
        ('"lowest-price-proportion"', '"no-such-rule"', "price.rule_unknown"),
        ('"weight_bp":4000', '"weight_bp":-1', "a weight may not be negative"),
        ('"rank":1', '"rank":"first"', "rank"),
    ):
        assert kept in snapshot.content
        forged = snapshot.content.replace(kept, changed)
        system(RankingSnapshot).filter(pk=snapshot.pk).update(content=forged)
        done = CliRunner().invoke(cli, ["assess", "recompute", snapshot.external_id, "--json"])
        assert (done.exit_code, json.loads(done.stdout)["same"]) == (1, False)
        assert told in done.stdout


def test_a_forged_ranking_that_agrees_with_its_forged_digest_is_found_by_the_record_of_its_locking(world):
    """The total of the second is changed together with its score: the digits and the digest are those of the forgery."""
    panel = a_locked(world)
    snapshot = queries.latest_snapshot(panel.assessment)
    kept = Ranking.from_json(snapshot.content)
    forged = rank(
        procurement_id=kept.procurement_id,
        lot_id=kept.lot_id,
        round_number=kept.round_number,
        ask_version=kept.ask_version,
        ask_digest=kept.ask_digest,
        criteria=kept.criteria,
        tenders=tuple(replace(each, price_pence=1) for each in kept.tenders),
        tie_rule=kept.tie_rule,
    )
    assert differences(forged) == ()
    system(RankingSnapshot).filter(pk=snapshot.pk).update(
        content=forged.to_json().decode(), digest=forged.digest()
    )
    done = CliRunner().invoke(cli, ["assess", "recompute", snapshot.external_id])
    assert done.exit_code == 1
    assert "when it was locked" in done.output and snapshot.digest in done.output


def test_locked_scores_are_changed_only_where_an_error_was_named(world):
    panel = a_locked(world)
    with pytest.raises(Refused) as refused:
        agree(world, panel)
    assert refused.value.code == "assessment.locked"
    agreed = panel.assessment.agreed_scores.get(
        tender=tenders(panel.assessment)[1], criterion_id=panel.first.criteria[0]
    )
    for error, code in (
        ("Wrong.", "reopening.error_missing"),
        ("They should have been the winner of this lot.", "reopening.mentions_rank"),
        ("The page of EXAMPLE WORKS was not read.", "reopening.names_tenderer"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.reopen(agreed, error=error, by=officer(world), now=LATER)
        assert refused.value.code == code
    with pytest.raises(NotPermitted):
        actions.reopen(agreed, error="Page two was not read.", by=acting(world, panel.moderator), now=LATER)
    actions.reopen(agreed, error="The second page of the answer was not read.", by=officer(world), now=LATER)
    with pytest.raises(Refused) as refused:
        agree(world, panel)
    assert refused.value.code == "assessment.score_not_reopened"
    agree(world, panel, place=1, score=7_500)
    second = actions.lock(panel.again(), by=acting(world, panel.moderator), now=LATER)
    assert second.number == 2
    assert panel.again().status == AssessmentStatus.LOCKED


def test_nothing_is_reopened_while_an_award_stands(world):
    panel = a_locked(world)
    decide(world, panel)
    agreed = panel.assessment.agreed_scores.first()
    with pytest.raises(Refused) as refused:
        actions.reopen(agreed, error="The second page was not read at all.", by=officer(world), now=LATER)
    assert refused.value.code == "assessment.award_stands"


def test_no_mark_and_no_reason_is_in_the_audit_trail(world):
    from commonweal.audit.models import AuditEvent

    panel = a_moderation(world)
    agree_all(world, panel)
    kept = [event for event in AuditEvent.objects.all() if event.type.startswith(("score.", "agreed_score."))]
    assert kept
    assert all(REASON not in str(event.fields) and "score" not in event.fields for event in kept)


def test_a_price_that_is_missing_is_said_and_nothing_is_locked(world, monkeypatch):
    panel = a_moderation(world)
    agree_all(world, panel)
    monkeypatch.setattr("commonweal.lifecycle.assessment.actions.moderation.prices_of", lambda one: {})
    with pytest.raises(Invalid) as refused:
        actions.lock(panel.assessment, by=acting(world, panel.moderator), now=LATER)
    assert refused.value.code == "price.missing"
    assert panel.again().status == AssessmentStatus.MODERATION
