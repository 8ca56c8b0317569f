"""A contract that is known from a published report: no tender, no award, no people, and no gap filled."""

import datetime as dt
from typing import Any

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import ContractOrigin, ContractStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.quantities import SCALE
from commonweal.domain.thread import LinkBasis
from commonweal.lifecycle.contracts.actions.moves import note_status
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.models import Organisation
from commonweal.records.work import Work, transaction
from commonweal.reference.published_cases import Fact, PublishedContract, PublishedLine


def record_published(
    source: PublishedContract,
    *,
    authority: Organisation,
    supplier: Organisation | None,
    serves: list[Mission],
    by: Actor = SYSTEM,
    now: dt.datetime,
) -> Contract:
    """Record a contract from a published report.

    Its promises stand as printed; a line without a promise has none. What the report says was delivered is recorded
    in the delivery stage, as reported on an as-published basis. The external ids are the source's own slugs.

    Args:
        supplier: None where the report names nobody; its description of them is kept instead.
        serves: the missions that `source.serves` names, linked on the source's stated basis.

    Raises:
        Invalid: the source names nothing it was read from. Refused: it is recorded already.
    """
    if not source.source.strip():
        raise Invalid("contract.source_missing", field="source")
    if Contract.objects.for_system("is this case recorded").filter(external_id=source.id).exists():
        raise Refused("contract.already_recorded", id=source.id)
    with transaction(by=by, at=now) as work:
        contract = _contract(source, authority, supplier)
        contract.save()
        for position, line in enumerate(source.commitments, start=1):
            _commitment(contract, position, line).save()
        for mission in serves:
            _link(contract, mission, source.link_basis, work).save()
        note_status(work, contract, old="", new=ContractStatus.FINISHED)
        work.record(Event.CONTRACT_PUBLISHED, contract, lines=len(source.commitments))
    return contract


def _contract(source: PublishedContract, authority: Organisation, supplier: Organisation | None) -> Contract:
    return Contract(
        external_id=source.id,
        authority=authority,
        supplier=supplier,
        supplier_name="" if supplier else source.supplier_description or "",
        origin=ContractOrigin.PUBLISHED_REPORT,
        status=ContractStatus.FINISHED,
        title=source.title,
        nature=source.nature or "",
        source=source.source,
        value_pence=source.value_pence,
        facts=_facts(source),
    )


def _facts(source: PublishedContract) -> list[dict[str, Any]]:
    """The other printed figures, as printed."""
    facts = [_fact(fact) for fact in source.facts]
    for title, months in (
        ("Length", source.duration_months),
        ("Possible extension", source.extension_months),
    ):
        if months is not None:
            facts.append({"title": title, "value": str(months), "unit": "months", "year": None, "note": None})
    if source.kpis:
        listed = "; ".join(source.kpis)
        facts.append(
            {"title": "Key performance indicators", "value": listed, "unit": "", "year": None, "note": None}
        )
    return facts


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "title": fact.title,
        "value": str(fact.value),
        "unit": fact.unit,
        "year": fact.year,
        "note": fact.note,
    }


def _commitment(contract: Contract, position: int, line: PublishedLine) -> Commitment:
    is_counted = line.unit is not None
    return Commitment(
        external_id=line.id,
        contract=contract,
        position=position,
        kind=CommitmentKind.QUANTITY if is_counted else CommitmentKind.NARRATIVE,
        title=line.title,
        words="" if is_counted else line.title,
        unit=line.unit or "",
        quantity=None if line.promised is None else line.promised * SCALE,
        note=line.note or "",
    )


def _link(contract: Contract, mission: Mission, basis: str | None, work: Work) -> ContractServes:
    return ContractServes(
        contract=contract,
        mission=mission,
        basis=LinkBasis(basis or LinkBasis.EDITORIAL),
        linked_at=work.at,
        linked_by=work.by.person,
    )
