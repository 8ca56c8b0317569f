"""The divisions of the common procurement vocabulary: what a procurement is about, in two digits."""

from functools import cache

from commonweal.reference.loader import read_rows


@cache
def divisions() -> dict[str, str]:
    """Title by two-digit code, in order of code."""
    return {row["division"]: row["title"] for row in read_rows("cpv_divisions.csv")}
