"""How the sign-in library is fitted to this product: no open registration, names shown, mail through our gateway."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone

from commonweal.lifecycle.tendering.keyfile import sealing_key
from commonweal.lifecycle.tendering.sealing import context, lock, unlock
from commonweal.organisations import actions

SIGN_IN_CODES = context("sign-in codes")


def display_name(user: Any) -> str:
    """What a person is called on screen."""
    return str(user.name)


class AccountAdapter(DefaultAccountAdapter):
    """People join through invitations; nobody registers by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        """A password that somebody chose after a reset or for the one they had: the change and its event together."""
        from commonweal.web.accounts.trail import themselves

        actions.choose_password(user, password, by=themselves(user), now=timezone.now())


class CodesAdapter(DefaultMFAAdapter):
    """The secrets of sign-in codes lie encrypted under the key that no backup holds: a stolen backup signs nobody in."""

    def encrypt(self, text: str) -> str:
        rng = secrets.token_bytes
        return base64.b64encode(lock(sealing_key(rng=rng), text.encode(), SIGN_IN_CODES, rng=rng)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        locked = base64.b64decode(encrypted_text)
        return unlock(sealing_key(rng=secrets.token_bytes), locked, SIGN_IN_CODES).decode()
