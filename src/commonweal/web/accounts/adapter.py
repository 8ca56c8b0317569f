"""How the sign-in library is fitted to this product: no open registration, names shown, mail through our gateway."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


def display_name(user: Any) -> str:
    """What a person is called on screen."""
    return str(user.name)


class AccountAdapter(DefaultAccountAdapter):
    """People join through invitations; nobody registers by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
