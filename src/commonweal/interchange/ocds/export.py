"""A procurement as plain values turned into an OCDS release, and its releases into a record.

Pure: the same values give the same bytes. Ids come from the caller and stay as they are, so a later release of the same
procurement merges with an earlier one. All commitments go out as metrics of the contract, KPIs with their rating.

Source: OCDS 1.1.4 and the UK extension (see reference/data/ocds/uk_extension.yaml for the fields).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from commonweal.interchange.ocds.merging import compile_releases, in_order
from commonweal.interchange.ocds.process_values import (
    Award,
    Contract,
    Document,
    Lot,
    Metric,
    Observation,
    Organisation,
    PerformanceFailure,
    Procurement,
    Span,
    Worth,
)
from commonweal.interchange.ocds.removals import saying_what_is_gone

RATINGS = {
    "good": "met",
    "approaching_target": "slightlyBelow",
    "requires_improvement": "below",
    "inadequate": "significantlyBelow",
    "other": "other",
}
"""The statutory KPI ratings as the UK extension codes them (inferred from the definitions on both sides)."""

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_UK_EXTENSION = "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/master/extension.json"

Json = dict[str, Any]


def release(procurement: Procurement, before: Procurement | None = None) -> Json:
    """One release. Fields that are not known are left out; only what `before`, the version published before of the same thing,
    held and this one does not is null, so that it does not come back when they are merged."""
    made = _told(procurement)
    return made if before is None else saying_what_is_gone(made, _told(before))


def _told(procurement: Procurement) -> Json:
    made: Json = _without_gaps(
        {
            "ocid": procurement.ocid,
            "id": procurement.release_id,
            "date": _instant(procurement.released_at),
            "tag": list(procurement.tags),
            "initiationType": "tender",
            "language": "en",
            "parties": _parties(procurement),
            "buyer": {"id": procurement.buyer.id, "name": procurement.buyer.name},
            "tender": _tender(procurement),
            "awards": [_award(award, procurement) for award in procurement.awards],
            "contracts": [_contract(contract, procurement) for contract in procurement.contracts],
        }
    )
    return made


def release_package(
    procurements: Sequence[tuple[Procurement, Procurement | None]],
    *,
    uri: str,
    publisher: str,
    published_at: datetime,
) -> Json:
    """Releases, each with the version before of the same thing, with who published them, when and under which licence."""
    releases = [release(item, before) for item, before in procurements]
    return {**_package(uri, publisher, published_at), "releases": releases}


def record_package(
    procurements: Sequence[Procurement], *, uri: str, publisher: str, published_at: datetime
) -> Json:
    """Records, one for each ocid, with the releases embedded and the compiled release."""
    by_ocid: dict[str, list[Procurement]] = {}
    for item in procurements:
        by_ocid.setdefault(item.ocid, []).append(item)
    return {
        **_package(uri, publisher, published_at),
        "records": [record(items) for items in by_ocid.values()],
    }


def record(history: Sequence[Procurement]) -> Json:
    """The record of one procurement from all its published versions; those with ids alike but for their last part, as ``x-1``
    and ``x-2``, are versions of one thing."""
    latest: dict[str, Procurement] = {}
    pairs = []
    for item in sorted(history, key=lambda each: each.released_at):
        thing = item.release_id.rpartition("-")[0]
        pairs.append((item, latest.get(thing)))
        latest[thing] = item

    def again() -> list[Json]:
        return in_order([release(item, before) for item, before in pairs])

    compiled = compile_releases(again(), again)
    return {"ocid": history[0].ocid, "releases": again(), "compiledRelease": compiled}


def _package(uri: str, publisher: str, published_at: datetime) -> Json:
    return {
        "uri": uri,
        "version": "1.1",
        "extensions": [_UK_EXTENSION],
        "publishedDate": _instant(published_at),
        "publisher": {"name": publisher},
        "license": LICENCE,
    }


def _parties(procurement: Procurement) -> list[Json]:
    buyer = _party(procurement.buyer, ["buyer", "procuringEntity"])
    return [buyer, *(_party(supplier, ["supplier"]) for supplier in procurement.suppliers)]


def _party(organisation: Organisation, roles: list[str]) -> Json:
    scale = None if organisation.is_sme is None else "sme" if organisation.is_sme else "large"
    return {
        "id": organisation.id,
        "name": organisation.name,
        "identifier": {
            "scheme": organisation.scheme,
            "id": organisation.identifier,
            "legalName": organisation.name,
        },
        "roles": roles,
        "details": {"scale": scale, "vcse": organisation.is_vcse},
    }


def _references(ids: Sequence[str], procurement: Procurement) -> list[Json]:
    names = {supplier.id: supplier.name for supplier in procurement.suppliers}
    missing = [identifier for identifier in ids if identifier not in names]
    if missing:
        raise ValueError(
            f"{procurement.ocid} names the supplier {missing[0]!r}, who is not among its suppliers"
        )
    return [{"id": identifier, "name": names[identifier]} for identifier in ids]


def _tender(procurement: Procurement) -> Json:
    basis = procurement.legal_basis
    return {
        "id": procurement.tender_id,
        "title": procurement.title or None,
        "description": procurement.description or None,
        "status": procurement.status or None,
        "legalBasis": {"scheme": basis[0], "id": basis[1]} if basis else None,
        "procurementMethod": procurement.method,
        "mainProcurementCategory": procurement.category,
        "classification": {"scheme": "CPV", "id": procurement.cpv} if procurement.cpv else None,
        "value": _value(procurement.value),
        "aboveThreshold": procurement.above_threshold,
        "tenderPeriod": _period(procurement.tendering),
        "lots": [_lot(lot) for lot in procurement.lots],
        "documents": [_document(document) for document in procurement.documents],
    }


def _lot(lot: Lot) -> Json:
    return {
        "id": lot.id,
        "title": lot.title,
        "description": lot.description or None,
        "status": lot.status,
        "value": _value(lot.value),
        "suitability": {"sme": lot.suits_sme, "vcse": lot.suits_vcse},
    }


def _award(award: Award, procurement: Procurement) -> Json:
    return {
        "id": award.id,
        "title": award.title or None,
        "status": award.status,
        "date": _instant(award.decided_at),
        "value": _value(award.value),
        "suppliers": _references(award.suppliers, procurement),
        "relatedLots": list(award.lots),
        "standstillPeriod": _period(award.standstill),
        "assessmentSummariesDateSent": _instant(award.summaries_sent_at),
    }


def _contract(contract: Contract, procurement: Procurement) -> Json:
    return {
        "id": contract.id,
        "awardID": contract.award,
        "title": contract.title or None,
        "status": contract.status,
        "period": _period(contract.period),
        "value": _value(contract.value),
        "dateSigned": _instant(contract.signed_at),
        "documents": [_document(document) for document in contract.documents],
        "agreedMetrics": [_metric(metric, metric.agreed) for metric in contract.metrics],
        "noAgreedMetricsRationale": contract.why_no_metrics or None,
        "implementation": {
            "metrics": [_metric(metric, metric.found) for metric in contract.metrics if metric.found],
            "performanceFailures": [_failure(failure, procurement) for failure in contract.failures],
        },
    }


def _metric(metric: Metric, observations: Sequence[Observation]) -> Json:
    return {
        "id": metric.id,
        "title": metric.title,
        "description": metric.description or None,
        "observations": [_observation(observation) for observation in observations],
    }


def _observation(observation: Observation) -> Json:
    rating = observation.rating
    return {
        "id": observation.id,
        "period": _period(observation.period),
        "measure": _decimal(observation.thousandths, 1000, places=3),
        "unit": {"name": observation.unit} if observation.unit else None,
        "measureClassification": {"scheme": "measureClassification", "id": RATINGS[rating]}
        if rating
        else None,
        "notes": observation.notes or None,
    }


def _failure(failure: PerformanceFailure, procurement: Procurement) -> Json:
    return {
        "id": failure.id,
        "requirement": failure.requirement,
        "description": failure.description,
        "decisionDate": _instant(failure.decided_at),
        "penaltyType": failure.penalty,
        "penaltyDate": _instant(failure.penalty_at),
        "penaltyValue": _value(Worth(failure.penalty_pence)) if failure.penalty_pence is not None else None,
        "partialTermination": failure.ends_part_of_contract,
        "suppliers": _references(failure.suppliers, procurement),
    }


def _document(document: Document) -> Json:
    return {
        "id": document.id,
        "documentType": document.kind,
        "noticeType": document.notice,
        "title": document.title,
        "url": document.url,
        "datePublished": _instant(document.published_at),
    }


def _value(worth: Worth | None) -> Json | None:
    if worth is None:
        return None
    return {"amount": _number(worth.pence), "amountGross": _number(worth.pence_with_vat), "currency": "GBP"}


def _number(pence: int | None) -> int | float | None:
    """Pence as the JSON number of pounds; a double holds it to the penny up to ten trillion pounds."""
    if pence is None:
        return None
    return pence // 100 if pence % 100 == 0 else float(Decimal(pence) / 100)


def _decimal(whole: int | None, scale: int, *, places: int) -> str | None:
    """A measure as text, as the metrics extension has it, without needless noughts."""
    if whole is None:
        return None
    text = f"{Decimal(whole) / scale:.{places}f}"
    return text.rstrip("0").rstrip(".")


def _period(span: Span | None) -> Json | None:
    return None if span is None else {"startDate": _instant(span.start), "endDate": _instant(span.end)}


def _instant(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.isoformat().replace("+00:00", "Z")


def _without_gaps(node: Any) -> Any:
    """The same without nulls, empty objects and empty lists."""
    if isinstance(node, dict):
        kept = {name: _without_gaps(value) for name, value in node.items()}
        return {name: value for name, value in kept.items() if value not in (None, {}, [])}
    return [_without_gaps(item) for item in node] if isinstance(node, list) else node
