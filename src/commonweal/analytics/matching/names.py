"""A written name as the words that matter in it.

The whole column is worked on as one text, since a regular expression over six megabytes costs far less than a quarter of
a million calls. Nothing here decides anything: it only makes equal what is the same name written differently.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from commonweal.analytics.matching.words import (
    ABBREVIATIONS,
    EXPANSIONS,
    LEGAL_FORMS,
    LEGAL_PHRASES,
    STOP_WORDS,
)

MOST_WORDS = 8
_MARK = "\x01"
_MOJIBAKE = re.compile("[ÂÃâ]")
_TRADING = re.compile(
    r"\bt ?[/\\.] ?as?\b\.?|\btrading (?:name of|as|under)\b|\bd ?/? ?b ?/ ?a\b|\bformerly(?: known as)?\b"
    r"|\bpreviously(?: known as)?\b|\baka\b|\bc ?/ ?o\b|(?<=[a-z0-9]) (?:ta|t a) (?=[a-z0-9])"
)
_DOTTED = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)")
_OTHER = re.compile(r"[^a-z0-9\n\x01]+")
_LETTERS = re.compile(r"\b[a-z](?: [a-z])+\b")
_LEADING = frozenset({"limited", "ltd", "plc", "llp"})
_LTD_SLIPS = frozenset(
    "ktd lyd lrd lttd ltdd ltf lts itd ltd td1 llimited lltd tld ldt l1td ld lt".split()  # noqa: SIM905
)
_LETTERS_OF = "abcdefghijklmnopqrstuvwxyz"
#: Legal forms and a country with one letter too many or two letters swapped; none of these is a word.
_FORM_SLIPS = {
    **{f"l{letter}td": "ltd" for letter in _LETTERS_OF},
    **{f"lt{letter}d": "ltd" for letter in _LETTERS_OF},
    **{f"{form}{letter}": form for form in ("ltd", "llp", "plc") for letter in _LETTERS_OF},
    **{f"ll{letter}p": "llp" for letter in _LETTERS_OF},
    **{f"p{letter}lc": "plc" for letter in _LETTERS_OF},
    **{f"pl{letter}c": "plc" for letter in _LETTERS_OF},
    **dict.fromkeys(("ciic", "ccic", "cicc"), "cic"),
    **dict.fromkeys(("ciio", "ccio", "cioo"), "cio"),
}
_SPELLED_OUT = (("communityinterestcompany", "cic"), ("publiclimitedcompany", "plc"))
_AFTER_THE_FORM = frozenset({"uk", "gb", "england"})
_STUCK = ("limited", "ltd", "plc", "llp")
_NOTE = re.compile(
    r"\b(?:a ?/ ?c|acct?|account)\b[ .:#]*(?:no\b)?[ .:#]*[0-9]*|\bhead off(?:ice\b|ic?$)|\bhead of?$|\bbacs\b|\(main\)"
    r"|\(?\bin (?:administration|liquidation|receivership)\b\)?|\(dissolved\)|\bvat reg\b.*",
    re.MULTILINE,
)
_PHRASES = re.compile(
    "|".join(rf"\b{phrase}\b" for phrase, _ in sorted(LEGAL_PHRASES, key=lambda p: -len(p[0])))
)
_SHORT = dict(LEGAL_PHRASES)


@dataclass(frozen=True, slots=True)
class Name:
    """One way a record is named: its words in order, its legal form (empty when none is given), and whether it stands
    beside another name (trading as, formerly)."""

    words: tuple[str, ...]
    form: str
    is_other_name: bool

    @property
    def compact(self) -> str:
        return "".join(self.words)


def normalise(names: Sequence[str]) -> list[list[Name]]:
    """Every name as one or more ways of being named, in the order of `names`."""
    if not names:
        return []
    text = _plain("\n".join(" ".join(name.split()) if not name.isprintable() else name for name in names))
    text = _NOTE.sub(" ", _TRADING.sub(_MARK, text))
    text = _OTHER.sub(" ", _DOTTED.sub("", text))
    text = _LETTERS.sub(lambda found: found[0].replace(" ", ""), text)
    text = _PHRASES.sub(lambda found: _SHORT[found[0]], text)
    known: dict[str, list[Name]] = {}
    return [known.get(line) or known.setdefault(line, _ways(line)) for line in text.split("\n")]


def _plain(text: str) -> str:
    """Lower case without accents, apostrophes or mojibake; ampersands as words."""
    if not text.isascii():
        if _MOJIBAKE.search(text):
            text = "\n".join(_unmangled(line) for line in text.split("\n"))
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text.lower()
    for letter, plain in (
        ("'", ""),
        ("’", ""),
        ("‘", ""),
        ("`", ""),
        ("´", ""),
        ("ø", "o"),
        ("ß", "ss"),
        ("æ", "ae"),
    ):
        text = text.replace(letter, plain)
    return text.replace("&amp;", " and ").replace("&", " and ").replace("+", " and ")


def _unmangled(line: str) -> str:
    """UTF-8 that was once read as Windows-1252, read again as what it was; unchanged where that makes no sense."""
    try:
        return line.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return line


def _ways(line: str) -> list[Name]:
    parts = [part for part in (piece.strip() for piece in line.split(_MARK)) if part]
    return [_name(part, place > 0) for place, part in enumerate(parts)] or [Name((), "", False)]


def _form_taken_off(written: list[str]) -> tuple[str, list[str]]:
    """The legal form at the end where it is misspelled or stuck to the word before it, and the words without it."""
    last = written[-1]
    if len(written) > 2 and last in _AFTER_THE_FORM:
        form, before = _form_taken_off(written[:-1])
        if form:
            return form, [*before, last]
    found = _slipped_form(written) if len(written) > 1 else None
    return found or _stuck_form(written) or ("", written)


def _slipped_form(written: list[str]) -> tuple[str, list[str]] | None:
    """A form of its own at the end of several words, with a slip in it, cut short, or a space astray."""
    last = written[-1]
    found = _spelled_out(written) if last[:2] == "co" and len(last) > 5 else None
    if last == "l" and len(written) > 2:
        found = "ltd", written[:-1]
    elif last in ("td", "imited", "im") and written[-2].endswith("l"):
        found = "ltd", [*written[:-2], *filter(None, [written[-2][:-1]])]
    elif last not in LEGAL_FORMS and (_looks_like_limited(last) or _looks_like_limited(written[-2] + last)):
        alone = _looks_like_limited(last)
        found = "ltd", written[:-1] if alone or len(written) == 2 else written[:-2]
    elif last in _FORM_SLIPS:
        found = _FORM_SLIPS[last], written[:-1]
    return found


def _stuck_form(written: list[str]) -> tuple[str, list[str]] | None:
    """A form without a space before it."""
    last = written[-1]
    for form in _STUCK if last not in LEGAL_FORMS else ():
        if len(last) > len(form) + 1 and last.endswith(form):
            before = last.removesuffix(form)
            kept = [] if before in ("co", "company") and len(written) > 1 else [before]
            return LEGAL_FORMS[form], [*written[:-1], *kept]
    return None


def _spelled_out(written: list[str]) -> tuple[str, list[str]] | None:
    """A form in full with a slip or a space astray in it, and the words without it; None when there is none."""
    for words in (3, 2, 4):
        tail = "".join(written[-words:])
        for phrase, form in _SPELLED_OUT:
            if len(written) > words and OSA.distance(tail, phrase, score_cutoff=2) <= 2:
                return form, written[:-words]
    return None


def _looks_like_limited(word: str) -> bool:
    if word in _LTD_SLIPS:
        return True
    return 5 <= len(word) <= 9 and OSA.distance(word, "limited", score_cutoff=2) <= 2


def _looks_like_england(word: str) -> bool:
    """A slip of the word that is so often added to a name and says nothing."""
    return word[:1] in "en" and 6 <= len(word) <= 8 and OSA.distance(word, "england", score_cutoff=1) <= 1


def _name(part: str, is_other_name: bool) -> Name:
    words: list[str] = []
    form, written = _form_taken_off(part.split())
    for place, word in enumerate(written):
        if word in LEGAL_FORMS and (place or len(written) == 1 or word in _LEADING):
            form = LEGAL_FORMS[word] or form
        elif word in EXPANSIONS:
            words += EXPANSIONS[word]
        elif word not in STOP_WORDS:
            words.append(ABBREVIATIONS.get(word) or ("england" if _looks_like_england(word) else word))
    return Name(tuple(words or written)[:MOST_WORDS], form, is_other_name)
