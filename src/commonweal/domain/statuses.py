"""One literal transition table per thing; everything else (checks, diagrams, tests) is derived from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from commonweal.domain.errors import Refused

S = TypeVar("S", bound=Enum)


@dataclass(frozen=True)
class Transitions(Generic[S]):
    """The allowed moves of one kind of thing.

    Attributes:
        thing: the noun used in error codes, for example ``procurement``.
        table: from-status -> {to-status: short sentence saying what happens}; every status is a key.
    """

    thing: str
    table: Mapping[S, Mapping[S, str]]

    def allows(self, old: S, new: S) -> bool:
        """True when `new` may follow `old` directly."""
        return new in self.table.get(old, {})

    def check(self, old: S, new: S) -> None:
        """Raise `Refused` (code ``<thing>.status_not_allowed``) unless `new` may follow `old`."""
        if not self.allows(old, new):
            raise Refused(f"{self.thing}.status_not_allowed", old=old.value, new=new.value)

    def following(self, status: S) -> tuple[S, ...]:
        """Statuses that may follow `status`, in table order."""
        return tuple(self.table.get(status, {}))

    def is_final(self, status: S) -> bool:
        """True when nothing may follow `status`."""
        return not self.table.get(status)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the docs."""
        lines = ["stateDiagram-v2"]
        for old, moves in self.table.items():
            lines += [f"    {old.value} --> {new.value}: {why}" for new, why in moves.items()]
            if not moves:
                lines.append(f"    {old.value} --> [*]")
        return "\n".join(lines)
