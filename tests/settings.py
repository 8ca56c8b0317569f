"""Settings of the test suite: the product's own, in demonstration mode, in a folder that is thrown away."""

import os
import tempfile

os.environ.setdefault("COMMONWEAL_MODE", "demonstration")
os.environ.setdefault("COMMONWEAL_DATA", tempfile.mkdtemp(prefix="commonweal-test-"))

from commonweal.config.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# argon2 is slow on purpose; one test checks the product's own list of hashers.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  the static file server warns when its folder is missing
