"""Numbers of organisations in public registers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.reference.codes import identifier_schemes


@pytest.mark.parametrize(
    ("scheme", "written", "tidied"),
    [
        ("GB-COH", "0123 4567", "01234567"),
        ("GB-COH", "sc123456", "SC123456"),
        ("GB-COH", "1234567", None),
        ("GB-CHC", "1123456", "1123456"),
        ("GB-SC", "SC012345", "SC012345"),
        ("GB-SC", "SC123456", None),
        ("GB-NIC", "nic 100200", "NIC100200"),
        ("GB-PPON", "abcd-1234-efgh", "ABCD-1234-EFGH"),
        ("GB-PPON", "ABCD1234EFGH", None),
        ("GB-GSS", "E08000024", "E08000024"),
    ],
)
def test_an_identifier_is_tidied_or_refused(scheme, written, tidied):
    assert identifier_schemes()[scheme].tidy(written) == tidied


def test_a_well_formed_number_leads_to_its_register():
    company = identifier_schemes()["GB-COH"]
    assert company.address("SC 123456").endswith("/company/SC123456")
    assert company.address("nonsense") is None
    assert identifier_schemes()["GB-PPON"].address("ABCD-1234-EFGH") is None


@settings(deadline=None)
@given(st.text(max_size=14), st.sampled_from(sorted(identifier_schemes())))
def test_tidying_twice_changes_nothing(written, scheme):
    once = identifier_schemes()[scheme].tidy(written)
    assert once is None or identifier_schemes()[scheme].tidy(once) == once
