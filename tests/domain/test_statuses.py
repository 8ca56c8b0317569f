"""Every transition table of the product, wherever it stands: whole, worded, in use, and tested pair by pair."""

import ast
import importlib
import itertools
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

import commonweal
from commonweal.cli.docs_sources import transition_tables
from commonweal.domain.errors import Refused
from commonweal.domain.statuses import Transitions
from commonweal.presentation.words import all_words

SOURCE = Path(commonweal.__file__).parent
TESTS = Path(__file__).resolve().parents[1]


def names() -> Iterator[tuple[str, str]]:
    """Module and name of each table, read off the source text."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.parse(text).body if "Transitions(" in text else ():
            if isinstance(node, ast.Assign | ast.AnnAssign) and called(node.value) == Transitions.__name__:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                yield ".".join(("commonweal", *path.relative_to(SOURCE).with_suffix("").parts)), target.id


def called(value: ast.expr | None) -> str:
    return getattr(value.func, "id", "") if isinstance(value, ast.Call) else ""


TABLES: dict[tuple[str, str], Transitions[Enum]] = {
    (module, name): getattr(importlib.import_module(module), name) for module, name in names()
}
PAIRS = [
    pytest.param(table, old, new, id=f"{table.thing}-{old.value}-{new.value}")
    for table in TABLES.values()
    for old, new in itertools.product(table.table, repeat=2)
]
each_table = pytest.mark.parametrize(
    ("where", "table"), TABLES.items(), ids=[table.thing for table in TABLES.values()]
)


def test_every_table_of_the_source_is_drawn_in_the_docs_under_a_name_of_its_own():
    assert len(TABLES) > 5
    assert sorted(table.thing for table in TABLES.values()) == sorted(transition_tables())


@each_table
def test_a_table_has_a_row_for_every_status_and_leads_nowhere_else(where, table):
    statuses = set(type(next(iter(table.table))))
    assert set(table.table) == statuses
    assert {new for moves in table.table.values() for new in moves} <= statuses


@pytest.mark.parametrize(("table", "old", "new"), PAIRS)
def test_of_every_ordered_pair_of_statuses_the_table_allows_what_it_says_and_refuses_the_rest(
    table, old, new
):
    if new in table.table[old]:
        table.check(old, new)
        assert table.allows(old, new)
        assert new in table.following(old)
        return
    with pytest.raises(Refused) as refused:
        table.check(old, new)
    assert refused.value.code == f"{table.thing}.status_not_allowed"
    assert refused.value.params == {"old": old.value, "new": new.value}


@each_table
def test_a_refused_move_is_told_in_words(where, table):
    assert f"{table.thing}.status_not_allowed" in all_words()


def texts_asking(module: str, name: str, folder: Path) -> list[Path]:
    """Files that read the module and ask its table about a move."""
    asks = re.compile(rf"\b{name}\.(?:check|allows)\(")
    read = module.rpartition(".")[2]
    texts = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.py"))}
    return [path for path, text in texts.items() if read in text and asks.search(text)]


@each_table
def test_each_table_is_held_against_moves_written_down_a_second_time(where, table):
    """What the table says could be wrong: its own test says for each pair whether it is allowed."""
    assert texts_asking(*where, TESTS), f"no test says which moves {where[1]} of {where[0]} should allow"
