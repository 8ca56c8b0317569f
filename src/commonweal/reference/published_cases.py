"""Published cases: what real bodies have printed about their missions, contracts and promises.

Every figure is as printed. None means that the report does not say. Nothing here has been verified by anyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from commonweal.reference.loader import Header, read_header, read_mapping
from commonweal.reference.nodes import Node

FILE = "published_cases.yaml"
AUTHORITY_KINDS = ("local", "partnership")
MISSION_KINDS = ("mission", "corporate_plan_theme", "corporate_objectives")
NATURES = ("works", "goods", "services")
LINK_BASES = ("published", "editorial")


@dataclass(frozen=True)
class Fact:
    """One printed figure. `value` is exact; `unit` says what it counts ("GBP", "share" from 0 to 1, "jobs", ...)."""

    id: str
    title: str
    value: Decimal
    unit: str
    year: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class PublishedAuthority:
    """A body that buys, or a partnership of several. `code` is the GSS code where the body has one."""

    id: str
    name: str
    kind: str
    code: str | None
    source: str
    doubt: str | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class PublishedOutcome:
    """One outcome of a published theory of change, paraphrased."""

    id: str
    title: str


@dataclass(frozen=True)
class PublishedGoal:
    """A goal of a theory of change with the outcomes that lead to it."""

    id: str
    title: str
    outcomes: tuple[PublishedOutcome, ...]


@dataclass(frozen=True)
class PublishedMission:
    """A published aim. `is_abridged` when the wording was shortened."""

    id: str
    authority: str
    kind: str
    statement: str
    deadline: date | None
    is_abridged: bool
    source: str
    goals: tuple[PublishedGoal, ...]


@dataclass(frozen=True)
class PublishedLine:
    """One promise and what the body itself reports of it, in whole `unit`s. Either figure may be absent."""

    id: str
    title: str
    unit: str | None
    promised: int | None
    delivered: int | None
    note: str | None


@dataclass(frozen=True)
class Incubator:
    """How a procurement was thought through with its market before it began."""

    participants: tuple[str, ...]
    workshops: int | None
    opportunities: tuple[str, ...]
    supplier_characteristics: tuple[str, ...]


@dataclass(frozen=True)
class PublishedContract:
    """A contract (or one being planned: `status`) as a report describes it.

    `serves` names missions by id; `link_basis` says whether the report states that link ("published") or we read it so
    ("editorial"). `supplier` is a name; `supplier_description` stands in where the report names nobody.
    """

    id: str
    authority: str
    title: str
    source: str
    status: str | None
    supplier: str | None
    supplier_description: str | None
    nature: str | None
    value_pence: int | None
    duration_months: int | None
    extension_months: int | None
    localities: int | None
    partners: tuple[str, ...]
    partners_note: str | None
    serves: tuple[str, ...]
    link_basis: str | None
    facts: tuple[Fact, ...]
    kpis: tuple[str, ...]
    incubator: Incubator | None
    commitments: tuple[PublishedLine, ...]


@dataclass(frozen=True)
class PublishedCases:
    """Everything in the file, in its order. Ids are unique within each kind and every reference is known."""

    header: Header
    authorities: tuple[PublishedAuthority, ...]
    missions: tuple[PublishedMission, ...]
    contracts: tuple[PublishedContract, ...]

    def authority(self, authority_id: str) -> PublishedAuthority:
        """Raises KeyError for an unknown id."""
        return {each.id: each for each in self.authorities}[authority_id]

    def mission(self, mission_id: str) -> PublishedMission:
        """Raises KeyError for an unknown id."""
        return {each.id: each for each in self.missions}[mission_id]

    def contract(self, contract_id: str) -> PublishedContract:
        """Raises KeyError for an unknown id."""
        return {each.id: each for each in self.contracts}[contract_id]


@cache
def published_cases() -> PublishedCases:
    """The shipped cases. Raises ReferenceDataError naming every mistake if the file is not sound."""
    top, lines = read_mapping(FILE)
    authorities = tuple(_authority(node) for node in top.nodes("authorities"))
    sources = {each.id: each.source for each in authorities}
    missions = tuple(_mission(node, sources) for node in top.nodes("missions"))
    known_missions = {each.id for each in missions}
    contracts = tuple(_contract(node, sources, known_missions) for node in top.nodes("contracts"))
    _refuse_repeats(top, "authorities", [each.id for each in authorities])
    _refuse_repeats(top, "missions", [each.id for each in missions])
    _refuse_repeats(top, "contracts", [each.id for each in contracts])
    _refuse_repeats(top, "contracts", [line.id for each in contracts for line in each.commitments])
    top.finish()
    top.raise_problems(FILE, lines)
    return PublishedCases(read_header(FILE), authorities, missions, contracts)


def _authority(node: Node) -> PublishedAuthority:
    authority = PublishedAuthority(
        id=node.text("id"),
        name=node.text("name"),
        kind=node.choice("kind", AUTHORITY_KINDS),
        code=node.optional_text("code"),
        source=node.text("source"),
        doubt=node.optional_text("doubt"),
        facts=_facts(node),
    )
    node.finish()
    return authority


def _facts(node: Node) -> tuple[Fact, ...]:
    return tuple(_fact(each) for each in node.nodes("facts"))


def _fact(node: Node) -> Fact:
    value = node.decimal("value")
    if value is None:
        node.note("is required", "value")
    fact = Fact(
        id=node.text("id"),
        title=node.text("title"),
        value=value or Decimal(0),
        unit=node.text("unit"),
        year=node.optional_text("year"),
        note=node.optional_text("note"),
    )
    node.finish()
    return fact


def _mission(node: Node, sources: dict[str, str]) -> PublishedMission:
    authority = _known(node, "authority", set(sources))
    mission = PublishedMission(
        id=node.text("id"),
        authority=authority,
        kind=node.choice("kind", MISSION_KINDS),
        statement=node.text("statement"),
        deadline=node.day("deadline"),
        is_abridged=node.boolean("abridged"),
        source=node.optional_text("source") or sources.get(authority, ""),
        goals=tuple(_goal(each) for each in node.nodes("goals")),
    )
    node.finish()
    return mission


def _goal(node: Node) -> PublishedGoal:
    goal = PublishedGoal(
        id=node.text("id"),
        title=node.text("title"),
        outcomes=tuple(_outcome(each) for each in node.nodes("outcomes")),
    )
    node.finish()
    return goal


def _outcome(node: Node) -> PublishedOutcome:
    outcome = PublishedOutcome(id=node.text("id"), title=node.text("title"))
    node.finish()
    return outcome


def _contract(node: Node, sources: dict[str, str], missions: set[str]) -> PublishedContract:
    authority = _known(node, "authority", set(sources))
    pounds = node.integer("value_gbp")
    serves = node.texts("serves")
    for each in set(serves) - missions:
        node.note(f"names a mission that is not in the file: {each!r}", "serves")
    partners = node.texts("partners")
    for each in set(partners) - set(sources):
        node.note(f"names an authority that is not in the file: {each!r}", "partners")
    contract = PublishedContract(
        id=node.text("id"),
        authority=authority,
        title=node.text("title"),
        source=node.optional_text("source") or sources.get(authority, ""),
        status=node.optional_text("status"),
        supplier=node.optional_text("supplier"),
        supplier_description=node.optional_text("supplier_description"),
        nature=_optional_choice(node, "nature", NATURES),
        value_pence=None if pounds is None else pounds * 100,
        duration_months=node.integer("duration_months"),
        extension_months=node.integer("extension_months"),
        localities=node.integer("localities"),
        partners=partners,
        partners_note=node.optional_text("partners_note"),
        serves=serves,
        link_basis=node.choice("link_basis", LINK_BASES) if serves else None,
        facts=_facts(node),
        kpis=node.texts("kpis"),
        incubator=_incubator(node) if node.value.get("incubator") else None,
        commitments=tuple(_line(each) for each in node.nodes("commitments")),
    )
    node.finish()
    return contract


def _incubator(contract: Node) -> Incubator:
    node = contract.node("incubator")
    incubator = Incubator(
        participants=node.texts("participants"),
        workshops=node.integer("workshops"),
        opportunities=node.texts("opportunities"),
        supplier_characteristics=node.texts("supplier_characteristics"),
    )
    node.finish()
    return incubator


def _line(node: Node) -> PublishedLine:
    line = PublishedLine(
        id=node.text("id"),
        title=node.text("title"),
        unit=node.optional_text("unit"),
        promised=node.integer("promised"),
        delivered=node.integer("delivered"),
        note=node.optional_text("note"),
    )
    if line.unit is None and (line.promised is not None or line.delivered is not None):
        node.note("is required where there is a figure", "unit")
    node.finish()
    return line


def _optional_choice(node: Node, key: str, allowed: tuple[str, ...]) -> str | None:
    return node.choice(key, allowed) if node.optional_text(key) else None


def _known(node: Node, key: str, known: set[str]) -> str:
    found = node.text(key)
    if found and found not in known:
        node.note(f"names an authority that is not in the file: {found!r}", key)
    return found


def _refuse_repeats(top: Node, key: str, ids: list[str]) -> None:
    for each in sorted({each for each in ids if ids.count(each) > 1}):
        top.note(f"has the id {each!r} more than once", key)
