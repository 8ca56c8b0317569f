"""Signing in and one's own account. Only the views we use of the sign-in library are routed."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from commonweal.web.accounts import views

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("password/reset", account.password_reset, name="account_reset_password"),
    path("password/reset/sent", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("password/change", account.password_change, name="account_change_password"),
    path("confirm", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code", mfa.authenticate, name="mfa_authenticate"),
    path("confirm/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/codes", mfa.index, name="mfa_index"),
    path("account/codes/start", totp.activate_totp, name="mfa_activate_totp"),
    path("account/codes/stop", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "account/recovery-codes/download",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account", views.my_account, name="my-account"),
    path("switch-organisation", views.switch_organisation, name="switch-organisation"),
    path("demonstration/emails", views.demonstration_mailbox, name="demonstration-mailbox"),
]
