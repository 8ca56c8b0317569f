"""What of each kind of thing may leave the building: an allow-list, field by field.

A field that is in neither list of its kind makes a test fail: somebody has to decide before it can be published.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from commonweal.domain.asks import AskContent
from commonweal.domain.engagements import EngagementCall, EngagementContent
from commonweal.domain.pipelines import PipelineContent
from commonweal.domain.published_contracts import ContractContent
from commonweal.domain.tendering_content import TenderingContent

#: Fields of an ask that stay inside. The library wording is the authority's working paper; what is asked is the copy.
ASK_WITHHELD = frozenset({"criteria.library", "criteria.metrics.library"})

#: Fields of an ask that everybody may read: what a tenderer is told, every tenderer and resident is told.
_ASK_ALLOWED = """
    schema ask_id procurement_id version title description why authority_id authority_name
    regime kind nature cpv_division innovation_stage value_pence value_ex_vat_pence
    contract_starts_on contract_ends_on extension_months tender_deadline_at
    rounds rounds.number rounds.title rounds.deadline_at
    lots lots.id lots.number lots.title lots.description lots.value_pence lots.value_ex_vat_pence
    places places.code places.name
    serves serves.kind serves.id serves.title serves.basis
    criteria criteria.id criteria.kind criteria.code criteria.title criteria.text criteria.question
    criteria.weight_bp criteria.word_limit criteria.price_formula criteria.outcome_id
    criteria.bands criteria.bands.score criteria.bands.title criteria.bands.text
    criteria.metrics criteria.metrics.id criteria.metrics.code criteria.metrics.title criteria.metrics.unit
    criteria.metrics.kind criteria.metrics.level criteria.metrics.used_for criteria.metrics.target
    criteria.metrics.target_low criteria.metrics.target_high criteria.metrics.period criteria.metrics.aggregation
    criteria.metrics.baseline_basis criteria.metrics.baseline criteria.metrics.is_prescriptive
    criteria.metrics.outcome_id
    promises promises.id promises.text promises.due_on promises.owed_by_post
    managing managing.contract_manager managing.review_cadence_months managing.narrative_required managing.remedies
    managing.kpis_planned managing.kpis_social_value managing.kpi_exemption_reason
    method method.tie_rule method.lot_rule method.most_lots method.checks_promises method.may_refine
    method.fixed_prices method.fixed_prices.lot_id method.fixed_prices.pence
    method.groups method.groups.id method.groups.title method.groups.weight_bp
    method.groups.parts method.groups.parts.criterion_id method.groups.parts.share_bp
    method.minimums method.minimums.criterion_id method.minimums.score
    method.quantities method.quantities.criterion_id method.quantities.rule method.quantities.rule.rule
    method.quantities.rule.metric_id method.quantities.rule.share_bp method.quantities.rule.cap
    method.quantities.rule.steps method.quantities.rule.steps.quantity method.quantities.rule.steps.score
    conditions conditions.id conditions.kind conditions.title conditions.text conditions.shown_by
    conditions.lawful_because
    schedule schedule.id schedule.kind schedule.title schedule.unit schedule.quantity schedule.lot_id
    terms terms.id terms.kind terms.title terms.words terms.due_months terms.every_months terms.charter_id
    terms.charter terms.charter_level terms.charter_keeper terms.charter_source terms.equivalent
"""
ASK_ALLOWED = frozenset(_ASK_ALLOWED.split())

#: Fields of a pipeline that everybody may read: all of them, for the authority chose each entry when it published it.
_PIPELINE_ALLOWED = """
    schema authority_id authority_name
    entries entries.id entries.title entries.description entries.nature entries.cpv_division entries.value_pence
    entries.notice_on entries.starts_on entries.ends_on entries.extension_months entries.serves
"""
PIPELINE_ALLOWED = frozenset(_PIPELINE_ALLOWED.split())

#: Fields of the summary of a market engagement. It counts suppliers; nobody's name or answer is among them.
_ENGAGEMENT_ALLOWED = """
    schema engagement_id procurement_id procurement_title authority_name kind title purpose meets
    invited attended answered questions
    heard heard.text heard.changes heard.changes.what
    heard.changes.differences heard.changes.differences.what heard.changes.differences.before
    heard.changes.differences.after
"""
ENGAGEMENT_ALLOWED = frozenset(_ENGAGEMENT_ALLOWED.split())

#: Fields of the call to take part in a market engagement: no supplier is in it, nor where an event takes place.
_CALL_ALLOWED = """
    schema engagement_id procurement_title authority_name kind title purpose meets answers_until is_taking_part
    questions replied replied.question replied.reply
"""
CALL_ALLOWED = frozenset(_CALL_ALLOWED.split())

#: Fields of what is told while tenders are invited. Who asked a question is in none of them.
_TENDERING_ALLOWED = """
    schema procurement_id title authority_name questions_until late_tenders
    extensions extensions.round_number extensions.before extensions.after extensions.reason extensions.extended_at
    clarifications clarifications.number clarifications.edition clarifications.question clarifications.answer
    clarifications.published_at
"""
TENDERING_ALLOWED = frozenset(_TENDERING_ALLOWED.split())


def public_ask(ask: AskContent) -> AskContent:
    """The ask as everybody may read it: allowed fields as they are, every withheld field empty."""
    kept: AskContent = _keep(ask, "", ASK_ALLOWED)
    return kept


def public_pipeline(pipeline: PipelineContent) -> PipelineContent:
    """The pipeline as everybody may read it."""
    kept: PipelineContent = _keep(pipeline, "", PIPELINE_ALLOWED)
    return kept


def public_engagement(summary: EngagementContent) -> EngagementContent:
    """The summary of an engagement as everybody may read it."""
    kept: EngagementContent = _keep(summary, "", ENGAGEMENT_ALLOWED)
    return kept


def public_call(call: EngagementCall) -> EngagementCall:
    """The call to take part in an engagement as everybody may read it."""
    kept: EngagementCall = _keep(call, "", CALL_ALLOWED)
    return kept


def public_tendering(told: TenderingContent) -> TenderingContent:
    """What is told while tenders are invited, as everybody may read it."""
    kept: TenderingContent = _keep(told, "", TENDERING_ALLOWED)
    return kept


#: Fields of a contract that everybody may read: parties, value, dates, every promise and what became of it, how
#: performance was rated and what failed. A rating's reason, which is one person's words, is not among them.
_CONTRACT_ALLOWED = """
    schema contract_id procurement_id version title nature status value_pence value_ex_vat_pence
    starts_on ends_on entered_at
    authority authority.id authority.name authority.is_sme authority.is_vcse
    authority.identifiers authority.identifiers.scheme authority.identifiers.value
    supplier supplier.id supplier.name supplier.is_sme supplier.is_vcse
    supplier.identifiers supplier.identifiers.scheme supplier.identifiers.value
    award award.id award.decided_at award.standstill_ends_on
    commitments commitments.id commitments.title commitments.words commitments.kind commitments.owed_by
    commitments.metric_code commitments.unit commitments.quantity commitments.due_on
    commitments.reported commitments.verified
    commitments.periods commitments.periods.id commitments.periods.start_on commitments.periods.end_on
    commitments.periods.quantity
    performance performance.no_kpis_reason
    performance.kpis performance.kpis.id performance.kpis.title performance.kpis.words performance.kpis.commitment_id
    performance.kpis.unit performance.kpis.target performance.kpis.direction
    performance.kpis.ratings performance.kpis.ratings.id performance.kpis.ratings.start_on
    performance.kpis.ratings.end_on performance.kpis.ratings.rating performance.kpis.ratings.figure
    performance.kpis.ratings.expected
    performance.failures performance.failures.id performance.failures.ground performance.failures.requirement
    performance.failures.description performance.failures.decided_on performance.failures.penalty_type
    performance.failures.penalty_on performance.failures.penalty_pence performance.failures.is_partial_termination
"""
CONTRACT_ALLOWED = frozenset(_CONTRACT_ALLOWED.split())


def public_contract(contract: ContractContent) -> ContractContent:
    """The contract as everybody may read it."""
    kept: ContractContent = _keep(contract, "", CONTRACT_ALLOWED)
    return kept


def fields_of(kind: Any, prefix: str = "") -> frozenset[str]:
    """Every field of a frozen dataclass and of the dataclasses in it, as dotted paths."""
    found: set[str] = set()
    for name, hint in typing.get_type_hints(kind).items():
        path = f"{prefix}{name}"
        found.add(path)
        for inner in _dataclasses_in(hint):
            found |= fields_of(inner, f"{path}.")
    return frozenset(found)


def _keep(value: Any, prefix: str, allowed: frozenset[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_keep(item, prefix, allowed) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    kept = {}
    for field in dataclasses.fields(value):
        path = f"{prefix}{field.name}"
        inner = getattr(value, field.name)
        kept[field.name] = _keep(inner, f"{path}.", allowed) if path in allowed else None
    return dataclasses.replace(value, **kept)


def _dataclasses_in(hint: Any) -> list[Any]:
    if typing.get_origin(hint) in (tuple, typing.Union, types.UnionType):
        return [found for part in typing.get_args(hint) for found in _dataclasses_in(part)]
    return [hint] if dataclasses.is_dataclass(hint) else []
