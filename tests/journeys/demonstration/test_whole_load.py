"""The demonstration as it is loaded for a newcomer: the real loader, once, on a real database."""

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.urls import reverse

from commonweal.audit import chain
from commonweal.domain.changes import ChangeStatus
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.delivery import FigureBasis, ReportStatus
from commonweal.domain.learning_reviews import ReviewStatus
from commonweal.domain.permissions import ROLES, Side
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.quantities import SCALE
from commonweal.domain.remedies import Rung
from commonweal.domain.stories import Reach
from commonweal.domain.terms import TermKind
from commonweal.domain.tier_two import TierTwoStatus
from commonweal.journeys import contract_notices, demonstration, published_cases, shipped_lists
from commonweal.journeys.demonstration.together import DICE
from commonweal.journeys.installation import demonstration_sign_ins
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.contracts.tier_two import tier_two_of
from commonweal.lifecycle.delivery.models import LearningReview, Lesson, Report, Story, VerificationSample
from commonweal.lifecycle.delivery.queries import lines
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.models import Membership, Organisation
from commonweal.reference.published_cases import published_cases as shipped
from tests.cast import NOW, PASSWORD

HEATING = "Heating repairs on four estates"
CASES = shipped()
RECORDED = [case for case in CASES.contracts if case.status != published_cases.PLANNING]


def load() -> list[str]:
    said: list[str] = []
    shipped_lists.load(now=NOW, say=said.append)
    demonstration.load(now=NOW, password=PASSWORD, say=said.append)
    return said


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything, loaded once for these tests and taken back after them."""
    media = tmp_path_factory.mktemp("whole-load")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def after(loaded, db) -> list[str]:
    return loaded


def every(model):
    return model.objects.for_system("test")


def test_a_newcomer_is_told_what_is_being_loaded(after):
    assert any("published cases" in said for said in after)
    assert len(after) > len(demonstration.STAGES)


@pytest.mark.parametrize("status", list(ProcurementStatus))
def test_a_procurement_of_the_borough_stands_at_every_status(after, status):
    found = every(Procurement).filter(status=status.value)
    assert found.exists()
    assert all(each.authority.is_fictional for each in found.select_related("authority"))


@pytest.mark.parametrize("role", [role for role in ROLES if ROLES[role].side is not Side.PARTNERSHIP])
def test_every_role_has_somebody_who_can_sign_in(after, role, client):
    members = [each for each in every(Membership).select_related("person") if role.value in each.roles]
    listed = {each.email for each in demonstration_sign_ins()}
    assert members
    assert {each.person.email for each in members} <= listed
    answer = client.post(reverse("account_login"), {"login": members[0].person.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get(reverse("week")).status_code == 200


def test_only_invented_people_are_there_and_only_in_invented_organisations(after):
    members = every(Membership).select_related("organisation", "person")
    assert all(each.organisation.is_fictional for each in members)
    assert all(each.person.email.endswith(".example") for each in members)


def test_every_body_and_mission_of_the_published_cases_is_there(after):
    ids = {each.id for each in (*CASES.authorities, *CASES.missions)}
    stored = {
        each.external_id
        for model in (Organisation, Mission)
        for each in every(model).filter(external_id__in=ids)
    }
    assert stored == ids


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case.id)
def test_a_published_case_has_its_lines_as_published_and_nothing_filled_in(after, case):
    contract = every(Contract).get(external_id=case.id)
    found = lines(contracts.register(contract))
    assert [line.commitment.external_id for line in found] == [line.id for line in case.commitments]
    for line, printed in zip(found, case.commitments, strict=True):
        assert line.commitment.title == printed.title
        assert line.figures.promised == (None if printed.promised is None else printed.promised * SCALE)
        assert line.figures.reported == (None if printed.delivered is None else printed.delivered * SCALE)
        assert line.figures.verified is None
        assert line.basis in (FigureBasis.NOTHING, FigureBasis.AS_PUBLISHED)
    assert contract.value_pence == case.value_pence


def test_a_contract_of_three_years_shows_everything_that_can_happen_to_one(after):
    contract = every(Contract).get(title=HEATING)
    assert {each.kind for each in contract.commitments.all()} == {kind.value for kind in CommitmentKind}
    assert {each.kind for each in contract.terms.all()} == {kind.value for kind in TermKind}
    assert contract.matters.filter(steps__rung=Rung.ESCALATE).exists()
    assert contract.changes.filter(status=ChangeStatus.IN_FORCE).exists()
    assert contract.commitments.filter(changes__status=ChangeStatus.IN_FORCE).exists()
    assert every(Report).filter(commitment__contract=contract, status=ReportStatus.CORRECTED).exists()
    assert every(Lesson).filter(contract=contract, is_managed_failure=True).exists()
    assert contract.reviews.filter(status=ReviewStatus.HELD).count() == 2
    assert all(draft.is_complete for draft in contract_notices.drafts(contract))


def test_suppliers_learn_together_and_a_sample_was_drawn_with_its_seed(after):
    held = every(LearningReview).get(contract=None, status=ReviewStatus.HELD)
    assert held.contracts.count() == 2
    assert held.parties.count() > held.contracts.count()
    assert every(LearningReview).filter(contract=None, status=ReviewStatus.PREPARING).exists()
    sample = every(VerificationSample).get()
    assert sample.seed == DICE
    assert 0 < sample.chosen < sample.waiting


def test_the_audit_chain_of_what_was_loaded_is_whole(after):
    verdict = chain.verify()
    assert verdict.problem is None
    assert verdict.count > 100


def contents() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, by table."""
    own = [model for model in apps.get_models() if model.__module__.startswith("commonweal.")]
    return {model._meta.db_table: list(model._base_manager.order_by("pk").values()) for model in own}


def test_loading_again_changes_nothing(after):
    before = contents()
    assert load() == []
    assert contents() == before


def test_the_home_care_owes_by_what_was_spent_and_a_small_firm_delivers_a_part_of_it(after):
    care = every(Contract).get(spend__isnull=False, spend__start_on=F("starts_on"))
    found = {each.commitment.kind: each for each in lines(contracts.register(care))}
    assert found[CommitmentKind.RATE].figures.promised == 80_182
    row = tier_two_of(care)[-1]
    own = every(Report).get(tier_two=row)
    assert (row.status, own.status) == (TierTwoStatus.ACCEPTED, ReportStatus.ACCEPTED)
    told = every(Story).get()
    assert told.report.commitment.contract_id == care.pk
    assert told.reach == Reach.COMMITTEE


def test_an_ask_that_is_open_states_a_condition_and_a_charter_of_the_contract(after):
    stated = [each.read().terms for each in every(AskVersion)]
    found = {frozenset(each.kind for each in terms) for terms in stated if terms}
    assert found == {frozenset({TermKind.CHARTER, TermKind.ACCESS})}
