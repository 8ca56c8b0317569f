"""Numbers and postcodes in one shape each."""

import pytest

from commonweal.analytics.matching.identifiers import charity_number, company_number, postcode


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("00123456", "00123456"),
        ("123456", "00123456"),
        (" 0012 3456 ", "00123456"),
        ("123456.0", "00123456"),
        ("SC012345", "SC012345"),
        ("sc12345", "SC012345"),
        ("0SC12345", "SC012345"),
        ("OC 301234", "OC301234"),
        ("IP12345R", "IP12345R"),
        ("0", ""),
        ("n/a", ""),
        ("unknown", ""),
        ("123456789", ""),
        ("", ""),
    ],
)
def test_company_numbers(written, means):
    assert company_number(written) == means


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("0204567", "204567"),
        ("204567-1", "204567"),
        ("SC001234", "SC1234"),
        ("none", ""),
        ("1234567", "1234567"),
    ],
)
def test_charity_numbers(written, means):
    assert charity_number(written) == means


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("NE1 4ST", ("NE14ST", "NE14", "NE1 ", "NE")),
        ("ne14st", ("NE14ST", "NE14", "NE1 ", "NE")),
        ("SW1A 1AA", ("SW1A1AA", "SW1A1", "SW1A ", "SW")),
        ("NE1 O0T", ("NE10OT", "NE10", "NE1 ", "NE")),
        ("NE1", ("", "", "NE1 ", "NE")),
        ("nowhere", ("", "", "", "")),
    ],
)
def test_postcodes_with_their_sector_district_and_area(written, means):
    assert postcode(written) == means


def test_a_district_never_equals_a_sector():
    assert postcode("NE14")[2] != postcode("NE1 4ST")[1]
