"""Every setting, in one file. What differs between machines comes from the environment: docs/reference/settings.md."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from commonweal.config import environment

MODE = environment.mode()
DEMONSTRATION = MODE == "demonstration"
DATA = environment.data_folder()
PACKAGE = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8000"))

if DEMONSTRATION:
    SECRET_KEY = os.environ.get("COMMONWEAL_SECRET_KEY") or environment.secret_from(DATA, "secret-key")
    SEALING_KEY_FILE = Path(os.environ.get("COMMONWEAL_SEALING_KEY_FILE", DATA / "sealing" / "key"))
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
    PUBLIC_ADDRESS = f"http://127.0.0.1:{PORT}"
else:
    SECRET_KEY = environment.required("COMMONWEAL_SECRET_KEY", "sessions and links are signed with it")
    SEALING_KEY_FILE = Path(
        environment.required(
            "COMMONWEAL_SEALING_KEY_FILE", "drafts are encrypted under it; keep it out of the backup"
        )
    )
    ALLOWED_HOSTS = environment.required("COMMONWEAL_HOSTS", "the host names people use, with commas").split(
        ","
    )
    PUBLIC_ADDRESS = os.environ.get("COMMONWEAL_ADDRESS", f"https://{ALLOWED_HOSTS[0]}")
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

DEBUG = False
ANCHOR_FILE = Path(os.environ.get("COMMONWEAL_ANCHOR_FILE", DATA / "anchor" / "audit.jsonl"))
MEDIA_ROOT = DATA / "files"
ROOT_URLCONF = "commonweal.config.urls"
WSGI_APPLICATION = "commonweal.config.wsgi.application"
AUTH_USER_MODEL = "organisations.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

STAGES = ("strategy", "planning", "procurement", "tendering", "assessment", "contracts", "delivery")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "commonweal.records.apps.RecordsConfig",
    "commonweal.audit.apps.AuditConfig",
    "commonweal.outbox.apps.OutboxConfig",
    "commonweal.files.apps.FilesConfig",
    "commonweal.gateways.apps.GatewaysConfig",
    "commonweal.organisations.apps.OrganisationsConfig",
    *(f"commonweal.lifecycle.{stage}.apps.{stage.capitalize()}Config" for stage in STAGES),
    "commonweal.spending.apps.SpendingConfig",
    "commonweal.markets.apps.MarketsConfig",
    "commonweal.publication.apps.PublicationConfig",
    "commonweal.jobs.apps.JobsConfig",
    "commonweal.presentation.apps.PresentationConfig",
    "commonweal.web.apps.WebConfig",
    "commonweal.public.apps.PublicConfig",
]

MIDDLEWARE = [
    "commonweal.web.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "commonweal.web.middleware.actor",
    "commonweal.web.bodies.limit",
    "commonweal.web.middleware.domain_errors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            PACKAGE / "presentation" / "templates",
            PACKAGE / "web" / "templates",
            PACKAGE / "public" / "templates",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "commonweal.presentation.templating.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "commonweal.web.context.page",
            ],
        },
    },
]

DATABASES = {"default": environment.database(DATA)}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# -- Signing in ------------------------------------------------------------------------------------------
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "week"
LOGOUT_REDIRECT_URL = "public-home"
ACCOUNT_ADAPTER = "commonweal.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "commonweal.web.accounts.adapter.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people join only through an invitation sent to their address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "commonweal.web.accounts.adapter.CodesAdapter"
MFA_TOTP_ISSUER = "Commonweal"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "commonweal.web.errors.csrf_failure"

# -- Headers ---------------------------------------------------------------------------------------------
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# -- Words, time and files ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [PACKAGE / "locale"]
# Welsh is offered once it has a catalogue: a page must not say that it is in a language it is not in.
LANGUAGES = [("en-gb", _("English"))]
if (PACKAGE / "locale" / "cy" / "LC_MESSAGES" / "django.mo").exists():
    LANGUAGES.append(("cy", _("Welsh")))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "commonweal.presentation.storage.HashedStaticFiles"},
}
LARGEST_REQUEST = environment.megabytes("COMMONWEAL_LARGEST_REQUEST", 26)
DATA_UPLOAD_MAX_MEMORY_SIZE = environment.megabytes("COMMONWEAL_LARGEST_TEXT", 5)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SCANNER = environment.scanner(DEMONSTRATION)
EMAIL_BACKEND = (
    "commonweal.gateways.email.FileOutbox" if DEMONSTRATION else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_OUTBOX = DATA / "outbox"
# Open contracting: the prefix is given out by the Open Contracting Partnership. This one is registered by nobody.
OCID_PREFIX = os.environ.get("COMMONWEAL_OCID_PREFIX", "ocds-000000")
PUBLISHER = os.environ.get("COMMONWEAL_PUBLISHER", "")

DEFAULT_FROM_EMAIL = os.environ.get("COMMONWEAL_EMAIL_FROM", "commonweal@example.org")
EMAIL_HOST = os.environ.get("COMMONWEAL_EMAIL_HOST", "localhost")

LOGGING_CONFIG = "commonweal.config.logs.configure"
LOGGING = {"version": 1}  # an empty one would never reach the function above
