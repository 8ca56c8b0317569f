"""One package, one receipt, two ways in: two openers together, or the supplier with its code."""

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.domain.tenders import TenderFile, with_file
from commonweal.lifecycle.tendering.packages import (
    CODE_ALPHABET,
    Sealed,
    Submission,
    build,
    clean_code,
    new_code,
    open_for_authority,
    open_for_supplier,
    read,
    receipt_of,
    seal,
)
from commonweal.lifecycle.tendering.sealing import SealBroken, new_key_pair
from tests.domain.tender_examples import a_complete_tender
from tests.lifecycle.tendering.randomness import repeatable

DATA = b"%PDF-1.7 our method"
FILE = TenderFile(
    "file-1", "Method.pdf", "application/pdf", len(DATA), hashlib.sha256(DATA).hexdigest(), None
)
CONTENT = with_file(a_complete_tender(), FILE)
PACKAGE = build(CONTENT, [DATA], rng=repeatable())
PAIR = new_key_pair(repeatable("procurement"))
CODE = new_code(repeatable("code"))
WHICH = Submission("procurement-1", "tender-1", 1)
SEALED = seal(PACKAGE, PAIR.public, CODE, WHICH, rng=repeatable("seal"))
quick = settings(max_examples=25, deadline=None)


def changed(sealed: Sealed, part: str, position: int) -> Sealed:
    """The sealed package with one byte of one part changed."""
    value: bytes = getattr(sealed, part)
    place = position % len(value)
    return replace(sealed, **{part: value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]})


def test_a_package_is_read_back_as_it_was_built() -> None:
    package = read(PACKAGE)
    assert (package.content, package.files) == (CONTENT, (DATA,))


def test_a_supplier_can_look_into_its_package_with_any_computer() -> None:
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as archive:
        assert archive.namelist() == ["tender.json", "files/file-1.pdf", "unique.bin"]
        assert archive.testzip() is None
        assert len(archive.read("unique.bin")) == 32


def test_the_same_content_and_randomness_give_the_same_bytes() -> None:
    assert build(CONTENT, [DATA], rng=repeatable()) == PACKAGE


def test_the_same_tender_submitted_twice_has_two_receipts() -> None:
    rng = repeatable()
    assert receipt_of(build(CONTENT, [DATA], rng=rng)) != receipt_of(build(CONTENT, [DATA], rng=rng))


def test_the_receipt_is_what_any_computer_says_of_the_downloaded_file() -> None:
    assert hashlib.sha256(open_for_supplier(SEALED, CODE, WHICH)).hexdigest() == SEALED.receipt


def test_what_the_supplier_unlocks_is_what_the_openers_open() -> None:
    assert open_for_supplier(SEALED, CODE, WHICH) == open_for_authority(SEALED, PAIR, WHICH) == PACKAGE


@pytest.mark.parametrize("part", ["locked", "key_for_openers"])
@given(position=st.integers(0, 100_000))
@quick
def test_the_openers_refuse_a_package_with_any_byte_changed(part: str, position: int) -> None:
    with pytest.raises(SealBroken, match=r"seal\.package_broken"):
        open_for_authority(changed(SEALED, part, position), PAIR, WHICH)


@pytest.mark.parametrize(
    ("part", "code"), [("locked", "seal.package_broken"), ("key_for_supplier", "seal.code_wrong")]
)
@given(position=st.integers(0, 100_000))
@quick
def test_the_supplier_is_told_of_any_byte_changed(part: str, code: str, position: int) -> None:
    with pytest.raises(SealBroken) as refused:
        open_for_supplier(changed(SEALED, part, position), CODE, WHICH)
    assert refused.value.code == code


def test_a_receipt_that_was_changed_is_found() -> None:
    with pytest.raises(SealBroken, match=r"seal\.package_broken"):
        open_for_authority(replace(SEALED, receipt="0" * 64), PAIR, WHICH)


@pytest.mark.parametrize(
    "other",
    [
        Submission("procurement-2", "tender-1", 1),
        Submission("procurement-1", "tender-2", 1),
        replace(WHICH, number=2),
    ],
)
def test_a_package_passed_off_as_another_submission_does_not_open(other: Submission) -> None:
    with pytest.raises(SealBroken):
        open_for_authority(SEALED, PAIR, other)
    with pytest.raises(SealBroken):
        open_for_supplier(SEALED, CODE, other)


def test_another_procurements_openers_cannot_open_it() -> None:
    with pytest.raises(SealBroken):
        open_for_authority(SEALED, new_key_pair(repeatable("other")), WHICH)


def test_nothing_of_the_tender_can_be_read_in_what_is_stored() -> None:
    stored = SEALED.locked + SEALED.key_for_openers + SEALED.key_for_supplier + SEALED.receipt.encode()
    for canary in (b"tender.json", b"Method.pdf", DATA, b"98000000", b"Paid learning", CODE.encode()):
        assert canary not in stored


@pytest.mark.parametrize("files", [[], [b"another"], [DATA, DATA]])
def test_a_package_is_not_built_from_files_that_the_tender_does_not_list(files: list[bytes]) -> None:
    with pytest.raises(ValueError, match="not those"):
        build(CONTENT, files, rng=repeatable())


def repacked(**entries: bytes | None) -> bytes:
    """The package with entries replaced, or taken out when None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = entries.get(name.split("/")[0].split(".")[0], old.read(name))
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "package",
    [
        b"",
        b"not a package",
        repacked(tender=None),
        repacked(tender=b"{}"),
        repacked(files=None),
        repacked(files=b"x"),
    ],
)
def test_what_is_not_a_package_is_refused_with_a_reason(package: bytes) -> None:
    with pytest.raises(SealBroken, match=r"seal\.package_unreadable"):
        read(package)


def test_a_code_is_five_groups_of_five_plain_signs() -> None:
    assert [len(group) for group in CODE.split("-")] == [5] * 5
    assert set(CODE) - {"-"} <= set(CODE_ALPHABET)


def test_every_sign_of_a_code_is_equally_likely() -> None:
    """A stream that holds each byte value equally often gives each sign equally often."""
    stream = bytes(range(256)) * 25
    place = iter(range(0, len(stream), 25))
    codes = "".join(
        new_code(lambda size: stream[(at := next(place)) : at + size]).replace("-", "") for _ in range(100)
    )
    counts = {sign: codes.count(sign) for sign in CODE_ALPHABET}
    assert max(counts.values()) - min(counts.values()) <= 8


@given(st.data())
@quick
def test_a_code_is_read_however_it_is_typed(data: st.DataObject) -> None:
    typed = data.draw(
        st.sampled_from([CODE.upper(), CODE.replace("-", ""), CODE.replace("-", " "), f" {CODE} "])
    )
    assert clean_code(typed) == CODE.replace("-", "")


@pytest.mark.parametrize("typed", ["", "12345", CODE[:-1], CODE + "2", CODE.replace(CODE[0], "e")])
def test_what_cannot_be_a_code_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(SealBroken, match=r"seal\.code_wrong") as refused:
        clean_code(typed)
    assert refused.value.field == "code"


def test_another_code_does_not_open_the_copy() -> None:
    with pytest.raises(SealBroken, match=r"seal\.code_wrong"):
        open_for_supplier(SEALED, new_code(repeatable("another")), WHICH)
