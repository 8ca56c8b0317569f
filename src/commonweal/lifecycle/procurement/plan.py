"""Reading the plan and the draft ask of a procurement into lines that can be compared. Writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from commonweal.domain.money import pounds
from commonweal.domain.plans import SCHEMA, Plan, PlanLine
from commonweal.domain.weights import percent
from commonweal.lifecycle.procurement import law
from commonweal.lifecycle.procurement.models import Procurement


def plan_of(procurement: Procurement) -> Plan:
    """Everything the plan and the draft ask say now."""
    return Plan(SCHEMA, (*_whole(procurement), *_parts(procurement), *_asked(procurement)))


def _whole(of: Procurement) -> Iterable[PlanLine]:
    procedure = law.chosen_procedure(law.latest_choice(of))
    for field, value in (
        ("title", of.title),
        ("description", of.description),
        ("value", pounds(of.value_pence)),
        ("starts", _day(of.contract_starts_on)),
        ("ends", _day(of.contract_ends_on)),
        ("extension", str(of.extension_months)),
        ("stage", of.innovation_stage),
        ("procedure", procedure.title if procedure else ""),
        ("why", of.ask.why),
    ):
        yield PlanLine(field, field, "", value)


def _parts(of: Procurement) -> Iterable[PlanLine]:
    for lot in of.lots.all():
        yield PlanLine(f"lot.{lot.external_id}", "lot", lot.title, pounds(lot.value_pence))
    for each in of.rounds.all():
        deadline = (
            each.deadline_at.astimezone(dt.UTC).isoformat(timespec="minutes") if each.deadline_at else ""
        )
        yield PlanLine(f"round.{each.external_id}", "deadline", each.title, deadline)


def _asked(of: Procurement) -> Iterable[PlanLine]:
    for criterion in of.ask.criteria.prefetch_related("metrics"):
        key = f"criterion.{criterion.external_id}"
        for field, value in (
            ("criterion", criterion.text or criterion.title),
            ("weight", percent(criterion.weight_bp)),
            ("question", criterion.question),
            ("word_limit", str(criterion.word_limit) if criterion.word_limit else ""),
        ):
            yield PlanLine(f"{key}.{field}", field, criterion.title, value)
        for metric in criterion.metrics.all():
            yield PlanLine(f"metric.{metric.external_id}", "metric", metric.title, metric.unit)
    for promise in of.ask.promises.all():
        yield PlanLine(f"promise.{promise.external_id}", "promise", promise.owed_by_post, promise.text)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
