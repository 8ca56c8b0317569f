"""Reading settings from the environment, with errors that explain themselves."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from commonweal.gateways.scanner import FAKE, NONE, address_of

MODES = ("demonstration", "production")


def mode() -> str:
    """`COMMONWEAL_MODE`; raises `ImproperlyConfigured` when it is missing or unknown."""
    value = os.environ.get("COMMONWEAL_MODE", "")
    if value not in MODES:
        raise ImproperlyConfigured(
            f"COMMONWEAL_MODE is {value!r}. Set it to 'demonstration' (invented data, this machine only) or "
            "'production' (real data; needs COMMONWEAL_SECRET_KEY, COMMONWEAL_SEALING_KEY_FILE and COMMONWEAL_HOSTS)."
        )
    return value


def data_folder() -> Path:
    """`COMMONWEAL_DATA`, else `var` in the working folder; made when missing."""
    folder = Path(os.environ.get("COMMONWEAL_DATA", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_from(folder: Path, name: str) -> str:
    """A secret kept in a file of the data folder, made at first use: for demonstrations, which hold nothing real."""
    path = folder / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def required(name: str, why: str) -> str:
    """A setting that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}.")
    return value


def megabytes(name: str, default: int) -> int:
    """A size in bytes, from a setting in whole megabytes."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or int(value) == 0:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Set it to a whole number of megabytes, like {default}."
        )
    return int(value) * 1024 * 1024


def scanner(demonstration: bool) -> str:
    """`COMMONWEAL_SCANNER`: what looks for viruses in the files that people upload."""
    value = os.environ.get("COMMONWEAL_SCANNER") or ("fake" if demonstration else "none")
    if value == "fake" and not demonstration:
        raise ImproperlyConfigured(
            "COMMONWEAL_SCANNER is 'fake', which finds only the test file. Production takes clamd://host:port, "
            "unix:///path/of/the/socket or 'none'."
        )
    if value not in (NONE, FAKE):
        try:
            address_of(value)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"COMMONWEAL_SCANNER is {value!r}. Set it to clamd://host:port, unix:///path/of/the/socket or 'none'."
            ) from error
    return value


def database(folder: Path) -> dict[str, Any]:
    """`DATABASE_URL` (postgres://user:password@host:port/name), else SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(folder / "commonweal.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}: use postgres:// or sqlite://."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A new connection reads the whole schema again: about 8 ms of processor time for every request.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Writers queue instead of failing, and readers never wait for them.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
