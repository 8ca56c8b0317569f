"""A plain document refuses what no writer could write."""

import pytest

from commonweal.domain.packs import clauses
from commonweal.domain.packs.document import Heading, Table


def test_a_table_whose_rows_do_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        Table("Lots", ("Lot", "Value"), (("1", "£1", "too much"),), (50, 50))


def test_a_table_whose_widths_are_not_the_whole_width_is_refused():
    with pytest.raises(ValueError, match="do not fit"):
        Table("Lots", ("Lot", "Value"), (("1", "£1"),), (50, 40))


def test_a_heading_is_read_with_its_number_and_linked_by_it():
    heading = Heading(2, "5.1", "The question")
    assert (heading.shown, heading.anchor) == ("5.1 The question", "part-5-1")


def test_every_group_of_clauses_has_its_own_id_and_says_something():
    ids = [group.id for group in clauses.GROUPS]
    assert len(set(ids)) == len(ids)
    assert all(group.title and all(text.endswith(".") for text in group.clauses) for group in clauses.GROUPS)


def test_the_substitution_clause_keeps_the_aim_and_names_its_test_and_its_approval():
    text = " ".join(clauses.SUBSTITUTION.clauses)
    for words in ("The aim may not be changed", "equivalence test", "both approved it in writing"):
        assert words in text


def test_the_ladder_begins_with_talking_and_ends_with_ending():
    titles = [step.title for step in clauses.LADDER]
    assert (titles[0], titles[-1]) == ("1. Talk", "5. End the contract")
    assert [title[0] for title in titles] == ["1", "2", "3", "4", "5"]
