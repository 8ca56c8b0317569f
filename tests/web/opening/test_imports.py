"""Tenders from another suite, by clicking: upload, say what columns mean, look, import."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.records.ids import new_id
from tests.builders.imports import HEAD, ROWS, a_csv, means_of
from tests.builders.procurement import DEADLINE


def page(client, where):
    return client.get(where).content.decode()


def test_a_table_is_imported_by_clicking_and_a_wrong_one_not_at_all(world):
    procurement = world.unsealed_procurement
    officer = Client()
    officer.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    where = reverse("tender-imports", args=[procurement.external_id])
    assert where in page(officer, reverse("opened-tenders", args=[procurement.external_id]))

    def upload(content):
        file = SimpleUploadedFile("tenders.csv", content, "text/csv")
        day = {f"opened_on-{part}": getattr(DEADLINE, part) for part in ("day", "month", "year")}
        said = {"form_key": new_id(), "file": file, "source": "Example Portal", **day}
        return officer.post(where, said)

    refused = upload(b"not a table")
    assert refused.status_code == 422
    assert "No row of headings was found" in refused.content.decode()

    wrong = upload(a_csv(*ROWS, ("Lark Ltd", "", "cheap", "Yes.", ""))).url
    shown = page(officer, wrong)
    assert "Heron Care Ltd" in shown and "We ask carers first." in shown
    assert f'<option value="{means_of(procurement)[3]}" selected>' in shown.replace(
        'selected="selected"', "selected"
    )
    answers = {f"column-{at}": meaning for at, meaning in enumerate(means_of(procurement))}
    twice = {**answers, "column-1": "supplier", "form_key": new_id()}
    assert "Another column has this meaning already" in officer.post(wrong, twice).content.decode()
    checked = officer.post(wrong, {**answers, "form_key": new_id()})
    faults = page(officer, checked.url)
    assert "C4" in faults and "Nothing was imported" in faults
    assert officer.post(checked.url, {"form_key": new_id()}).status_code == 422

    right = upload(a_csv(*ROWS)).url
    checked = officer.post(right, {**answers, "form_key": new_id()}).url
    assert "What would be imported" in page(officer, checked)
    done = officer.post(checked, {"form_key": new_id()})
    assert done.url == right
    assert "2 tenders are new." in page(officer, right)
    listed = page(officer, reverse("opened-tenders", args=[procurement.external_id]))
    assert "Wren Homes CIC" in listed and "£104,000" in listed
    left = officer.post(f"{wrong}/discard", {"form_key": new_id()})
    assert left.status_code == 302
    assert "Left aside" in page(officer, where)
    assert HEAD[0] not in page(officer, wrong)


def test_a_stale_second_confirmation_is_told(world):
    one = world.tender_import
    officer = Client()
    officer.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    said = {f"column-{at}": each for at, each in enumerate(means_of(one.procurement))}
    where = reverse("tender-import", args=[one.external_id])
    assert officer.post(where, {**said, "form_key": new_id(), "revision": "1"}).status_code == 409
