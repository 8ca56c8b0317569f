"""Down-selection: which tenderers go on to the next round, each with a reason, by what the tender documents allow.

Only a procurement whose published rounds go on can select between them (Procurement Act 2023, sections 20 and 24:
wording not yet checked).
"""

from collections.abc import Mapping

from commonweal.domain.errors import Invalid, Refused


def check_down_selection(
    goes_on: Mapping[str, bool], reasons: Mapping[str, str], *, round_number: int, rounds: int
) -> None:
    """Raise unless every tender of the round is decided, somebody goes on, and who does not is told why.

    Raises:
        Refused: ``down_selection.last_round``. Invalid: ``down_selection.nobody``, ``down_selection.reason_missing``.
    """
    if round_number >= rounds:
        raise Refused("down_selection.last_round")
    if not any(goes_on.values()):
        raise Invalid("down_selection.nobody")
    for tender, goes in goes_on.items():
        if not goes and not reasons.get(tender, "").strip():
            raise Invalid("down_selection.reason_missing", field=f"reason_{tender}")
