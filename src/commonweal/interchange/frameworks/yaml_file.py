"""An edition as YAML, in the shape of the files that ship with the product.

Top names: `header` (source, licence), `framework` (code as `id`, title, dates), `applies`, `rules` and `items`. A
criterion may list its `sub_criteria` as plain texts; they then carry the criterion's state and are numbered after it.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any

import yaml

from commonweal.domain.library import Edition, Item, ItemKind
from commonweal.interchange.frameworks.assemble import FileFault, Raw, Row, UnreadableFramework, assemble
from commonweal.reference.nodes import Problem, ReferenceDataError
from commonweal.reference.yaml_text import parse_yaml

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
_BRACKET = re.compile(r"[\[\]{}]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOP = ("header", "framework", "applies", "rules", "items")
# The names in the file -> the names of the fields they fill.
_FRAMEWORK = {
    "id": "code",
    "edition": "edition",
    "title": "title",
    "status": "wording",
    "published_on": "published_on",
    "usable_from": "usable_from",
    "usable_to": "usable_to",
    "mandatory_from": "mandatory_from",
    "replaces": "replaces",
    "usable_note": "usable_note",
}
_HEADER = {"source": "source", "licence": "licence", "note": "note"}
# A shipped file also says who keeps it; that is the file's own history, not part of the edition.
_HEADER_ONLY = ("title", "edition", "checked_by", "checked_on", "next_review_on")
_ITEM = {
    "kind": "kind",
    "code": "code",
    "parent": "parent",
    "title": "title",
    "status": "wording",
    "unit": "unit",
    "metric_kind": "metric_kind",
    "aggregate": "aggregate",
    "needs_baseline": "needs_baseline",
    "adapts": "adapts",
}
_SCOPE = {"code": "code", "text": "title", "status": "wording", "adapts": "adapts"}
_RULE = {**_SCOPE, "value_basis_points": "weight_bp"}


def read_yaml(data: bytes, known: Collection[str] | None = None) -> Edition:
    """The edition in a YAML file. Raises UnreadableFramework naming the line of every mistake.

    `known` holds the items of other frameworks that may be adapted, as ``framework/code``; None accepts any.
    """
    text = _decode(data)
    try:
        top, lines = parse_yaml(text, "")
    except ReferenceDataError as error:
        found = [_syntax_fault(problem) for problem in error.problems]
        raise UnreadableFramework(_impossible_days(text) or found) from error
    return _Reader(top, lines).edition(known)


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableFramework([FileFault("line 1", "framework.file_too_large", {"limit": MAX_BYTES})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableFramework([FileFault(f"line {line}", "framework.not_utf8", {})]) from error
    _check_depth(text)
    return text


def _check_depth(text: str) -> None:
    """Refuse deeply nested brackets before YAML sees them: its time grows with the square of their depth."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, bracket.start()) + 1
            raise UnreadableFramework([FileFault(f"line {line}", "framework.nested_too_deep", {})])


def _syntax_fault(problem: Problem) -> FileFault:
    place = f"line {problem.line}" if problem.line else "the file"
    return FileFault(place, "framework.yaml_unreadable", {"text": problem.message})


def _impossible_days(text: str) -> list[FileFault]:
    """The lines of dates such as 2025-02-30, which stop YAML itself without a line."""
    try:
        scalars = [token for token in yaml.scan(text) if isinstance(token, yaml.ScalarToken)]
    except (yaml.YAMLError, RecursionError):
        return []
    return [
        FileFault(f"line {token.start_mark.line + 1}", "framework.day_malformed", {"text": token.value})
        for token in scalars
        if token.plain and _DAY.fullmatch(token.value) and not _is_day(token.value)
    ]


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


class _Reader:
    """One pass over the parsed file, turning named values into rows with their lines."""

    def __init__(self, top: dict[str, Any], lines: dict[str, int]) -> None:
        self.top = top
        self.lines = lines
        self.faults: list[FileFault] = []

    def edition(self, known: Collection[str] | None) -> Edition:
        head = self._head()
        rows = [
            *self._section("applies", _SCOPE, ItemKind.SCOPE),
            *self._section("rules", _RULE, ItemKind.RULE),
        ]
        rows += [*self._question(), *self._items()]
        for name in self.top:
            if name not in _TOP:
                self._note(str(name), "framework.field_unknown", field=str(name))
        head.faults[:0] = self.faults
        return assemble(head, rows, known)

    def _place(self, path: str) -> str:
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return f"line {self.lines.get(path, 1)}"

    def _note(self, path: str, code: str, **params: object) -> None:
        self.faults.append(FileFault(self._place(path), code, params))

    def _mapping(self, path: str, value: object) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self._note(path, "framework.named_fields_expected", field=path)
        return {}

    def _list(self, name: str) -> list[Any]:
        value = self.top.get(name)
        if value is None or isinstance(value, list):
            return value or []
        self._note(name, "framework.list_expected", field=name)
        return []

    def _fill(self, row: Row, path: str, values: dict[str, Any], names: dict[str, str]) -> None:
        for name, value in values.items():
            inner = f"{path}.{name}"
            row.fields[names.get(name, str(name))] = Raw(value, self._place(inner))

    def _head(self) -> Row:
        row = Row(self._place("framework"), labels=_labels({**_FRAMEWORK, **_HEADER}))
        framework = dict(self._mapping("framework", self.top.get("framework")))
        for name in ("question", "question_status"):
            framework.pop(name, None)
        self._fill(row, "framework", framework, _FRAMEWORK)
        header = self._mapping("header", self.top.get("header"))
        # Fields that must be there are given a place even when they are not.
        kept: dict[str, object] = dict.fromkeys(("source", "licence"))
        kept |= {name: value for name, value in header.items() if name not in _HEADER_ONLY}
        self._fill(row, "header", kept, _HEADER)
        return row

    def _row(self, path: str, value: object, names: dict[str, str], kind: ItemKind | None = None) -> Row:
        row = Row(self._place(path), labels=_labels(names))
        self._fill(row, path, self._mapping(path, value), names)
        if kind is not None:
            row.fields["kind"] = Raw(kind.value, row.place)
        return row

    def _section(self, name: str, names: dict[str, str], kind: ItemKind) -> Iterator[Row]:
        for index, value in enumerate(self._list(name)):
            row = self._row(f"{name}[{index}]", value, names, kind)
            row.fields.setdefault("code", Raw(f"{kind.value}-{index + 1}", row.place))
            yield row

    def _question(self) -> Iterator[Row]:
        framework = self.top.get("framework")
        if isinstance(framework, dict) and framework.get("question") is not None:
            place = self._place("framework.question")
            row = Row(place, {"kind": Raw("question", place), "code": Raw("question", place)})
            row.fields["title"] = Raw(framework["question"], place)
            row.fields["wording"] = Raw(
                framework.get("question_status"), self._place("framework.question_status")
            )
            yield row

    def _items(self) -> Iterator[Row]:
        for index, value in enumerate(self._list("items")):
            path = f"items[{index}]"
            item = dict(value) if isinstance(value, dict) else value
            subs = item.pop("sub_criteria", None) if isinstance(item, dict) else None
            row = self._row(path, item, _ITEM)
            yield row
            yield from self._sub_criteria(f"{path}.sub_criteria", subs, row)

    def _sub_criteria(self, path: str, subs: object, criterion: Row) -> Iterator[Row]:
        if subs is None:
            return
        if not isinstance(subs, list):
            self._note(path, "framework.list_expected", field="sub_criteria")
            return
        for index, text in enumerate(subs):
            place = self._place(f"{path}[{index}]")
            row = Row(place, {"kind": Raw("sub_criterion", place), "title": Raw(text, place)})
            row.fields["code"] = Raw(_sub_code(criterion.text("code"), index), place)
            row.fields["parent"] = Raw(criterion.text("code"), place)
            row.fields["wording"] = criterion.fields.get("wording", Raw(None, place))
            yield row


def _labels(names: dict[str, str]) -> dict[str, str]:
    return {field: name for name, field in names.items()}


def _sub_code(criterion: str, index: int) -> str:
    return f"{criterion}-{index + 1}"


class _PlainDumper(yaml.SafeDumper):
    """Writes equal values out in full: the reader accepts no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write_yaml(edition: Edition) -> bytes:
    """The edition as UTF-8 YAML that `read_yaml` reads back unchanged."""
    parts: dict[str, Any] = {
        "header": _named(edition, _HEADER),
        "framework": _named(edition, _FRAMEWORK),
    }
    question = next((item for item in edition.items if _is_plain_question(item)), None)
    if question is not None:
        parts["framework"] |= {"question": question.title, "question_status": question.wording.value}
    rest = [item for item in edition.items if item is not question]
    parts["applies"] = [_named(item, _SCOPE) for item in rest if item.kind is ItemKind.SCOPE]
    parts["rules"] = [_named(item, _RULE) for item in rest if item.kind is ItemKind.RULE]
    other = [item for item in rest if item.kind not in (ItemKind.SCOPE, ItemKind.RULE)]
    parts["items"] = [_named(item, _ITEM) for item in other]
    kept = {name: value for name, value in parts.items() if value}
    return yaml.dump(kept, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=110).encode()


def _is_plain_question(item: Item) -> bool:
    return item.kind is ItemKind.QUESTION and item.code == "question" and item.adapts is None


def _named(thing: Edition | Item, names: dict[str, str]) -> dict[str, Any]:
    """The fields of `thing` under their names in the file; empty ones are left out."""
    found = {}
    for name, attribute in names.items():
        value = getattr(thing, attribute)
        if value is None or value == "" or value is False:
            continue
        found[name] = value.value if isinstance(value, StrEnum) else value
    return found
