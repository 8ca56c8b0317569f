"""The extract gives the figures of the portfolio's own page, whatever happened between one extract and the next."""

import datetime as dt

import pyarrow.parquet as pq
import pytest

from commonweal.analytics.portfolio import dataset, prepare, report
from commonweal.domain.delivery import By, Decision
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Role
from commonweal.journeys.portfolio import Scope, portfolio
from commonweal.journeys.portfolio_extract import AnotherExtract, Whose, extract
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim, totals
from commonweal.lifecycle.delivery.queries import line_of
from tests.builders.delivery import again, first_period, in_first_period
from tests.builders.tier_two import accepted

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)


def page(actor, scope=Scope.OWN):
    """Every row of every table of the page, in its own order."""
    return {
        by.value: [
            (row.key.key, row.key.label, row.key.metric, row.key.unit, row.figures.promised, row.figures.reported,
             row.figures.verified, row.commitments, row.left_out)
            for row in portfolio(actor, by, scope)
        ]
        for by in By
    }  # fmt: skip


def extracted(folder):
    return {by: [tuple(row.values()) for row in rows] for by, rows in report.figures(folder).items()}


@pytest.fixture
def reader(world):
    return world.cast.actor(Role.READER)


@pytest.fixture
def taken(world, tmp_path):
    """Extract and prepare; what the extract says and what preparing had to do."""

    def take():
        made = extract(tmp_path / "extract", world.cast.authority.external_id, now=NOW)
        return made, prepare.prepare(tmp_path / "extract")

    return take


def steps(world):
    """A contract, a report, a rejection, a correction, a part accepted, and a promise in words that is kept."""
    now, manager = in_first_period(world), world.cast.actor(Role.CONTRACT_MANAGER)
    yield lambda: world.report
    yield lambda: actions.verify(
        again(world.report), decision=Decision.REJECT, reason="Not these.", by=manager, now=now
    )
    yield lambda: actions.correct(
        again(world.report), Claim(quantity=25_000), by=world.cast.actor(Role.DELIVERY_LEAD), now=now
    )
    yield lambda: actions.verify(
        again(world.report).corrected_by, decision=Decision.ACCEPT_IN_PART, quantity=20_000, reason="Most of them.",
        by=manager, now=now,
    )  # fmt: skip
    yield lambda: world.verification


def a_later_claim_is_rejected(world):
    """Of the second period, at its end."""
    period = world.commitment.periods.last()
    now = dt.datetime.combine(period.end_on, dt.time(12), tzinfo=dt.UTC)
    claim = Claim(quantity=50_000, period=period)
    made = []
    yield lambda: made.append(
        actions.report(world.commitment, claim, by=world.cast.actor(Role.DELIVERY_LEAD), now=now)
    )
    yield lambda: actions.verify(
        again(made[0]), decision=Decision.REJECT, reason="Nobody saw it.",
        by=world.cast.actor(Role.CONTRACT_MANAGER), now=now,
    )  # fmt: skip


def test_after_each_of_these_the_extract_says_what_the_page_says(world, reader, taken, tmp_path):
    assert world.contract
    assert taken()[1] is prepare.Done.EVERYTHING
    assert extracted(tmp_path / "extract") == page(reader)
    for step in steps(world):
        step()
        assert taken()[1] is prepare.Done.REFRESHED
        assert extracted(tmp_path / "extract") == page(reader)


def counted_people(folder) -> dict[int, int | None]:
    """People by report, as the entries say that count."""
    rows = [
        row
        for part in dataset.read(folder).parts
        for row in pq.read_table(dataset.part(folder, part.name)).to_pylist()
    ]
    out = {row["entry"] for row in rows if row["weight"] < 0}
    return {row["report"]: row["people"] for row in rows if row["weight"] > 0 and row["entry"] not in out}


def test_people_who_took_part_stand_beside_each_report_and_in_none_of_its_figures(
    world, reader, taken, tmp_path
):
    assert world.report
    taken()
    before = page(reader)
    assert counted_people(tmp_path / "extract") == {world.report.pk: None}
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    now = in_first_period(world)
    actions.verify(again(world.report), decision=Decision.REJECT, reason="No.", by=manager, now=now)
    claim = Claim(quantity=30_000, people=7)
    made = actions.correct(again(world.report), claim, by=lead, now=now)
    taken()
    assert counted_people(tmp_path / "extract") == {made.pk: 7}
    assert extracted(tmp_path / "extract") == page(reader) == before


def test_people_in_a_report_for_the_authority_alone_are_in_no_extract(world, taken, tmp_path):
    accepted(world)
    third = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    claim = Claim(quantity=5_000, period=first_period(world), people=9, is_for_authority_only=True)
    made = actions.report(world.commitment, claim, by=third, now=in_first_period(world))
    taken()
    assert counted_people(tmp_path / "extract") == {made.pk: None}


def test_many_steps_at_once_give_the_same_as_one_after_another(world, reader, taken, tmp_path):
    assert world.contract
    taken()
    for step in steps(world):
        step()
    assert taken()[1] is prepare.Done.REFRESHED
    refreshed = extracted(tmp_path / "extract")
    (prepare.folder_of(tmp_path / "extract") / "prepared.json").unlink()
    assert prepare.prepare(tmp_path / "extract") is prepare.Done.EVERYTHING
    assert extracted(tmp_path / "extract") == refreshed == page(reader)


def test_the_latest_report_counts_where_the_metric_says_so(world, reader, taken, tmp_path):
    assert world.contract
    Commitment.objects.for_system("set up for a test").filter(kind="quantity").update(aggregation="latest")
    totals.rebuild(now=NOW)
    taken()
    for step in [*steps(world), *a_later_claim_is_rejected(world)]:
        step()
        assert taken()[1] in (prepare.Done.REFRESHED, prepare.Done.EVERYTHING)
        assert extracted(tmp_path / "extract") == page(reader)
    assert line_of(world.commitment).figures.verified == 20_000


def test_nothing_is_read_again_when_the_audit_chain_has_not_moved(
    world, taken, tmp_path, django_assert_max_num_queries
):
    assert world.report
    first, _ = taken()
    with django_assert_max_num_queries(3):
        second, done = taken()
    assert done is prepare.Done.NOTHING
    assert second.manifest == first.manifest
    assert (second.new, second.changed, second.gone) == (0, 0, 0)


def test_only_new_and_changed_reports_are_read(world, taken):
    assert world.report
    first, _ = taken()
    assert (first.new, first.changed) == (1, 0)
    assert world.verification
    second, _ = taken()
    assert (second.new, second.changed, second.manifest.reports) == (1, 0, 2)
    actions.verify(
        again(world.report), decision=Decision.ACCEPT, reason="I was there.",
        by=world.cast.actor(Role.CONTRACT_MANAGER), now=in_first_period(world),
    )  # fmt: skip
    third, _ = taken()
    assert (third.new, third.changed, third.manifest.reports) == (0, 1, 2)


def test_what_is_published_is_what_a_stranger_reads(world, tmp_path):
    assert world.report
    assert world.northern_spire
    stranger = world.cast.actor(Role.READER, world.cast.other_authority)
    extract(tmp_path / "extract", Whose.PUBLISHED, now=NOW)
    prepare.prepare(tmp_path / "extract")
    assert extracted(tmp_path / "extract") == page(stranger, Scope.PUBLISHED)


def test_everybody_is_the_sum_of_own_and_published(world, reader, tmp_path):
    assert world.report
    assert world.northern_spire
    extract(tmp_path / "extract", now=NOW)
    prepare.prepare(tmp_path / "extract")
    found = {(row[0], row[2], row[3]) for row in extracted(tmp_path / "extract")["supplier"]}
    both = page(reader)["supplier"] + page(reader, Scope.PUBLISHED)["supplier"]
    assert found == {(row[0], row[2], row[3]) for row in both}


def test_a_supplier_reads_its_own_contracts(world, tmp_path):
    assert world.report
    supplier = world.cast.actor(Role.DELIVERY_LEAD)
    extract(tmp_path / "extract", world.cast.supplier.external_id, now=NOW)
    prepare.prepare(tmp_path / "extract")
    assert extracted(tmp_path / "extract") == page(supplier)


def test_a_folder_holds_one_organisations_extract(world, taken, tmp_path):
    assert world.contract
    taken()
    with pytest.raises(AnotherExtract):
        extract(tmp_path / "extract", now=NOW)
    with pytest.raises(NotFound):
        extract(tmp_path / "another", "nobody", now=NOW)


def test_an_extract_that_was_cut_off_leaves_the_one_before(world, reader, taken, tmp_path, monkeypatch):
    assert world.contract
    taken()
    before = extracted(tmp_path / "extract")
    assert world.report
    monkeypatch.setattr(dataset, "write", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        taken()
    monkeypatch.undo()
    assert prepare.prepare(tmp_path / "extract") is prepare.Done.NOTHING
    assert extracted(tmp_path / "extract") == before
    taken()
    assert extracted(tmp_path / "extract") == page(reader)
