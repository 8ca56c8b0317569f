"""The file that answers a challenge: everything about an assessment in one ZIP, indexed, with a manifest of digests.

The same records give the same ZIP at the same moment. `manifest.sha256` has the form that `sha256sum -c` checks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from collections.abc import Callable
from typing import IO

from django.utils.translation import gettext as _

from commonweal.journeys.assessment_papers.contents import members
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.presentation.csv_text import csv_text

_STAMP = (1980, 1, 1, 0, 0, 0)


def write_challenge_file(
    out: IO[bytes], one: Assessment, *, now: dt.datetime, tell: Callable[[str], None]
) -> None:
    """Write the ZIP to `out`, which need not be a file that can go back; `tell` is given the path of each file in it."""
    lines: list[tuple[str, str, str, int]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in members(one, now=now):
            _put(packed, member.path, member.content)
            digest = hashlib.sha256(member.content).hexdigest()
            lines.append((member.path, member.title, digest, len(member.content)))
            tell(member.path)
        index = csv_text([_("File"), _("What it is"), "SHA-256", _("Bytes")], lines).encode()
        _put(packed, "index.csv", index)
        lines.append(("index.csv", "", hashlib.sha256(index).hexdigest(), len(index)))
        manifest = "".join(f"{digest}  {path}\n" for path, _title, digest, _size in lines)
        _put(packed, "manifest.sha256", manifest.encode())


def _put(packed: zipfile.ZipFile, path: str, content: bytes) -> None:
    """Every file with the same stamp, so that the same content gives the same bytes."""
    info = zipfile.ZipInfo(path, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(info, content)
