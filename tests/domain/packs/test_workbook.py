"""The response workbook's format holds together, and its page says all of it."""

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook_page import page
from tests.domain.asks_examples import a_criterion, a_metric, an_ask


def test_every_sheet_column_and_line_is_documented():
    text = page()
    for sheet in (*form.READ, form.METRICS):
        assert f"## {sheet.name}\n" in text
        for column in sheet.columns:
            assert f"| {column.title} |" in text
    for key in form.MANIFEST:
        assert f"| `{key}` |" in text


def test_every_kind_of_commitment_can_be_chosen():
    assert form.KIND_WORDS.keys() == set(CommitmentKind)


def test_every_choice_names_a_list_that_there_is():
    known = form.lists(an_ask())
    named = {column.choices for sheet in form.READ for column in sheet.columns if column.choices}
    assert named | {choices for _key, _holds, choices in form.TENDER_LINES if choices} <= known.keys()


def test_labels_are_never_the_same_even_where_titles_are():
    twice = (a_criterion(id="a", metrics=(a_metric(id="m"), a_metric(id="n"))), a_criterion(id="b"))
    ask = an_ask(criteria=twice)
    assert len(form.question_labels(ask)) == 2
    assert len(form.metric_labels(ask)) == 3


def test_a_draft_s_manifest_says_so():
    assert form.manifest(an_ask(), "")["draft"] == "yes"
    assert form.manifest(an_ask(), "f" * 64)["draft"] == "no"
