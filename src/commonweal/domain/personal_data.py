"""Signs that a text holds personal data: a warning to the person who sends it, never a refusal.

Evidence should count people without naming them. The signs are crude on purpose: they find what people paste by mistake (a
list with names, addresses and numbers), and they cannot show that a text holds none. Source: project judgement.
"""

import re
from enum import StrEnum


class Sign(StrEnum):
    """What was found."""

    EMAIL = "email"
    PHONE = "phone"
    NATIONAL_INSURANCE = "national_insurance"
    NHS_NUMBER = "nhs_number"
    NAME_COLUMN = "name_column"
    BIRTH_COLUMN = "birth_column"
    ADDRESS_COLUMN = "address_column"


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_PHONE = re.compile(r"(?<![\d-])(?:\+44[ -]?|0)[1-9](?:[ -]?\d){8,9}(?!\d)")
_NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")
_TEN_DIGITS = re.compile(r"(?<!\d)(\d{3}) ?(\d{3}) ?(\d{4})(?!\d)")
_COLUMNS = {
    Sign.NAME_COLUMN: {
        "name", "full name", "first name", "firstname", "forename", "surname", "last name", "lastname",
        "participant", "employee name", "learner name", "client name",
    },
    Sign.BIRTH_COLUMN: {"dob", "d.o.b.", "date of birth", "birth date", "birthdate", "birthday"},
    Sign.ADDRESS_COLUMN: {"address", "home address", "address line 1", "street address"},
}  # fmt: skip
MOST = 1_000_000
"""Characters that are looked at. Of a workbook a share of each of its parts, without plain figures: see `files.reading`."""


def signs(text: str) -> tuple[Sign, ...]:
    """What in a text looks like personal data, in a fixed order; empty where nothing does."""
    looked_at = text[:MOST]
    found = {
        Sign.EMAIL: bool(_EMAIL.search(looked_at)),
        Sign.PHONE: bool(_PHONE.search(looked_at)),
        Sign.NATIONAL_INSURANCE: bool(_NATIONAL_INSURANCE.search(looked_at)),
        Sign.NHS_NUMBER: any(
            _is_nhs_number("".join(each.groups())) for each in _TEN_DIGITS.finditer(looked_at)
        ),
    }
    cells = {cell.strip().strip('"').strip().lower() for cell in re.split(r"[,;\t\n\r|]", looked_at)}
    found |= {sign: bool(cells & words) for sign, words in _COLUMNS.items()}
    return tuple(sign for sign in Sign if found[sign])


def _is_nhs_number(digits: str) -> bool:
    """Ten digits of which the last checks the others (modulus 11), as NHS numbers have."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9]) and len(set(digits)) > 1
