"""A contract's report for a committee: what is recorded, beside what a person recommends in their own words."""

import datetime as dt
import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.changes import Answer
from commonweal.domain.delivery import Decision
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts.actions import Said, answer_contract_change
from commonweal.lifecycle.delivery import actions as delivery
from commonweal.lifecycle.delivery.actions import Claim
from commonweal.presentation.formats import day, quantity
from tests.builders.contract_spend import a_month, spent
from tests.builders.contracts import ENTERED_AT, commitment_of
from tests.builders.deals import a_proposal
from tests.builders.delivery import again

pytestmark = pytest.mark.django_db
SHARED = ("commitment", "contract", "contract_term", "failure", "kpi", "kpi_assessment")
SAID = "Extend the evening groups.\nAsk for hours in the next ask."


def client_of(world, role: Role) -> Client:
    client = Client()
    client.force_login(world.cast.person(role))
    return client


def recommend(client, contract_id, text, *, revision, key):
    return client.post(
        reverse("contract-recommend", kwargs={"contract_id": contract_id}),
        {"form_key": key, "revision": str(revision), "text": text},
    )


def rows_of(client, contract_id) -> list[list[str]]:
    url = reverse("contract-report-file", kwargs={"contract_id": contract_id, "kind": "docx"})
    made = docx.Document(io.BytesIO(client.get(url).content))
    return [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]


def words_of(client, contract_id) -> str:
    url = reverse("contract-report-file", kwargs={"contract_id": contract_id, "kind": "docx"})
    made = docx.Document(io.BytesIO(client.get(url).content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def test_it_says_what_is_recorded_and_that_nobody_has_recommended_anything(shared_world, db):
    world = shared_world
    assert world.kpi_assessment and world.failure and world.contract_term
    contract_id = world.contract.external_id
    words = words_of(client_of(world, Role.READER), contract_id)
    assert world.contract.title in words
    assert world.commitment.title in words
    assert world.kpi.title in words
    assert "A failure of performance" in words
    assert world.contract_term.title in words
    assert "Nothing is recommended yet" in words


def test_people_are_told_where_reports_counted_them_and_never_added(world):
    assert world.contract
    contract_id = world.contract.external_id
    client = client_of(world, Role.READER)
    assert "People who took part" not in words_of(client, contract_id)
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    first, second = world.commitment.periods.all()[:2]

    def made(period, people, **said):
        now = dt.datetime.combine(period.end_on, dt.time(12), tzinfo=dt.UTC)
        claim = Claim(quantity=1_000, period=period, people=people, **said)
        return delivery.report(world.commitment, claim, by=lead, now=now), now

    made(first, 1_204)
    rejected, now = made(second, 7_777)
    delivery.verify(again(rejected), decision=Decision.REJECT, reason="Too many.", by=manager, now=now)
    assert "7,777" not in words_of(client, contract_id)
    corrected = delivery.correct(again(rejected), Claim(quantity=1_000, people=903), by=lead, now=now)
    assert corrected.people == 903
    words = words_of(client, contract_id)
    assert "People who took part, as reported" in words
    row = next(row for row in rows_of(client, contract_id) if row[1:] == ["2", "1,204", "903"])
    assert row[0] == world.commitment.title
    assert "2,107" not in words


def test_recommendations_are_a_persons_and_of_two_who_write_the_second_is_told(shared_world, db):
    world = shared_world
    contract_id = world.contract.external_id
    manager = client_of(world, Role.CONTRACT_MANAGER)
    empty = recommend(manager, contract_id, " ", revision=0, key="say-1")
    assert empty.status_code == 422
    assert recommend(manager, contract_id, SAID, revision=0, key="say-2").status_code == 302
    words = words_of(manager, contract_id)
    assert "Extend the evening groups." in words
    assert world.cast.person(Role.CONTRACT_MANAGER).name in words
    second = recommend(manager, contract_id, "Something else entirely.", revision=0, key="say-3")
    assert second.status_code == 409
    assert "Something else entirely." in second.content.decode()
    assert "Extend the evening groups." in words_of(manager, contract_id)


def test_the_supplier_is_not_told_what_the_committee_reads(shared_world, db):
    lead = client_of(shared_world, Role.DELIVERY_LEAD)
    page = lead.get(reverse("contract", kwargs={"contract_id": shared_world.contract.external_id}))
    assert "Report for a committee" not in page.content.decode()


def test_my_week_has_the_report_of_each_contract_one_looks_after(shared_world, db):
    world = shared_world
    led = world.contract.authority_lead_id == world.cast.person(Role.CONTRACT_MANAGER).pk
    page = client_of(world, Role.CONTRACT_MANAGER).get(reverse("week")).content.decode()
    url = reverse("contract-report-file", kwargs={"contract_id": world.contract.external_id, "kind": "docx"})
    assert led == (url in page)


def test_an_agreed_price_and_term_are_among_what_changed(shared_world, db):
    world = shared_world
    reader, contract_id = client_of(world, Role.READER), world.contract.external_id
    assert "Price and term were not changed" in words_of(reader, contract_id)
    manager, row = world.cast.actor(Role.CONTRACT_MANAGER), a_proposal(world)
    assert "The school opens later." not in words_of(reader, contract_id)
    yes = Said(Answer.APPROVE, "Fair.", shifts_balance=False, grounds=("not-substantial",))
    answer_contract_change(row, yes, by=manager, now=ENTERED_AT)
    words = words_of(reader, contract_id)
    assert "The school opens later." in words
    assert f"to {day(row.old_ends_on)}" in words and f"to {day(row.new_ends_on)}" in words


def test_of_a_rate_it_says_what_is_owed_and_then_the_rate(shared_world, db):
    world = shared_world
    rate = commitment_of(world.contract, "rate")
    reader, contract_id = client_of(world, Role.READER), world.contract.external_id
    assert "so far, at" not in words_of(reader, contract_id)
    spent(world, a_month(world, 25_000))
    owed = rate.quantity * 25_000_00 // rate.rate_per_pence
    said = f"{quantity(owed, rate.unit)} so far, at {quantity(rate.quantity, rate.unit)} for each"
    assert said in words_of(reader, contract_id)
