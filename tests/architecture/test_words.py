"""Every error code that the code raises has a sentence."""

import re
from pathlib import Path

from commonweal.presentation.words import all_words

SRC = Path(__file__).resolve().parents[2] / "src" / "commonweal"
RAISED = re.compile(
    r"(?:Invalid|Refused|NotFound|NotPermitted|Stale|DomainError)\(\s*f?\"([a-z_]+\.[a-z_]+)\""
)


def raised_codes() -> set[str]:
    rooms = ("domain", "lifecycle", "organisations", "files", "records", "journeys", "publication", "thread")
    return {
        code
        for room in rooms
        for path in (SRC / room).rglob("*.py")
        for code in RAISED.findall(path.read_text("utf-8"))
    }


def test_every_code_that_is_raised_has_a_sentence():
    assert sorted(raised_codes() - all_words().keys()) == []
