"""External ids: random, opaque, safe in a URL and easy to read aloud."""

import secrets

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels (no accidental words), no characters that look alike."""
LENGTH = 16
"""27**16 is about 8e22: nobody meets a collision and nobody guesses a neighbour."""


_FIVE_BITS = 31


def new_id() -> str:
    """A fresh external id of 16 characters from a cryptographic source, each character as likely as any other."""
    letters = ""
    while len(letters) < LENGTH:
        # Five bits of each byte; the few values beyond the alphabet are left out. Nearly always one turn is enough.
        drawn = (byte & _FIVE_BITS for byte in secrets.token_bytes(2 * LENGTH))
        letters += "".join(ALPHABET[each] for each in drawn if each < len(ALPHABET))
    return letters[:LENGTH]
