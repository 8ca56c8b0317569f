"""Deciding on a finding: accept it, override it with a reason, or open it again."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.findings import Finding
from commonweal.domain.rules.model import Severity


class Decision(StrEnum):
    """What a person decided. A finding that is opened again waits for somebody, as if nobody had decided."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    REOPENED = "reopened"


class Remedy(StrEnum):
    """A change that accepting a finding can make by itself."""

    PATHWAY_INSTEAD_OF_FIXED = "pathway"
    LEARNING_INSTEAD_OF_PAYMENT = "learning_use"
    WHOLE_CONTRACT_INSTEAD_OF_YEAR = "whole_contract"
    LEARNING_IN_TOP_BAND = "learning_band"
    STORIES_IN_REPORTS = "stories"
    POUNDS_AS_INFORMATION = "pounds_as_information"
    NO_RESTRICTION = "no_restriction"


#: The rules whose suggestion can be carried out by a button. Accepting any other finding is noted.
REMEDIES: Mapping[str, Remedy] = {
    "fixed-target-in-early-stage": Remedy.PATHWAY_INSTEAD_OF_FIXED,
    "outside-supplier-control": Remedy.LEARNING_INSTEAD_OF_PAYMENT,
    "duration-too-short-for-metric": Remedy.WHOLE_CONTRACT_INSTEAD_OF_YEAR,
    "learning-not-rewarded": Remedy.LEARNING_IN_TOP_BAND,
    "numbers-only": Remedy.STORIES_IN_REPORTS,
    "pounds-score": Remedy.POUNDS_AS_INFORMATION,
    "location-restriction-above-threshold": Remedy.NO_RESTRICTION,
    "location-restriction-below-threshold": Remedy.NO_RESTRICTION,
}
#: What the highest band says once learning is rewarded. Source: project judgement.
LEARNING_WORDS = "It says what is uncertain, how we would learn, and what happens if it does not work."


def permission_for(finding: Finding, decision: Decision) -> Permission:
    """What a person needs. Overriding a stop is for an approver alone."""
    overrules = decision is Decision.OVERRIDDEN and finding.severity is Severity.STOP
    return Permission.FINDING_OVERRULE if overrules else Permission.ASK_EDIT


def check_decision(
    finding: Finding, decision: Decision, reason: str, *, by: Actor, authors: frozenset[str]
) -> None:
    """May this person decide this?

    Args:
        authors: external ids of everybody who has worked on the ask or its procurement.

    Raises:
        NotPermitted: the actor lacks what the decision needs.
        Invalid: an override without a reason.
        Refused: a stop is overridden by somebody who worked on the ask.
    """
    by.must(permission_for(finding, decision))
    if decision is Decision.OVERRIDDEN and not reason.strip():
        raise Invalid("finding.reason_missing", field="reason")
    if permission_for(finding, decision) is Permission.FINDING_OVERRULE and by.person in authors:
        raise Refused("finding.approver_is_author")
