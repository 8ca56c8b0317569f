"""One-time codes: turning them on, signing in with them, what is refused, recovery codes, turning them off."""

import re
from types import SimpleNamespace

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commonweal.audit import chain
from commonweal.audit.models import AuditEvent
from commonweal.domain.permissions import Role
from commonweal.organisations.events import AccountEvent
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
PERIOD = app_settings.TOTP_PERIOD


class App:
    """Somebody's authenticator app, with a clock that the test moves."""

    def __init__(self, monkeypatch) -> None:
        self.seconds, self.secret = 1_772_445_600, ""
        monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: self.seconds))

    def later(self, periods: int = 4) -> None:
        self.seconds += periods * PERIOD

    def code(self) -> str:
        return auth.format_hotp_value(auth.hotp_value(self.secret, self.seconds // PERIOD))

    def wrong_code(self) -> str:
        return f"{(int(self.code()) + 1) % 10**app_settings.TOTP_DIGITS:0{app_settings.TOTP_DIGITS}}"


@pytest.fixture
def person(cast):
    return cast.person(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def app(monkeypatch) -> App:
    cache.clear()
    return App(monkeypatch)


def signed_in(person, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": password})
    return client


def shown_secret(client: Client) -> str:
    """The secret of the page that turns codes on, which first asks for the password again."""
    asked = client.get(reverse("mfa_activate_totp"))
    page = client.post(asked.url, {"password": PASSWORD}, follow=True)
    assert page.resolver_match.view_name == "mfa_activate_totp"
    return re.search(r'<span class="cw-code">([A-Z2-7=]+)<', page.content.decode())[1]


def is_in(client: Client) -> bool:
    return client.get(reverse("week")).status_code == 200


@pytest.fixture
def enrolled(person, app) -> Client:
    """A browser in which the person turned codes on."""
    client = signed_in(person)
    app.secret = shown_secret(client)
    answer = client.post(reverse("mfa_activate_totp"), {"code": app.code()})
    assert answer.url == reverse("mfa_view_recovery_codes")
    app.later()
    return client


def with_code(person, code: str) -> tuple[Client, int]:
    """A new browser after the password and a code; the status of the answer to the code."""
    client = signed_in(person)
    assert not is_in(client), "the password alone opens nothing"
    return client, client.post(reverse("mfa_authenticate"), {"code": code}).status_code


def events_of(person) -> list[str]:
    rows = AuditEvent.objects.filter(external_id=person.external_id, type__startswith="account.")
    assert set(rows.values_list("person", flat=True)) <= {person.external_id}
    return [kind.removeprefix("account.") for kind in rows.order_by("number").values_list("type", flat=True)]


def recovery_codes(client: Client) -> list[str]:
    """What the download holds."""
    text = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    return re.findall(r"^[0-9a-z]{8,}$", text, re.MULTILINE)


def test_turning_codes_on_needs_a_right_code_and_gives_recovery_codes(person, app):
    client = signed_in(person)
    app.secret = shown_secret(client)
    refused = client.post(reverse("mfa_activate_totp"), {"code": app.wrong_code()})
    assert "There is a problem" in refused.content.decode()
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.post(reverse("mfa_activate_totp"), {"code": app.code()}).status_code == 302
    assert len(recovery_codes(client)) == app_settings.RECOVERY_CODE_COUNT
    assert events_of(person) == ["signed_in", "codes_started", "recovery_codes_made"]


def test_the_password_and_a_code_sign_in(person, app, enrolled):
    client, status = with_code(person, app.code())
    assert (status, is_in(client)) == (302, True)
    assert events_of(person)[-2:] == ["code_used", "signed_in"]


def test_a_wrong_code_is_refused_in_words_and_leaves_nobody_signed_in(person, app, enrolled):
    client = signed_in(person)
    answer = client.post(reverse("mfa_authenticate"), {"code": app.wrong_code()})
    assert "There is a problem" in answer.content.decode()
    assert not is_in(client)
    assert events_of(person)[-1] == "code_refused"


def test_a_code_opens_once(person, app, enrolled):
    code = app.code()
    assert with_code(person, code)[1] == 302
    client, status = with_code(person, code)
    assert (status, is_in(client)) == (200, False)
    assert events_of(person)[-1] == "code_refused"


def test_an_old_code_opens_nothing(person, app, enrolled):
    old = app.code()
    app.later(periods=10)
    client, status = with_code(person, old)
    assert (status, is_in(client)) == (200, False)


def test_after_several_wrong_codes_the_right_one_waits_too(person, app, enrolled):
    client = signed_in(person)
    for _try in range(5):
        client.post(reverse("mfa_authenticate"), {"code": app.wrong_code()})
    client.post(reverse("mfa_authenticate"), {"code": app.code()})
    assert not is_in(client)
    assert events_of(person).count("code_refused") <= 5


def test_a_recovery_code_opens_once(person, app, enrolled):
    code = recovery_codes(enrolled)[0]
    client, status = with_code(person, code)
    assert (status, is_in(client)) == (302, True)
    assert events_of(person)[-2:] == ["recovery_code_used", "signed_in"]
    client, status = with_code(person, code)
    assert (status, is_in(client)) == (200, False)


def test_new_recovery_codes_end_the_old_ones(person, app, enrolled):
    old = recovery_codes(enrolled)
    assert enrolled.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert not set(old) & set(recovery_codes(enrolled))
    assert with_code(person, old[0])[1] == 200
    assert "recovery_codes_made" in events_of(person)[3:]


def test_after_turning_codes_off_the_password_alone_signs_in(person, app, enrolled):
    assert enrolled.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert events_of(person)[-1] == "codes_stopped"
    assert is_in(signed_in(person))


def test_what_is_kept_of_it_is_told_to_the_administrator_and_holds_no_code(person, app, enrolled, cast):
    with_code(person, app.wrong_code())
    client = Client()
    client.force_login(cast.person(Role.AUTHORITY_ADMINISTRATOR))
    page = client.get(reverse("organisation-audit")).content.decode()
    for event in (AccountEvent.CODES_STARTED, AccountEvent.CODE_REFUSED, AccountEvent.SIGNED_IN):
        assert str(event.sentence) in page
    assert [row.fields for row in AuditEvent.objects.filter(type__startswith="account.") if row.fields] == []
    assert chain.verify().problem is None


def test_codes_are_not_turned_on_when_the_trail_cannot_be_kept(person, app, monkeypatch):
    client = Client(raise_request_exception=False)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    app.secret = shown_secret(client)
    monkeypatch.setattr(chain, "digest_of", lambda event: 1 / 0)
    assert client.post(reverse("mfa_activate_totp"), {"code": app.code()}).status_code == 500
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_password_is_not_changed_when_the_trail_cannot_be_kept(person, app, monkeypatch):
    client = Client(raise_request_exception=False)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    typed = {
        "oldpassword": PASSWORD,
        "password1": "another good long one",
        "password2": "another good long one",
    }
    with monkeypatch.context() as broken:
        broken.setattr(chain, "digest_of", lambda event: 1 / 0)
        assert client.post(reverse("account_change_password"), typed).status_code == 500
    assert is_in(signed_in(person))
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    assert events_of(person).count("password_chosen") == 1
    assert is_in(signed_in(person, "another good long one"))


def test_the_secret_lies_in_the_database_encrypted_only(person, app):
    client = signed_in(person)
    app.secret = shown_secret(client)
    client.post(reverse("mfa_activate_totp"), {"code": app.code()})
    kept = [str(each.data) for each in Authenticator.objects.filter(user=person)]
    assert kept
    assert not [data for data in kept if app.secret in data]
