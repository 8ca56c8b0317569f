"""What the law says of the standstill stands beside the choice and is kept with the decision, whatever is chosen."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.audit.models import AuditEvent
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.permissions import Role
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.procurement.actions import set_legal_facts
from tests.builders.assessment import LATER, a_locked, decide, officer, system
from tests.builders.procurement import fresh

pytestmark = pytest.mark.django_db

REQUIRED = (
    "By the facts recorded here the law asks for a mandatory standstill. The contract award notice starts it."
)
NOT_REQUIRED = (
    "By the facts recorded here the law asks for no standstill. Light touch contracts have no mandatory standstill; a "
    "voluntary one, at least as long, may be held."
)


@pytest.fixture
def page(world, monkeypatch):
    """A page on the day after the deadline, when nothing holds the decision up."""
    monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda: LATER))
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))

    def shown(name, id_) -> str:
        return " ".join(client.get(reverse(name, args=[id_])).text.split())

    return shown


def light_touch(world, panel):
    of = fresh(panel.assessment.lot.procurement)
    set_legal_facts(of, light_touch=True, by=officer(world), now=LATER)


def test_no_standstill_though_the_law_asks_for_one_is_kept_and_said(world, page):
    panel = a_locked(world)
    beside = page("award-decide", panel.assessment.external_id)
    assert REQUIRED in beside and NOT_REQUIRED not in beside
    award = decide(world, panel, Standstill.NOT_REQUIRED)
    read = page("award", award.external_id)
    assert REQUIRED in read and "The decision says otherwise" in read
    event = AuditEvent.objects.get(external_id=award.external_id, type="award.decided")
    assert (event.fields["standstill"], event.fields["standstill_duty"]) == ("not_required", "yes")
    light_touch(world, panel)
    kept = system(AwardDecision).get(pk=award.pk)
    assert (kept.standstill_duty, kept.standstill_because) == ("yes", "The contract award notice starts it.")
    assert REQUIRED in page("award", award.external_id)


def test_where_the_law_asks_for_none_it_says_so_and_nothing_says_otherwise(world, page):
    panel = a_locked(world)
    light_touch(world, panel)
    beside = page("award-decide", panel.assessment.external_id)
    assert NOT_REQUIRED in beside and REQUIRED not in beside
    award = decide(world, panel, Standstill.NOT_REQUIRED)
    read = page("award", award.external_id)
    assert NOT_REQUIRED in read and "The decision says otherwise" not in read
    assert award.standstill_duty == "optional"


def test_a_decision_of_before_says_nothing_of_the_law(world, page):
    award = decide(world, a_locked(world))
    assert "What the law asks for" in page("award", award.external_id)
    system(AwardDecision).filter(pk=award.pk).update(standstill_duty="", standstill_because="")
    assert "What the law asks for" not in page("award", award.external_id)
