"""A made-up council's payments, written in the ways that real files are."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

HEADER = "Service Area,Expenses Type,Paid Date,Supplier Name,Transaction No,Net Amount (£)"
ROWS = (
    "Parks,Grounds upkeep,01/04/2024,Fernbank Gardens Ltd,T1,1200.00",
    'Parks,Grounds upkeep,02/04/2024,Fernbank Gardens Ltd,T2,"1,050.50"',
    "Housing,Repairs,03/04/2024,Rooftop Repairs CIC,T3,(200.25)",
)


@pytest.fixture
def write(tmp_path):
    """Write text or bytes to a file of a name and give its path."""

    def written(content, name="spend.csv", encoding="utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


@pytest.fixture
def plain_text() -> str:
    return "\n".join((HEADER, *ROWS)) + "\n"


def tar_gz(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def archives():
    return {"spend.tar.gz": tar_gz, "spend.zip": zipped}
