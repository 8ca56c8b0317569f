"""A file of a published pack, by ordinary actions."""

from typing import Any

from commonweal.domain.actors import SYSTEM
from commonweal.files import blobs
from commonweal.journeys.packs.making import format_of, version_pack
from commonweal.publication import actions, queries
from commonweal.publication.models import PublishedFile


def a_pack_file(world: Any) -> PublishedFile:
    """The Word schedule of the public procurement's first version."""
    procurement = world.public_procurement
    made, pack = format_of("schedule.docx"), version_pack(procurement.ask.versions.get(number=1))
    content = made.make(pack)
    published = actions.publish_file(
        queries.snapshot_of(procurement.external_id, 1),
        part=made.part,
        name=made.file_name(pack),
        content=content,
        by=SYSTEM,
        now=world.now,
    )
    published.content = content
    return published


def is_there(world: Any) -> PublishedFile:
    """The file, with its bytes in the folder of the test that asks."""
    blobs.write(world.pack_file.content)
    found: PublishedFile = world.pack_file
    return found


WORLD = {"pack_file": a_pack_file}
