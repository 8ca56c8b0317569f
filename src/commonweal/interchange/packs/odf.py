"""An OpenDocument file: parts in a ZIP, the media type first and unpacked, the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from commonweal.interchange.packs.markup import render

TEXT = "application/vnd.oasis.opendocument.text"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_MOMENT = (2000, 1, 1, 0, 0, 0)
_XML = "text/xml"


def packed(media_type: str, parts: Mapping[str, bytes | str]) -> bytes:
    """The file with these parts. A part whose name ends in ``.png`` is a picture, any other is XML."""
    target = io.BytesIO()
    listed = [(name, "image/png" if name.endswith(".png") else _XML) for name in parts]
    everything = {
        **parts,
        "META-INF/manifest.xml": render("odf_manifest.xml", media_type=media_type, parts=listed),
    }
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), media_type)
        for name, content in everything.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()
