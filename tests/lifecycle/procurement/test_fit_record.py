"""What was found and decided is frozen with the ask it was published with, and stays as the draft and the rules go on."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement.fit import fit_of
from commonweal.lifecycle.procurement.fit_record import SCHEMA, record_of

pytestmark = pytest.mark.django_db


def version_of(world):
    return world.ask_version


def test_a_published_version_keeps_every_finding_open_or_decided(world):
    version = version_of(world)
    procurement = version.ask.procurement
    assert version.judged["schema"] == SCHEMA
    assert version.judged == record_of(fit_of(procurement))
    assert {row["rule"] for row in version.judged["findings"]} == {
        each.id for each in fit_of(procurement).findings
    }


def test_it_leaves_as_json_with_names_for_the_authority_and_not_with_the_public_content(world):
    version = version_of(world)
    client = Client()
    client.force_login(world.cast.person(Role.READER))
    about = {"ask_id": version.ask.external_id, "number": version.number}
    answer = client.get(reverse("ask-version-findings", kwargs=about))
    found = json.loads(answer.content)
    assert found["version"] == version.number
    assert [row["rule"] for row in found["findings"]] == [row["rule"] for row in version.judged["findings"]]
    assert "attachment" in answer["Content-Disposition"]
    assert SCHEMA not in version.content
