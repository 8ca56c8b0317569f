"""One value, one byte string."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.canonical import Unreadable, digest, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert encode({"b": 1, "a": [True, None, "é"]}) == '{"a":[true,null,"é"],"b":1}'.encode()


@given(PLAIN)
def test_order_of_writing_does_not_matter(value: object) -> None:
    if isinstance(value, dict):
        assert encode(value) == encode(dict(reversed(value.items())))
    assert encode(value) == encode(value)


def test_an_instant_is_written_in_utc_whatever_its_zone() -> None:
    summer = timezone(timedelta(hours=1))
    assert encode(datetime(2026, 7, 1, 13, tzinfo=summer)) == b'"2026-07-01T12:00:00Z"'
    assert encode(datetime(2026, 7, 1, 12, tzinfo=UTC)) == b'"2026-07-01T12:00:00Z"'
    assert encode(date(2026, 7, 1)) == b'"2026-07-01"'


@pytest.mark.parametrize("value", [0.1, datetime(2026, 7, 1), b"bytes", {1, 2}])  # noqa: DTZ001
def test_what_has_no_single_spelling_is_refused(value: object) -> None:
    with pytest.raises(Unreadable) as refused:
        encode({"list": [value]})
    assert refused.value.path == "$.list[0]"


def test_the_digest_is_sha256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
