"""Words for what changed between two asks: names of parts, states and fields, and each value as a person reads it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.domain.ask_difference import PartKind, PartState
from commonweal.domain.asks import MethodContent, PlaceContent, RoundContent, ServedContent
from commonweal.domain.criteria import Band
from commonweal.domain.weights import percent
from commonweal.presentation.formats import day, moment, money, quantity
from commonweal.presentation.method_words import method_lines
from commonweal.presentation.procurement_words import ASK_WORDS

PART: dict[str, Any] = {
    PartKind.FACTS: _("The procurement"),
    PartKind.CRITERION: _("Award criterion"),
    PartKind.METRIC: _("Metric"),
    PartKind.LOT: _("Lot"),
    PartKind.PROMISE: _("What the authority commits to"),
    PartKind.MANAGING: _("How the contract is looked after"),
    PartKind.CONDITION: _("Condition of participation"),
    PartKind.PRICE_LINE: _("Line of the price schedule"),
    PartKind.TERM: _("Condition or charter of the contract"),
}
STATE: dict[str, Any] = {
    PartState.CHANGED: _("changed"),
    PartState.ADDED: _("new"),
    PartState.REMOVED: _("taken out"),
}
FIELD: dict[str, Any] = {
    "title": _("Title"),
    "description": _("What is bought and for whom"),
    "why": _("Why it is asked"),
    "regime": _("Law"),
    "kind": _("Kind"),
    "nature": _("Nature"),
    "cpv_division": _("Subject"),
    "innovation_stage": _("How certain the solution is"),
    "value_pence": _("Value with VAT"),
    "value_ex_vat_pence": _("Value without VAT"),
    "contract_starts_on": _("Contract starts on"),
    "contract_ends_on": _("Contract ends on"),
    "extension_months": _("Months that extensions could add"),
    "rounds": _("Rounds and deadlines"),
    "places": _("Places"),
    "serves": _("What it serves"),
    "method": _("How tenders are assessed"),
    "text": _("Text"),
    "words": _("What is to be shown"),
    "due_months": _("First shown, in months after the start"),
    "every_months": _("Again after so many months"),
    "charter": _("Charter"),
    "charter_level": _("Level of the charter"),
    "charter_keeper": _("Who keeps the charter"),
    "charter_source": _("Where the charter is published"),
    "equivalent": _("What else would show the same"),
    "question": _("Question"),
    "weight_bp": _("Weighting"),
    "word_limit": _("Word limit"),
    "price_formula": _("Price formula"),
    "bands": _("Scoring bands"),
    "outcome_id": _("Outcome of a mission"),
    "unit": _("Unit"),
    "level": _("What it measures"),
    "used_for": _("What the figure is for"),
    "target": _("How much is wanted"),
    "target_low": _("Figure, or low end of the range"),
    "target_high": _("High end of the range"),
    "period": _("How often it is reported"),
    "aggregation": _("How reports come together"),
    "baseline_basis": _("Baseline"),
    "baseline": _("Baseline figure"),
    "is_prescriptive": _("Says how, not only what"),
    "number": _("Number"),
    "due_on": _("By"),
    "owed_by_post": _("Post that answers for it"),
    "contract_manager": _("Post that looks after the contract"),
    "review_cadence_months": _("Months between learning reviews"),
    "narrative_required": _("Reports bring an account in words"),
    "remedies": _("Remedies go step by step"),
    "kpis_planned": _("KPIs that will be published"),
    "kpis_social_value": _("KPIs about social value"),
    "shown_by": _("What to say or show"),
    "lawful_because": _("Why it is lawful here"),
    "quantity": _("Quantity"),
    "lot_id": _("Lot"),
    "kpi_exemption_reason": _("Why KPIs could not assess performance"),
}
_MONEY = {"value_pence", "value_ex_vat_pence"}
_QUANTITY = {"target_low", "target_high", "baseline", "quantity"}
_WORDED = {
    "regime", "nature", "innovation_stage", "level", "used_for", "target", "period", "aggregation", "price_formula",
}  # fmt: skip

_TABLE = {
    PartKind.FACTS: "kind",
    PartKind.CRITERION: "criterion_kind",
    PartKind.METRIC: "metric_kind",
    PartKind.CONDITION: "condition_kind",
    PartKind.TERM: "term_kind",
    PartKind.PRICE_LINE: "line_kind",
}


def shown(part: PartKind, field: str, value: Any) -> str:
    """One value of one field as text; nothing is the empty text."""
    if value is None:
        return ""
    if field in _MONEY:
        return money(value)
    if field in _QUANTITY:
        return quantity(value)
    if field == "weight_bp":
        return percent(value)
    if field in _WORDED:
        return str(ASK_WORDS[field].get(str(value), value))
    return _other(part, field, value)


def _other(part: PartKind, field: str, value: Any) -> str:
    if field in ("kind", "baseline_basis"):
        return str(ASK_WORDS[_TABLE[part] if field == "kind" else "baseline"].get(str(value), value))
    if field in ("outcome_id", "lot_id"):
        return _now("one of the missions’ outcomes") if field == "outcome_id" else _now("one of the lots")
    if isinstance(value, MethodContent):
        return " · ".join(method_lines(value))
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, tuple):
        return " · ".join(_listed(each) for each in value)
    return day(value) if isinstance(value, dt.date) else str(value)


def _listed(value: Any) -> str:
    if isinstance(value, RoundContent):
        return f"{value.title}: {moment(value.deadline_at)}"
    if isinstance(value, Band):
        return _now("%(marks)s marks, %(title)s: %(text)s") % {
            "marks": value.score // 100,
            "title": value.title,
            "text": value.text,
        }
    assert isinstance(value, PlaceContent | ServedContent)
    return value.name if isinstance(value, PlaceContent) else value.title
