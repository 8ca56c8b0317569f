"""Words of the spend pages: what a column can mean, where a load stands, why a row was rejected."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.spend import SpendStatus

FIELD: dict[str, Any] = {
    "date": _("Date paid"),
    "amount": _("Amount, net of VAT"),
    "gross": _("Amount with VAT"),
    "credit": _("Credit, in a column beside debit"),
    "sign": _("Mark of debit or credit"),
    "supplier": _("Supplier’s name"),
    "supplier_id": _("Supplier’s number in the ledger"),
    "company_number": _("Company number"),
    "charity_number": _("Charity number"),
    "postcode": _("Supplier’s postcode"),
    "town": _("Supplier’s town or area"),
    "sme": _("SME or size"),
    "vcse": _("VCSE"),
    "service": _("Service, directorate or department"),
    "category": _("Category or purpose"),
    "description": _("Description"),
    "reference": _("Reference of the payment"),
    "year": _("Year, beside a column of months"),
}
STATUS: dict[str, Any] = {
    SpendStatus.READING: _("Being read"),
    SpendStatus.CONFIRMING: _("Waits for you to confirm the columns"),
    SpendStatus.LOADING: _("Being loaded"),
    SpendStatus.LOADED: _("Loaded"),
    SpendStatus.FAILED: _("Could not be loaded"),
}
STATUS_TAG: dict[str, str] = {
    SpendStatus.READING: "teal",
    SpendStatus.CONFIRMING: "warn",
    SpendStatus.LOADING: "teal",
    SpendStatus.LOADED: "ok",
    SpendStatus.FAILED: "stop",
}
STEP: dict[str, Any] = {
    "reading": _("Looking for the columns"),
    "loading": _("Loading the payments"),
    "adding_up": _("Adding up the report"),
}
REASON: dict[str, Any] = {
    "title row": _("A title, not a payment"),
    "repeated-header row": _("The header once more"),
    "totals row": _("A total of other rows"),
    "no amount": _("No amount"),
    "unreadable amount": _("The amount cannot be read"),
    "unreadable date": _("The date cannot be read"),
    "more cells than the header has columns": _("More cells than the header has columns: one was cut in two"),
}
DATES: tuple[tuple[str, Any], ...] = (
    ("day", _("Day first: 3/4 is 3 April")),
    ("month", _("Month first: 3/4 is 4 March")),
)
PLACE: dict[str, Any] = {
    "own": _("Local"),
    "region": _("Rest of the region"),
    "elsewhere": _("Elsewhere"),
    "unknown": _("Unknown"),
}
ANSWER: dict[str, Any] = {"yes": _("Yes"), "no": _("No"), "unknown": _("Unknown")}
FLAG: dict[str, Any] = {
    "credits": _("Credits and refunds"),
    "duplicates": _("Repeated rows"),
    "cards": _("Purchase cards"),
}
LEARNING_STEP: dict[str, Any] = {
    "learning": _("Learning the words of each category"),
    "adding_up": _("Adding up the report with what was learnt"),
}
COMPARED: dict[str, Any] = {
    "accuracy": _("What was learnt"),
    "keyword_accuracy": _("The category whose keywords fit most"),
    "most_common_accuracy": _("Always the most common category"),
}
REGISTER_COLUMN: dict[str, Any] = {
    "supplier": _("Supplier’s name"),
    "title": _("Contract"),
    "reference": _("Reference"),
    "annual": _("Annual value"),
    "total": _("Total value"),
    "duration": _("Duration"),
    "start": _("Start"),
    "end": _("End"),
    "postcode": _("Supplier’s postcode"),
    "town": _("Supplier’s town or area"),
    "place": _("Place of the supplier"),
    "sme": _("SME or size"),
    "vcse": _("VCSE"),
    "company_number": _("Company number"),
    "category": _("Category or purpose"),
}
