"""A register goes out as a workbook and comes back: whole or not at all, and the same file twice changes nothing."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.domain.packs.workbook import ABOUT
from commonweal.domain.permissions import Role
from commonweal.domain.register_sheets import REGISTER
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.journeys.register_sheets import register_file, take_in
from commonweal.lifecycle.contracts import actions, queries
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.proving import prove
from commonweal.organisations.models import Membership
from tests.builders.contracts import ENTERED_AT, fresh
from tests.builders.delivery import in_first_period
from tests.web.contracts.test_contract_pages import client_of, send

pytestmark = pytest.mark.django_db
FIRST = REGISTER.first_row


@pytest.fixture
def manager(world):
    assert world.contract
    return world.cast.actor(Role.CONTRACT_MANAGER)


def filled(contract, by, rows, *, said=None) -> bytes:
    """The workbook with what is entered: {row of the sheet: {column: value}}."""
    book = openpyxl.load_workbook(io.BytesIO(register_file(fresh(contract), "xlsx", by=by)))
    for row, entered in rows.items():
        for key, value in entered.items():
            book[REGISTER.name].cell(row, REGISTER.place(key) + 1).value = value
    for row in range(1, book[ABOUT].max_row + 1):
        if book[ABOUT].cell(row, 1).value in (said or {}):
            book[ABOUT].cell(row, 2, said[book[ABOUT].cell(row, 1).value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(world, by, content, contract=None):
    contract = fresh(contract or world.contract)
    return take_in(contract, "register.xlsx", content, by=by, now=in_first_period(world))


def register(contract):
    return [
        (each.title, each.note, each.due_on, each.authority_lead, each.revision)
        for each in queries.register(fresh(contract))
    ]


def faults(world, by, content):
    before = register(world.contract)
    with pytest.raises(UnreadableWorkbook) as refused:
        bring(world, by, content)
    assert register(world.contract) == before
    return [(fault.place, fault.code) for fault in refused.value.faults]


def new_row(world) -> int:
    return FIRST + world.contract.commitments.count()


def a_promise(**changes):
    return {
        "title": "We open the depot", "words": "We open the depot on Saturdays.", "post": "Head of depots",
        "due_on": dt.date(2027, 3, 1), **changes,
    }  # fmt: skip


def test_notes_owners_and_a_promise_of_the_authority_s_own_come_back_and_twice_changes_nothing(
    world, manager
):
    lead = world.cast.person(Role.CONTRACT_MANAGER)
    rows = {FIRST: {"note": "Ask in March.", "authority_lead": lead.name}, new_row(world): a_promise()}
    content = filled(world.contract, manager, rows)
    assert bring(world, manager, content) == (1, 1)
    found = queries.register(fresh(world.contract))
    assert (found[0].note, found[0].authority_lead) == ("Ask in March.", lead)
    own = found[-1]
    assert (own.kind, own.owed_by, own.owed_by_name) == ("narrative", "authority", "Head of depots")
    assert own.bound_at == in_first_period(world)
    assert prove().differences == []
    before = register(world.contract)
    assert bring(world, manager, content) == (0, 0)
    assert register(world.contract) == before
    assert bring(world, manager, filled(world.contract, manager, {})) == (0, 0)


def test_what_was_promised_and_what_is_not_open_now_are_told_by_cell(world, manager):
    rows = {
        FIRST: {"title": "Fewer hours", "due_on": dt.date(2027, 1, 1)},
        FIRST + 1: {"evidence": "A list.", "place": "Nowhere"},
        new_row(world): a_promise(due_on=dt.date(2050, 1, 1), post=""),
        new_row(world) + 1: a_promise(title=world.commitment.title),
    }
    new = new_row(world)
    assert faults(world, manager, filled(world.contract, manager, rows)) == [
        (f"Register!C{FIRST}", "register_sheet.by_change_only"),
        (f"Register!I{FIRST}", "register_sheet.not_now"),
        (f"Register!H{FIRST + 1}", "pack.choice_unknown"),
        (f"Register!G{new}", "register_sheet.missing"),
        (f"Register!I{new}", "register_sheet.due_outside_contract"),
        (f"Register!C{new + 1}", "register_sheet.title_taken"),
    ]


def test_the_workbook_of_another_contract_and_an_older_one_are_refused(world, manager):
    row = {FIRST: {"note": "Mine."}}
    other = filled(world.contract, manager, row, said={"contract": "somewhere-else"})
    assert faults(world, manager, other) == [(ABOUT, "owner_sheet.of_another_contract")]
    older = filled(world.contract, manager, row)
    first = queries.register(fresh(world.contract))[0]
    actions.name_commitment_leads(first, authority_lead=None, supplier_lead=None, by=manager, now=ENTERED_AT)
    assert faults(world, manager, older) == [(f"Register!B{FIRST}", "owner_sheet.changed_meanwhile")]


def test_while_it_is_handed_over_the_day_and_the_evidence_are_open(world):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    contract = fresh(world.prepared_contract)
    actions.begin_handover(contract, by=officer, now=ENTERED_AT)
    titles = [each.owed_by for each in queries.register(contract)]
    row = FIRST + titles.index("authority")
    day = contract.starts_on + dt.timedelta(days=30)
    entered = {row: {"due_on": day, "evidence": "A note of the meeting."}}
    assert bring(world, officer, filled(contract, officer, entered), contract) == (1, 0)
    found = queries.register(contract)[titles.index("authority")]
    assert (found.due_on, found.handover_line.evidence_rule) == (day, "A note of the meeting.")
    wrong = {row: {"due_on": contract.starts_on - dt.timedelta(days=1)}}
    with pytest.raises(UnreadableWorkbook) as refused:
        bring(world, officer, filled(contract, officer, wrong), contract)
    assert [fault.code for fault in refused.value.faults] == ["register_sheet.due_outside_contract"]


def test_in_the_browser_it_is_told_what_changed_and_what_is_wrong(world, manager):
    client, args = client_of(world, Role.CONTRACT_MANAGER), {"contract_id": world.contract.external_id}
    good = filled(world.contract, manager, {FIRST: {"note": "Ask in March."}})
    bad = filled(world.contract, manager, {FIRST: {"words": "Less."}})
    answers = [
        send(
            client,
            "register-sheet",
            {"file": SimpleUploadedFile("r.xlsx", each), "form_key": str(number)},
            **args,
        )
        for number, each in enumerate((bad, good))
    ]
    assert answers[0].status_code == 422
    assert f"Register!F{FIRST}" in answers[0].content.decode()
    text = client.get(answers[1].url).content.decode()
    assert "Commitments changed: 1" in text


def test_a_register_that_is_over_is_not_edited(world, manager):
    from commonweal.domain.errors import NotPermitted, Refused

    contract: Contract = fresh(world.contract)
    promise = actions.OwnPromise("A", "B", "C")
    with pytest.raises(NotPermitted):
        lead = world.cast.actor(Role.DELIVERY_LEAD)
        actions.edit_register(contract, [], [promise], by=lead, now=ENTERED_AT)
    actions.terminate(contract, reason="It ended.", by=manager, now=in_first_period(world))
    with pytest.raises(Refused, match="contract_is_over"):
        actions.edit_register(fresh(contract), [], [promise], by=manager, now=in_first_period(world))


def test_line_ends_of_a_browser_are_no_edit_and_somebody_who_left_stays_named_beside_a_note(world, manager):
    left = world.cast.member(Role.CONTRACT_MANAGER, world.cast.authority)
    world.contract.commitments.update(words="First line.\r\nSecond line.", authority_lead=left.person)
    Membership.objects.for_system("test").filter(pk=left.pk).update(ended_at=world.now, ended_by="system")
    content = filled(world.contract, manager, {FIRST: {"note": "Ask in March."}})
    assert bring(world, manager, content) == (1, 0)
    found = queries.register(fresh(world.contract))[0]
    assert (found.note, found.authority_lead) == ("Ask in March.", left.person)
