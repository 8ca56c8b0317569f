"""What each tender promises, side by side: after scores are locked, in the order of names, with a table and a file."""

import csv
import io

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.queries import offers_of_each
from tests.builders.assessment import a_locked


def test_it_is_drawn_tabled_filed_and_every_look_is_recorded(world):
    panel = a_locked(world)
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    address = {"kwargs": {"assessment_id": panel.assessment.external_id}}
    page = client.get(reverse("assessment-profiles", **address)).content.decode()
    names = [world.cast.rival.name, world.cast.supplier.name]
    assert page.index(f">{names[0]}</h2>") < page.index(f">{names[1]}</h2>")
    assert page.split("<main")[1].count("<svg") == 3
    for text in (
        "It describes; it does not rank.",
        "As a table",
        "100.5 hours",
        "promised in words",
        "1 milestone",
    ):
        assert text in page, text
    body = client.get(reverse("assessment-profiles-csv", **address)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["Tenderer"] for row in rows] == sorted(row["Tenderer"] for row in rows)
    assert {row["Kind of promise"] for row in rows} == {
        "A quantity",
        "A rate",
        "A pathway",
        "A promise in words",
    }
    assert AuditEvent.objects.filter(type="assessment.profile_viewed").count() == 2
    tenders = list(Tender.objects.for_system("opened tenders in a test").filter(status="opened"))
    for some in (tenders[:1], tenders):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert len(offers_of_each(some)) == len(some)
        assert len(caught) == 3
