"""Conditions of participation: what kinds there may be, and where the law blocks screening altogether.

A condition is about legal and financial capacity or technical ability (Procurement Act 2023, section 22). Below the
threshold suppliers may not be screened for suitability, except for some works (section 85). Both readings come from
general knowledge of the Act: wording not yet checked.
"""

from enum import StrEnum

from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.procurements import Nature, Regime


class ConditionKind(StrEnum):
    """What a condition may be about."""

    LEGAL = "legal"
    FINANCIAL = "financial"
    TECHNICAL = "technical"


class ConditionOutcome(StrEnum):
    """What is decided about one condition for one tender."""

    MET = "met"
    NOT_MET = "not_met"


def is_screening_blocked(regime: Regime, is_above: bool | None) -> bool:
    """True for a procurement below the threshold, by its regime or by its estimated value."""
    return regime is Regime.BELOW_THRESHOLD or is_above is False


def check_condition(
    text: str, stated_in: str, lawful_because: str, *, nature: Nature, is_blocked: bool
) -> None:
    """Raise unless the condition is worded, stated in the tender documents, and lawful here.

    Raises:
        Invalid: ``condition.words_missing``, ``condition.not_stated``, or ``condition.why_lawful`` for works below the
            threshold without the reason why screening is lawful.
        Refused: ``condition.below_threshold`` for goods and services below it.
    """
    if not text.strip():
        raise Invalid("condition.words_missing", field="text")
    if not stated_in.strip():
        raise Invalid("condition.not_stated", field="stated_in")
    if not is_blocked:
        return
    if nature is not Nature.WORKS:
        raise Refused("condition.below_threshold")
    if not lawful_because.strip():
        raise Invalid("condition.why_lawful", field="lawful_because")
