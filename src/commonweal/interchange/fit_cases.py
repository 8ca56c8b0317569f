"""The fit case file: one YAML document for each case, read into domain values with every mistake named by its place."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.domain.fit.case import (
    AuthorityKind,
    BaselineBasis,
    DeliveryPlace,
    FitAsk,
    FitCase,
    FitMetric,
    FitProcurement,
    InnovationStage,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    Nation,
    Nature,
    TargetKind,
    default_use,
)
from commonweal.interchange.case_values import (
    REQUIRED,
    Field,
    NotAcceptable,
    absent_or,
    basis_points,
    choice,
    codes,
    day,
    flag,
    name,
    pence,
    shown,
    text,
    texts,
    thousandths,
    whole,
)
from commonweal.interchange.yaml_documents import Placed, YamlProblem, read_documents

MAX_PROBLEMS = 50


def _baseline(value: Any) -> BaselineBasis:
    bases = {basis.value: basis for basis in (BaselineBasis.PRE_CONTRACT, BaselineBasis.INDEPENDENT)}
    if value is None:
        return BaselineBasis.NONE
    if isinstance(value, str) and value in bases:
        return bases[value]
    raise NotAcceptable(f"is {shown(value)}: use null, pre-contract or independent")


_AUTHORITY = (Field("kind", choice(AuthorityKind)),)
_PROCUREMENT = (
    Field("subject", text),
    Field("nature", choice(Nature)),
    Field("value_gbp", pence),
    Field("nation", absent_or(choice(Nation)), None),
    Field("duration_months", whole(1, 1200)),
    Field("extension_months", whole(0, 1200)),
    Field("started_on", day),
    Field("stage", choice(InnovationStage)),
    Field("trl", absent_or(whole(1, 9)), None),
    Field("team_fte", thousandths),
    Field("delivery", choice(DeliveryPlace)),
    Field("people_facing", flag),
    Field("research", flag),
    Field("call_off", flag),
    Field("light_touch", flag),
    Field("mainly_small_market", flag),
    Field("market_engagement", flag),
    Field("contract_manager", absent_or(text)),
    Field("remedies", flag),
    Field("social_value_act_record", absent_or(flag), None),
)
_ASK = (
    Field("framework", name),
    Field("weighting", basis_points),
    Field("outcomes", codes),
    Field("criteria_edited", flag),
    Field("good_practice_only", flag),
    Field("narrative_required", flag),
    Field("rewards_learning", flag),
    Field("review_cadence_months", absent_or(whole(1, 1200))),
    Field("thread", texts),
    Field("places", texts, ()),
    Field("local", flag),
    Field("restricts_location", flag),
    Field("pounds_decide_score", flag),
    Field("word_limit", whole(0, 10**9)),
    Field("evidence_items", whole(0, 10**6)),
    Field("kpis_planned", whole(0, 10**6)),
    Field("kpis_social_value", whole(0, 10**6)),
    Field("kpi_exemption_reason", absent_or(text), None),
    Field("none_fits_reason", absent_or(text), None),
)
_METRIC = (
    Field("id", name),
    Field("kind", choice(MetricKind)),
    Field("target", choice(TargetKind)),
    Field("period", choice(MetricPeriod)),
    Field("baseline", _baseline),
    Field("level", choice(MetricLevel)),
    Field("prescriptive", flag),
    Field("used_for", absent_or(choice(MetricUse)), None),
)
_CASE_KEYS = ("case", "authority", "procurement", "ask")
_OPTIONAL_CASE_KEYS = ("note", "expect")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: its line (None for the whole file), the path in the case, what is wrong and what to do."""

    line: int | None
    path: str
    message: str
    case: str | None = None

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        inside = f" (case {self.case})" if self.case else ""
        return f"{place}{self.path}{inside} {self.message}"


class CaseFileError(ValueError):
    """The file holds mistakes; `problems` lists them in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class CaseInFile:
    """A case as read: where it stands and, when the file says so, the ids of the findings expected of it."""

    case: FitCase
    line: int
    expected: frozenset[str] | None


def read_cases(data: bytes, *, outcomes: Mapping[str, frozenset[str]]) -> list[CaseInFile]:
    """Every case of a file, in order.

    Args:
        data: the file's bytes, UTF-8 YAML.
        outcomes: outcome ids of each known social value model; an empty set means that any id is accepted.

    Raises:
        CaseFileError: with every mistake found (at most 50).
    """
    try:
        documents = read_documents(data)
    except YamlProblem as problem:
        raise CaseFileError([Problem(problem.line, "the file", problem.message)]) from None
    if not documents:
        raise CaseFileError([Problem(None, "the file", "holds no case: write at least one")])
    reader = _Reader(outcomes)
    cases = [reader.case(document, number) for number, document in enumerate(documents, start=1)]
    if reader.problems:
        raise CaseFileError(reader.problems[:MAX_PROBLEMS])
    return [case for case in cases if case is not None]


class _Reader:
    """Reads documents one by one and remembers every mistake."""

    def __init__(self, outcomes: Mapping[str, frozenset[str]]) -> None:
        self.outcomes = outcomes
        self.problems: list[Problem] = []
        self.first_lines: dict[str, int] = {}
        self.current: str | None = None

    def case(self, document: Placed, number: int) -> CaseInFile | None:
        """One case, or None when it holds a mistake."""
        before = len(self.problems)
        self.current = None
        top = self._mapping(document, f"document {number}")
        if top is None:
            return None
        self._refuse_unknown(top, (*_CASE_KEYS, *_OPTIONAL_CASE_KEYS), "")
        case_id = self._case_id(document, top)
        self._note_text(top)
        authority = self._part(document, top, "authority", _AUTHORITY)
        procurement = self._part(document, top, "procurement", _PROCUREMENT)
        ask = self._ask(document, top)
        expected = self._expected(top)
        if len(self.problems) > before:
            return None
        case = FitCase(case_id, authority["kind"], _procurement(procurement), _ask(ask))
        return CaseInFile(case, document.line, expected)

    def _case_id(self, document: Placed, top: dict[str, Placed]) -> str:
        found = self._fields(document, top, "", (Field("case", name),)).get("case")
        if found is None:
            return ""
        self.current, line = str(found), top["case"].line
        if self.current in self.first_lines:
            first = self.first_lines[self.current]
            self._add(line, "case", f"has the same id as the case on line {first}: give it another")
        self.first_lines.setdefault(self.current, line)
        return self.current

    def _note_text(self, top: dict[str, Placed]) -> None:
        note = top.get("note")
        if note is not None and note.value is not None and not isinstance(note.value, str):
            self._add(note.line, "note", f"is {shown(note.value)}: write text")

    def _ask(self, document: Placed, top: dict[str, Placed]) -> dict[str, Any]:
        values = self._part(document, top, "ask", _ASK, also=("metrics",))
        if values:
            inner = top["ask"].value
            values["metrics"] = self._metrics(top["ask"], inner)
            self._known_outcomes(inner, values)
        return values

    def _metrics(self, ask: Placed, inner: dict[str, Placed]) -> tuple[FitMetric, ...]:
        placed = inner.get("metrics")
        if placed is None:
            self._add(ask.line, "ask.metrics", "is missing: add it, [] for none")
            return ()
        if not isinstance(placed.value, list):
            self._add(placed.line, "ask.metrics", f"is {shown(placed.value)}: write a list, [] for none")
            return ()
        return tuple(
            metric
            for index, item in enumerate(placed.value)
            if (metric := self._metric(item, f"ask.metrics[{index}]")) is not None
        )

    def _metric(self, item: Placed, path: str) -> FitMetric | None:
        before = len(self.problems)
        inner = self._mapping(item, path)
        if inner is None:
            return None
        self._refuse_unknown(inner, tuple(field.name for field in _METRIC), path)
        values = self._fields(item, inner, path, _METRIC)
        if len(self.problems) > before:
            return None
        values["used_for"] = values["used_for"] or default_use(values["target"])
        return FitMetric(**values)

    def _known_outcomes(self, inner: dict[str, Placed], values: dict[str, Any]) -> None:
        """A model that we know may be written as people write it ("PPN 002", "PPN 06/20"): its outcomes must be its own."""
        if "framework" in values:
            written = values["framework"]
            values["framework"] = next(
                (id_ for id_ in self.outcomes if _bare(id_) == _bare(written)), written
            )
        known = self.outcomes.get(values.get("framework", ""), frozenset())
        unknown = sorted(set(values.get("outcomes", ())) - known) if known else []
        if unknown:
            listed = ", ".join(sorted(known))
            message = f"names {', '.join(unknown)}, unknown to {values['framework']}: use {listed}"
            self._add(inner["outcomes"].line, "ask.outcomes", message)

    def _expected(self, top: dict[str, Placed]) -> frozenset[str] | None:
        placed = top.get("expect")
        if placed is None:
            return None
        values = self._part(placed, top, "expect", (Field("findings", texts),))
        return frozenset(values.get("findings", ()))

    def _part(
        self,
        document: Placed,
        top: dict[str, Placed],
        key: str,
        fields: tuple[Field, ...],
        also: tuple[str, ...] = (),
    ) -> dict[str, Any]:
        """The values of one part of the case by field name; empty when the part itself is unusable."""
        placed = top.get(key)
        if placed is None:
            self._add(document.line, key, "is missing: add it")
            return {}
        inner = self._mapping(placed, key)
        if inner is None:
            return {}
        self._refuse_unknown(inner, (*(field.name for field in fields), *also), key)
        return self._fields(placed, inner, key, fields)

    def _fields(
        self, around: Placed, inner: dict[str, Placed], path: str, fields: tuple[Field, ...]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in fields:
            placed, place = inner.get(field.name), f"{path}.{field.name}".lstrip(".")
            if placed is None:
                if field.default is REQUIRED:
                    self._add(around.line, place, "is missing: add it")
                values[field.name] = None if field.default is REQUIRED else field.default
                continue
            try:
                values[field.name] = field.parse(_plain(placed))
            except NotAcceptable as error:
                self._add(placed.line, place, str(error))
        return values

    def _mapping(self, placed: Placed, path: str) -> dict[str, Placed] | None:
        if isinstance(placed.value, dict):
            return placed.value
        self._add(placed.line, path, f"is {shown(_plain(placed))}: write named fields")
        return None

    def _refuse_unknown(self, inner: dict[str, Placed], known: tuple[str, ...], path: str) -> None:
        for key, placed in inner.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                hint = f"did you mean {near[0]}?" if near else "remove it"
                place = f"{path}.{key[:60]}".lstrip(".")
                self._add(placed.line, place, f"is not a field of the case file: {hint}")

    def _add(self, line: int | None, path: str, message: str) -> None:
        self.problems.append(Problem(line, path, message, self.current))


def _plain(placed: Placed) -> Any:
    """The value without its places."""
    if isinstance(placed.value, list):
        return [_plain(item) for item in placed.value]
    return placed.value


def _procurement(values: dict[str, Any]) -> FitProcurement:
    record = values.pop("social_value_act_record")
    return FitProcurement(
        value=values.pop("value_gbp"),
        team_fte_thousandths=values.pop("team_fte"),
        nation=values.pop("nation") or Nation.ENGLAND,
        social_value_act_record=True if record is None else record,
        **values,
    )


def _ask(values: dict[str, Any]) -> FitAsk:
    return FitAsk(model=values.pop("framework"), **values)


def _bare(name: str) -> str:
    """A name without its spaces, signs and capitals."""
    return "".join(each for each in name.casefold() if each.isalnum())
