"""The words of what is looked at before scoring: one dictionary per enumeration of `domain`."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.conditions import ConditionOutcome
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome, GroundKind, PartyKind
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.weights import percent
from commonweal.presentation.words.requirements import CONDITION_KIND as CONDITION

__all__ = ("CONDITION", "GROUND", "OUTCOME", "PARTY", "PURPOSE", "choices", "share")

PARTY: dict[str, Any] = {
    PartyKind.SUPPLIER: _("The supplier itself"),
    PartyKind.ASSOCIATED: _("Associated person"),
    PartyKind.SUBCONTRACTOR: _("Intended subcontractor"),
}
GROUND: dict[str, Any] = {
    GroundKind.MANDATORY: _("Mandatory"),
    GroundKind.DISCRETIONARY: _("Discretionary"),
}
PURPOSE: dict[str, Any] = {
    EnquiryPurpose.EXCLUSION: _("An exclusion ground that may apply"),
    EnquiryPurpose.LOW_PRICE: _("A price that seems abnormally low"),
    EnquiryPurpose.CONDITION: _("A condition of participation"),
    EnquiryPurpose.PROMISE: _("What a promise means"),
}
OUTCOME: dict[str, Any] = {
    ExclusionOutcome.DOES_NOT_APPLY: _("The ground does not apply"),
    ExclusionOutcome.SELF_CLEANED: _("Over, and not likely to occur again (self-cleaning)"),
    ExclusionOutcome.NOT_EXCLUDED: _("It applies; not excluded, at our discretion"),
    ExclusionOutcome.REPLACED: _("Replaced by somebody else"),
    ExclusionOutcome.EXCLUDED: _("Excluded: the tender is out"),
    ConditionOutcome.MET: _("Met"),
    ConditionOutcome.NOT_MET: _("Not met: the tender is out"),
    PriceOutcome.ACCEPTED: _("The price is explained: the tender stays"),
    PriceOutcome.DISREGARDED: _("Disregarded: the tender is out"),
}


def choices(kinds: Any) -> list[tuple[str, Any]]:
    """The members of an enumeration as choices."""
    return [(kind.value, OUTCOME[kind]) for kind in kinds]


def share(exact: Fraction) -> str:
    """A share of one as a percentage to two places."""
    return percent(round(exact * 10_000))
