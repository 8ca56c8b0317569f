"""The registers that number organisations, and what a well-formed number of each looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from commonweal.reference.loader import read_mapping
from commonweal.reference.nodes import Node

SCHEMES = "codes/identifier_schemes.yaml"


@dataclass(frozen=True)
class IdentifierScheme:
    """A register that numbers organisations. `pattern` is for the number alone; `link` holds {} for it."""

    code: str
    title: str
    covers: str
    pattern: str
    link: str | None

    def tidy(self, number: str) -> str | None:
        """The number without spaces and in capitals, or None when it is not well formed."""
        found = "".join(number.split()).upper()
        return found if re.fullmatch(self.pattern, found, re.ASCII) else None

    def address(self, number: str) -> str | None:
        """The page of the register about a well-formed number, where the register has one."""
        found = self.tidy(number)
        return self.link.replace("{}", found) if self.link and found else None


@cache
def identifier_schemes() -> dict[str, IdentifierScheme]:
    """Every scheme by its code, such as "GB-COH"."""
    top, lines = read_mapping(SCHEMES)
    found = [_scheme(node) for node in top.nodes("schemes")]
    top.finish()
    top.raise_problems(SCHEMES, lines)
    return {each.code: each for each in found}


def _scheme(node: Node) -> IdentifierScheme:
    scheme = IdentifierScheme(
        node.text("code"),
        node.text("title"),
        node.text("covers"),
        node.text("pattern"),
        node.optional_text("link"),
    )
    node.finish()
    return scheme
