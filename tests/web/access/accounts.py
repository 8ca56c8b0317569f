"""Sign-in and one's own account."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access, everybody


def signed_in(**changes: Any) -> Access:
    """A page for anyone who has signed in."""
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 200, "stranger": 200,
        "supplier": 200, "rival": 200, "panel": 200, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.READER, **(values | changes))


REDIRECT = dict.fromkeys(("owner", "colleague", "reader", "stranger", "supplier", "rival", "panel"), 302)
CONFIRM = signed_in(**REDIRECT)
"""Pages that first ask for the password again."""

WITHOUT_CODES = signed_in(**dict.fromkeys(REDIRECT, 404))
"""Pages about codes that this person has not set up."""

ACCESS = {
    "account_login": signed_in(**REDIRECT, anonymous=200),
    "account_logout": signed_in(),
    "account_reset_password": everybody(200),
    "account_reset_password_done": everybody(200),
    "account_reset_password_from_key": everybody(200, args=lambda w: {"uidb36": "1", "key": "used-already"}),
    "account_reset_password_from_key_done": everybody(200),
    "account_change_password": signed_in(),
    "account_reauthenticate": signed_in(),
    "mfa_authenticate": everybody(302),
    "mfa_reauthenticate": CONFIRM,
    "mfa_index": signed_in(),
    "mfa_activate_totp": CONFIRM,
    "mfa_deactivate_totp": WITHOUT_CODES,
    "mfa_view_recovery_codes": WITHOUT_CODES,
    "mfa_generate_recovery_codes": CONFIRM,
    "mfa_download_recovery_codes": WITHOUT_CODES,
    "my-account": signed_in(),
    "switch-organisation": signed_in(),
    "demonstration-mailbox": everybody(200),
    "healthz": everybody(503),  # no worker runs in the test process
}
