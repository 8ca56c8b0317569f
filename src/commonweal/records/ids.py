"""External ids: random, opaque, safe in a URL and easy to read aloud."""

import secrets

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels (no accidental words), no characters that look alike."""
LENGTH = 16
"""27**16 is about 8e22: nobody meets a collision and nobody guesses a neighbour."""


def new_id() -> str:
    """A fresh external id of 16 characters from a cryptographic source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
