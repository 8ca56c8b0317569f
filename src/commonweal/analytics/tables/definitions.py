"""The definitions of the spend report: loaded once from `definitions.yaml`, applied to each supplier's name."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from commonweal.domain.supplier_sizes import is_small_or_medium

_WORD = re.compile(r"[a-z0-9]+")
_PUNCTUATION = re.compile(r"[^A-Z0-9&]+")
_DOTTED = re.compile(r"\b([A-Z])\.(?=[A-Z]\b)")
_FORMS = (
    (re.compile(r"\bPUBLIC LIMITED COMPANY\b"), "PLC"),
    (re.compile(r"\bCOMMUNITY INTEREST COMPANY\b"), "CIC"),
    (re.compile(r"\bCHARITABLE INCORPORATED ORGANISATION\b"), "CIO"),
    (re.compile(r"\bLIMITED LIABILITY PARTNERSHIP\b"), "LLP"),
    (re.compile(r"\b(LIMITED|LTD LTD)\b"), "LTD"),
    (re.compile(r"\bINCORPORATED\b"), "INC"),
    (re.compile(r"\bCOMPANY\b"), "CO"),
    (re.compile(r"&"), " AND "),
)
_TRADING_AS = re.compile(r"\b(T ?/ ?A|TRADING AS)\b.*$")


@cache
def definitions() -> dict[str, Any]:
    """The file as it is, its texts on one line."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("definitions.yaml").read_text("utf-8"))
    return found


def text(name: str) -> str:
    """One definition in words."""
    worded: str = definitions()["texts"][name]
    return worded


def supplier_key(name: str) -> str:
    """A name in the form by which two payments are to one supplier."""
    words = _TRADING_AS.sub("", _DOTTED.sub(r"\1", name.upper())).replace("'", "").replace("’", "")
    words = _PUNCTUATION.sub(" ", words)
    for pattern, form in _FORMS:
        words = pattern.sub(form, words)
    words = " ".join(words.split())
    return words.removeprefix("THE ") or " ".join(name.upper().split())


@cache
def _words(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The single words of a definition, and its phrases with a space on either side."""
    terms = [" ".join(_WORD.findall(str(term))) for term in definitions()[name]]
    return frozenset(term for term in terms if " " not in term), tuple(
        f" {term} " for term in terms if " " in term
    )


def _holds(name: str, words: list[str]) -> bool:
    """True when a name, as lower-case words, holds a word or phrase of a definition."""
    single, phrases = _words(name)
    return not single.isdisjoint(words) or any(map(f" {' '.join(words)} ".__contains__, phrases))


def _in_words(name: str) -> list[str]:
    return _WORD.findall(
        name.lower().replace("'", "").replace("’", "").replace("c.i.c", "cic").replace("c.i.o", "cio")
    )


def may_be_a_person(name: str) -> bool:
    """True unless the name shows an organisation: when in doubt a supplier is not named."""
    words = _in_words(name)
    if _holds("legal_forms", words):
        return False
    has_initial = len(words) <= 3 and any(len(word) == 1 and word.isalpha() for word in words)
    if _holds("titles", words) or has_initial:
        return True
    return not (_holds("organisation_words", words) or any(letter.isdigit() for letter in name))


def is_named(name: str, pence: int, *, may_be: bool) -> bool:
    """Whether a supplier that `may_be` a person is named beside the sum it was paid: nobody alone is paid so much."""
    if not may_be:
        return True
    return pence >= definitions()["named_from_pence"] and not _holds("titles", _in_words(name))


def vcse_of(name: str, flag: str | None, charity_number: str | None) -> str:
    """yes, no or unknown by the definition `vcse`."""
    told = yes_no(flag)
    if told != "unknown":
        return told
    if charity_number:
        return "yes"
    words = _in_words(name)
    if _holds("public_words", words) or _holds("not_vcse_words", words):
        return "no"
    return "yes" if _holds("vcse_words", words) else "unknown"


_YES = frozenset(
    {
        "yes",
        "y",
        "true",
        "1",
        "t",
        "vcse",
        "vcs",
        "vcfse",
        "charity",
        "voluntary",
        "social enterprise",
        "mutual",
    }
)
_NO = frozenset({"no", "n", "false", "0", "f", "not vcse", "non-vcse", "non vcse", "neither"})


def yes_no(flag: str | None) -> str:
    """A published flag of the voluntary sector as yes, no or unknown."""
    word = (flag or "").strip().lower()
    return "yes" if word in _YES else "no" if word in _NO else "unknown"


def sme_of(flag: str | None) -> str:
    """A published flag or size as yes, no or unknown."""
    told = is_small_or_medium(flag) if flag else None
    return "unknown" if told is None else "yes" if told else "no"
