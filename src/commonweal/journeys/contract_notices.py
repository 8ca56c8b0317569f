"""Notices of the contract stage, drafted from what is recorded: nothing is typed that is known already."""

import datetime as dt
from dataclasses import replace
from typing import Any

from commonweal.domain.changes import (
    LAW_OF,
    ChangeLaw,
    Moved,
    NoticeNeed,
    notice_need,
    notice_need_2015,
)
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.kpis import covered_to
from commonweal.domain.money import decimal_string
from commonweal.domain.notices import Draft, FieldKind, NoticeField, NoticeKind, Row, Value, When, draft
from commonweal.domain.periods import london_day
from commonweal.domain.procurements import Nature, Regime
from commonweal.domain.quantities import number
from commonweal.domain.rules.duties import Bites
from commonweal.domain.rules.duties.contract import (
    contract_copy,
    contract_details_notice,
    termination_notice,
)
from commonweal.domain.rules.working_days import last_day
from commonweal.lifecycle.contracts import changes, deals
from commonweal.lifecycle.contracts.models import CommitmentChange, Contract, ContractChange, NoticeFacts
from commonweal.lifecycle.contracts.performance import (
    FailureValues,
    KpiValues,
    PerformanceValues,
    kpi_duty,
    lot_value,
    performance_values,
)
from commonweal.lifecycle.procurement.law import duty_facts, is_above, legal_facts
from commonweal.organisations.models import Organisation
from commonweal.reference.modification_grounds import shipped_modification_grounds
from commonweal.reference.working_days import statutory_working_days

AS_PROMISED = "As promised for the days assessed"
"""The target of a KPI that is held against the profile of a commitment without one figure, as the notice says it."""
MOST_MATERIAL = 3
"""A contract details notice carries the three most material KPIs."""


TWELVE_MONTHS = dt.timedelta(days=365)
FAILURE_DAYS = 30
"""A failure is published within so many days, beginning with the day it was decided (Procurement Act 2023, section 71)."""


def drafts(of: Contract, today: dt.date | None = None) -> tuple[Draft, ...]:
    """The notices that fit where a contract stands; those of a change are made from the change itself.

    From the day after its last one the termination notice is drafted, whether or not its end was recorded.
    """
    if of.procurement is None or not of.is_binding:
        return ()
    performance = performance_values(of)
    made = [details(of, performance), ratings(of, performance, today)]
    if _is_over(of, today):
        made.append(termination(of, performance))
    return tuple(made)


def details(of: Contract, performance: PerformanceValues) -> Draft:
    """The contract details notice."""
    assert of.procurement is not None
    duty = kpi_duty(of)
    is_required = duty is not None and duty.bites is Bites.YES
    live = [kpi for kpi in performance.kpis if not kpi.is_withdrawn]
    applies = set()
    if is_required:
        applies.add(When.NO_KPIS if performance.no_kpis_reason else When.KPI_DUTY)
    return draft(
        NoticeKind.DETAILS,
        parties(of) | _supplier_kind(of) | _subject(of) | _kpi_fields(live, performance),
        frozenset(applies),
        due_on=_due(of, contract_details_notice),
        kpis_set=len(live) if is_required and not performance.no_kpis_reason else None,
    )


def _is_over(of: Contract, today: dt.date | None) -> bool:
    last = of.last_on
    return of.status != ContractStatus.IN_FORCE or bool(today and last and last < today)


def ratings(of: Contract, performance: PerformanceValues, today: dt.date | None = None) -> Draft:
    """The contract performance notice: every standing rating and failure.

    It is due when the first KPI is to be rated, or with a failure, whichever comes first. What is published is not known
    here: a failure stops counting thirty days after its own day has passed.
    """
    due = [each.due_on for each in performance.kpis if each.due_on is not None and not each.is_withdrawn]
    if (duty := kpi_duty(of)) is not None and duty.notice_bites is Bites.YES and today is not None:
        within = (failure_due_on(each.decided_on) for each in performance.failures)
        due += [each for each in within if each >= today - dt.timedelta(days=FAILURE_DAYS)]
    return draft(
        NoticeKind.PERFORMANCE,
        parties(of) | _performance_rows(of, performance),
        _performance_needs(of, performance),
        due_on=min(due, default=None),
        unrated=_unrated(of, performance, today),
    )


def failure_due_on(decided_on: dt.date) -> dt.date:
    """By when a failure that was decided on a day is published."""
    return last_day(FAILURE_DAYS, beginning_with=decided_on)


def _performance_needs(of: Contract, performance: PerformanceValues) -> frozenset[When]:
    """Ratings where the KPI duty reaches the contract, failures where some are recorded."""
    needs = {When.FAILED} if performance.failures else set()
    return frozenset(needs | {When.RATED} if _is_to_be_rated(of, performance) else needs)


def _is_to_be_rated(of: Contract, performance: PerformanceValues) -> bool:
    duty = kpi_duty(of)
    return duty is not None and duty.bites is Bites.YES and not performance.no_kpis_reason


def _unrated(of: Contract, performance: PerformanceValues, today: dt.date | None) -> list[str]:
    """Titles of live KPIs whose ratings leave a day out of the last twelve months: to the end of a contract that is over, of one
    that runs to the latest day for which any KPI is rated."""
    live = [each for each in performance.kpis if not each.is_withdrawn]
    if not _is_to_be_rated(of, performance):
        return []
    until = of.last_on if _is_over(of, today) else None
    if until is None:
        until = max((each.end_on for kpi in live for each in kpi.ratings), default=None)
    return [each.title for each in live if until is None or not _is_rated(each, until)]


def _is_rated(of: KpiValues, until: dt.date) -> bool:
    begins = max(of.begins_on, until - TWELVE_MONTHS + dt.timedelta(days=1))
    reached = covered_to([(each.start_on, each.end_on) for each in of.ratings], begins)
    return of.begins_on > until or (reached is not None and reached >= until)


def termination(of: Contract, performance: PerformanceValues) -> Draft:
    """The contract termination notice, due at an ordinary end too."""
    stated = _stated(of)
    last = of.status_changes.order_by("-pk").first()
    early = of.status == ContractStatus.TERMINATED
    values = {
        "ended_on": _ended_on(of, last),
        "is_ordinary_end": not early,
        "termination_reason": last.reason if early and last else None,
        "final_value_with_vat": stated.final_value_pence,
    }
    applies = frozenset({When.ENDED_EARLY}) if early else frozenset()
    ended = values["ended_on"]
    return draft(
        NoticeKind.TERMINATION,
        parties(of) | values | _performance_rows(of, performance),
        applies | _performance_needs(of, performance),
        due_on=_due(of, termination_notice, ended_on=ended),
        unrated=_unrated(of, performance, dt.date.max),
    )


def change(of: CommitmentChange) -> Draft:
    """The contract change notice of a proposed or agreed change of a commitment: price, term and parties stay."""
    contract = of.commitment.contract
    assert contract.procurement is not None
    facts = legal_facts(contract.procurement)
    before, after = changes.read_terms(of.before), changes.read_terms(of.after)
    known = {ground.id: ground for ground in shipped_modification_grounds()}
    chosen = [known[each] for row in of.answers.all() for each in row.grounds if each in known]
    values: dict[str, Value] = {
        "change_title": after.title,
        "change_description": f"{before.title} → {after.title}. {after.words}".strip(),
        "change_grounds": [{"title": each.title, "source": each.source.text} for each in chosen],
        "change_reason": of.reason,
        "change_from": of.takes_effect_on,
        "ends_before": contract.ends_on,
        "ends_after": contract.ends_on,
        "is_above_threshold": is_above(contract.procurement, facts),
    }
    return draft(NoticeKind.CHANGE, parties(contract) | values, frozenset(), due_on=of.takes_effect_on)


def change_need(of: CommitmentChange) -> NoticeNeed | None:
    """Whether that notice is needed; None for a contract that no procurement here led to."""
    return _need(of.commitment.contract, [id_ for row in of.answers.all() for id_ in row.grounds])


def deal_change(of: ContractChange) -> Draft:
    """The contract change notice of a proposed or agreed change of price or term."""
    contract = of.contract
    assert contract.procurement is not None
    known = {ground.id: ground for ground in shipped_modification_grounds()}
    chosen = [known[each] for row in of.answers.all() for each in row.grounds if each in known]
    values: dict[str, Value] = {
        "change_title": contract.title,
        "change_description": of.reason,
        "change_grounds": [{"title": each.title, "source": each.source.text} for each in chosen],
        "change_reason": of.reason,
        "change_from": of.takes_effect_on,
        "value_before": of.old_value_pence,
        "value_after": of.new_value_pence,
        "ends_before": of.old_ends_on,
        "ends_after": of.new_ends_on,
        "is_above_threshold": is_above(contract.procurement, legal_facts(contract.procurement)),
    }
    return draft(NoticeKind.CHANGE, parties(contract) | values, frozenset(), due_on=of.takes_effect_on)


def deal_need(of: ContractChange) -> NoticeNeed | None:
    """Whether that notice is needed, by how much price and term move or by the ground; None without a procurement here."""
    grounds = [id_ for row in of.answers.all() for id_ in row.grounds]
    return _need(of.contract, grounds, deals.moved_by(of))


def _need(contract: Contract, ground_ids: list[str], moved: Moved | None = None) -> NoticeNeed | None:
    procurement = contract.procurement
    if procurement is None:
        return None
    if LAW_OF.get(Regime(procurement.regime)) is ChangeLaw.REGULATIONS_2015:
        known = {ground.id: ground for ground in shipped_modification_grounds()}
        return notice_need_2015(known[each] for each in ground_ids if each in known)
    return notice_need(
        is_under_the_act=bool(duty_facts(procurement).is_under_the_act),
        is_light_touch=legal_facts(procurement).light_touch,
        is_works=procurement.nature == Nature.WORKS,
        moved=moved,
    )


def parties(of: Contract) -> dict[str, Value]:
    """Who the contract is between, and what it is called."""
    return {
        "authority_name": of.authority.name,
        "authority_identifier": _identifier(of.authority),
        "supplier_name": of.supplier_shown,
        "supplier_identifier": _identifier(of.supplier),
        "contract_reference": of.external_id,
        "contract_title": of.title,
    }


def as_json(of: Draft, contract: Contract) -> dict[str, Any]:
    """A draft as JSON writes it: money as decimal pounds, days in ISO form, what is not known as null."""
    return {
        "notice": of.kind.value,
        "contract": contract.external_id,
        "is_draft": True,
        "due_on": of.due_on.isoformat() if of.due_on else None,
        "is_complete": of.is_complete,
        "missing": list(of.missing),
        "kpis_still_to_set": of.too_few,
        "kpis_not_rated_throughout": list(of.unrated),
        "fields": {field.rule.id: _plain(field) for field in of.fields},
    }


def _plain(field: NoticeField) -> Any:
    value = field.value
    if field.rule.kind is FieldKind.ROWS:
        rows: Any = value or []
        return [{name: _cell(name, each) for name, each in row.items()} for row in rows]
    if field.rule.kind is FieldKind.MONEY and isinstance(value, int):
        return decimal_string(value)
    return _cell(field.rule.id, value)


def _cell(name: str, value: Any) -> Any:
    if name.endswith("_pence") and isinstance(value, int):
        return decimal_string(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _identifier(of: Organisation | None) -> str | None:
    if of is None:
        return None
    found = of.identifiers.order_by("scheme", "value").first()
    return f"{found.scheme}-{found.value}" if found else None


def _supplier_kind(of: Contract) -> dict[str, Value]:
    """What regulation 32 asks of the supplier: its size and kind from its own record, the rest as stated."""
    supplier, stated = of.supplier, _stated(of)
    is_known = supplier is not None and supplier.size != Organisation.Size.UNKNOWN
    return {
        "supplier_is_sme": supplier.size != Organisation.Size.LARGE if supplier and is_known else None,
        "supplier_is_vcse": supplier.is_vcse if supplier else None,
        "supplier_is_supported_employment": stated.is_supported_employment,
        "supplier_is_public_service_mutual": stated.is_public_service_mutual,
    }


def _stated(of: Contract) -> NoticeFacts:
    """What was stated for the notices, or facts that nobody has said anything about."""
    rows = NoticeFacts.objects.for_system("notices of a contract that was read in scope")
    return rows.filter(contract=of).first() or NoticeFacts(contract=of)


def _subject(of: Contract) -> dict[str, Value]:
    procurement = of.procurement
    assert procurement is not None
    facts = legal_facts(procurement)
    stated = _stated(of)
    award = of.award
    return {
        "description": procurement.description,
        "main_category": of.nature,
        "regime": procurement.regime,
        "is_light_touch": facts.light_touch,
        "is_above_threshold": is_above(procurement, facts),
        "value_with_vat": of.value_pence if stated.value_pence is None else stated.value_pence,
        "value_without_vat": of.value_ex_vat_pence,
        "signed_on": london_day(of.entered_at) if of.entered_at else None,
        "starts_on": of.starts_on,
        "ends_on": of.ends_on,
        "extension_months": str(procurement.extension_months) if procurement.extension_months else None,
        "award_decided_on": london_day(award.decided_at) if award else None,
        "standstill_ended_on": award.standstill_ends_on if award else None,
        "copy_due_on": _due(of, contract_copy),
    }


def _kpi_fields(live: list[KpiValues], performance: PerformanceValues) -> dict[str, Value]:
    """The most material KPIs first, three at most."""
    chosen = sorted(live, key=lambda kpi: not kpi.is_material)[:MOST_MATERIAL]
    rows: list[Row] = [
        {
            "id": kpi.id,
            "title": kpi.title,
            "description": kpi.description,
            "target": _target(kpi),
            "unit": kpi.unit,
        }
        for kpi in chosen
    ]
    return {"kpis": rows, "no_kpis_reason": performance.no_kpis_reason or None}


def _target(kpi: KpiValues) -> str:
    """What it is held against; of a KPI of a commitment what that promises."""
    figure = kpi.promised if kpi.target is None else kpi.target
    return AS_PROMISED if figure is None else number(figure)


def _performance_rows(of: Contract, performance: PerformanceValues) -> dict[str, Value]:
    rated: list[Row] = [
        {
            "kpi": kpi.title,
            "supplier": of.supplier_shown,
            "from": each.start_on,
            "to": each.end_on,
            "rating": each.rating.value,
        }
        for kpi in performance.kpis
        for each in kpi.ratings
    ]
    return {"ratings": rated, "failures": [_failure_row(each) for each in performance.failures]}


def _failure_row(of: FailureValues) -> Row:
    return {
        "ground": of.ground.value,
        "requirement": of.requirement,
        "description": of.description,
        "decided_on": of.decided_on,
        "penalty_type": of.penalty_type.value if of.penalty_type else None,
        "penalty_on": of.penalty_on,
        "penalty_pence": of.penalty_pence,
        "partial_termination": of.is_partial_termination,
    }


def _ended_on(of: Contract, last: Any) -> dt.date | None:
    """The day it was ended early, else its last day."""
    if of.status == ContractStatus.TERMINATED and last is not None:
        return of.ended_on or london_day(last.changed_at)
    return of.ends_on


def _due(of: Contract, rule: Any, *, ended_on: Any = None) -> dt.date | None:
    """By when the duty's notice is due, as the rule counts."""
    assert of.procurement is not None
    signed_on = london_day(of.entered_at) if of.entered_at else None
    # A copy is published of a contract above a value: that of its own lot.
    value = lot_value(of) if rule is contract_copy else None
    facts = duty_facts(of.procurement, signed_on=signed_on, value_pence=value)
    if ended_on is not None:
        facts = replace(facts, contract_ends_on=ended_on)
    found: dt.date | None = rule.ask(facts, statutory_working_days()).due_on
    return found
