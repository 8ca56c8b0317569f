"""What a tender holds, what is still missing, and what may become of it."""

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.canonical import Unreadable
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.tender_parts import PartStatus, obstacles, parts
from commonweal.domain.tenders import (
    EDITABLE,
    MOST_FILES,
    MOST_OFFERS,
    SCHEMA,
    SCHEMA_1,
    STANDING,
    TENDER,
    TenderContent,
    TenderFile,
    TenderStatus,
    rebased,
    with_answer,
    with_file,
    with_offer,
    with_price,
    without_aside,
    without_file,
    without_offer,
)
from tests.domain.asks_examples import an_ask
from tests.domain.requirement_examples import COVER, a_fuller_ask, a_fuller_tender
from tests.domain.tender_examples import a_blank_tender, a_complete_tender, a_narrative, a_quantity

ASK = an_ask()
S = TenderStatus
ALLOWED = {
    (S.DRAFT, S.SUBMITTED),
    (S.DRAFT, S.WITHDRAWN),
    (S.DRAFT, S.LAPSED),
    (S.SUBMITTED, S.REVISING),
    (S.SUBMITTED, S.WITHDRAWN),
    (S.SUBMITTED, S.OPENED),
    (S.REVISING, S.SUBMITTED),
    (S.REVISING, S.WITHDRAWN),
    (S.REVISING, S.OPENED),
    (S.WITHDRAWN, S.DRAFT),
    (S.WITHDRAWN, S.OPENED),
    (S.LAPSED, S.OPENED),
    (S.DRAFT, S.LATE),
    (S.LATE, S.SUBMITTED),
    (S.LATE, S.TURNED_AWAY),
}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(S, S)), ids=lambda status: status.value)
def test_every_ordered_pair_of_statuses(old: TenderStatus, new: TenderStatus) -> None:
    assert TENDER.allows(old, new) == ((old, new) in ALLOWED)
    if (old, new) not in ALLOWED:
        with pytest.raises(Refused, match=r"tender\.status_not_allowed"):
            TENDER.check(old, new)


def test_every_status_is_in_the_table() -> None:
    assert set(TENDER.table) == set(S)


def test_a_draft_never_stands_and_an_opened_tender_is_never_edited() -> None:
    assert S.DRAFT not in STANDING
    assert S.OPENED not in EDITABLE
    assert all(TENDER.allows(standing, S.OPENED) for standing in STANDING)


def test_a_complete_tender_has_no_obstacle() -> None:
    assert obstacles(a_complete_tender(), ASK) == ()


def test_a_blank_tender_says_everything_that_is_missing() -> None:
    found = [(problem.code, problem.field) for problem in obstacles(a_blank_tender(), ASK)]
    assert found == [
        ("tender.price_missing", "price"),
        ("tender.answer_missing", "criterion-quality"),
        ("tender.answer_missing", "criterion-skills"),
    ]


def test_no_price_is_missed_where_none_is_asked() -> None:
    ask = replace(ASK, criteria=ASK.questions)
    assert all(problem.code != "tender.price_missing" for problem in obstacles(a_blank_tender(), ask))
    assert all(part.kind != "price" for part in parts(a_blank_tender(), ask))


def test_an_answer_over_its_limit_is_kept_but_not_submitted() -> None:
    long = "word " * 751
    content = with_answer(a_complete_tender(), ASK, "criterion-skills", long)
    assert content.answer("criterion-skills") == long
    (problem,) = obstacles(content, ASK)
    assert (problem.code, problem.params["count"], problem.params["limit"]) == (
        "tender.answer_long",
        751,
        750,
    )


def test_exactly_the_limit_is_within_it() -> None:
    content = with_answer(a_complete_tender(), ASK, "criterion-skills", "word " * 750)
    assert obstacles(content, ASK) == ()


def test_a_commitment_that_a_corrected_ask_no_longer_allows_is_found_before_submitting() -> None:
    ask = replace(ASK, criteria=tuple(replace(criterion, metrics=()) for criterion in ASK.criteria))
    (problem,) = obstacles(a_complete_tender(), ask)
    assert (problem.code, problem.field) == ("tender.commitment_wrong", "offer-1")


def test_answers_keep_the_order_of_the_ask_whatever_the_order_of_writing() -> None:
    content = with_answer(a_blank_tender(), ASK, "criterion-skills", "Second.")
    content = with_answer(content, ASK, "criterion-quality", "First.")
    assert [answer.criterion_id for answer in content.answers] == ["criterion-quality", "criterion-skills"]


def test_a_blank_answer_is_no_answer() -> None:
    content = with_answer(a_complete_tender(), ASK, "criterion-skills", " \n")
    assert content.answer("criterion-skills") == ""


@pytest.mark.parametrize("criterion", ["criterion-price", "elsewhere"])
def test_only_a_question_of_the_ask_is_answered(criterion: str) -> None:
    with pytest.raises(Invalid, match=r"tender\.criterion_unknown"):
        with_answer(a_blank_tender(), ASK, criterion, "words")


def test_a_price_is_set_corrected_and_taken_out() -> None:
    content = with_price(with_price(a_blank_tender(), 100), 200)
    assert content.price_pence == 200
    assert with_price(content, None).price_pence is None


@pytest.mark.parametrize("pence", [0, -1])
def test_a_price_is_above_nothing(pence: int) -> None:
    with pytest.raises(Invalid, match=r"tender\.price_not_positive"):
        with_price(a_blank_tender(), pence)


def test_a_commitment_is_added_changed_and_taken_out_by_its_key() -> None:
    content = with_offer(a_blank_tender(), ASK, a_quantity())
    content = with_offer(content, ASK, a_narrative(key="offer-2"))
    content = with_offer(content, ASK, a_quantity(title="More learning"))
    assert [offer.title for offer in content.offers] == ["More learning", "Paid learning for care workers"]
    assert content.offer("offer-2").key == "offer-2"
    assert [offer.key for offer in without_offer(content, "offer-1").offers] == ["offer-2"]


def test_a_wrong_commitment_is_not_saved() -> None:
    with pytest.raises(Invalid, match=r"commitment\.periods_missing"):
        with_offer(a_blank_tender(), ASK, a_quantity(periods=()))


def test_there_is_an_end_to_commitments() -> None:
    content = a_blank_tender()
    for number in range(MOST_OFFERS):
        content = with_offer(content, ASK, a_narrative(key=f"offer-{number}"))
    assert with_offer(content, ASK, a_narrative(key="offer-0", title="Changed")).offers[0].title == "Changed"
    with pytest.raises(Invalid, match=r"tender\.too_many_commitments"):
        with_offer(content, ASK, a_narrative(key="one more"))


def a_file(key: str = "file-1", name: str = "Plan.PDF", sha256: str = "") -> TenderFile:
    return TenderFile(key, name, "application/pdf", 10, sha256 or key, None)


def test_files_are_attached_and_taken_out() -> None:
    content = with_file(a_blank_tender(), a_file())
    assert content.file("file-1").name == "Plan.PDF"
    assert without_file(content, "file-1").files == ()


def test_the_same_file_is_not_attached_twice() -> None:
    content = with_file(a_blank_tender(), a_file())
    with pytest.raises(Invalid, match=r"tender\.file_twice"):
        with_file(content, a_file("file-2", sha256="file-1"))


def test_there_is_an_end_to_files() -> None:
    content = a_blank_tender()
    for number in range(MOST_FILES):
        content = with_file(content, a_file(f"file-{number}"))
    with pytest.raises(Invalid, match=r"tender\.too_many_files"):
        with_file(content, a_file("one more"))


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Plan.PDF", "files/file-1.pdf"),
        ("../../etc/passwd", "files/file-1"),
        ("plan.p/../df", "files/file-1"),
        (".hidden", "files/file-1"),
        ("no ending", "files/file-1"),
        ("a.verylong", "files/file-1"),
    ],
)
def test_a_file_name_never_leads_out_of_the_package(name: str, entry: str) -> None:
    assert a_file(name=name).entry == entry


def test_the_task_list_follows_the_ask() -> None:
    listed = [
        (part.kind, part.criterion.id if part.criterion else "") for part in parts(a_complete_tender(), ASK)
    ]
    assert listed == [
        ("parties", ""),
        ("price", ""),
        ("answer", "criterion-quality"),
        ("answer", "criterion-skills"),
        ("commitments", "criterion-skills"),
        ("files", ""),
    ]


def test_the_task_list_says_where_each_part_stands() -> None:
    blank = {(part.kind, part.criterion and part.criterion.id): part for part in parts(a_blank_tender(), ASK)}
    assert blank["price", None].status is PartStatus.NOT_STARTED
    assert blank["answer", "criterion-skills"].status is PartStatus.NOT_STARTED
    assert blank["commitments", "criterion-skills"].status is PartStatus.OPTIONAL
    assert blank["files", None].status is PartStatus.OPTIONAL
    long = with_answer(with_file(a_complete_tender(), a_file()), ASK, "criterion-skills", "word " * 751)
    full = {(part.kind, part.criterion and part.criterion.id): part for part in parts(long, ASK)}
    assert full["price", None].status is PartStatus.DONE
    assert (full["answer", "criterion-skills"].status, full["answer", "criterion-skills"].words) == (
        PartStatus.TOO_LONG,
        751,
    )
    assert (
        full["commitments", "criterion-skills"].status,
        full["commitments", "criterion-skills"].count,
    ) == (
        PartStatus.DONE,
        1,
    )
    assert (full["files", None].status, full["files", None].count) == (PartStatus.DONE, 1)


def test_the_task_list_marks_commitments_to_correct() -> None:
    ask = replace(ASK, criteria=tuple(replace(criterion, metrics=()) for criterion in ASK.criteria))
    assert PartStatus.TO_CORRECT in {part.status for part in parts(a_complete_tender(), ask)}


def test_a_tender_is_read_back_as_it_was_written() -> None:
    content = with_file(with_offer(a_complete_tender(), ASK, a_narrative(key="offer-2")), a_file())
    assert TenderContent.from_json(content.to_json()) == content


def test_a_tender_of_another_shape_is_refused_with_its_place() -> None:
    raw = json.loads(a_complete_tender().to_json())
    raw["prices"][0]["pence"] = "98"
    with pytest.raises(Unreadable, match=r"\$\.prices\[0\]\.pence"):
        TenderContent.from_json(json.dumps(raw))


@given(st.dictionaries(st.sampled_from([c.id for c in ASK.questions]), st.text(max_size=200)))
def test_whatever_is_typed_comes_back_letter_for_letter(typed: dict[str, str]) -> None:
    content = a_blank_tender()
    for criterion, text in typed.items():
        content = with_answer(content, ASK, criterion, text)
    again = TenderContent.from_json(content.to_json())
    assert again == content
    assert all(again.answer(criterion) == (text if text.strip() else "") for criterion, text in typed.items())


def test_a_tender_of_the_shape_before_is_read_and_keeps_its_bytes() -> None:
    before = replace(a_complete_tender(), schema=SCHEMA_1)
    stored = before.to_json()
    assert b'"parties"' not in stored and b"commonweal.tender.1" in stored
    found = TenderContent.from_json(stored)
    assert (found, found.to_json()) == (before, stored)


def test_a_draft_of_the_shape_before_moves_to_the_newer_one_with_everything_in_it() -> None:
    before = replace(a_complete_tender(), schema=SCHEMA_1)
    moved = rebased(before, ASK, ASK.digest())
    assert moved == replace(before, schema=SCHEMA)


def test_a_full_tender_is_read_back_as_it_was() -> None:
    full = a_fuller_tender()
    assert TenderContent.from_json(full.to_json()) == full


def test_the_older_shape_holds_nothing_of_the_newer_one() -> None:
    with pytest.raises(Unreadable, match=r"\$\.parties"):
        TenderContent.from_json(replace(a_fuller_tender(), schema=SCHEMA_1).to_json())
    with pytest.raises(Unreadable, match=r"\$\.schema"):
        TenderContent.from_json(replace(a_fuller_tender(), schema="commonweal.tender.9").to_json())


def test_what_belongs_to_a_condition_or_line_that_is_gone_is_left_out_when_submitting() -> None:
    full = a_fuller_tender()
    ask = replace(a_fuller_ask(), conditions=(COVER,), schedule=())
    kept = without_aside(full, ask)
    assert [each.condition_id for each in kept.conditions] == ["condition-cover"]
    assert (kept.lines, kept.flows, kept.parties) == ((), full.flows, full.parties)
