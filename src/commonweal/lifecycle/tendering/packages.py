"""One submitted tender as one file, its receipt, and the two ways it can be opened. Pure functions over bytes.

The package is a ZIP file without compression, so that a supplier can look into its own copy with any computer:

    tender.json     the tender as canonical JSON (see domain.tenders.TenderContent)
    files/...       each attached file, named by its place in the list
    unique.bin      32 random bytes, so that nobody can guess a tender and check the guess against the receipt

Dates and attributes inside the ZIP are fixed: the same content gives the same bytes. The receipt is the SHA-256 of
those bytes. The package is locked once under a key of its own; that key is locked to the procurement's public key, for
the openers, and under the code given to the supplier, for its own copy. What the supplier unlocks is therefore byte for
byte what the openers will open.
"""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.canonical import Unreadable
from commonweal.domain.tenders import TenderContent
from commonweal.lifecycle.tendering.sealing import (
    Context,
    KeyPair,
    PassphraseCost,
    Rng,
    SealBroken,
    context,
    lock,
    lock_to,
    lock_under_passphrase,
    new_key,
    unlock,
    unlock_under_passphrase,
    unlock_with,
)

CONTENT_NAME = "tender.json"
UNIQUE_NAME = "unique.bin"
UNIQUE_BYTES = 32
CODE_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
CODE_GROUPS, CODE_GROUP_LENGTH = 5, 5
CODE_COST = PassphraseCost(passes=1, memory_kib=19 * 1024, lanes=1)
"""A code has 118 bits of its own: the stretching only makes wholesale guessing dearer."""
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Package:
    """What was in a package: the tender and its files in the order of `content.files`."""

    content: TenderContent
    files: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A locked package, the key to it for the openers and for the supplier, and the receipt (64 hexadecimal digits)."""

    locked: bytes
    key_for_openers: bytes
    key_for_supplier: bytes
    receipt: str


@dataclass(frozen=True, slots=True)
class Submission:
    """Which submission of which tender a sealed package is: everything in it is bound to this."""

    procurement: str
    tender: str
    number: int

    def about(self, purpose: str) -> Context:
        return context(purpose, self.procurement, self.tender, str(self.number))


def build(content: TenderContent, files: Sequence[bytes], *, rng: Rng) -> bytes:
    """The package's bytes.

    Raises:
        ValueError: the files are not those that the content lists.
    """
    if [hashlib.sha256(data).hexdigest() for data in files] != [file.sha256 for file in content.files]:
        raise ValueError("the files are not those that the tender lists")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_entry(CONTENT_NAME), content.to_json())
        for file, data in zip(content.files, files, strict=True):
            archive.writestr(_entry(file.entry), data)
        archive.writestr(_entry(UNIQUE_NAME), rng(UNIQUE_BYTES))
    return out.getvalue()


def receipt_of(package: bytes) -> str:
    """The SHA-256 of the package, as `sha256sum` prints it."""
    return hashlib.sha256(package).hexdigest()


def read(package: bytes) -> Package:
    """Read a package back.

    Raises:
        SealBroken: ``seal.package_unreadable`` when it is not a package, or a file in it is not the one it lists.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            content = TenderContent.from_json(archive.read(CONTENT_NAME))
            files = tuple(archive.read(file.entry) for file in content.files)
    except (zipfile.BadZipFile, KeyError, Unreadable, NotImplementedError, RuntimeError) as error:
        raise SealBroken("seal.package_unreadable") from error
    if any(
        hashlib.sha256(data).hexdigest() != file.sha256
        for file, data in zip(content.files, files, strict=True)
    ):
        raise SealBroken("seal.package_unreadable")
    return Package(content, files)


def new_code(rng: Rng) -> str:
    """A code to give the supplier once, such as ``7kq2m-...``: five groups of five, about 118 bits."""
    size = CODE_GROUPS * CODE_GROUP_LENGTH
    signs: list[str] = []
    while len(signs) < size:
        # Bytes from 243 up are thrown away: 243 is nine times 27, so every sign is equally likely.
        signs += [CODE_ALPHABET[byte % 27] for byte in rng(size) if byte < 243]
    text = "".join(signs[:size])
    return "-".join(text[start : start + CODE_GROUP_LENGTH] for start in range(0, size, CODE_GROUP_LENGTH))


def clean_code(typed: str) -> str:
    """A code as it was given, whatever case, spaces or dashes it is typed with. Raises `SealBroken` otherwise."""
    text = "".join(sign for sign in typed.lower() if sign.isalnum())
    if len(text) != CODE_GROUPS * CODE_GROUP_LENGTH or set(text) - set(CODE_ALPHABET):
        raise SealBroken("seal.code_wrong", field="code")
    return text


def seal(package: bytes, to: bytes, code: str, which: Submission, *, rng: Rng) -> Sealed:
    """Lock a package to the procurement's public key and under the supplier's code."""
    key = new_key(rng)
    receipt = receipt_of(package)
    return Sealed(
        locked=lock(key, package, which.about("tender package"), rng=rng),
        key_for_openers=lock_to(to, key, which.about("package key for openers"), rng=rng),
        key_for_supplier=lock_under_passphrase(
            clean_code(code), key, which.about("package key for supplier"), rng=rng, cost=CODE_COST
        ),
        receipt=receipt,
    )


def open_for_authority(sealed: Sealed, pair: KeyPair, which: Submission) -> bytes:
    """The package, for two openers together. Raises `SealBroken` ``seal.package_broken`` when any byte was changed."""
    try:
        key = unlock_with(pair, sealed.key_for_openers, which.about("package key for openers"))
        return _checked(unlock(key, sealed.locked, which.about("tender package")), sealed.receipt)
    except SealBroken as error:
        raise SealBroken("seal.package_broken", tender=which.tender) from error


def open_for_supplier(sealed: Sealed, code: str, which: Submission) -> bytes:
    """The package, for the supplier who kept the code.

    Raises:
        SealBroken: ``seal.code_wrong`` when it is another code, ``seal.package_broken`` when the package was changed.
    """
    try:
        key = unlock_under_passphrase(
            clean_code(code), sealed.key_for_supplier, which.about("package key for supplier")
        )
    except SealBroken as error:
        raise SealBroken("seal.code_wrong", field="code") from error
    try:
        return _checked(unlock(key, sealed.locked, which.about("tender package")), sealed.receipt)
    except SealBroken as error:
        raise SealBroken("seal.package_broken", tender=which.tender) from error


def _checked(package: bytes, receipt: str) -> bytes:
    if receipt_of(package) != receipt:
        raise SealBroken("seal.receipt_differs")
    return package


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_DATE)
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry
