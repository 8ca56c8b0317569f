"""What the law asks for before a contract is entered into is said on the way that enters it in one step."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.procurement.models import Procurement
from tests.builders.assessment import LATER, an_award, officer

pytestmark = pytest.mark.django_db
NEEDED = "KPIs must be set and published before the contract is entered into"


def entering(world, award) -> str:
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    answer = client.get(reverse("award-enter", args=[award.external_id]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def worth(award, pounds: int) -> None:
    rows = Procurement.objects.for_system("a procurement in a test")
    rows.filter(pk=award.assessment.lot.procurement_id).update(value_pence=pounds * 100)


def test_above_five_million_the_page_says_that_kpis_come_first_and_leads_to_them(world):
    award = an_award(world)
    worth(award, 6_000_000)
    page = entering(world, award)
    assert NEEDED in page and "0 are set so far" in page
    assert f'<a class="govuk-link" href="{reverse("contract-prepare", args=[award.external_id])}">' in page
    prepared = contracts.prepare_from_award(tender=award.tender, award=award, by=officer(world), now=LATER)
    page = entering(world, award)
    assert NEEDED in page
    assert f'<a class="govuk-link" href="{reverse("contract", args=[prepared.external_id])}">' in page


def test_where_the_law_asks_for_none_nothing_is_said(world):
    award = an_award(world)
    worth(award, 1_000_000)
    assert NEEDED not in entering(world, award)
