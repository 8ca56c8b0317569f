"""Working a locked ranking out again from what was stored, to show that nothing was changed."""

from typing import Any

from commonweal.audit.queries import events_of_type
from commonweal.domain.assessment.score_table import TableError
from commonweal.domain.assessment.snapshot import Ranking, differences
from commonweal.domain.canonical import Unreadable, digest
from commonweal.domain.errors import Invalid
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment, RankingSnapshot
from commonweal.lifecycle.assessment.queries import snapshot_by_id


def recomputed(external_id: str) -> dict[str, Any] | None:
    """Whether the stored ranking has its digest, the one in the record of its locking, and its digits; None for no ranking.

    A content and a digest that were changed together agree with each other; the chain of events then says otherwise
    (that nobody changed the chain is for `commonweal audit verify`).

    Keys: id, digest (of what is stored), same, differences (a sentence each).
    """
    snapshot = snapshot_by_id(external_id)
    if snapshot is None:
        return None
    found = digest(snapshot.content.encode())
    told = (
        [] if found == snapshot.digest else [f"digest: {snapshot.digest} was kept, the content has {found}"]
    )
    told += _unlike_the_record(snapshot, found)
    try:
        told += differences(Ranking.from_json(snapshot.content))
    except Unreadable as error:
        told.append(f"content: {error.path} {error.reason}")
    except (Invalid, TableError) as error:
        told.append(f"content: the ranking cannot be worked out from it ({error})")
    return {"id": snapshot.external_id, "digest": found, "same": not told, "differences": told}


def _unlike_the_record(snapshot: RankingSnapshot, found: str) -> list[str]:
    assessment = snapshot.assessment
    kept = [
        event.fields.get("digest")
        for event in events_of_type(Assessment.KIND, assessment.external_id, AssessmentEvent.LOCKED.value)
        if event.fields.get("ranking") == snapshot.external_id
    ]
    if not kept:
        return ["record: no event of locking scores names this ranking"]
    return [
        f"record: the ranking had {digest_then} when it was locked, the content has {found}"
        for digest_then in kept
        if digest_then != found
    ]
