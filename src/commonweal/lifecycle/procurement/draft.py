"""Reading the draft ask into the frozen shape that is previewed, checked and published. Writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields

from commonweal.domain.asks import (
    SCHEMA,
    AskContent,
    LotContent,
    ManagingContent,
    PlaceContent,
    PromiseContent,
    RoundContent,
    ServedContent,
    ServedKind,
)
from commonweal.domain.errors import DomainError, Refused
from commonweal.domain.publishing import obstacles
from commonweal.lifecycle.procurement import policies, requirements
from commonweal.lifecycle.procurement.approval import check_approved
from commonweal.lifecycle.procurement.contents import bands, criteria, criterion_content, method
from commonweal.lifecycle.procurement.fit import stated, stops
from commonweal.lifecycle.procurement.formulas import FORMULAS
from commonweal.lifecycle.procurement.models import Ask, Procurement, ProcurementServes

__all__ = ("bands", "content", "criteria", "in_the_way", "missing")


def missing(procurement: Procurement) -> tuple[DomainError, ...]:
    """What must be filled in before the ask can be read as a whole: the dates it cannot be without."""
    found: list[DomainError] = []
    if procurement.contract_starts_on is None or procurement.contract_ends_on is None:
        found.append(Refused("procurement.contract_dates_missing"))
    without = [each.number for each in procurement.rounds.all() if each.deadline_at is None]
    found += [Refused("procurement.deadline_missing", round=number) for number in without]
    return tuple(found)


def in_the_way(procurement: Procurement, *, now: dt.datetime) -> tuple[DomainError, ...]:
    """Everything that stands between the draft and its publication, in reading order; empty when it can go."""
    found = gaps(procurement, now=now)
    if found:
        return found
    try:
        check_approved(procurement.ask, content(procurement))
    except DomainError as error:
        return (error,)
    return ()


def gaps(procurement: Procurement, *, now: dt.datetime) -> tuple[DomainError, ...]:
    """Everything in the way but the approval: what is missing, wrong, or against a binding local policy."""
    without = missing(procurement)
    if without:
        return without
    ask = content(procurement)
    found = obstacles(ask, now=now, price_formulas=FORMULAS)
    found = (*found, *requirements.in_the_way(procurement, ask))
    return (*found, *stops(procurement), *policies.in_the_way(procurement, ask))


def content(procurement: Procurement) -> AskContent:
    """The draft as the next version would say it.

    Raises:
        Refused: a date is missing (the first of `missing`).
    """
    for error in missing(procurement):
        raise error
    starts_on, ends_on = procurement.contract_starts_on, procurement.contract_ends_on
    assert starts_on is not None
    assert ends_on is not None
    ask: Ask = procurement.ask
    rounds = tuple(RoundContent(r.number, r.title, _instant(r.deadline_at)) for r in procurement.rounds.all())
    return AskContent(
        schema=SCHEMA,
        ask_id=ask.external_id,
        procurement_id=procurement.external_id,
        version=ask.versions.count() + 1,
        title=procurement.title,
        description=procurement.description,
        why=ask.why,
        authority_id=procurement.authority.external_id,
        authority_name=procurement.authority.name,
        regime=procurement.regime,
        kind=procurement.kind,
        nature=procurement.nature,
        cpv_division=procurement.cpv_division,
        innovation_stage=procurement.innovation_stage,
        value_pence=procurement.value_pence,
        value_ex_vat_pence=procurement.value_ex_vat_pence,
        contract_starts_on=starts_on,
        contract_ends_on=ends_on,
        extension_months=procurement.extension_months,
        tender_deadline_at=rounds[procurement.round_number - 1].deadline_at,
        rounds=rounds,
        lots=tuple(_lots(procurement)),
        places=tuple(
            PlaceContent(row.place.code, row.place.name) for row in procurement.places.select_related("place")
        ),
        serves=tuple(
            _served(link)
            for link in procurement.serves.select_related("mission", "outcome", "outcome__mission")
        ),
        criteria=tuple(criterion_content(row) for row in criteria(ask)),
        promises=tuple(
            PromiseContent(row.external_id, row.text, row.due_on, row.owed_by_post)
            for row in ask.promises.all()
        ),
        managing=_managing(ask),
        method=method(ask),
        conditions=requirements.conditions(ask),
        schedule=requirements.schedule(ask),
        terms=requirements.terms(ask),
    )


def _managing(ask: Ask) -> ManagingContent | None:
    """What was said of how the contract will be looked after; None when nothing was."""
    said = stated(ask)
    names = (field.name for field in fields(ManagingContent))
    found = ManagingContent(**{name: getattr(said, name) for name in names})
    return None if found == ManagingContent() else found


def _instant(deadline: dt.datetime | None) -> dt.datetime:
    assert deadline is not None, "asked for only after `missing` found every deadline"
    return deadline.astimezone(dt.UTC).replace(microsecond=0)


def _lots(procurement: Procurement) -> Iterable[LotContent]:
    for lot in procurement.lots.all():
        yield LotContent(
            lot.external_id, lot.number, lot.title, lot.description, lot.value_pence, lot.value_ex_vat_pence
        )


def _served(link: ProcurementServes) -> ServedContent:
    if link.mission is not None:
        return ServedContent(ServedKind.MISSION, link.mission.external_id, link.mission.statement, link.basis)
    assert link.outcome is not None, "a link has one end or the other: a constraint"
    return ServedContent(ServedKind.OUTCOME, link.outcome.external_id, link.outcome.title, link.basis)
