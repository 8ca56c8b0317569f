"""Owners by workbook in the browser."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.domain.owner_sheets import OWNERS
from commonweal.domain.permissions import Role
from tests.web.contracts.test_contract_pages import client_of, send

pytestmark = pytest.mark.django_db


def test_a_workbook_goes_out_and_comes_back_and_mistakes_are_shown_by_cell(world):
    import openpyxl

    client, args = client_of(world, Role.CONTRACT_MANAGER), {"contract_id": world.contract.external_id}
    content = client.get(reverse("owner-sheet-file", kwargs={**args, "kind": "xlsx"})).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = book[OWNERS.name].cell(OWNERS.first_row, OWNERS.place("supplier_lead") + 1)
    answers = []
    for name in ("Nobody we know", world.cast.person(Role.DELIVERY_LEAD).name):
        cell.value = name
        out = io.BytesIO()
        book.save(out)
        data = {"file": SimpleUploadedFile("owners.xlsx", out.getvalue()), "form_key": name}
        answers.append(send(client, "owner-sheet", data, **args))
    assert answers[0].status_code == 422
    text = answers[0].content.decode()
    assert f"Owners!E{OWNERS.first_row}" in text
    assert "Nothing was saved" in text
    assert answers[1].status_code == 302
    assert "The owners of 1 commitment are named" in client.get(answers[1].url).content.decode()
