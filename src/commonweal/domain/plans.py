"""A plan and its draft ask as lines, so that two states can be laid side by side: what was, what is."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.domain.canonical import decode, encode

SCHEMA = "commonweal.plan.1"


@dataclass(frozen=True)
class PlanLine:
    """One thing the plan says. `key` is stable; `field` is a code worded by `presentation`; `about` names the part."""

    key: str
    field: str
    about: str
    value: str


@dataclass(frozen=True)
class Plan:
    """Everything the plan and the draft ask say, in reading order."""

    schema: str
    lines: tuple[PlanLine, ...]

    def to_json(self) -> bytes:
        """Canonical bytes."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> Plan:
        """Read stored content. Raises `canonical.Unreadable`."""
        return decode(cls, content)


@dataclass(frozen=True)
class PlanDifference:
    """One line that differs; an empty `before` was added, an empty `after` was taken away."""

    key: str
    field: str
    about: str
    before: str
    after: str


def differences(before: Plan, after: Plan) -> tuple[PlanDifference, ...]:
    """What differs, in the reading order of the later plan, then what was taken away."""
    old = {line.key: line for line in before.lines}
    new = {line.key: line for line in after.lines}
    found = [
        PlanDifference(key, line.field, line.about, old[key].value if key in old else "", line.value)
        for key, line in new.items()
        if key not in old or old[key].value != line.value
    ]
    gone = [
        PlanDifference(key, line.field, line.about, line.value, "")
        for key, line in old.items()
        if key not in new and line.value
    ]
    return tuple(each for each in found if each.before or each.after) + tuple(gone)
