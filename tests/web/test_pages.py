"""What holds for every page: headers, errors with an id, forms that act once and lose nothing."""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.organisations.models import Invitation, Membership, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.person(Role.AUTHORITY_ADMINISTRATOR))
    return client


def hidden(response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return found[1]


def test_the_security_policy_allows_no_inline_script_or_style(administrator):
    policy = administrator.get(reverse("organisation"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_pages_carry_no_inline_script_or_style(administrator):
    page = administrator.get(reverse("organisation")).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)


def test_passwords_are_kept_with_argon2_and_cookies_are_kept_from_scripts():
    from commonweal.config import settings as product

    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_every_answer_has_an_id_and_error_pages_show_it(administrator):
    response = administrator.get("/nothing-here")
    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()


def test_a_proxy_s_id_is_kept_only_when_it_is_plain(administrator):
    assert (
        administrator.get("/sign-in", headers={"X-Request-ID": "abcd-1234-efgh"})["X-Request-ID"]
        == "abcd-1234-efgh"
    )
    assert "<" not in administrator.get("/sign-in", headers={"X-Request-ID": "<script>"})["X-Request-ID"]


def test_a_form_without_its_token_is_refused_in_words(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person(Role.AUTHORITY_ADMINISTRATOR))
    response = client.post(reverse("organisation-invite"), {"name": "X"})
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_too_much_text_is_told_as_too_large(administrator):
    response = administrator.post(reverse("organisation-edit"), {"description": "x" * 5000})
    assert response.status_code == 413
    assert "too large" in response.content.decode()


def test_a_broken_page_says_so_without_a_stack_trace(administrator, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("commonweal.web.organisations.views.own_organisation", broken)
    response = administrator.get(reverse("organisation"))
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert "Something went wrong" in response.content.decode()


def invitation_form(client: Client, email: str = "new@example.org") -> dict[str, object]:
    page = client.get(reverse("organisation-invite"))
    return {"form_key": hidden(page, "form_key"), "name": "New", "email": email, "roles": ["reader"]}


def test_sending_a_form_twice_does_the_thing_once(administrator):
    data = invitation_form(administrator)
    first = administrator.post(reverse("organisation-invite"), data)
    second = administrator.post(reverse("organisation-invite"), data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Invitation.objects.for_system("test").count() == 1


def test_what_was_typed_is_there_again_after_an_error(administrator):
    data = invitation_form(administrator) | {"email": "not an address"}
    response = administrator.post(reverse("organisation-invite"), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert 'href="#id_email"' in page
    assert 'value="not an address"' in page


def test_an_error_of_the_domain_is_shown_beside_its_field(administrator, cast):
    data = invitation_form(administrator, email=cast.person(Role.AUTHORITY_ADMINISTRATOR).email)
    page = administrator.post(reverse("organisation-invite"), data).content.decode()
    assert "already a member" in page
    assert 'id="id_email-error"' in page


def test_the_second_of_two_people_is_told_and_sees_both_versions(administrator, cast):
    page = administrator.get(reverse("organisation-edit"))
    mine = {"revision": hidden(page, "revision"), "name": "My name for it", "description": ""}
    theirs = mine | {"name": "Their name for it", "form_key": "theirs-key"}
    assert administrator.post(reverse("organisation-edit"), theirs).status_code == 302
    answer = administrator.post(reverse("organisation-edit"), mine | {"form_key": "my-key"})
    assert answer.status_code == 409
    assert "My name for it" in answer.content.decode()
    assert "Their name for it" in answer.content.decode()
    assert Organisation.objects.for_system("test").get(pk=cast.authority.pk).name == "Their name for it"


def test_the_last_administrator_stays(administrator, cast):
    member = cast.member(Role.AUTHORITY_ADMINISTRATOR)
    url = reverse("organisation-member", kwargs={"membership_id": member.external_id})
    response = administrator.post(url, {"form_key": "k", "revision": "1", "roles": ["reader"]})
    assert "at least one administrator" in response.content.decode()
    assert Membership.objects.for_system("test").get(pk=member.pk).roles == ["authority_administrator"]
