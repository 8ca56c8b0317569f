"""The file that answers a challenge: everything about an assessment in one ZIP, indexed, with a manifest of digests.

The same records give the same bytes at the same moment. `manifest.sha256` has the form that `sha256sum -c` checks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from typing import IO

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.permissions import Permission
from commonweal.journeys.assessment_papers.contents import members
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.presentation.csv_text import csv_text

IN_MEMORY = 8_000_000
_STAMP = (1980, 1, 1, 0, 0, 0)


def challenge_file(one: Assessment, *, by: Actor, now: dt.datetime) -> IO[bytes]:
    """The ZIP, at its beginning. That somebody took it is in the record.

    Raises:
        NotPermitted: the actor may not decide awards. Refused: the scores are not locked.
    """
    by.must(Permission.AWARD_DECIDE)
    check_firmness_visible(AssessmentStatus(one.status))
    actions.note_view(one, AssessmentEvent.CHALLENGE_FILE_MADE, by=by, now=now)
    made: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  handed on to the response
    try:
        size = _fill(made, one, now)
    except BaseException:
        made.close()
        raise
    made.seek(0)
    if size > IN_MEMORY:
        return made
    with made:
        return io.BytesIO(made.read())


def _fill(made: IO[bytes], one: Assessment, now: dt.datetime) -> int:
    """Write everything; returns how large the ZIP is."""
    lines: list[tuple[str, str, str, int]] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in members(one, now=now):
            _put(packed, member.path, member.content)
            digest = hashlib.sha256(member.content).hexdigest()
            lines.append((member.path, member.title, digest, len(member.content)))
        index = csv_text([_("File"), _("What it is"), "SHA-256", _("Bytes")], lines).encode()
        _put(packed, "index.csv", index)
        lines.append(("index.csv", "", hashlib.sha256(index).hexdigest(), len(index)))
        manifest = "".join(f"{digest}  {path}\n" for path, _title, digest, _size in lines)
        _put(packed, "manifest.sha256", manifest.encode())
    return made.tell()


def _put(packed: zipfile.ZipFile, path: str, content: bytes) -> None:
    """Every file with the same stamp, so that the same content gives the same bytes."""
    info = zipfile.ZipInfo(path, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(info, content)
