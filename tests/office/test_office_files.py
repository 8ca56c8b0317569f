"""The workbooks we produce open in LibreOffice and say there what they say here. Run with `make test-files`."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role

pytestmark = [pytest.mark.files, pytest.mark.django_db]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def rendered(tmp_path):
    """Turns a produced file into the text of its pages, by way of LibreOffice and a PDF."""
    if OFFICE is None or shutil.which("pdftotext") is None:
        if os.environ.get("COMMONWEAL_REQUIRE_ALL"):
            pytest.fail("needs libreoffice-calc, libreoffice-writer and poppler-utils")
        pytest.skip(
            "not run: no LibreOffice here (apt-get install libreoffice-calc libreoffice-writer poppler-utils)"
        )

    def turn(content: bytes, name: str) -> str:
        source: Path = tmp_path / name
        source.write_bytes(content)
        subprocess.run(
            [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
             "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        done = subprocess.run(
            ["pdftotext", "-layout", str(source.with_suffix(".pdf")), "-"],
            check=True, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return re.sub(r"\s+", " ", done.stdout)

    return turn


def download(world, role: Role, name: str, **kwargs) -> bytes:
    client = Client()
    client.force_login(world.cast.person(role))
    response = client.get(reverse(name, kwargs=kwargs or None))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_contract_s_register_opens_with_its_commitments(world, rendered):
    contract = world.contract
    content = download(world, Role.CONTRACT_MANAGER, "contract-xlsx", contract_id=contract.external_id)
    text = rendered(content, "register.xlsx")
    for commitment in contract.commitments.all():
        assert commitment.title.split()[0] in text


def test_an_edition_of_a_framework_opens_with_its_items(world, rendered):
    edition = world.framework_edition
    content = download(world, Role.MISSION_LEAD, "library-edition-xlsx", edition_id=edition.external_id)
    text = rendered(content, "edition.xlsx")
    assert edition.items.exists()
    # LibreOffice cuts long codes at the edge of a printed column: the fields and the states of wording are whole.
    for word in ("edition", "licence", "provisional"):
        assert word in text


def test_the_blank_workbook_opens(world, rendered):
    text = rendered(download(world, Role.MISSION_LEAD, "library-blank-xlsx"), "blank.xlsx")
    assert "code" in text.lower()
