"""Our own rules about a release: warnings, never a reason to call it invalid. One object for each rule, in RULES."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeGuard

Release = dict[str, Any]
Nodes = list[tuple[str, dict[str, Any]]]
"""Every object of a release with its JSON path, found once for all rules."""
Warn = Iterator[tuple[str, str]]
"""JSON paths and messages."""


@dataclass(frozen=True)
class Rule:
    """A rule by its name, what it says, and the function that finds where a release, by its objects, breaks it."""

    name: str
    text: str
    find: Callable[[Release, Nodes], Warn]


RULES: list[Rule] = []

_OCID = re.compile(r"ocds-[a-z0-9]{6}-.+")
_DATED = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBER = re.compile(r"\s*[£$€]?\s*-?[\d,]+(?:\.\d+)?\s*")


Find = Callable[[Release, Nodes], Warn]


def _rule(name: str, text: str) -> Callable[[Find], Find]:
    def keep(find: Find) -> Find:
        RULES.append(Rule(name, text, find))
        return find

    return keep


def _object(node: Any, name: str) -> dict[str, Any]:
    value = node.get(name) if isinstance(node, dict) else None
    return value if isinstance(value, dict) else {}


def _objects(node: Any, name: str) -> list[tuple[int, dict[str, Any]]]:
    value = node.get(name) if isinstance(node, dict) else None
    return (
        [(at, item) for at, item in enumerate(value) if isinstance(item, dict)]
        if isinstance(value, list)
        else []
    )


def moment(value: Any) -> datetime | None:
    """A date-time as an instant; one without a zone counts as UTC. None if it is not one."""
    if not isinstance(value, str) or not _DATED.fullmatch(value):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else datetime.fromisoformat(f"{value[:19].ljust(10)}").replace(tzinfo=_UTC)


_UTC = datetime.fromisoformat("2000-01-01T00:00:00+00:00").tzinfo


@_rule("ocid-prefix", "An ocid begins with a registered prefix: ocds-, six letters or digits, a hyphen.")
def _ocid_prefix(release: Release, _: Nodes) -> Warn:
    ocid = release.get("ocid")
    if isinstance(ocid, str) and not _OCID.fullmatch(ocid):
        yield "/ocid", f"{ocid[:60]!r} does not begin with ocds- and a six-character prefix"


@_rule(
    "date-order",
    "A period starts before it ends; tenders close before the award; the award comes before signing.",
)
def _date_order(release: Release, nodes: Nodes) -> Warn:
    for path, period in nodes:
        start, end = moment(period.get("startDate")), moment(period.get("endDate"))
        if start and end and start > end:
            yield f"{path}/endDate", f"ends {period['endDate']} before it starts {period['startDate']}"
    closing = _object(_object(release, "tender"), "tenderPeriod").get("endDate")
    closed = moment(closing)
    dates = {}
    for at, award in _objects(release, "awards"):
        awarded = moment(award.get("date"))
        dates[str(award.get("id"))] = (awarded, award.get("date"))
        if closed and awarded and awarded.date() < closed.date():
            yield f"/awards/{at}/date", f"awarded {award['date']} before tenders closed {closing}"
    for at, contract in _objects(release, "contracts"):
        awarded, said = dates.get(str(contract.get("awardID")), (None, None))
        signed = moment(contract.get("dateSigned"))
        if awarded and signed and signed.date() < awarded.date():
            yield f"/contracts/{at}/dateSigned", f"signed {contract['dateSigned']} before the award {said}"


@_rule("lot-reference", "An award or an item refers only to lots that the tender has.")
def _lot_reference(release: Release, _: Nodes) -> Warn:
    lots = {str(lot.get("id")) for _, lot in _objects(_object(release, "tender"), "lots")}
    if not lots:
        return
    for at, award in _objects(release, "awards"):
        for number, lot in enumerate(
            award.get("relatedLots") or [] if isinstance(award.get("relatedLots"), list) else []
        ):
            if str(lot) not in lots:
                yield f"/awards/{at}/relatedLots/{number}", f"there is no lot {lot!r} in the tender"
    for path, holder in (
        ("/tender", _object(release, "tender")),
        *((f"/awards/{n}", a) for n, a in _objects(release, "awards")),
    ):
        for at, item in _objects(holder, "items"):
            if item.get("relatedLot") is not None and str(item["relatedLot"]) not in lots:
                yield f"{path}/items/{at}/relatedLot", f"there is no lot {item['relatedLot']!r} in the tender"


@_rule("award-reference", "A contract refers to an award of the release, when the release has awards.")
def _award_reference(release: Release, _: Nodes) -> Warn:
    awards = {str(award.get("id")) for _, award in _objects(release, "awards")}
    for at, contract in _objects(release, "contracts"):
        if awards and "awardID" in contract and str(contract["awardID"]) not in awards:
            yield f"/contracts/{at}/awardID", f"there is no award {contract['awardID']!r} in the release"


@_rule(
    "party-reference",
    "Buyer, procuring entity, tenderers and suppliers are among the parties, when the release lists parties.",
)
def _party_reference(release: Release, _: Nodes) -> Warn:
    parties = {str(party.get("id")) for _, party in _objects(release, "parties")}
    if not parties:
        return
    tender = _object(release, "tender")
    named = [
        ("/buyer", _object(release, "buyer")),
        ("/tender/procuringEntity", _object(tender, "procuringEntity")),
    ]
    named += [(f"/tender/tenderers/{n}", ref) for n, ref in _objects(tender, "tenderers")]
    for at, award in _objects(release, "awards"):
        named += [(f"/awards/{at}/suppliers/{n}", ref) for n, ref in _objects(award, "suppliers")]
    for path, reference in named:
        if reference.get("id") is not None and str(reference["id"]) not in parties:
            yield f"{path}/id", f"{reference['id']!r} is not among the parties"


@_rule("duplicate-id", "Two objects of one list do not share an id: merging would make one of them.")
def _duplicate_id(_: Release, nodes: Nodes) -> Warn:
    for path, items in _lists(nodes):
        seen: set[str] = set()
        for at, item in enumerate(items):
            if "id" not in item:
                continue
            if str(item["id"]) in seen:
                yield f"{path}/{at}/id", f"the id {item['id']!r} was used before in this list"
            seen.add(str(item["id"]))


@_rule("missing-id", "Objects of a list have ids: without one each release adds the object again.")
def _missing_id(_: Release, nodes: Nodes) -> Warn:
    for path, items in _lists(nodes):
        last = path.rsplit("/", 1)[-1]
        if last in _IDENTIFIED:
            for at, item in enumerate(items):
                if item.get("id") in (None, ""):
                    yield f"{path}/{at}", "has no id"


_IDENTIFIED = frozenset(("parties", "lots", "awards", "contracts", "suppliers", "tenderers", "agreedMetrics", "metrics",
                         "observations", "performanceFailures", "milestones", "items", "documents"))  # fmt: skip


@_rule(
    "totals",
    "Lots add up to the tender's value; contracts do not exceed their award; gross is not below net.",
)
def _totals(release: Release, nodes: Nodes) -> Warn:
    tender = _object(release, "tender")
    whole = _amount(_object(tender, "value"))
    lots = [_amount(_object(lot, "value")) for _, lot in _objects(tender, "lots")]
    if whole and lots and all(lots) and {lot[1] for lot in lots if lot} == {whole[1]}:
        total = sum(lot[0] for lot in lots if lot)
        if total != whole[0]:
            yield "/tender/value/amount", f"the lots add up to {total}, the tender says {whole[0]}"
    awards = {
        str(award.get("id")): _amount(_object(award, "value")) for _, award in _objects(release, "awards")
    }
    so_far: dict[str, Decimal] = {}
    for at, contract in _objects(release, "contracts"):
        of = str(contract.get("awardID"))
        value, award = _amount(_object(contract, "value")), awards.get(of)
        if value and award and value[1] == award[1]:
            so_far[of] = so_far.get(of, Decimal(0)) + value[0]
            if so_far[of] > award[0]:
                what = (
                    f"{value[0]}" if so_far[of] == value[0] else f"{so_far[of]} with the contracts before it"
                )
                yield f"/contracts/{at}/value/amount", f"{what} is more than the award's {award[0]}"
    for path, node in nodes:
        net, gross = node.get("amount"), node.get("amountGross")
        if _is_number(net) and _is_number(gross) and 0 <= gross < net:
            yield f"{path}/amountGross", f"{gross} with VAT is less than {net} without"


def _amount(value: dict[str, Any]) -> tuple[Decimal, Any] | None:
    amount = value.get("amount")
    return (Decimal(str(amount)), value.get("currency")) if _is_number(amount) else None


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


@_rule("number-as-text", "Amounts and quantities are numbers, not text.")
def _number_as_text(_: Release, nodes: Nodes) -> Warn:
    for path, node in nodes:
        for name in ("amount", "amountGross", "quantity", "numberOfTenderers"):
            value = node.get(name)
            if isinstance(value, str):
                how = "a number written as text" if _NUMBER.fullmatch(value) else "not a number"
                yield f"{path}/{name}", f"{value[:40]!r} is {how}"


@_rule("date-format", "Dates are written as in RFC 3339, with a time zone: 2025-05-24T17:30:58Z.")
def _date_format(_: Release, nodes: Nodes) -> Warn:
    for path, node in nodes:
        for name, value in node.items():
            named = name == "date" or name.endswith("Date") or name.startswith("date")
            if named and isinstance(value, str) and not _is_exact(value):
                yield f"{path}/{name}", f"{value[:40]!r} is not a date with time and zone"


def _is_exact(value: str) -> bool:
    return "T" in value and moment(value) is not None and _ZONED.search(value) is not None


_ZONED = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")


def _walk(node: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a release with its JSON path."""
    if isinstance(node, dict):
        yield path, node
        for name, value in node.items():
            if type(value) is dict or type(value) is list:
                yield from _walk(value, f"{path}/{_escape(name)}")
    else:
        for at, value in enumerate(node):
            if type(value) is dict or type(value) is list:
                yield from _walk(value, f"{path}/{at}")


def _lists(nodes: Nodes) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path, node in nodes:
        for name, value in node.items():
            if (
                type(value) is list
                and value
                and name not in _WHOLE
                and all(type(item) is dict for item in value)
            ):
                yield f"{path}/{_escape(name)}", value


_WHOLE = frozenset(("additionalClassifications", "additionalIdentifiers", "changes", "deliveryAddresses"))


def _escape(name: str) -> str:
    return name if name.isalnum() else name.replace("~", "~0").replace("/", "~1")


_MOJIBAKE = re.compile(
    "(?:\u00e2[\u20ac\u0080][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u2122]?|[\u00c2\u00c3][\u0080-\u00bf\u2122\u0192\u2030])"
)
_LOST_BREAK = re.compile(
    r"(?<=[a-z0-9.:;,)?!])(?:rn){2,}(?=[A-Z0-9\-*( ]|$)|(?<=[.:;)])rn(?=[A-Z0-9])|(?<=[a-z])rn(?=[A-Z][a-z])"
)


@_rule(
    "mojibake",
    "Text was read in the wrong character set on its way here, as in \u00c2\u00a3 for a pound sign.",
)
def _mojibake(_: Release, nodes: Nodes) -> Warn:
    for path, name, value in _texts(nodes):
        if not value.isascii():
            yield from _near(
                _MOJIBAKE, (path, name), value, "holds characters read in the wrong character set"
            )


@_rule("lost-line-breaks", "Line breaks lost their backslashes and stand as the letters rn.")
def _lost_breaks(_: Release, nodes: Nodes) -> Warn:
    for path, name, value in _texts(nodes):
        if "rn" in value:
            yield from _near(_LOST_BREAK, (path, name), value, "holds the letters rn where line breaks were")


def _texts(nodes: Nodes) -> Iterator[tuple[str, str, str]]:
    for path, node in nodes:
        for name, value in node.items():
            if type(value) is str:
                yield path, name, value


def _near(pattern: re.Pattern[str], place: tuple[str, str], value: str, what: str) -> Warn:
    found = pattern.search(value)
    if found:
        path = f"{place[0]}/{_escape(place[1])}"
        yield path, f"{what}, near {value[max(found.start() - 12, 0) : found.end() + 12]!r}"


def objects_of(release: Release) -> Nodes:
    """Every object of a release, itself first, with its JSON path."""
    return list(_walk(release, ""))
