"""Kinds of audit events. Each stage declares its own; the value is stored, the sentence is shown."""

from enum import Enum
from typing import Any, Self


class EventType(Enum):
    """Base of every stage's event enum.

    Members are written ``MISSION_CREATED = "mission.created", _("created the mission")``: the code that is stored in
    the audit chain for ever, and the words that follow a person's name when history is shown.
    """

    sentence: Any

    def __new__(cls, code: str, sentence: Any) -> Self:
        member = object.__new__(cls)
        member._value_ = code
        member.sentence = sentence
        return member

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _CLASSES.append(cls)


_CLASSES: list[type[EventType]] = []


def all_event_types() -> dict[str, EventType]:
    """Every declared event by its code. Raises `ValueError` when two stages use the same code."""
    found: dict[str, EventType] = {}
    for declared in _CLASSES:
        for member in declared:
            if member.value in found:
                raise ValueError(f"audit event code {member.value!r} is declared twice")
            found[member.value] = member
    return found
