"""The sealing key file: under its key the keys of drafts are locked. It lives outside the database and its backup."""

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from commonweal.lifecycle.tendering.sealing import KEY_BYTES, Rng

_HEX = re.compile(r"[0-9a-fA-F]{64}")


def sealing_key(*, rng: Rng) -> bytes:
    """The key in `settings.SEALING_KEY_FILE`: 64 hexadecimal digits, as `openssl rand -hex 32` prints them.

    A demonstration makes the file at first use. Production must be given one, because losing it loses every draft.

    Raises:
        ImproperlyConfigured: the file is missing in production, or does not hold a key.
    """
    path = Path(settings.SEALING_KEY_FILE)
    if not path.exists() and settings.DEMONSTRATION:
        _make(path, rng)
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"The sealing key file {path} cannot be read ({type(error).__name__}). "
            "COMMONWEAL_SEALING_KEY_FILE names it; make one with: openssl rand -hex 32"
        ) from error
    if not _HEX.fullmatch(text):
        raise ImproperlyConfigured(
            f"The sealing key file {path} must hold 64 hexadecimal digits and nothing else. "
            "If it was changed, put the right one back: drafts open with no other."
        )
    return bytes.fromhex(text)


def _make(path: Path, rng: Rng) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:  # another worker was first: its key is the key
        return
    path.write_text(rng(KEY_BYTES).hex() + "\n", encoding="ascii")
