"""Papers of an assessment: what they hold, that digests are right, and who may take them."""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.domain.errors import Refused
from commonweal.interchange.score_export import write_table_xlsx
from commonweal.journeys.assessment_papers import contents
from commonweal.journeys.assessment_papers.exports import scores_csv, scores_xlsx
from commonweal.journeys.assessment_papers.minute import minute, minute_file
from commonweal.journeys.award_notice import as_release, facts, ocid
from commonweal.lifecycle.assessment import queries
from tests.builders.assessment import (
    LATER,
    REASON,
    a_found_ground,
    a_locked,
    a_scoring,
    decide,
)


def test_scores_leave_as_one_row_for_each_independent_score(world):
    one = a_locked(world).again()
    rows = list(csv.DictReader(io.StringIO(scores_csv(one))))
    assert len(rows) == 8
    assert {row["Agreed score"] for row in rows} == {"75", "50", "25"}
    assert all(row["Reason"] == REASON for row in rows)
    sheet = openpyxl.load_workbook(io.BytesIO(scores_xlsx(one)))["Scores"]
    assert sheet.max_row == 9 and sheet["F2"].value in (25, 50, 75, 100)


def test_no_score_leaves_while_scoring_is_blind(world):
    with pytest.raises(Refused, match=r"assessment\.still_blind"):
        scores_csv(a_scoring(world).again())


def test_words_that_look_like_a_formula_stay_words():
    sheet = openpyxl.load_workbook(io.BytesIO(write_table_xlsx(["a"], [["=1+1"]])))["Scores"]
    assert sheet["A2"].data_type == "s" and sheet["A2"].value == "=1+1"


def test_the_minute_says_what_the_page_says_and_that_it_decides_nothing(world):
    one = a_locked(world).again()
    found = minute(one, queries.latest_snapshot(one), now=LATER)
    words = repr(found.blocks)
    assert "decides nothing" in words and "Example Works Ltd" in words and "85.00" in words
    assert minute(one, queries.latest_snapshot(one), now=LATER) == found
    for kind in ("docx", "odt"):
        assert zipfile.is_zipfile(io.BytesIO(minute_file(one, kind, now=LATER)))


def test_the_whole_file_asks_once_for_all_tenders(world, monkeypatch):
    """Two tenders in one batch, then each in a batch of its own: what a batch costs is what a tender would cost."""
    panel = a_locked(world)
    decide(world, panel)
    asked, held = {}, {}
    for size in (50, 1):
        monkeypatch.setattr(contents, "BATCH", size)
        with CaptureQueriesContext(connection) as taken:
            held[size] = [
                (each.path, each.content)
                for part in (contents._tenders, contents._awards)
                for each in part(panel.again())
            ]
        asked[size] = len(taken)
    assert held[50] == held[1]
    # The seven lists of a tender, its files, the three lists below a commitment, and the scores of a summary.
    assert 9 <= asked[1] - asked[50] <= 12


def test_what_was_decided_before_scoring_is_in_it(world):
    from commonweal.journeys.assessment_papers.contents import _before

    found = a_found_ground(world)
    tables = {member.path: member.content.decode() for member in _before(found.panel.assessment)}
    assert "A notice says so." in tables["3-before-scoring/grounds.csv"]
    assert "Please say what happened" in tables["3-before-scoring/enquiries.csv"]


def test_the_data_of_the_award_notice_come_from_the_record(world):
    award = decide(world, a_locked(world))
    said = dict(facts(award))
    assert said["Supplier"] == award.tender.supplier.name
    assert (said["Contract value without VAT"], said["Tenders received"]) == ("£980,000", "2")
    assert (said["Standstill"], said["Working days of standstill"]) == ("Mandatory", "8")
    assert said["Award criterion: Price"] == "40%"
    made = as_release(award, now=LATER)
    (awarded,) = made["awards"]
    assert made["tag"] == ["award"] and made["ocid"] == ocid(award)
    assert awarded["value"]["amount"] == 980_000
    assert [each["id"] for each in awarded["suppliers"]] == [award.tender.supplier.external_id]
    assert world.cast.rival.name not in str(made)
