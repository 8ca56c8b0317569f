"""Where a supplier is, seen from a body: its own place, the rest of the region, elsewhere, or not known.

A postcode is placed by its sector, in the authority that has most of the sector's postcodes; that can be wrong for
the others of a shared sector. Without one, the name of a place is looked up among authorities and regions.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from commonweal.reference import places


class Relation(StrEnum):
    """A supplier's place as a body sees it."""

    OWN = "own"
    REGION = "region"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class UnknownPlace(ValueError):
    """The body's place is not in the shipped list; the message says so."""


_YES, _NO = frozenset({"y", "yes", "true"}), frozenset({"n", "no", "false"})
_NORTHERN_IRELAND = "N92000002"
_POSTCODE = re.compile(r"\b(NPT|[A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
_OUTWARD = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?)(?:\s*(\d))?$")


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("place_words.yaml").read_text("utf-8"))
    return words


@cache
def _relation_words() -> dict[str, "Relation"]:
    return {word: Relation(each) for each in ("own", "region", "elsewhere") for word in _words()[each]}


@dataclass(frozen=True)
class Home:
    """A body's own authorities and those of the wider area around it, as codes; `wider` includes `own`."""

    code: str
    name: str
    own: frozenset[str]
    wider: frozenset[str]
    wider_name: str
    groups: frozenset[str]

    def definition(self) -> str:
        """In words, for print beside every figure."""
        return (
            f"own: {self.name}; region: the rest of {self.wider_name}; elsewhere: any other place; unknown: no postcode "
            "or place name that can be placed. A postcode counts for the authority with most postcodes of its sector."
        )

    def relation_of(self, authority: str | None) -> Relation:
        """The relation of an authority's code."""
        if authority is None:
            return Relation.UNKNOWN
        if authority in self.own:
            return Relation.OWN
        return Relation.REGION if authority in self.wider else Relation.ELSEWHERE


def home(code_or_name: str) -> Home:
    """The home of a body by GSS code or the authority's name. Raises UnknownPlace."""
    code = code_or_name.strip().upper()
    if code not in places.authorities() and code not in places.groups():
        named = named_places().get(_plain(code_or_name))
        if named is None or len(named) != 1:
            raise UnknownPlace(
                f'"{code_or_name}" is no place we know: give a GSS code such as E08000024 or an authority\'s name'
            )
        code = named[0]
    if code in places.authorities():
        return _authority_home(code)
    return _group_home(code)


def named_home(name: str) -> Home:
    """The home of a body that is on no official list: suppliers are own when their files name it or say "local"."""
    return Home(f"named {_plain(name)}", name, frozenset(), frozenset(), "its region", frozenset())


def _authority_home(code: str) -> Home:
    each = places.authorities()[code]
    own = frozenset({code, *_districts(code)})
    combined = places.combined_authority_of(code)
    wide = combined or each.region or each.country
    wider = frozenset(places.members(combined)) if combined else _within(wide)
    groups = frozenset({wide, *((each.region,) if each.region else ())} if combined else {wide})
    return Home(code, each.name, own, wider | own, places.groups()[wide].name, groups)


def _group_home(code: str) -> Home:
    group = places.groups()[code]
    if group.kind in ("state", "country", "region"):
        own, wide = _within(code), group.parent or code
        return Home(code, group.name, own, _within(wide), places.groups()[wide].name, frozenset({wide}))
    own = frozenset(places.members(code))
    regions = sorted({region for each in own if (region := places.authorities()[each].region)})
    wider = frozenset().union(own, *(_within(region) for region in regions))
    return Home(
        code,
        group.name,
        own,
        wider,
        " and ".join(places.groups()[each].name for each in regions),
        frozenset(regions),
    )


def _districts(code: str) -> tuple[str, ...]:
    return tuple(each for each, authority in places.authorities().items() if authority.county == code)


@cache
def _within(group: str) -> frozenset[str]:
    return frozenset(code for code in places.authorities() if group in places.ancestors(code))


@lru_cache(maxsize=50_000)
def _plain(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("'", "").replace("&", " and "))
    for left_out in _words()["left_out"]:
        words = re.sub(left_out, " ", words)
    return " ".join(words.split())


@cache
def named_places() -> dict[str, tuple[str, ...]]:
    """Codes by plain name: authorities with their short forms, regions, combined authorities, countries."""
    found: dict[str, set[str]] = {}
    for code, each in places.authorities().items():
        if each.kind != "county" or not _districts(code):
            for name in _short_forms(each.name):
                found.setdefault(name, set()).add(code)
        else:
            found.setdefault(_plain(each.name), set()).add(code)
    for code, group in places.groups().items():
        found.setdefault(_plain(group.name), set()).add(code)
    for town, _, district in (each.strip().rpartition(" ") for each in _words()["towns"].split(",")):
        if town not in found and district in _by_district():
            found[town] = {_by_district()[district]}
    for name, codes in _words()["aliases"].items():
        found[name] = {codes} if isinstance(codes, str) else set(codes)
    return {name: tuple(sorted(codes)) for name, codes in found.items() if codes}


def _short_forms(name: str) -> Iterable[str]:
    plain = _plain(name)
    yield plain
    head = re.split(r" (?:upon|on|under|in) ", plain)[0]
    if head != plain:
        yield head
    parts = plain.split(" and ")
    if len(parts) == 2:
        yield from parts
    if plain.endswith(" city"):
        yield plain.removesuffix(" city")


def authority_of_postcode(text: str) -> str | None:
    """The authority of the first postcode in a text (full, a sector or a district), or None."""
    upper = text.upper()
    found = _POSTCODE.search(upper) or re.search(r"\b([A-Z]{1,2}\d[A-Z\d]?)[\s-]+([\dO][A-Z]{2})\b", upper)
    if found:
        sector = places.postcode_sectors().get(f"{found[1]} {found[2][0].replace('O', '0')}")
        return sector.main_authority if sector else None
    bare = _OUTWARD.match(upper.strip())
    return _area_authority(bare[1], bare[2]) if bare else None


@lru_cache(maxsize=4096)
def _area_authority(outward: str, digit: str | None) -> str | None:
    if digit is not None and (sector := places.postcode_sectors().get(f"{outward} {digit}")):
        return sector.main_authority
    return _by_district().get(outward)


@cache
def _by_district() -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for sector in places.postcode_sectors().values():
        counted = counts.setdefault(sector.code.split(" ")[0], Counter())
        counted.update(dict(sector.authorities))
    return {
        district: max(sorted(counted), key=lambda code: counted[code]) for district, counted in counts.items()
    }


def relation(home: Home, postcode: str | None, texts: Iterable[tuple[str, str]] = ()) -> Relation:
    """The relation of a supplier by postcode, else by the first text that tells. `texts` are (column name, text)."""
    if postcode:
        found = _of_postcode(home, postcode)
        if found is not Relation.UNKNOWN:
            return found
    for column, text in texts:
        found = _of_text(home, column, text)
        if found is not Relation.UNKNOWN:
            return found
    return Relation.UNKNOWN


def _of_postcode(home: Home, text: str) -> Relation:
    authority = authority_of_postcode(text)
    if authority is None and re.search(r"\bBT\d{1,2}\b", text.upper()):
        return (
            Relation.UNKNOWN
            if any(_NORTHERN_IRELAND in places.ancestors(code) for code in home.own)
            else Relation.ELSEWHERE
        )
    return home.relation_of(authority)


def _of_text(home: Home, column: str, text: str) -> Relation:
    found = _of_postcode(home, text)
    if found is not Relation.UNKNOWN:
        return found
    parts = [text, *reversed(re.split(r"[,;|/()\n]+| - ", text))]
    for part in parts:
        found = _of_name(home, column, _plain(part))
        if found is not Relation.UNKNOWN:
            return found
    return Relation.UNKNOWN


def _of_name(home: Home, column: str, name: str) -> Relation:
    """The relation of one name or word, or of an answer to the column's heading."""
    if not name:
        return Relation.UNKNOWN
    if name in _YES or name in _NO:
        return _of_heading(home, _plain(column), is_yes=name in _YES)
    if name in _relation_words():
        return _relation_words()[name]
    found = _of_place(home, name)
    return _of_words_around(home, name) if found is Relation.UNKNOWN else found


def _of_words_around(home: Home, name: str) -> Relation:
    """`Based in X` is X; outside X is elsewhere only when X is all of the region; the rest of X is not the body's own place."""
    outside, rest_of = _words()["outside"], _words()["rest_of"]
    if re.search(outside, name):
        inner = _of_place(home, _bare(re.sub(outside, " ", name)))
        return Relation.ELSEWHERE if inner is Relation.REGION else Relation.UNKNOWN
    inner = _of_place(home, _bare(re.sub(rest_of, " ", name)))
    return Relation.UNKNOWN if inner is Relation.OWN and re.search(rest_of, name) else inner


def _of_heading(home: Home, heading: str, *, is_yes: bool) -> Relation:
    """What a yes or no says in a column headed `Local supplier?` or `North East based`. A no tells only under a wider place."""
    without_marks = re.sub(
        r"\b(y n|yes no|y or n|yes or no|is|a|supplier located|supplier based)\b", " ", heading
    )
    named = _of_place(home, _bare(" ".join(without_marks.split())))
    if not is_yes:
        return Relation.ELSEWHERE if named is Relation.REGION else Relation.UNKNOWN
    if "local" in heading:
        return Relation.OWN
    return Relation.REGION if "regional" in heading.split() else named


def _bare(name: str) -> str:
    """A name of a place without the words around it, such as `based in` and `area`."""
    before = ""
    while before != name:
        before = name
        for words in _words()["around"]:
            name = " ".join(re.sub(words, " ", name).split()) or name
    return name


def _of_place(home: Home, name: str) -> Relation:
    if name == _plain(home.name):
        return Relation.OWN
    found = {_of_code(home, code) for code in named_places().get(name, ())}
    return found.pop() if len(found) == 1 else Relation.UNKNOWN


def _of_code(home: Home, code: str) -> Relation:
    if code in places.groups():
        return _of_group(home, code)
    if _districts(code):
        within = {home.relation_of(each) for each in _districts(code)}
        return (
            within.pop()
            if len(within) == 1
            else (Relation.REGION if Relation.OWN not in within else Relation.UNKNOWN)
        )
    return home.relation_of(code)


def _of_group(home: Home, code: str) -> Relation:
    """A region named is the rest of it when it is the body's own, except London, which is also a town's name."""
    if code == home.code:
        return Relation.OWN
    if code in home.groups:
        return Relation.UNKNOWN if code == "E12000007" else Relation.REGION
    inside = (
        _within(code)
        if places.groups()[code].kind in ("state", "country", "region")
        else frozenset(places.members(code))
    )
    return Relation.ELSEWHERE if inside and not inside & home.wider else Relation.UNKNOWN
