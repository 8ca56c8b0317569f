"""Deciding on fit findings: stating what they rest on, accepting, overriding, and an authority's own figures."""

import datetime as dt
from typing import Any

from commonweal.audit.queries import people_of
from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.domain.fit.decisions import Decision, check_decision
from commonweal.domain.fit.records import STATED_FIELDS
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.book import check_own_value
from commonweal.lifecycle.procurement.actions.remedies import carry_out
from commonweal.lifecycle.procurement.actions.statuses import editing
from commonweal.lifecycle.procurement.corrections import check_designable
from commonweal.lifecycle.procurement.events import AskEvent, RuleEvent
from commonweal.lifecycle.procurement.fit import ALL_FIGURES, Judged, fit_of
from commonweal.lifecycle.procurement.models import Ask, FindingDecision, Procurement, RuleValue, StatedFacts
from commonweal.organisations.models import Organisation
from commonweal.records.work import change, check_revision, transaction

HIGHEST_TRL = 9
LONGEST_CADENCE = 60


def state_facts(
    ask: Ask, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> StatedFacts:
    """Say what no other record holds. What is not given stays; None takes back what was said.

    Args:
        facts: fields of `StatedFacts`. revision: as the person read it, 0 for nothing said yet.

    Raises:
        Invalid: a level, a cadence or KPIs that cannot be. Refused: tenders have been invited. Stale: said meanwhile.
    """
    by.must(Permission.ASK_EDIT)
    check_designable(ask.procurement)
    _check_facts(facts)
    with editing(ask.procurement, by=by, now=now) as work:
        row = StatedFacts.objects.for_authority(by).filter(ask=ask).first()
        if row is None:
            row = StatedFacts(ask=ask, **facts)
            row.revision = 1
            if revision:
                check_revision(row, revision)
            row.save()
        else:
            change(row, revision=revision, **facts)
        work.record(AskEvent.FACTS_STATED, ask, changed=sorted(facts))
    return row


def decide(
    ask: Ask,
    rule: str,
    decision: Decision,
    *,
    fingerprint: str,
    reason: str = "",
    by: Actor,
    now: dt.datetime,
) -> FindingDecision:
    """Accept a finding (and change what a button can change), override it, or open it again.

    Args:
        fingerprint: of the finding that the person read.

    Raises:
        NotFound: the rule does not fire on this ask. Refused: it has come to say something else, tenders have been
            invited, or the person who overrides a stop worked on the ask.
        NotPermitted, Invalid: as `domain.fit.decisions.check_decision`.
    """
    check_designable(ask.procurement)
    with editing(ask.procurement, by=by, now=now) as work:
        found = _found(ask, rule, fingerprint)
        check_decision(found.finding, decision, reason, by=by, authors=authors_of(ask))
        row = FindingDecision(
            ask=ask,
            rule=rule,
            severity=found.severity.value,
            fingerprint=fingerprint,
            said=f"{found.finding.sentence} {found.finding.detail}",
            decision=decision.value,
            changed=carry_out(ask, found, by=by, now=now) if decision is Decision.ACCEPTED else "",
            reason=reason.strip(),
            decided_at=now,
            decided_by=by.person,
        )
        row.save()
        work.record(
            AskEvent.FINDING_DECIDED, ask, rule=rule, decision=decision.value, severity=found.severity.value
        )
    return row


def authors_of(ask: Ask) -> frozenset[str]:
    """Everybody who has worked on the ask or its procurement, deciding on findings left out."""
    decided = {AskEvent.FINDING_DECIDED.value}
    return people_of(ask.KIND, ask.external_id, leave_out=decided) | people_of(
        Procurement.KIND, ask.procurement.external_id
    )


def set_rule_value(
    authority: Organisation, name: str, value: int | None, *, reason: str, by: Actor, now: dt.datetime
) -> RuleValue:
    """Put the authority's own figure in place of practice or judgement, or the shipped one back (None).

    Raises:
        Invalid, Refused: an unknown or fixed parameter, no whole number, or no reason.
    """
    by.must(Permission.RULE_EDIT)
    if by.organisation_id != authority.pk:
        raise NotFound("record.not_found", kind=RuleValue.KIND)
    if not reason.strip():
        raise Invalid("rule.reason_missing", field="reason")
    check_own_value(name, 0 if value is None else value, ALL_FIGURES)
    with transaction(by=by, at=now) as work:
        row = RuleValue(
            authority=authority,
            name=name,
            value=value,
            reason=reason.strip(),
            decided_at=now,
            decided_by=by.person,
        )
        row.save()
        work.record(RuleEvent.VALUE_SET, row, name=name, value=value)
    return row


def _found(ask: Ask, rule: str, fingerprint: str) -> Judged:
    found = fit_of(ask.procurement).finding(rule)
    if found is None:
        raise NotFound("record.not_found", kind=FindingDecision.KIND)
    if found.finding.fingerprint != fingerprint:
        raise Refused("finding.says_something_else")
    return found


def _check_facts(facts: dict[str, Any]) -> None:
    unknown = facts.keys() - set(STATED_FIELDS)
    if unknown:
        raise AttributeError(f"nothing like that is stated: {sorted(unknown)}")
    trl, cadence = facts.get("trl"), facts.get("review_cadence_months")
    if trl is not None and not 1 <= trl <= HIGHEST_TRL:
        raise Invalid("stated.trl_out_of_range", field="trl")
    if cadence is not None and not 1 <= cadence <= LONGEST_CADENCE:
        raise Invalid("stated.cadence_out_of_range", field="review_cadence_months", most=LONGEST_CADENCE)
    planned, social = facts.get("kpis_planned"), facts.get("kpis_social_value")
    if social is not None and (planned is None or social > planned):
        raise Invalid("stated.more_social_value_kpis_than_kpis", field="kpis_social_value")
