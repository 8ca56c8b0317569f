"""What notices of the contract stage and their fields are called, on screen and in files."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.notices import FieldKind, NoticeField, NoticeKind
from commonweal.presentation.formats import day, money
from commonweal.presentation.procurement_words import NATURE, REGIME

NOTICE: dict[str, Any] = {
    NoticeKind.DETAILS: gettext_lazy("Contract details notice (UK7)"),
    NoticeKind.PERFORMANCE: gettext_lazy("Contract performance notice (UK9)"),
    NoticeKind.CHANGE: gettext_lazy("Contract change notice (UK10)"),
    NoticeKind.TERMINATION: gettext_lazy("Contract termination notice (UK11)"),
}
WHAT_FOR: dict[str, Any] = {
    NoticeKind.DETAILS: gettext_lazy("Published after entering into the contract."),
    NoticeKind.PERFORMANCE: gettext_lazy(
        "Published at least once in twelve months and when the contract ends, and after a failure."
    ),
    NoticeKind.CHANGE: gettext_lazy("Published before a change that needs one."),
    NoticeKind.TERMINATION: gettext_lazy("Published when the contract ends, its ordinary end included."),
}
FIELD: dict[str, Any] = {
    "authority_name": gettext_lazy("Contracting authority"),
    "authority_identifier": gettext_lazy("Number of the authority"),
    "supplier_name": gettext_lazy("Supplier"),
    "supplier_identifier": gettext_lazy("Number of the supplier"),
    "contract_reference": gettext_lazy("Reference"),
    "contract_title": gettext_lazy("Title"),
    "supplier_is_sme": gettext_lazy("The supplier is a small or medium-sized enterprise"),
    "supplier_is_vcse": gettext_lazy("The supplier is a voluntary, community or social enterprise"),
    "supplier_is_supported_employment": gettext_lazy("The supplier is a supported employment provider"),
    "supplier_is_public_service_mutual": gettext_lazy("The supplier is a public service mutual"),
    "description": gettext_lazy("What is bought"),
    "main_category": gettext_lazy("Goods, services or works"),
    "regime": gettext_lazy("Law it falls under"),
    "is_light_touch": gettext_lazy("Light touch contract"),
    "is_above_threshold": gettext_lazy("Above the threshold"),
    "value_with_vat": gettext_lazy("Value with VAT"),
    "value_without_vat": gettext_lazy("Value without VAT"),
    "signed_on": gettext_lazy("Entered into on"),
    "starts_on": gettext_lazy("First day"),
    "ends_on": gettext_lazy("Last day"),
    "extension_months": gettext_lazy("Possible extension, months"),
    "award_decided_on": gettext_lazy("Award decided on"),
    "standstill_ended_on": gettext_lazy("Standstill ended on"),
    "kpis": gettext_lazy("The most material KPIs"),
    "no_kpis_reason": gettext_lazy("Why KPIs could not appropriately assess performance"),
    "copy_due_on": gettext_lazy("The contract itself is published by"),
    "ratings": gettext_lazy("Ratings"),
    "failures": gettext_lazy("Failures of performance"),
    "change_title": gettext_lazy("The change"),
    "change_description": gettext_lazy("What changes"),
    "change_grounds": gettext_lazy("Grounds that permit it"),
    "change_reason": gettext_lazy("Why it is made"),
    "change_from": gettext_lazy("It takes effect on"),
    "value_before": gettext_lazy("Value before"),
    "value_after": gettext_lazy("Value after"),
    "ends_before": gettext_lazy("Last day before"),
    "ends_after": gettext_lazy("Last day after"),
    "suppliers_added": gettext_lazy("Suppliers added"),
    "suppliers_removed": gettext_lazy("Suppliers removed"),
    "ended_on": gettext_lazy("Ended on"),
    "is_ordinary_end": gettext_lazy("It ran to its ordinary end"),
    "termination_reason": gettext_lazy("Why it was ended early"),
    "final_value_with_vat": gettext_lazy("What was paid in all, with VAT"),
}
ROW: dict[str, Any] = {
    "title": gettext_lazy("KPI"),
    "description": gettext_lazy("What happened, or how it is measured"),
    "target": gettext_lazy("Target"),
    "unit": gettext_lazy("Unit"),
    "kpi": gettext_lazy("KPI"),
    "supplier": gettext_lazy("Supplier"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
    "rating": gettext_lazy("Rating"),
    "ground": gettext_lazy("Ground"),
    "requirement": gettext_lazy("What was required"),
    "decided_on": gettext_lazy("Decided on"),
    "penalty_type": gettext_lazy("Kind of penalty"),
    "penalty_on": gettext_lazy("Penalty on"),
    "penalty_pence": gettext_lazy("Value of the penalty"),
    "partial_termination": gettext_lazy("Partial termination"),
    "source": gettext_lazy("Source"),
}
_RATING: dict[str, Any] = {
    "good": gettext_lazy("Good"),
    "approaching_target": gettext_lazy("Approaching target"),
    "requires_improvement": gettext_lazy("Requires improvement"),
    "inadequate": gettext_lazy("Inadequate"),
    "other": gettext_lazy("Other"),
    "partial_termination": gettext_lazy("breach: partial termination"),
    "damages": gettext_lazy("breach: damages"),
    "settlement": gettext_lazy("breach: settlement"),
    "not_improved": gettext_lazy("no improvement after a proper opportunity"),
    "contracted": gettext_lazy("set out in the contract"),
    "imposed": gettext_lazy("imposed"),
    "negotiated": gettext_lazy("agreed between the parties"),
}


def value(field: NoticeField) -> str:
    """A field's value as a person reads it; empty where nothing is known. Rows are shown as tables of their own."""
    given: Any = field.value
    if given is None or field.rule.kind is FieldKind.ROWS:
        return ""
    if field.rule.kind is FieldKind.MONEY:
        return money(given)
    if field.rule.id in ("regime", "main_category"):
        return str((REGIME | NATURE).get(given, given))
    return cell(given)


def cell(given: Any, name: str = "") -> str:
    """One value of a row."""
    if given is None:
        return "–"
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if isinstance(given, dt.date):
        return day(given)
    if name.endswith("_pence"):
        return money(given)
    return str(_RATING.get(given, given)) if name in ("rating", "ground", "penalty_type") else str(given)


def columns(field: NoticeField) -> list[str]:
    """The columns of a field that holds rows; ids are left out."""
    rows: Any = field.value or []
    return [name for name in (rows[0] if rows else ()) if name != "id"]


def table(field: NoticeField) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a field that holds rows."""
    names = columns(field)
    rows: Any = field.value or []
    return [str(ROW.get(name, name)) for name in names], [
        [cell(row[name], name) for name in names] for row in rows
    ]
