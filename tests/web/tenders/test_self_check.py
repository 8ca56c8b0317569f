"""The self-check is for the tenderer alone: not for a rival, not for anybody of the authority, before or after opening."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.domain.permissions import ROLES, Role, Side
from commonweal.lifecycle.tendering.actions import drafts
from tests.builders.tendering import rng


def client_of(world, role, organisation=None):
    client = Client()
    client.force_login(world.cast.person(role, organisation))
    return client


def test_a_writer_sees_places_and_no_score_and_nothing_is_stored(world):
    tender = world.draft_tender
    writer = world.cast.actor(Role.TENDER_WRITER)
    question = world.sealed_ask.read().questions[-1].id
    drafts.write_answer(
        tender, question, "We aim to give learning <b>.", revision=None, by=writer, now=world.now, rng=rng
    )
    before = AuditEvent.objects.count()
    page = client_of(world, Role.TENDER_WRITER).get(reverse("tender-self-check", args=[tender.external_id]))
    shown = page.content.decode()
    assert "<mark>aim to</mark>" in shown
    assert "&lt;b&gt;" in shown
    assert page["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("role", [role for role in Role if ROLES[role].side is not Side.SUPPLIER])
def test_nobody_of_an_authority_or_partnership_can_fetch_it(world, role):
    for tender in (world.draft_tender, world.submitted_tender):
        answer = client_of(world, role).get(reverse("tender-self-check", args=[tender.external_id]))
        assert answer.status_code == 404


def test_a_rival_cannot_fetch_it_and_after_opening_there_is_none(world):
    rival = client_of(world, Role.TENDER_WRITER, world.cast.rival)
    assert rival.get(reverse("tender-self-check", args=[world.draft_tender.external_id])).status_code == 404
    own = client_of(world, Role.TENDER_WRITER)
    assert own.get(reverse("tender-self-check", args=[world.tender.external_id])).status_code == 404
