"""The message catalogues are up to date, and hold every text that a page may translate."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from commonweal.domain.permissions import ROLES
from commonweal.presentation import domain_texts
from tools import messages

SRC = Path(__file__).resolve().parents[2] / "src" / "commonweal"
TRANSLATING = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
FROM_DATA = {
    "domain/permissions.py": {"ROLES[role].title", "ROLES[role].description", "ROLES[Role(role)].title", "ROLES[turn].title"},
    "domain/assessment/price.py": {"rule.title", "rule.statement"},
    "domain/assessment/low_price.py": {"RULE"},
    "domain/assessment/ties.py": {
        "words.tie_rule[how.tie_rule].statement", "tie_rule.statement", "TIE_RULES[how.tie_rule].statement",
    },
    "domain/assessment/lot_awards.py": {"words.lot_rule[how.lot_rule].statement", "LOT_RULES[how.lot_rule].statement"},
    "domain/assessment/quantity.py": {
        "words.quantity_rule[counted.rule].statement", "QUANTITY_RULES[rule.rule].statement",
        "each.title", "each.statement", "each.gaming", "each.example.working",
    },
    "presentation/formats.py": {"MONTHS[value.month - 1]", "MONTHS[date.month - 1]"},
    "domain/packs/clauses.py": {
        "group.title", "text", "law", "test.question", "test.shown_by", "step.title", "step.when", "step.what", "step.who",
        "clauses.REMEDIES.clauses[3]", "rung['when']", "rung['what']", "rung['who']", "rung.who",
        "each", "each.when", "each.what", "each.who",
    },
    "domain/packs/placeholders.py": {"meaning"},
    "domain/packs/workbook.py": {"sheet.meaning"},
}  # fmt: skip
"""What pages translate without naming it, by the file whose texts it stands for."""
FROM_DATA["domain/rules"] = {
    "rule.whose", "rule.why", "rule.source.text", "source.text", "parameter.meaning", "parameter.source.text",
    "_named(row.name).meaning", "line.duty.rule.text",
}  # fmt: skip
MADE_UP_AS_IT_GOES = {
    "each.finding.detail", "finding.detail", "each.reason", "row.said", "of.because", "f.annual_definition",
    "measure['definition']",
    "measure['assumption']",
}  # fmt: skip
"""Sentences that a rule or a measure puts together with figures and places of a case or a body, and people's own words: no
catalogue can list them."""


@pytest.fixture(scope="module")
def catalogue():
    return messages.found()


def translated_from_data() -> Iterator[tuple[str, str]]:
    """(file, expression) wherever something else than a literal is given to gettext."""
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if (
                is_call
                and node.func.id in TRANSLATING
                and node.args
                and not isinstance(node.args[0], ast.Constant)
            ):
                yield path.relative_to(SRC).as_posix(), ast.unparse(node.args[0])
    for path in SRC.rglob("templates/**/*.html"):
        for given in re.findall(r"\b(?:_|gettext)\((?!\s*['\"])([^)]*)\)", path.read_text("utf-8")):
            yield path.relative_to(SRC).as_posix(), given


def test_every_catalogue_is_up_to_date():
    late = [
        str(path.relative_to(messages.ROOT))
        for path, text in messages.wanted().items()
        if not path.exists() or path.read_bytes() != text
    ]
    assert late == [], "run `make messages`"


def test_what_is_marked_in_code_templates_and_emails_is_found(catalogue):
    for text in (
        "My week",
        "Save",
        "The pipeline, the soonest first",
        "asked an authority to join the partnership",
    ):
        assert catalogue.get(text) is not None, text
    assert catalogue.get("%(num)s entry").pluralizable


def test_texts_that_domain_holds_as_data_are_found(catalogue):
    for path, text in domain_texts.texts():
        found = catalogue.get(text)
        assert found is not None, text
        assert path in {place for place, _line in found.locations}
    assert {info.title for info in ROLES.values()} <= {text for _path, text in domain_texts.texts()}


def test_whatever_is_translated_from_data_is_among_the_texts_that_extraction_reads():
    known = set().union(MADE_UP_AS_IT_GOES, *FROM_DATA.values())
    assert sorted({(file, given) for file, given in translated_from_data() if given not in known}) == []
    assert set(FROM_DATA) == {path for path, _text in domain_texts.texts()}


def test_no_text_holds_a_value_that_was_put_in_before_it_was_looked_up(catalogue):
    """An f-string or `.format` inside the brackets would make a text that no catalogue can hold."""
    inside = re.compile(r"\b(?:_|gettext|gettext_lazy)\(\s*f[\"']")
    assert [path for path in SRC.rglob("*.py") if inside.search(path.read_text("utf-8"))] == []


def test_a_language_gains_what_is_new_loses_what_is_gone_and_speaks(
    tmp_path, monkeypatch, settings, catalogue
):
    """A made-up translation of two words stands for a language: it is kept, completed, compiled and shown."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", tmp_path / "django.pot")
    messages.add("cy")
    path = tmp_path / "cy" / "LC_MESSAGES" / "django.po"
    begun = messages.read_po(io.BytesIO(path.read_bytes()), locale="cy")
    begun.add("My week", "<My week>")
    begun.add("A text that is gone", "<gone>")
    path.write_bytes(messages.as_text(begun))
    for file, text in messages.wanted().items():
        file.write_bytes(text)
    now = messages.read_po(io.BytesIO(path.read_bytes()), locale="cy")
    assert now.get("My week").string == "<My week>"
    assert now.get("A text that is gone") is None
    assert {each.id for each in now if each.id} == {each.id for each in catalogue if each.id}
    settings.LOCALE_PATHS = [tmp_path]
    _forget_translations()
    try:
        with translation.override("cy"):
            assert (translation.gettext("My week"), translation.gettext("Save the roles of nobody")) == (
                "<My week>",
                "Save the roles of nobody",
            )
        assert translation.gettext("My week") == "My week"
    finally:
        settings.LOCALE_PATHS = []
        _forget_translations()


def _forget_translations() -> None:
    from django.utils.translation import trans_real

    trans_real._translations.clear()
    trans_real._default = None


def test_a_language_is_begun_once(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    messages.add("cy")
    with pytest.raises(SystemExit, match="there already"):
        messages.add("cy")


def test_a_language_is_offered_only_once_it_has_a_catalogue():
    from commonweal.config import settings as product

    offered = {code for code, _name in product.LANGUAGES}
    assert offered == {"en-gb"} | {
        path.parent.parent.name for path in messages.LOCALE.glob("*/LC_MESSAGES/django.mo")
    }
