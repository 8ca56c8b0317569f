"""Whether a supplier is a small or medium-sized enterprise, as files and registers write it.

A yes or no, a size in words, or a band of employees. Section 123 of the Procurement Act 2023 asks for fewer than 250 staff (and
a limit of turnover or balance sheet, which no flag shows); published bands end at 249 or 250.
"""

import re

_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "sme",
        "smes",
        "s",
        "m",
        "small and medium",
        "small medium",
        "small or medium",
        "sole trader",
        "self employed",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "f",
        "0",
        "large",
        "l",
        "lg",
        "neither",
        "corporate",
        "multinational",
        "multi national",
    ]
)
_EITHER = frozenset({"yes no", "y n"})
_TICKS, _CROSSES = frozenset("✓✔☑√"), frozenset("✗✘✕☒")
_UNTOLD = re.compile(
    r"^(not?|none) (known|stated|applicable|provided|available|recorded|specified|given|disclosed|declared|sure|set|yet|"
    r"confirmed|data|information|info|response|answer|reply|details?|record)\b"
)
_ANY_SIZE = re.compile(
    r"\b(micro|small|medium)( sized?)? (or|to|and)? ?large\b|\blarge (or|to|and)? ?(micro|small|medium)\b"
)
_SIZE = re.compile(r"\b(micro|small|medium)\b")
_NOT_SMALL = re.compile(r"^(no|non|not|large)\b|\bsme (no|n)$|^(over|more than|above) 2(49|50)\b")
_SMALL = re.compile(r"^(yes|sme)\b")
_STAFF = re.compile(
    r"^(?:(?:<|under|fewer than|less than|up to)\s*(\d+)|\d+\s*(?:-|–|to)\s*(\d+))(?: (?:employees|staff|people))?$"
)
_MANY_STAFF = re.compile(r"^(?:[>≥]=?\s*(?:249|250)|25[01]\s*(?:\+|plus|or more|and over|and above))")
_LARGEST = 250


def is_small_or_medium(text: str) -> bool | None:
    """True, False, or None when the text does not tell."""
    text = text.strip().lower()
    if _MANY_STAFF.match(text):
        return False
    if staff := _STAFF.match(text):
        return int(staff[1] or staff[2]) <= _LARGEST
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())
    if words in _EITHER or _UNTOLD.search(words) or _ANY_SIZE.search(words):
        return None
    if text in _CROSSES or words in _NO or _NOT_SMALL.search(words):
        return False
    return True if text in _TICKS or words in _YES or _SMALL.search(words) or _SIZE.search(words) else None
