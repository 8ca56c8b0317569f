"""The files of a published ask are made once, stored by digest and public; a draft's slow file waits in the cache."""

import dataclasses

import pytest

from commonweal.domain.errors import Refused
from commonweal.interchange.packs.pdf import PdfNotPossibleError
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys import publish
from commonweal.journeys.packs import drafts, issuing, making
from commonweal.journeys.packs.drafts import Stands
from commonweal.journeys.packs.issuing import issue, missing
from commonweal.lifecycle.procurement import actions
from commonweal.outbox.actions import dispatch
from commonweal.publication import queries as published
from commonweal.publication.queries import Withdrawn
from tests.cast import Role

#: The files of an authority that has no Word template of its own.
PLAIN = {each.id for each in making.FORMATS.values() if not each.needs_template}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_quick_pdf(monkeypatch):
    """What a real PDF looks like is tested with the office files: it takes seconds and a library of the system."""
    quick = dataclasses.replace(making.FORMATS["schedule.pdf"], make=lambda pack: b"%PDF-1.7 of the pack")
    monkeypatch.setitem(making.FORMATS, "schedule.pdf", quick)
    return quick


def names(procurement) -> list[str]:
    return [row.stored.name for row in published.files_of(procurement.external_id, 1)]


def test_publishing_an_ask_has_every_file_made_and_public(world):
    procurement = world.public_procurement
    assert names(procurement) == []
    dispatch(HANDLERS, now=world.now)
    assert {f"{row.part}.{row.kind}" for row in published.files_of(procurement.external_id, 1)} == PLAIN


def test_a_file_says_the_same_as_its_digest(world):
    procurement = world.public_procurement
    issue(procurement.external_id, 1, now=world.now)
    row = published.files_of(procurement.external_id, 1)[0]
    assert published.public_file(procurement.external_id, row.external_id).name == row.stored.name
    assert row.stored.name == f"ask-schedule-{procurement.external_id}-v1.docx"


def test_issuing_again_makes_nothing_twice(world):
    procurement = world.public_procurement
    assert issue(procurement.external_id, 1, now=world.now) == len(PLAIN)
    assert issue(procurement.external_id, 1, now=world.now) == 0


def test_a_file_is_never_replaced(world):
    procurement = world.public_procurement
    assert world.pack_file
    with pytest.raises(Refused):
        issuing.publication.publish_file(
            published.snapshot_of(procurement.external_id, 1),
            part="schedule",
            name="other.docx",
            content=world.pack_file.content,
            by=world.cast.actor(Role.PROCUREMENT_OFFICER),
            now=world.now,
        )


def test_without_the_layout_library_the_other_files_are_issued_and_the_pdf_is_still_missing(
    world, monkeypatch
):
    def refuse(pack):
        raise PdfNotPossibleError("no library")

    slow = dataclasses.replace(making.FORMATS["schedule.pdf"], make=refuse)
    monkeypatch.setitem(making.FORMATS, "schedule.pdf", slow)
    procurement = world.public_procurement
    issue(procurement.external_id, 1, now=world.now)
    assert [each.id for each in missing(procurement.external_id, 1, procurement.authority_id)] == [
        "schedule.pdf"
    ]


def test_a_withdrawn_ask_s_files_are_shown_no_more(world):
    procurement = world.public_procurement
    row = world.pack_file
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    publish.terminate(procurement, reason="The need has gone.", by=officer, now=world.now)
    assert isinstance(published.public_file(procurement.external_id, row.external_id), Withdrawn)


def test_a_slow_draft_file_is_asked_for_made_and_kept_until_the_draft_changes(world):
    ask, slow = world.procurement.ask, making.FORMATS["schedule.pdf"]
    assert drafts.state(ask, slow).stands is Stands.NOT_ASKED
    assert drafts.begin(ask, slow, now=world.now)
    assert not drafts.begin(ask, slow, now=world.now)
    assert drafts.state(ask, slow).stands is Stands.MAKING
    drafts.make(ask.external_id, slow.id)
    assert drafts.state(ask, slow).content.startswith(b"%PDF-")
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    changed = actions.edit_ask(ask, why="Something else.", by=officer, now=world.now)
    changed.refresh_from_db(from_queryset=type(ask).objects.for_authority(officer))
    assert drafts.state(changed, slow).stands is Stands.NOT_ASKED


def test_a_draft_file_that_cannot_be_made_says_so(world, monkeypatch):
    def refuse(pack):
        raise PdfNotPossibleError("no library")

    slow = dataclasses.replace(making.FORMATS["schedule.pdf"], make=refuse)
    monkeypatch.setitem(making.FORMATS, "schedule.pdf", slow)
    drafts.make(world.procurement.ask.external_id, slow.id)
    assert drafts.state(world.procurement.ask, slow).stands is Stands.FAILED
