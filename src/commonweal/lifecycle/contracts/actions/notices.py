"""Saying what only the notices of a contract ask for."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, NoticeFacts
from commonweal.records.work import change, check_revision, locked, transaction


def state_notice_facts(
    contract: Contract,
    *,
    value_pence: int | None,
    final_value_pence: int | None,
    is_supported_employment: bool | None,
    is_public_service_mutual: bool | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> NoticeFacts:
    """Say or change the facts; None takes one back.

    Args:
        revision: of the stored facts as the person read them; 0 where there were none.
    """
    by.must(Permission.CONTRACT_EDIT)
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    with transaction(by=by, at=now) as work:
        locked(contract)
        stored = NoticeFacts.objects.for_authority(by).filter(contract=contract).first()
        if stored is None:
            stored = NoticeFacts(contract=contract, revision=0)
            check_revision(stored, revision)
            stored.revision = 1
            stored.save()
            revision = None
        change(
            stored,
            revision=revision,
            value_pence=value_pence,
            final_value_pence=final_value_pence,
            is_supported_employment=is_supported_employment,
            is_public_service_mutual=is_public_service_mutual,
        )
        work.record(Event.NOTICE_FACTS_STATED, contract)
    return stored
