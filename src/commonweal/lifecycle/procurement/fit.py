"""Judging a draft: its records as a case, the authority's own rule book, and findings beside what was decided. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from commonweal.domain.access import Reservation
from commonweal.domain.actors import Actor
from commonweal.domain.engagements import EngagementStatus
from commonweal.domain.errors import DomainError, Refused
from commonweal.domain.fit.case import AuthorityKind, InnovationStage, Nation, Nature
from commonweal.domain.fit.choices import CAUSES, Choice
from commonweal.domain.fit.decisions import REMEDIES, Decision, Remedy
from commonweal.domain.fit.records import Kept, PartCase, Recorded, Stated, case_of, with_kept
from commonweal.domain.library import ItemKind
from commonweal.domain.procurements import ProcurementKind, Regime
from commonweal.domain.rules.book import RuleBook, with_own_values
from commonweal.domain.rules.burden import PARAMETERS as BURDEN_PARAMETERS
from commonweal.domain.rules.duties import Bites
from commonweal.domain.rules.figures import PARAMETERS
from commonweal.domain.rules.findings import Finding, Unknown
from commonweal.domain.rules.model import Parameter, Severity
from commonweal.domain.rules.partly_known import judge_known
from commonweal.domain.rules.reservations import reservations_for
from commonweal.lifecycle.procurement.contents import criterion_content
from commonweal.lifecycle.procurement.law import access_facts
from commonweal.lifecycle.procurement.models import (
    Ask,
    Criterion,
    FindingDecision,
    LegalFacts,
    Procurement,
    RuleValue,
    StatedFacts,
)
from commonweal.reference.rule_book import shipped_rule_book

RESERVED_BY_PLACE = frozenset({Reservation.LOCAL.value, Reservation.UK.value})
"""Reservations that restrict suppliers by where they are based."""

ALL_FIGURES: tuple[Parameter, ...] = (*PARAMETERS, *BURDEN_PARAMETERS)
CHANGEABLE: tuple[Parameter, ...] = tuple(each for each in ALL_FIGURES if each.is_changeable)


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what was decided on it. `decision` is None while it waits for somebody; `earlier` is a decision
    on the same rule when it found something else."""

    finding: Finding
    decision: FindingDecision | None
    earlier: FindingDecision | None

    @property
    def id(self) -> str:
        return self.finding.id

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def choices(self) -> tuple[Choice, ...]:
        return CAUSES[self.finding.id]

    @property
    def remedy(self) -> Remedy | None:
        """The change that accepting it makes by itself."""
        return REMEDIES.get(self.finding.id)

    @property
    def is_open(self) -> bool:
        return self.decision is None

    @property
    def blocks(self) -> bool:
        """A stop blocks publication until it is gone or overridden; accepting it alone does not clear it."""
        overridden = self.decision is not None and self.decision.decision == Decision.OVERRIDDEN
        return self.severity is Severity.STOP and not overridden


@dataclass(frozen=True, slots=True)
class Fit:
    """How a draft fits: findings most severe first, the rules that cannot tell, and every decision, the oldest first."""

    findings: tuple[Judged, ...]
    cannot_tell: tuple[Unknown, ...]
    decisions: tuple[FindingDecision, ...]
    case: PartCase
    book: RuleBook

    def beside(self, *choices: Choice) -> tuple[Judged, ...]:
        """The findings that one of these choices causes."""
        return tuple(each for each in self.findings if set(each.choices) & set(choices))

    def count(self, severity: Severity) -> int:
        """Findings of one severity that wait for somebody."""
        return sum(each.severity == severity and each.is_open for each in self.findings)

    def finding(self, rule: str) -> Judged | None:
        """What was found by one rule, if it fires."""
        return next((each for each in self.findings if each.id == rule), None)


def fit_of(procurement: Procurement) -> Fit:
    """How the draft of a procurement fits, now."""
    ask: Ask = procurement.ask
    book = book_of(procurement.authority_id)
    case = case_for(procurement, book)
    judgement = judge_known(case, book)
    decisions = tuple(ask.finding_decisions.all())
    findings = tuple(_judged(each, decisions) for each in judgement.findings)
    return Fit(findings, judgement.cannot_tell, decisions, case, book)


def stops(procurement: Procurement) -> tuple[DomainError, ...]:
    """Every stop that nobody has overridden: each stands in the way of publication."""
    return tuple(_stop(each) for each in fit_of(procurement).findings if each.blocks)


def check_no_stop(procurement: Procurement, *, by: Actor) -> None:
    """Raise `Refused` for a stop that nobody has overridden, or that the person who publishes overrode alone."""
    for each in fit_of(procurement).findings:
        if each.blocks:
            raise _stop(each)
        if each.severity is Severity.STOP and each.decision and each.decision.decided_by == by.person:
            raise Refused("finding.publisher_overrode")


def _stop(each: Judged) -> Refused:
    return Refused("finding.stop", rule=each.id, finding=each.finding.sentence)


def case_for(procurement: Procurement, book: RuleBook) -> PartCase:
    """The records of a procurement and its ask as a case."""
    ask: Ask = procurement.ask
    rows = list(
        ask.criteria.select_related(
            "outcome", "library_item__parent", "library_item__edition"
        ).prefetch_related("metrics__outcome")
    )
    facts = (
        LegalFacts.objects.for_system("law of a procurement that was read in scope")
        .filter(procurement=procurement)
        .first()
    )
    recorded = replace(
        _recorded(procurement, rows, book),
        regime=Regime(procurement.regime),
        is_concession=bool(facts and facts.concession),
    )
    return case_of(recorded, with_kept(stated(ask), _kept(procurement, facts)))


def stated(ask: Ask) -> Stated:
    """What has been said of the procurement; nothing yet when there is no row."""
    row: StatedFacts | None = (
        StatedFacts.objects.for_system("what was said of an ask that was read in scope")
        .filter(ask=ask)
        .first()
    )
    return row.read() if row else Stated()


def _kept(procurement: Procurement, facts: LegalFacts | None) -> Kept:
    """What other pages of the procurement have recorded already."""
    entry = procurement.pipeline_entry
    held = [EngagementStatus.OPEN.value, EngagementStatus.CLOSED.value]
    return Kept(
        light_touch=facts.light_touch if facts else None,
        kpis_not_appropriate=facts.kpis_not_appropriate if facts else "",
        is_reserved_by_place=_is_reserved_by_place(procurement),
        act_is_recorded=procurement.social_value_act_records.exists(),
        market_was_engaged=entry is not None and entry.engagements.filter(status__in=held).exists(),
    )


def _is_reserved_by_place(procurement: Procurement) -> bool:
    """True for a reservation by place that the rules of reservation do not hold open here: an open one restricts nobody
    against the law."""
    reserved = _reservation(procurement)
    if reserved not in RESERVED_BY_PLACE:
        return False
    is_open = {
        rule.reservation.value: each.bites is Bites.YES
        for rule, each in reservations_for(access_facts(procurement))
    }
    return not is_open[reserved]


def _reservation(procurement: Procurement) -> str | None:
    """What the latest review of lots and access reserves it for; None before there is one."""
    found: str | None = (
        procurement.access_reviews.order_by("-number").values_list("reservation", flat=True).first()
    )
    return found


def own_values(authority_id: int) -> dict[str, RuleValue]:
    """The latest figure that an authority set for each parameter, those put back to the shipped one left out."""
    rows = RuleValue.objects.for_system("an authority's own figures for its rules").filter(
        authority_id=authority_id
    )
    latest = {row.name: row for row in rows}
    known = {each.name for each in CHANGEABLE}
    return {name: row for name, row in latest.items() if row.value is not None and name in known}


def book_of(authority_id: int) -> RuleBook:
    """The shipped rule book with the authority's own figures in it."""
    own = {name: int(row.value or 0) for name, row in own_values(authority_id).items() if _of_findings(name)}
    shipped = shipped_rule_book()
    return with_own_values(shipped, own, PARAMETERS) if own else shipped


def _of_findings(name: str) -> bool:
    return any(each.name == name for each in PARAMETERS)


def _judged(finding: Finding, decisions: Sequence[FindingDecision]) -> Judged:
    mine = [row for row in decisions if row.rule == finding.id]
    latest = mine[-1] if mine else None
    if latest is None or latest.decision == Decision.REOPENED:
        return Judged(finding, None, None)
    same = latest.fingerprint == finding.fingerprint
    return Judged(finding, latest if same else None, None if same else latest)


def _recorded(procurement: Procurement, rows: list[Criterion], book: RuleBook) -> Recorded:
    authority = procurement.authority
    return Recorded(
        id=procurement.external_id,
        authority_kind=AuthorityKind(authority.authority_kind) if authority.authority_kind else None,
        nation=Nation(authority.nation),
        title=procurement.title,
        description=procurement.description,
        nature=Nature(procurement.nature),
        value=procurement.value_pence,
        starts_on=procurement.contract_starts_on,
        ends_on=procurement.contract_ends_on,
        extension_months=procurement.extension_months,
        began_on=procurement.began_on,
        kind=ProcurementKind(procurement.kind),
        stage=InnovationStage(procurement.innovation_stage),
        model=model_of(procurement.ask, rows) or book.default_model,
        outcomes=frozenset(code for row in rows if (code := outcome_code(row))),
        thread=tuple(_thread(procurement)),
        places=tuple(procurement.places.values_list("place__code", flat=True)),
        why=procurement.ask.why,
        criteria=tuple(criterion_content(row) for row in rows),
        questions_edited=frozenset(
            row.external_id
            for row in rows
            if row.library_question and row.question.split() != row.library_question.split()
        ),
    )


def model_of(ask: Ask, rows: Iterable[Criterion]) -> str:
    """The code of the social value framework that criteria were copied from, or that was chosen; empty for none."""
    for row in rows:
        if row.library_item is not None:
            return str(row.library_item.edition.code)
    return ask.framework_edition.code if ask.framework_edition else ""


def outcome_code(row: Criterion) -> str:
    """The outcome of the model that a criterion was copied from or stands under; empty for one written here."""
    item = row.library_item
    if item is None:
        return ""
    if item.kind == ItemKind.OUTCOME or item.parent is None:
        return str(item.code)
    return str(item.parent.code)


def _thread(procurement: Procurement) -> Iterable[str]:
    for link in procurement.serves.select_related("mission", "outcome"):
        yield (link.mission or link.outcome).external_id
