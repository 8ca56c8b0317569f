"""Company numbers, charity numbers and postcodes in one shape each, so that equal means equal."""

import re
from collections.abc import Iterable

_NOT_WORD = re.compile(r"[^A-Z0-9]")
_COMPANY = re.compile(r"^([A-Z]{0,2})([0-9]{1,8})([A-Z]?)$")
_CHARITY = re.compile(r"^(SC|NIC|CHC|NI)?0*([0-9]{4,8})$")
_POSTCODE = re.compile(r"^([A-Z]{1,2})([0-9][A-Z0-9]?)([0-9])([A-Z]{2})$")
_OUTWARD = re.compile(r"^([A-Z]{1,2})([0-9][A-Z0-9]?)$")
_NUMBER_LENGTH = 8


def company_number(text: str) -> str:
    """The eight characters that the companies register uses, or empty: `0SC12345` and `sc 12345` are `SC012345`."""
    raw = _NOT_WORD.sub("", text.upper().removesuffix(".0"))
    found = _COMPANY.match(raw.lstrip("0") or "")
    if not found:
        return ""
    letters, digits, tail = found.groups()
    if not int(digits):
        return ""
    return f"{letters}{digits.lstrip('0').zfill(_NUMBER_LENGTH - len(letters) - len(tail))}{tail}"


def charity_number(text: str) -> str:
    """Letters of the nation's register, then the digits without leading zeros, or empty; a `-1` for a branch goes."""
    raw = text.upper().strip().removesuffix(".0")
    found = _CHARITY.match(_NOT_WORD.sub("", re.sub(r"-[0-9]{1,3}$", "", raw)))
    return f"{found[1] or ''}{int(found[2])}" if found and int(found[2]) else ""


def letters_and_digits(text: str) -> str:
    """What was written without its spaces and marks, in capitals."""
    return _NOT_WORD.sub("", text.upper())


def postcode(text: str) -> tuple[str, str, str, str]:
    """Unit, sector, district and area of a postcode, each empty where it is not known: `NE1 4ST` gives
    `("NE14ST", "NE14", "NE1 ", "NE")`. The district ends in a space so that it never equals a sector."""
    raw = _NOT_WORD.sub("", text.upper())
    found = _POSTCODE.match(raw)
    if not found:
        found = _POSTCODE.match(_letters_and_digits(raw))
    if found:
        area, district, sector, unit = found.groups()
        return f"{area}{district}{sector}{unit}", f"{area}{district}{sector}", f"{area}{district} ", area
    outward = _OUTWARD.match(raw)
    return ("", "", f"{outward[1]}{outward[2]} ", outward[1]) if outward else ("", "", "", "")


def _letters_and_digits(raw: str) -> str:
    """The inward half is a digit and two letters: an O or I typed for the digit, or the reverse, is put right."""
    if len(raw) < 5:
        return raw
    to_digit, to_letter = str.maketrans("OIL", "011"), str.maketrans("015", "OIS")
    return raw[:-3] + raw[-3].translate(to_digit) + raw[-2:].translate(to_letter)


def company_numbers(texts: Iterable[str]) -> list[str]:
    """Each in the register's shape; what is not a number is empty."""
    return [company_number(text) if text else "" for text in texts]


def charity_numbers(texts: Iterable[str]) -> list[str]:
    """Each in one shape; what is not a number is empty."""
    return [charity_number(text) if text else "" for text in texts]
