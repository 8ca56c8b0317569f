"""Score sheets go out and come back: whole or not at all, to their own assessor alone, blind throughout."""

import io

import openpyxl
import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.assessment.score_sheet import ANSWER, BAND, FIRST_ROW, TENDER
from commonweal.domain.assessment.score_sheet import REASON as REASON_COLUMN
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.journeys.score_sheets import sheet_file, take_in, work_on
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import ScoreSheet
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    a_panel,
    a_scoring,
    acting,
    hand_in,
    score_all,
    seat,
    tenders,
)


def edited(content, change):
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(book, sheet, row, column, value):
    book[sheet].cell(FIRST_ROW + row, column + 1, value)


def all_filled(book):
    for sheet in ("Question 1", "Question 2"):
        for row in (0, 1):
            put(book, sheet, row, BAND, "75 - Good")
            put(book, sheet, row, REASON_COLUMN, REASON)


def bring(world, member, content, name="mine.xlsx"):
    by = acting(world, member)
    return take_in(actions.bring_back(seat(world, member), name, content, by=by, now=LATER), by=by, now=LATER)


def marks(world, member):
    return sorted(seat(world, member).scores.values_list("score", flat=True))


def test_a_sheet_comes_back_whole_and_again_changes_nothing(world):
    panel = a_scoring(world)
    content = edited(sheet_file(seat(world, panel.first), "xlsx"), all_filled)
    first = bring(world, panel.first, content)
    assert (first.status, first.rows, first.saved) == ("saved", 4, 4)
    assert marks(world, panel.first) == [7_500] * 4
    again = bring(world, panel.first, content)
    assert (again.status, again.saved) == ("saved", 0)
    held = seat(world, panel.first).scores.first()
    assert held.changes.count() == 1 and held.reason == REASON
    assert again.content is None
    hand_in(world, panel.first)


def test_own_marks_travel_and_an_empty_cell_leaves_them(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    for kind in ("xlsx", "ods"):
        back = bring(world, panel.first, sheet_file(seat(world, panel.first), kind), f"mine.{kind}")
        assert (back.status, back.rows, back.saved, back.faults) == ("saved", 4, 0, [])
    emptied = edited(
        sheet_file(seat(world, panel.first), "xlsx"), lambda book: put(book, "Question 1", 0, BAND, None)
    )
    assert bring(world, panel.first, emptied).saved == 0


def test_every_mistake_is_told_by_sheet_and_cell_and_nothing_is_saved(world):
    panel = a_scoring(world)

    def wrong(book):
        all_filled(book)
        put(book, "Question 1", 0, BAND, "Splendid")
        put(book, "Question 2", 1, REASON_COLUMN, "=1+1")
        put(book, "Question 2", 0, TENDER, "nobody")
        book.create_sheet("More")["A1"] = "something"

    back = bring(world, panel.first, edited(sheet_file(seat(world, panel.first), "xlsx"), wrong))
    assert back.status == "refused"
    told = {(place, code) for place, code, _params in back.faults}
    assert told == {
        (f"Question 1!D{FIRST_ROW}", "sheet.not_a_band"),
        (f"Question 2!E{FIRST_ROW + 1}", "pack.cell_formula"),
        (f"Question 2!A{FIRST_ROW}", "sheet.tender_unknown"),
        ("More", "pack.sheet_unknown"),
    }
    assert not seat(world, panel.first).scores.exists()


def test_somebody_elses_sheet_is_refused_and_holds_nobody_elses_marks(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    mine = sheet_file(seat(world, panel.second), "xlsx")
    assert REASON not in repr(
        [[c.value for c in row] for s in openpyxl.load_workbook(io.BytesIO(mine)) for row in s]
    )
    back = bring(world, panel.second, sheet_file(seat(world, panel.first), "xlsx"))
    assert [code for _place, code, _params in back.faults] == ["sheet.of_somebody_else"]
    assert not seat(world, panel.second).scores.exists()


def test_nobody_else_finds_a_sheet_and_the_trail_holds_no_mark(world):
    panel = a_scoring(world)
    sheet = bring(world, panel.first, edited(sheet_file(seat(world, panel.first), "xlsx"), all_filled))
    for role in (Role.PROCUREMENT_OFFICER, Role.MODERATOR, Role.AUTHORITY_ADMINISTRATOR):
        assert not ScoreSheet.objects.for_panel_member(world.cast.actor(role)).exists()
    fields = [event.fields for event in AuditEvent.objects.filter(kind="score-sheet")]
    assert fields[-1] == {"rows": 4, "changed": 4}
    assert sheet.member_id == panel.first.pk


def test_nothing_is_shown_or_taken_before_interests_are_declared_or_after_handing_in(world):
    panel = a_panel(world)
    with pytest.raises(Refused, match=r"assessment\.not_begun"):
        sheet_file(seat(world, panel.first), "xlsx")
    scoring = a_scoring(world, "Later")
    content = edited(sheet_file(seat(world, scoring.first), "xlsx"), all_filled)
    bring(world, scoring.first, content)
    hand_in(world, scoring.first)
    with pytest.raises(Refused, match=r"assessment\.handed_in"):
        bring(world, scoring.first, content)
    with pytest.raises(NotPermitted):
        actions.bring_back(
            seat(world, scoring.first), "a.xlsx", b"x", by=acting(world, scoring.second), now=LATER
        )


def test_the_worker_reads_a_large_sheet_as_the_person_who_brought_it(world):
    panel = a_scoring(world)
    content = edited(sheet_file(seat(world, panel.first), "xlsx"), all_filled)
    sheet = actions.bring_back(
        seat(world, panel.first), "mine.xlsx", content, by=acting(world, panel.first), now=LATER
    )
    for _time in range(2):
        work_on(sheet.external_id, clock=lambda: LATER)
    assert marks(world, panel.first) == [7_500] * 4
    change = seat(world, panel.first).scores.first().changes.get()
    assert change.saved_by == acting(world, panel.first).person


def test_whoever_scores_offline_reads_the_commitments_as_on_screen(world):
    """A mark on paper rests on what a mark on screen rests on."""
    panel = a_scoring(world)
    book = openpyxl.load_workbook(io.BytesIO(sheet_file(seat(world, panel.first), "xlsx")))
    cells = [
        str(book[sheet].cell(FIRST_ROW + row, ANSWER + 1).value)
        for sheet in ("Question 1", "Question 2")
        for row in (0, 1)
    ]
    offers = [offer for tender in tenders(panel.assessment) for offer in tender.commitments.all()]
    assert offers
    for offer in offers:
        (text,) = [cell for cell in cells if f"• {offer.title}" in cell and offer.words in cell][:1]
        assert "Commitments offered" in text
        assert offer.subcontractor in text


def save_online(world, panel, place, score, reason):
    member = seat(world, panel.first)
    actions.save_score(
        member,
        tenders(panel.assessment)[place],
        member.criteria[0],
        score=score,
        reason=reason,
        by=acting(world, panel.first),
        now=LATER,
    )


def test_what_was_changed_online_after_the_download_is_not_undone(world):
    """Only the cells that differ from what was downloaded are written; the rest keep the newer mark and reason."""
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    for kind in ("xlsx", "ods"):
        content = sheet_file(seat(world, panel.first), kind)
        save_online(
            world, panel, 0, 10_000, f"Read it again for the {kind}: every step has a date.\r\nAnd a name."
        )
        back = bring(world, panel.first, content, f"mine.{kind}")
        assert (back.status, back.saved, back.faults) == ("saved", 0, [])
        held = seat(world, panel.first).scores.get(
            tender=tenders(panel.assessment)[0], criterion_id=seat(world, panel.first).criteria[0]
        )
        assert held.score == 10_000 and f"for the {kind}" in held.reason


def test_the_rest_of_a_sheet_is_taken_in_beside_a_newer_mark(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    content = sheet_file(seat(world, panel.first), "xlsx")
    save_online(world, panel, 0, 10_000, REASON)
    content = edited(
        content, lambda book: put(book, "Question 2", 0, REASON_COLUMN, "Another reason, with a date.")
    )
    back = bring(world, panel.first, content)
    assert (back.status, back.saved) == ("saved", 1)
    assert 10_000 in marks(world, panel.first)
    assert seat(world, panel.first).scores.filter(reason__startswith="Another reason").count() == 1


def test_a_cell_that_was_changed_in_both_places_is_told_and_nothing_is_saved(world):
    panel = a_scoring(world)
    score_all(world, panel.first, FIRST_MARKS)
    content = sheet_file(seat(world, panel.first), "xlsx")
    rows = [
        row[0].value for row in openpyxl.load_workbook(io.BytesIO(content))["Question 1"].iter_rows(FIRST_ROW)
    ]
    row = FIRST_ROW + rows.index(tenders(panel.assessment)[0].external_id)
    content = edited(content, lambda book: put(book, "Question 1", row - FIRST_ROW, BAND, "50"))
    save_online(world, panel, 0, 10_000, REASON)
    before = marks(world, panel.first)
    back = bring(world, panel.first, content)
    assert (back.status, [fault[:2] for fault in back.faults]) == (
        "refused",
        [[f"Question 1!D{row}", "sheet.changed_meanwhile"]],
    )
    assert marks(world, panel.first) == before


def test_a_sheet_of_an_empty_answer_does_not_undo_a_mark_that_came_since(world):
    panel = a_scoring(world)
    content = edited(sheet_file(seat(world, panel.first), "xlsx"), all_filled)
    save_online(world, panel, 0, 2_500, "")
    back = bring(world, panel.first, content)
    assert (back.status, [code for _place, code, _params in back.faults]) == (
        "refused",
        ["sheet.changed_meanwhile"],
    )
