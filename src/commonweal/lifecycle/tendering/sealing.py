"""Sealing: pure functions over bytes. No clock, no database; randomness is an argument.

What is used and why (the reasons are in docs/adr/0004-sealing.md):

* a secret is locked under a 256-bit key with AES-256-GCM (NIST SP 800-38D) and a random 96-bit nonce;
* a secret is locked to a person's public key with X25519 (RFC 7748), HKDF-SHA256 (RFC 5869) and AES-256-GCM, under a
  key that is used once;
* a passphrase becomes a key with Argon2id (RFC 9106, second recommended setting).

Every locked value is bound to a `Context`: what it is and which things it belongs to. A value moved to another tender,
another procurement or another purpose does not open, and neither does one with any byte changed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commonweal.domain.errors import Refused

Rng = Callable[[int], bytes]
"""Gives that many random bytes: `secrets.token_bytes` in the product, a counter in tests."""

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
SALT_BYTES: Final = 16

_UNDER_KEY: Final = b"CWK1"
_TO_PERSON: Final = b"CWP1"
_UNDER_PASSPHRASE: Final = b"CWA1"
_COST_BYTES: Final = 6
_COST_CEILING: Final = (16, 1 << 20, 16)
"""Above this a stored cost is damage, not a setting: reading it must not exhaust the machine."""


class SealBroken(Refused):
    """A sealed value does not open: the key is another one, or a byte of it was changed."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sealed value is and what it belongs to; authenticated with it, never stored in it."""

    purpose: str
    parts: tuple[str, ...]

    def encode(self) -> bytes:
        """Unambiguous bytes: each part is preceded by its length."""
        pieces = [piece.encode() for piece in ("commonweal", self.purpose, *self.parts)]
        return b"".join(len(piece).to_bytes(4, "big") + piece for piece in pieces)


def context(purpose: str, *parts: str) -> Context:
    """The context of a value: a purpose such as ``tender draft`` and the ids of what it belongs to."""
    return Context(purpose, parts)


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """An X25519 key pair, 32 bytes each. Has no repr, so that it cannot slip into a log."""

    private: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class PassphraseCost:
    """Argon2id settings: passes, memory in KiB, lanes. The default is RFC 9106's second recommended setting."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def encode(self) -> bytes:
        return bytes([self.passes]) + self.memory_kib.to_bytes(4, "big") + bytes([self.lanes])

    @classmethod
    def decode(cls, raw: bytes) -> "PassphraseCost":
        return cls(passes=raw[0], memory_kib=int.from_bytes(raw[1:5], "big"), lanes=raw[5])

    @property
    def is_sane(self) -> bool:
        passes, memory, lanes = _COST_CEILING
        return (
            1 <= self.passes <= passes
            and 1 <= self.lanes <= lanes
            and 8 * self.lanes <= self.memory_kib <= memory
        )


def new_key(rng: Rng) -> bytes:
    """A fresh 256-bit key."""
    return rng(KEY_BYTES)


def new_key_pair(rng: Rng) -> KeyPair:
    """A fresh X25519 key pair."""
    private = X25519PrivateKey.from_private_bytes(rng(KEY_BYTES))
    return KeyPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def lock(key: bytes, secret: bytes, about: Context, *, rng: Rng) -> bytes:
    """`secret` under `key` (32 bytes): 4 bytes of format, 12 of nonce, the ciphertext and its 16-byte tag."""
    nonce = rng(NONCE_BYTES)
    return _UNDER_KEY + nonce + AESGCM(key).encrypt(nonce, secret, _UNDER_KEY + about.encode())


def unlock(key: bytes, locked: bytes, about: Context) -> bytes:
    """What `lock` was given.

    Raises:
        SealBroken: ``seal.broken`` when the key, the context or any byte differs.
    """
    body = _body(locked, _UNDER_KEY, NONCE_BYTES)
    try:
        return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], _UNDER_KEY + about.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken("seal.broken") from error


def lock_to(public: bytes, secret: bytes, about: Context, *, rng: Rng) -> bytes:
    """`secret` to the holder of `public`: format, 32 bytes of a key pair used once, ciphertext and tag."""
    once = new_key_pair(rng)
    key, nonce = _agreed(once.private, public, once.public, public, about)
    return _TO_PERSON + once.public + AESGCM(key).encrypt(nonce, secret, _TO_PERSON + about.encode())


def unlock_with(pair: KeyPair, locked: bytes, about: Context) -> bytes:
    """What `lock_to` was given, for the holder of the private half.

    Raises:
        SealBroken: ``seal.broken`` when the key pair, the context or any byte differs.
    """
    body = _body(locked, _TO_PERSON, KEY_BYTES)
    once = body[:KEY_BYTES]
    try:
        key, nonce = _agreed(pair.private, once, once, pair.public, about)
        return AESGCM(key).decrypt(nonce, body[KEY_BYTES:], _TO_PERSON + about.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken("seal.broken") from error


def lock_under_passphrase(
    passphrase: str, secret: bytes, about: Context, *, rng: Rng, cost: PassphraseCost | None = None
) -> bytes:
    """`secret` under a key made from `passphrase`: format, cost, salt, then a value as `lock` writes it."""
    cost = cost or PassphraseCost()
    salt = rng(SALT_BYTES)
    header = _UNDER_PASSPHRASE + cost.encode() + salt
    return header + lock(_stretched(passphrase, salt, cost), secret, _with_header(about, header), rng=rng)


def unlock_under_passphrase(passphrase: str, locked: bytes, about: Context) -> bytes:
    """What `lock_under_passphrase` was given.

    Raises:
        SealBroken: ``seal.broken``; a wrong passphrase and a changed byte cannot be told apart.
    """
    size = _COST_BYTES + SALT_BYTES
    body = _body(locked, _UNDER_PASSPHRASE, size)
    cost, salt = PassphraseCost.decode(body[:_COST_BYTES]), body[_COST_BYTES:size]
    if not cost.is_sane:
        raise SealBroken("seal.broken")
    header = _UNDER_PASSPHRASE + body[:size]
    return unlock(_stretched(passphrase, salt, cost), body[size:], _with_header(about, header))


def _body(locked: bytes, form: bytes, prefix: int) -> bytes:
    """The bytes after the format mark; raises `SealBroken` when they are too few or of another format."""
    if not locked.startswith(form) or len(locked) < len(form) + prefix + TAG_BYTES:
        raise SealBroken("seal.broken")
    return locked[len(form) :]


def _agreed(
    private: bytes, peer: bytes, once: bytes, recipient: bytes, about: Context
) -> tuple[bytes, bytes]:
    """Key and nonce that both halves of an X25519 exchange arrive at, bound to both public keys and the context."""
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(peer))
    derive = HKDF(
        algorithm=hashes.SHA256(),
        length=KEY_BYTES + NONCE_BYTES,
        salt=once + recipient,
        info=_TO_PERSON + about.encode(),
    )
    material = derive.derive(shared)
    return material[:KEY_BYTES], material[KEY_BYTES:]


def _stretched(passphrase: str, salt: bytes, cost: PassphraseCost) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _with_header(about: Context, header: bytes) -> Context:
    """The context together with the cost and salt, so that neither can be swapped."""
    return Context(about.purpose, (*about.parts, header.hex()))
