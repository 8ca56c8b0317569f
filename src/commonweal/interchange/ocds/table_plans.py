"""What the tables hold: for each kind of object its columns, by path and type, and the lists below it.

A field that is named here has a column; every other field of the object goes into the row's `extra` column as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

TEXT, NUMBER, MONEY, TRUTH, DATE, WHOLE, JSON = "text", "number", "money", "truth", "date", "whole", "json"
"""Column types: text; decimal with three places; decimal with two places; boolean; instant (UTC); integer; JSON text."""


@dataclass(frozen=True)
class Plan:
    """One kind of object: its table, its columns {path: (name, type)} and its lists {path: (plan, kind)}."""

    table: str
    columns: tuple[tuple[str, str, str], ...]
    lists: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def groups(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Columns by the object that holds them: (path of the object, names in it), in column order."""
        found: dict[tuple[str, ...], list[str]] = {}
        for path, _, _ in self.columns:
            *above, name = path.split("/")
            found.setdefault(tuple(above), []).append(name)
        return tuple((above, tuple(names)) for above, names in found.items())

    @cached_property
    def ordered(self) -> tuple[tuple[str, str], ...]:
        """Column names and types in the order in which `groups` reads them."""
        by_path = {path: (name, kind) for path, name, kind in self.columns}
        return tuple(by_path["/".join((*above, name))] for above, names in self.groups for name in names)


def _value(path: str, name: str) -> tuple[tuple[str, str, str], ...]:
    return (
        (f"{path}/amount", f"{name}_amount", MONEY),
        (f"{path}/amountGross", f"{name}_amount_gross", MONEY),
        (f"{path}/currency", f"{name}_currency", TEXT),
    )


def _period(path: str, name: str) -> tuple[tuple[str, str, str], ...]:
    return (
        (f"{path}/startDate", f"{name}_start", DATE),
        (f"{path}/endDate", f"{name}_end", DATE),
        (f"{path}/maxExtentDate", f"{name}_latest_end", DATE),
    )


def _columns(kind: str, *pairs: str) -> tuple[tuple[str, str, str], ...]:
    """`path=name` pairs of one type; the name alone where it is the path's own."""
    return tuple((path, name or path, kind) for path, _, name in (pair.partition("=") for pair in pairs))


_SAID = _columns(TEXT, "title", "description", "status")
_CLASS = _columns(
    TEXT, "classification/scheme=classification_scheme", "classification/id=classification_id",
    "classification/description=classification",
)  # fmt: skip
_SUITED = _columns(TRUTH, "suitability/sme=suitable_for_sme", "suitability/vcse=suitable_for_vcse")

PLANS: dict[str, Plan] = {
    "procurements": Plan(
        "procurements",
        (
            *_columns(TEXT, "id=release_id", "language", "initiationType=initiation_type", "buyer/id=buyer_id",
                      "buyer/name=buyer_name", "planning/rationale=planning_rationale",
                      "planning/budget/description=budget_description"),
            *_columns(DATE, "date"),
            *_columns(JSON, "relatedProcesses=related_processes", "bids"),
            *_columns(MONEY, "planning/budget/amount/amount=budget_amount"),
            *_columns(TEXT, "planning/budget/amount/currency=budget_currency"),
        ),
        (("parties", "parties", ""), ("planning/documents", "documents", "planning"),
         ("planning/milestones", "milestones", "planning"), ("awards", "awards", ""), ("contracts", "contracts", "")),
    ),
    "tenders": Plan(
        "tenders",
        (
            *_columns(TEXT, "id"), *_SAID,
            *_columns(TEXT, "procurementMethod=method", "procurementMethodDetails=method_details",
                      "procurementMethodRationale=method_rationale", "mainProcurementCategory=main_category",
                      "awardCriteria=award_criteria", "awardCriteriaDetails=award_criteria_details",
                      "submissionMethodDetails=submission_details", "eligibilityCriteria=eligibility_criteria",
                      "legalBasis/scheme=legal_basis_scheme", "legalBasis/id=legal_basis",
                      "procuringEntity/id=procuring_entity_id", "procuringEntity/name=procuring_entity_name"),
            *_CLASS, *_SUITED, *_columns(TRUTH, "hasEnquiries=has_enquiries", "aboveThreshold=above_threshold"),
            *_value("value", "value"), *_value("minValue", "min_value"), *_columns(WHOLE, "numberOfTenderers=tenderers"),
            *_period("tenderPeriod", "tender_period"), *_period("enquiryPeriod", "enquiry_period"),
            *_period("awardPeriod", "award_period"), *_period("contractPeriod", "contract_period"),
            *_columns(DATE, "datePublished=published"),
            *_columns(JSON, "tenderers=tenderer_list", "additionalProcurementCategories=additional_categories",
                      "submissionMethod=submission_method"),
        ),
        (("lots", "lots", "tender"), ("items", "items", "tender"), ("documents", "documents", "tender"),
         ("milestones", "milestones", "tender")),
    ),
    "lots": Plan("lots", (*_columns(TEXT, "id"), *_SAID, *_SUITED, *_value("value", "value"),
                          *_period("contractPeriod", "contract_period"),
                          *_columns(JSON, "awardCriteria=award_criteria"))),
    "items": Plan("items", (*_columns(TEXT, "id", "description", "relatedLot=lot_id", "unit/name=unit"), *_CLASS,
                            *_columns(NUMBER, "quantity"),
                            *_columns(JSON, "additionalClassifications=additional_classifications",
                                      "deliveryAddresses=delivery_addresses"))),
    "parties": Plan("parties", (
        *_columns(TEXT, "id", "name", "identifier/scheme=identifier_scheme", "identifier/id=identifier",
                  "identifier/legalName=legal_name", "address/streetAddress=street", "address/locality=locality",
                  "address/region=region", "address/postalCode=postcode", "address/countryName=country_name",
                  "address/country=country", "details/scale=scale", "details/url=url"),
        *_columns(TRUTH, "details/vcse=vcse", "details/shelteredWorkshop=sheltered_workshop",
                  "details/publicServiceMissionOrganization=public_service_mission"),
        *_columns(JSON, "roles", "additionalIdentifiers=additional_identifiers", "contactPoint=contact",
                  "details/classifications=classifications"))),
    "awards": Plan("awards", (
        *_columns(TEXT, "id"), *_SAID, *_columns(DATE, "date", "datePublished=published",
                                                 "assessmentSummariesDateSent=assessment_summaries_sent"),
        *_value("value", "value"), *_period("contractPeriod", "contract_period"),
        *_period("standstillPeriod", "standstill"), *_columns(TRUTH, "aboveThreshold=above_threshold"),
        *_columns(TEXT, "mainProcurementCategory=main_category"),
        *_columns(JSON, "suppliers", "relatedLots=lot_ids")),
        (("items", "items", "award"), ("documents", "documents", "award"), ("milestones", "milestones", "award"))),
    "contracts": Plan("contracts", (
        *_columns(TEXT, "id", "awardID=award_id"), *_SAID,
        *_columns(DATE, "dateSigned=signed", "implementation/endDate=ended"), *_value("value", "value"),
        *_period("period", "period"), *_value("implementation/finalValue", "final_value"),
        *_columns(TRUTH, "aboveThreshold=above_threshold", "hasRenewal=has_renewal"),
        *_columns(TEXT, "noAgreedMetricsRationale=no_metrics_rationale"),
        *_columns(JSON, "implementation/performanceFailures=performance_failures",
                  "implementation/transactions=transactions")),
        (("items", "items", "contract"), ("documents", "documents", "contract"),
         ("milestones", "milestones", "contract"), ("agreedMetrics", "metrics", "agreed"),
         ("implementation/metrics", "metrics", "implementation"),
         ("implementation/documents", "documents", "implementation"),
         ("implementation/milestones", "milestones", "implementation"))),
    "milestones": Plan("milestones", (*_columns(TEXT, "id"), *_SAID, *_columns(TEXT, "type", "code"),
                                      *_columns(DATE, "dueDate=due", "dateMet=met", "dateModified=modified"),
                                      *_columns(JSON, "documents"))),
    "metrics": Plan("metrics", _columns(TEXT, "id", "title", "description"), (("observations", "observations", "metric"),)),
    "observations": Plan("observations", (
        *_columns(TEXT, "id", "notes", "measure", "unit/name=unit", "measureClassification/id=rating"),
        *_columns(NUMBER, "value/amount=value_amount"), *_columns(TEXT, "value/currency=value_currency"),
        *_period("period", "period"))),
    "documents": Plan("documents", (
        *_columns(TEXT, "id", "documentType=document_type", "noticeType=notice_type", "title", "description", "url",
                  "format", "language"),
        *_columns(DATE, "datePublished=published", "dateModified=modified"))),
}  # fmt: skip
"""Every table by name. `tenders` is the tender section of a procurement, one row for each procurement that has one."""
