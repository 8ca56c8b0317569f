"""Saying how tenders are assessed, on its pages."""

from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement.draft import content
from commonweal.records.ids import new_id
from tests.builders.procurement import a_designed_procurement, fresh


def officer(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def test_ties_lots_and_minimums_are_said_once_and_read_by_tenderers(world):
    procurement = a_designed_procurement(world)
    jobs = procurement.ask.criteria.get(kind="social_value")
    url = reverse("ask-method", args=[procurement.ask.external_id])
    client = officer(world)
    data = {
        "form_key": new_id(),
        "revision": procurement.ask.revision,
        "tie_rule": "social-value-first",
        "lot_rule": "best-combination",
        "most_lots": "2",
        "checks_promises": "on",
        f"minimum_{jobs.external_id}": "40",
    }
    assert client.post(url, data).status_code == 302
    how = content(fresh(procurement)).how
    assert (how.tie_rule, how.most_lots, how.minimum(jobs.external_id)) == ("social-value-first", 2, 4_000)
    preview = client.get(reverse("ask-preview", args=[procurement.ask.external_id])).content.decode()
    assert "Minimum: 40 marks" in preview and "Most lots for one tenderer" in preview
    late = client.post(url, data | {"form_key": new_id()})
    assert late.status_code == 409


def test_bands_of_quantity_are_entered_line_by_line(world):
    procurement = a_designed_procurement(world)
    jobs = procurement.ask.criteria.get(kind="social_value")
    url = reverse("ask-criterion-quantity", args=[jobs.external_id])
    client = officer(world)
    data = {
        "form_key": new_id(),
        "revision": procurement.ask.revision,
        "rule": "banded",
        "metric": jobs.metrics.get().external_id,
        "share": "30",
        "steps": "5: 50\n10: 100",
    }
    wrong = client.post(url, data | {"steps": "five"})
    assert wrong.status_code == 422
    assert client.post(url, data | {"form_key": new_id()}).status_code == 302
    rule = content(fresh(procurement)).how.quantity(jobs.external_id)
    assert [(step.quantity, step.score) for step in rule.steps] == [(5_000, 5_000), (10_000, 10_000)]
    assert rule.share_bp == 3_000
    assert "5: 50" in client.get(url).content.decode()
