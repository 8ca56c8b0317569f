"""The page of the whole file: made at once when it is small, in the background when it is large, and taken from there."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.files import blobs
from commonweal.journeys.assessment_papers import whole_file
from commonweal.lifecycle.assessment.models import WholeFile
from commonweal.web.assessment import whole_files
from tests.builders.assessment import a_locked, system

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()
    return a_locked(world).again()


@pytest.fixture
def officer(world):
    client = Client()
    client.force_login(world.cast.member(Role.PROCUREMENT_OFFICER).person)
    return client


def page_of(one) -> str:
    return reverse("assessment-whole-file", args=[one.external_id])


def file_of(one) -> str:
    return reverse("assessment-challenge-file", args=[one.external_id])


def test_a_small_one_is_ready_when_the_page_comes_back(one, officer):
    assert "Make the file" in officer.get(page_of(one)).text
    answer = officer.post(page_of(one), {"form_key": "whole"}, follow=True)
    assert "The file is ready" in answer.text and "Make it again" in answer.text
    download = officer.get(file_of(one))
    content = b"".join(download.streaming_content)
    assert download["Content-Type"] == "application/zip" and int(download["Content-Length"]) == len(content)
    assert "attachment" in download["Content-Disposition"] and "no-store" in download["Cache-Control"]
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_a_large_one_is_made_by_the_worker_and_the_page_says_how_far(one, officer, monkeypatch):
    given = []
    monkeypatch.setattr(whole_file, "TENDERS_AT_ONCE", 1)
    monkeypatch.setattr(whole_files, "make_whole_file", SimpleNamespace(enqueue=given.append))
    answer = officer.post(page_of(one), {"form_key": "whole"}, follow=True)
    (file,) = system(WholeFile).all()
    assert given == [file.external_id]
    assert "Being made since" in answer.text and "Waiting for its turn" in answer.text
    assert 'data-cw-refresh="3"' in answer.text and "Make it again" not in answer.text
    assert officer.get(file_of(one))["Location"] == page_of(one)
    # Asked again while it is being made: it is the same one.
    officer.post(page_of(one), {"form_key": "again"})
    assert given == [file.external_id]
    whole_file.work_on(file.external_id, clock=lambda: file.asked_at)
    assert "The file is ready" in officer.get(page_of(one)).text


def test_files_of_tenders_count_as_well(one, monkeypatch):
    assert whole_file.is_small(one)
    monkeypatch.setattr(whole_file, "BYTES_AT_ONCE", -1)
    assert not whole_file.is_small(one)


def test_what_does_not_open_any_more_is_told_and_made_again(one, officer):
    officer.post(page_of(one), {"form_key": "whole"})
    blobs.path_of(system(WholeFile).get().blob).unlink()
    answer = officer.get(file_of(one), follow=True)
    assert "could not be made" in answer.text and "Make it again" in answer.text
    officer.post(page_of(one), {"form_key": "again"})
    assert officer.get(file_of(one)).status_code == 200
