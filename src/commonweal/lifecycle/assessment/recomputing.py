"""Working a locked ranking out again from what was stored, to show that nothing was changed."""

from typing import Any

from commonweal.domain.assessment.score_table import TableError
from commonweal.domain.assessment.snapshot import Ranking, differences
from commonweal.domain.canonical import Unreadable, digest
from commonweal.domain.errors import Invalid
from commonweal.lifecycle.assessment.queries import snapshot_by_id


def recomputed(external_id: str) -> dict[str, Any] | None:
    """Whether the stored ranking has its digest and its digits; None when there is no such ranking.

    Keys: id, digest (of what is stored), same, differences (a sentence each).
    """
    snapshot = snapshot_by_id(external_id)
    if snapshot is None:
        return None
    found = digest(snapshot.content.encode())
    told = (
        [] if found == snapshot.digest else [f"digest: {snapshot.digest} was kept, the content has {found}"]
    )
    try:
        told += differences(Ranking.from_json(snapshot.content))
    except Unreadable as error:
        told.append(f"content: {error.path} {error.reason}")
    except (Invalid, TableError) as error:
        told.append(f"content: the ranking cannot be worked out from it ({error})")
    return {"id": snapshot.external_id, "digest": found, "same": not told, "differences": told}
