"""How often each tender comes at each rank: it agrees with how often it wins, and stands on the page and in the minute."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.journeys import firmness
from commonweal.journeys.assessment_papers.minute import minute
from commonweal.journeys.rank_shares import every_rank, rank_columns, rank_parts, rank_rows
from commonweal.lifecycle.assessment import queries
from tests.builders.assessment import LATER, a_locked


def of_ranks(*counts):
    """What the trials found, as far as the table of ranks reads it."""
    tenders = [f"t{number}" for number in range(len(counts))]
    ranking = [SimpleNamespace(tender=tender) for tender in tenders]
    return SimpleNamespace(
        result=SimpleNamespace(ranking=ranking), ranks=dict(zip(tenders, counts, strict=True))
    ), {tender: tender.upper() for tender in tenders}


def test_six_ranks_have_their_columns_and_more_stand_together_as_lower():
    six, names = of_ranks(*[(firmness.DRAWS, 0, 0, 0, 0, 0)] * 6)
    assert rank_columns(six) == ("Tenderer", *(f"Rank {n}" for n in range(1, 7)))
    seven, names = of_ranks(*[(0, 0, 0, 0, 50_000, 30_000, 20_000)] * 7)
    assert rank_columns(seven)[-2:] == ("Rank 5", "Lower")
    assert rank_rows(seven, names)[0] == ("T0", "0.0%", "0.0%", "0.0%", "0.0%", "50.0%", "50.0%")


@pytest.mark.django_db
def test_the_first_rank_is_the_probability_of_winning_and_every_trial_is_counted(world, monkeypatch):
    panel = a_locked(world)
    one = panel.again()
    found = firmness.firmness_of(one, queries.latest_snapshot(one))
    for tender, counts in found.ranks.items():
        assert counts[0] == round(found.result.chances[tender].p * firmness.DRAWS)
        assert sum(counts) == firmness.DRAWS
    names = {tender.external_id: tender.supplier.name for tender in queries.tenders_of(one)}
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    shown = client.get(reverse("assessment-firm", args=[one.external_id])).text
    written = repr(minute(one, queries.latest_snapshot(one), now=LATER).blocks)
    assert "How often does each come at each rank?" in shown and "Rank 2" in shown
    assert "Share of the trials in which each comes at each rank" in written
    for row in rank_rows(found, names):
        assert all(share in shown and share in written for share in row)
    assert 'id="ranks-title"' in shown and 'id="ranks-narrow-title"' in shown
    address = reverse("assessment-firm-ranks-csv", args=[one.external_id])
    assert f'href="{address}?spread=middle"' in shown
    (_head, *rows) = csv.reader(io.StringIO(client.get(address, {"spread": "middle"}).text.lstrip("\ufeff")))
    assert [tuple(row) for row in rows] == every_rank(found, names)[1]
    wide = client.get(address, {"spread": "wide"}).text
    assert [row[0] for row in csv.reader(io.StringIO(wide.lstrip("\ufeff")))][1:] == [row[0] for row in rows]


def test_a_picture_has_a_shade_for_each_of_three_ranks_and_one_part_for_all_lower():
    three, names = of_ranks(*[(60_000, 30_000, 10_000)] * 3)
    assert rank_parts(three, names)[0] == ("Rank 1", "Rank 2", "Rank 3")
    five, names = of_ranks(*[(50_000, 20_000, 15_000, 10_000, 5_000)] * 5)
    parts, drawn = rank_parts(five, names)
    assert parts == ("Rank 1", "Rank 2", "Rank 3", "Lower")
    assert drawn[0] == ("T0", (50_000, 20_000, 15_000, 15_000))


def test_a_picture_holds_the_first_twelve_and_the_file_everybody_at_every_rank():
    many, names = of_ranks(*[(firmness.DRAWS, *[0] * 13)] * 14)
    assert len(rank_parts(many, names)[1]) == 12
    head, rows = every_rank(many, names)
    assert (len(head), len(rows)) == (15, 14)
    assert rows[0][:3] == ("T0", "100.0%", "0.0%")


@pytest.mark.django_db
def test_with_very_many_tenders_only_the_first_is_counted(world, monkeypatch):
    monkeypatch.setattr(firmness, "MOST_PLACED", 1)
    firmness._found.clear()
    one = a_locked(world).again()
    found = firmness.firmness_of(one, queries.latest_snapshot(one))
    firmness._found.clear()
    assert found.ranks is None and rank_rows(found, {}) == ()
    assert rank_parts(found, {}) == ((), []) and every_rank(found, {})[1] == []
