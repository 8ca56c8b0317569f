"""Errors as a code with parameters. Sentences for the codes are written in `presentation/words/`, never here."""

from typing import Any


class DomainError(Exception):
    """Something that cannot be done, with a machine-readable reason.

    Args:
        code: `area.reason`, for example ``mission.deadline_past``; worded once in ``presentation/words``.
        field: name of the input that caused it, when one did; pages put the message beside it.
        params: plain values that the sentence needs.
    """

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        detail = ", ".join(f"{key}={value!r}" for key, value in sorted(self.params.items()))
        return f"{self.code}({detail})"


class Invalid(DomainError):
    """A value is not acceptable; `field` says which."""


class Refused(DomainError):
    """The value is fine, but policy does not allow this now (wrong status, too early, same person twice)."""


class NotPermitted(DomainError):
    """This person may see the thing but may not do this to it."""


class NotFound(DomainError):
    """There is no such thing for this person: it does not exist, or they may not know that it does."""


class Stale(DomainError):
    """Somebody else changed the thing since it was read. `params` holds `kind`, `external_id`, `expected`, `actual`."""
