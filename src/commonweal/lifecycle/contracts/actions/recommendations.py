"""Writing what is recommended to a committee about a contract."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, Recommendations
from commonweal.records.work import change, check_revision, locked, transaction


def recommend(
    contract: Contract, text: str, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Recommendations:
    """Write or rewrite the recommendations of a contract's report.

    Args:
        revision: of what stands, as the person read it; 0 where there was nothing.

    Raises:
        NotPermitted: the actor may not look after contracts. Refused: known from a published report only.
        Invalid: nothing is said. Stale: somebody wrote meanwhile.
    """
    by.must(Permission.CONTRACT_EDIT)
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    kept = text.strip()
    if not kept:
        raise Invalid("recommendations.words_missing", field="text")
    with transaction(by=by, at=now) as work:
        locked(contract)
        stored = Recommendations.objects.for_authority(by).filter(contract=contract).first()
        said = {"text": kept, "written_at": now, "written_by": by.person}
        if stored is None:
            stored = Recommendations(contract=contract, revision=0, **said)
            check_revision(stored, revision)
            stored.revision = 1
            stored.save()
        else:
            change(stored, revision=revision, **said)
        work.record(Event.RECOMMENDED, contract)
    return stored
