"""The record of fit as plain values: what was found, what was decided, by whom and why. Frozen with each published ask."""

from typing import Any

from commonweal.lifecycle.procurement.fit import Fit, Judged
from commonweal.lifecycle.procurement.models import FindingDecision

SCHEMA = "commonweal.ask-findings.1"


def record_of(fit: Fit) -> dict[str, Any]:
    """Findings as they stand, then earlier decisions on what is no longer found; and the rules that cannot tell.

    ``decided_by`` is a person's id: names are looked up when it is shown.
    """
    current = {each.decision.pk for each in fit.findings if each.decision}
    past = [_past(row) for row in fit.decisions if row.pk not in current]
    return {
        "schema": SCHEMA,
        "findings": [_finding(each) for each in fit.findings] + past,
        "cannot_tell": [
            {"rule": each.id, "reason": each.reason or None, "needs": list(each.needs)}
            for each in fit.cannot_tell
        ],
    }


def _finding(each: Judged) -> dict[str, Any]:
    finding = each.finding
    return {
        "rule": finding.id,
        "severity": finding.severity.value,
        "finding": finding.sentence,
        "facts": finding.detail,
        "why": finding.why,
        "suggestion": finding.suggestion,
        "basis": finding.basis.value,
        "source": finding.source,
        "state": each.decision.decision if each.decision else "open",
        **(_decision(each.decision) if each.decision else {}),
    }


def _past(row: FindingDecision) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "severity": row.severity,
        "finding": row.said,
        "state": "past",
        **_decision(row),
    }


def _decision(row: FindingDecision) -> dict[str, Any]:
    return {
        "decided_at": row.decided_at.isoformat(),
        "decided_by": row.decided_by,
        "reason": row.reason,
        "changed": row.changed,
    }
