"""`commonweal organisation create`: a tenant and the invitation of its first person, or nothing and a reason."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.cli.organisation import organisation
from commonweal.gateways.email import sent_messages
from commonweal.jobs.minute import tick
from commonweal.organisations.models import Invitation, Organisation

pytestmark = pytest.mark.django_db
WHO = ("--administrator", "first@example.org", "--administrator-name", "First Person")


def create(*arguments: str):
    return CliRunner().invoke(organisation, ["create", *arguments])


def every(model):
    return model.objects.for_system("test")


@pytest.mark.parametrize(
    ("side", "role"),
    [
        ("authority", "authority_administrator"),
        ("supplier", "supplier_administrator"),
        ("partnership", "partnership_administrator"),
    ],
)
def test_each_kind_of_organisation_is_set_up_with_an_invitation_of_its_first_person(side, role):
    answer = create("A Body", "--side", side, *WHO)
    made = every(Organisation).get()
    assert (answer.exit_code, made.name, made.side) == (0, "A Body", side)
    assert made.external_id in answer.output
    assert [(each.email, each.roles) for each in every(Invitation)] == [("first@example.org", [role])]
    assert [each.type for each in AuditEvent.objects.order_by("number")] == [
        "organisation.created",
        "membership.invited",
    ]


def test_an_authority_keeps_its_kind_and_a_supplier_has_none():
    create("Trust", "--kind", "nhs", *WHO)
    create("Works", "--side", "supplier", "--kind", "nhs", *WHO)
    assert {each.name: each.authority_kind for each in every(Organisation)} == {"Trust": "nhs", "Works": ""}


@pytest.mark.parametrize(
    "arguments",
    [
        ("  ", *WHO),
        ("A Body", "--administrator", "no address", "--administrator-name", "X"),
        ("A Body", "--administrator", "x@example.org"),
        ("A Body", "--side", "charity", *WHO),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set_up(arguments):
    answer = create(*arguments)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output
    assert len(answer.output.strip()) > 20
    assert not every(Organisation).exists()
    assert not every(Invitation).exists()


def test_the_first_person_joins_by_the_mailed_link_and_runs_the_organisation(settings):
    create("Borough of Example", *WHO)
    tick.call()
    (mail,) = sent_messages(settings.EMAIL_OUTBOX, limit=5)
    assert (mail.to, "Borough of Example" in mail.subject) == (("first@example.org",), True)
    client = Client()
    link = re.search(r"https?://[^/]+(/invitation/\S+)", mail.body)[1]
    typed = {"form_key": "k", "password": "quiet river stone lamp", "agree": "on"}
    assert client.post(link, typed).status_code == 302
    assert client.get(reverse("organisation-invite")).status_code == 200
