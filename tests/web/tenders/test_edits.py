"""Who worked on what: from the audit trail, part by part, for the tender's own organisation alone."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering.actions import drafts
from commonweal.lifecycle.tendering.edits import edits_of
from tests.builders.tendering import rng

CANARY = "canary in the answer"


@pytest.fixture
def tender(world):
    return world.draft_tender


def write(world, tender, criterion, role=Role.TENDER_WRITER):
    by = world.cast.actor(role)
    drafts.write_answer(tender, criterion, CANARY, revision=None, by=by, now=world.now, rng=rng)


def test_each_save_is_there_with_its_part_and_person_and_no_word_of_it(world, tender):
    first, second = (each.id for each in world.sealed_ask.read().questions)
    write(world, tender, first)
    write(world, tender, second, Role.SUPPLIER_ADMINISTRATOR)
    writer = world.cast.actor(Role.TENDER_WRITER)
    found = edits_of(tender, by=writer)
    assert [each.part for each in found] == [f"answer:{second}", f"answer:{first}"]
    assert [each.part for each in edits_of(tender, by=writer, part=f"answer:{first}")] == [f"answer:{first}"]
    assert found[0].person == world.cast.actor(Role.SUPPLIER_ADMINISTRATOR).person
    assert CANARY not in json.dumps(list(AuditEvent.objects.values_list("fields", flat=True)))


@pytest.mark.parametrize("role", [Role.PROCUREMENT_OFFICER, Role.AUTHORITY_ADMINISTRATOR, Role.OPENER])
def test_nobody_of_the_authority_reads_it_even_after_the_opening(world, role):
    with pytest.raises(NotFound):
        edits_of(world.tender, by=world.cast.actor(role))


def test_the_page_costs_the_same_however_often_was_saved(world, tender):
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    question = world.sealed_ask.read().questions[0].id
    address, counts = reverse("tender-edits", args=[tender.external_id]), []
    for batch in (1, 6):
        for _save in range(batch):
            write(world, tender, question)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(f"{address}?part=answer:{question}")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert "The tender writer of Example Works Ltd" in page.content.decode()
