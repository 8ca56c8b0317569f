"""How the sign-in library is fitted to this product: no open registration, names shown, mail through our gateway."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from commonweal.organisations import actions


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
