"""Signing in, locking out, resetting, inviting."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.domain.permissions import Role
from commonweal.gateways.email import sent_messages
from commonweal.jobs.handlers import HANDLERS
from commonweal.organisations import actions
from commonweal.organisations.models import Membership
from commonweal.outbox.actions import dispatch
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_the_right_password_signs_in_in_any_case_of_the_address(cast, client):
    email = cast.person(Role.READER).email
    assert sign_in(client, email.upper(), PASSWORD) == 302


def test_after_several_wrong_passwords_the_right_one_waits_too(cast, client):
    cache.clear()
    email = cast.person(Role.READER).email
    for _try in range(5):
        assert sign_in(client, email, "wrong password entirely") == 200
    assert sign_in(client, email, PASSWORD) != 302


def test_an_unknown_address_is_answered_like_a_wrong_password(cast, client):
    known = client.post(
        reverse("account_login"), {"login": cast.person(Role.READER).email, "password": "wrong one here"}
    )
    unknown = client.post(
        reverse("account_login"), {"login": "nobody@example.org", "password": "wrong one here"}
    )

    def told(response) -> list[str]:
        return re.findall(
            r"<li>(?:<a[^>]*>)?([^<]+)", response.content.decode().split("There is a problem")[1]
        )[:1]

    assert told(known) == told(unknown) != []


def test_a_reset_link_by_email_sets_a_new_password(cast, client, settings):
    person = cast.person(Role.READER)
    client.post(reverse("account_reset_password"), {"email": person.email})
    (mail,) = sent_messages(settings.EMAIL_OUTBOX, limit=5)
    link = re.search(r"https?://[^/]+(/password/reset/\S+)", mail.body)[1]
    page = client.get(link, follow=True)
    client.post(
        page.request["PATH_INFO"],
        {"password1": "another good long one", "password2": "another good long one"},
    )
    assert sign_in(Client(), person.email, "another good long one") == 302


def invite(cast, now) -> str:
    """Invite a new reader and return the path of the link that was mailed."""
    actions.invite(
        organisation=cast.authority, name="New colleague", email="new@example.org", roles=[Role.READER],
        by=cast.actor(Role.AUTHORITY_ADMINISTRATOR), now=now,
    )  # fmt: skip
    assert dispatch(HANDLERS, now=now) == 1
    return ""


def mailed_path(settings) -> str:
    (mail,) = sent_messages(settings.EMAIL_OUTBOX, limit=5)
    return re.search(r"https?://[^/]+(/invitation/\S+)", mail.body)[1]


def test_an_invited_person_joins_by_the_mailed_link_and_the_link_works_once(cast, client, settings):
    invite(cast, timezone.now())
    path = mailed_path(settings)
    answer = client.post(path, {"form_key": "k1", "password": "quiet river stone lamp", "agree": "on"})
    assert answer.status_code == 302
    assert client.get(reverse("organisation")).status_code == 200
    member = Membership.objects.for_system("test").get(person__email="new@example.org")
    assert member.roles == ["reader"]
    assert Client().get(path).status_code == 410


def test_a_weak_password_is_refused_beside_the_field(cast, client, settings):
    invite(cast, timezone.now())
    answer = client.post(mailed_path(settings), {"form_key": "k1", "password": "short", "agree": "on"})
    assert answer.status_code == 422
    assert "at least 12 characters" in answer.content.decode()


def test_a_message_is_dispatched_once(cast, settings):
    now = timezone.now()
    invite(cast, now)
    assert dispatch(HANDLERS, now=now) == 0
    assert len(sent_messages(settings.EMAIL_OUTBOX, limit=5)) == 1


def test_the_mailbox_is_closed_in_production(client, settings):
    settings.DEMONSTRATION = False
    assert client.get(reverse("demonstration-mailbox")).status_code == 404


def test_nobody_registers_by_themselves():
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
