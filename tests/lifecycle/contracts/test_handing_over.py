"""A contract is handed over step by step, nothing is retyped, and the contract manager takes it over or sends it back."""

import datetime as dt
import io

import docx
import pytest

from commonweal.domain.changes import Approver
from commonweal.domain.errors import Invalid, NotPermitted, Refused, Stale
from commonweal.domain.packs.document import Facts, Heading, Notice, Paragraph, Table
from commonweal.domain.permissions import Role
from commonweal.interchange.packs.docx import write_docx
from commonweal.interchange.packs.odt import write_odt
from commonweal.journeys import handover as journey
from commonweal.journeys.packs import handover_values
from commonweal.journeys.packs.handover import HandoverPack, document
from commonweal.lifecycle.contracts import actions, handovers, leaders
from commonweal.lifecycle.contracts.actions import LineFacts
from commonweal.lifecycle.contracts.actions.changes import come_into_force
from commonweal.organisations import actions as organisations
from tests.builders.changes import PROPOSED_AT
from tests.builders.contracts import ENTERED_AT
from tests.builders.handover import a_sent_handover, again
from tests.lifecycle.contracts.test_changing import YES

pytestmark = pytest.mark.django_db


def text_of(pack) -> str:
    """All words of a pack, block by block."""
    said = []
    for block in document(pack).blocks:
        if isinstance(block, Table):
            said += [*block.head, *(cell for row in block.rows for cell in row)]
        elif isinstance(block, Facts):
            said += [cell for row in block.rows for cell in row]
        else:
            said.append(getattr(block, "text", ""))
    return "\n".join(said)


def test_it_is_sent_once_whole_and_taken_over_by_who_looks_after_it(world):
    officer, manager = (world.cast.actor(r) for r in (Role.PROCUREMENT_OFFICER, Role.CONTRACT_MANAGER))
    handover = world.handover
    with pytest.raises(Refused, match="incomplete"):
        actions.send_handover(handover, by=officer, now=ENTERED_AT)
    with pytest.raises(Refused, match="begun_already"):
        actions.begin_handover(handover.contract, by=officer, now=ENTERED_AT)
    sent = a_sent_handover(world)
    assert [each.pk for each in handovers.to_answer(manager)] == [sent.pk]
    with pytest.raises(NotPermitted):
        actions.answer_handover(sent, is_accepted=True, by=officer, now=ENTERED_AT)
    with pytest.raises(Refused, match="not_editable"):
        actions.confirm_lines(sent, {}, by=officer, now=ENTERED_AT)
    with pytest.raises(Invalid):
        actions.answer_handover(sent, is_accepted=False, by=manager, now=ENTERED_AT)
    actions.answer_handover(
        sent, is_accepted=False, words="Who is at the school?", by=manager, now=ENTERED_AT
    )
    assert [each.pk for each in handovers.sent_back(officer)] == [sent.pk]
    first = handovers.lines_of(again(sent.contract))[0][0]
    actions.confirm_line(
        again(sent.contract), first, LineFacts("A list the school signs."), by=officer, now=ENTERED_AT
    )
    actions.send_handover(again(sent.contract), words="Ms A.", by=officer, now=ENTERED_AT)
    actions.answer_handover(again(sent.contract), is_accepted=True, by=manager, now=ENTERED_AT)
    done = again(sent.contract)
    assert done.status == "accepted"
    assert [move.words for move in done.moves.all()] == ["", "Who is at the school?", "Ms A.", ""]
    assert done.lines.get(commitment=first).evidence_rule == "A list the school signs."


def test_who_sent_it_cannot_also_take_it_over(world):
    sent = a_sent_handover(world)
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.name_leads(
        sent.contract,
        authority_lead=world.cast.person(Role.PROCUREMENT_OFFICER),
        supplier_lead=None,
        by=officer,
        now=ENTERED_AT,
    )
    with pytest.raises(Refused, match="own"):
        actions.answer_handover(again(sent.contract), is_accepted=True, by=officer, now=ENTERED_AT)


def test_where_the_person_named_has_left_a_colleague_takes_it_over_and_looks_after_it(world):
    sent = a_sent_handover(world)
    cast = world.cast
    person = organisations.register_person(
        name="A colleague", email="colleague@example.org", password="a thread of gold", now=cast.now
    )
    roles = [Role.CONTRACT_MANAGER]
    colleague = organisations.add_member(cast.authority, person, roles=roles, now=cast.now).actor()
    assert not handovers.to_answer(colleague)
    with pytest.raises(NotPermitted):
        actions.answer_handover(sent, is_accepted=True, by=colleague, now=ENTERED_AT)
    organisations.end_membership(
        cast.member(Role.CONTRACT_MANAGER), by=cast.actor(Role.AUTHORITY_ADMINISTRATOR), now=ENTERED_AT
    )
    assert [each.pk for each in handovers.to_answer(colleague)] == [sent.pk]
    assert not handovers.to_answer(cast.actor(Role.PROCUREMENT_OFFICER)), "who sent it does not take it over"
    assert [each.pk for each in leaders.without_a_lead(colleague)] == [sent.contract_id]
    actions.answer_handover(again(sent.contract), is_accepted=True, by=colleague, now=ENTERED_AT)
    assert again(sent.contract).contract.authority_lead_id == person.pk
    assert not leaders.without_a_lead(colleague)


def test_a_handover_that_came_back_to_somebody_who_left_is_everybodys(world):
    sent, manager = a_sent_handover(world), world.cast.actor(Role.CONTRACT_MANAGER)
    back = {"is_accepted": False, "words": "The dates are wrong.", "by": manager, "now": ENTERED_AT}
    actions.answer_handover(sent, **back)
    assert not handovers.sent_back(manager)
    officer = world.cast.member(Role.PROCUREMENT_OFFICER)
    organisations.end_membership(officer, by=world.cast.actor(Role.AUTHORITY_ADMINISTRATOR), now=ENTERED_AT)
    assert [each.pk for each in handovers.sent_back(manager)] == [sent.pk]


@pytest.mark.parametrize("on", ["contract", "commitment"])
def test_somebody_of_the_supplier_who_left_and_is_still_named_is_told_of(world, on):
    manager, lead = world.cast.actor(Role.CONTRACT_MANAGER), world.cast.member(Role.DELIVERY_LEAD)
    named = {"authority_lead": world.cast.person(Role.CONTRACT_MANAGER), "supplier_lead": lead.person}
    if on == "contract":
        actions.name_leads(world.contract, **named, by=manager, now=ENTERED_AT)
    else:
        own = {**named, "supplier_lead": None}
        actions.name_leads(world.contract, **own, by=manager, now=ENTERED_AT)
        actions.name_commitment_leads(world.commitment, **named, by=manager, now=ENTERED_AT)
    assert not leaders.with_somebody_who_left(manager)
    organisations.end_membership(lead, by=world.cast.actor(Role.SUPPLIER_ADMINISTRATOR), now=ENTERED_AT)
    assert [each.pk for each in leaders.with_somebody_who_left(manager)] == [world.contract.pk]


def test_of_two_who_work_on_it_the_second_is_told(world):
    handover, officer = world.handover, world.cast.actor(Role.PROCUREMENT_OFFICER)
    seen = handover.revision
    suggested = journey.suggested_lines(handover)
    actions.confirm_lines(again(handover.contract), suggested, by=officer, now=ENTERED_AT, revision=seen)
    with pytest.raises(Stale):
        actions.confirm_lines(again(handover.contract), suggested, by=officer, now=ENTERED_AT, revision=seen)


def test_the_pack_says_every_promise_as_it_was_written(world, monkeypatch):
    monkeypatch.setattr(
        "commonweal.journeys.packs.handover.answers_given",
        lambda of: [("Is the hall heated?", "Yes, until ten.")],
    )
    concern = handover_values.Concern("Local jobs", "60", "The plan leans on one school.", "Too hopeful.")
    monkeypatch.setattr("commonweal.journeys.packs.handover.concerns", lambda of: [concern])
    sent = a_sent_handover(world)
    own, shared = (text_of(HandoverPack(sent, is_shared)) for is_shared in (False, True))
    for commitment in sent.contract.commitments.all():
        for words in (commitment.title, commitment.words):
            assert words in own
            assert words in shared
    for said in ("Is the hall heated?", "Yes, until ten.", "Head of care"):
        assert said in shared
    for private in ("The plan leans on one school.", "Too hopeful."):
        assert private in own
        assert private not in shared
    for writer in (write_docx, write_odt):
        assert writer(document(HandoverPack(sent, is_shared=False)))[:2] == b"PK"
    word = docx.Document(io.BytesIO(write_docx(document(HandoverPack(sent, is_shared=True)))))
    assert any(world.contract.title in paragraph.text for paragraph in word.paragraphs)
    assert isinstance(document(HandoverPack(sent, is_shared=True)).blocks[0], Facts)
    assert any(isinstance(block, Paragraph) for block in document(HandoverPack(sent, is_shared=True)).blocks)


def test_concerns_are_the_agreed_reasons_for_the_tender_that_won_and_no_other(world):
    award = world.award
    contract = world.contract
    assert handover_values.concerns(contract) == []
    contract.award, contract.tender = award, award.tender
    said = handover_values.concerns(contract)
    agreed = {row.reason for row in award.assessment.agreed_scores.filter(tender=award.tender)}
    others = {row.reason for row in award.assessment.agreed_scores.exclude(tender=award.tender)} - agreed
    assert {each.reason for each in said} == agreed
    assert not others & {each.reason for each in said}


def test_the_pack_says_which_conditions_and_charters_the_contract_states(world):
    sent = a_sent_handover(world)
    assert "The contract states no condition and no charter." in text_of(HandoverPack(sent, is_shared=True))
    assert world.contract_term
    said = text_of(HandoverPack(again(world.contract), is_shared=True))
    assert "Signs the charter as a member within a year, and stays one." in said
    assert "Charter, Example Good Work Charter, Member" in said
    assert "every 12 months" in said
    assert "kept by Borough of Example (Cabinet report 12, February 2026)" in said
    assert "Policies on pay, hours and voice" in said


def test_a_promise_that_was_changed_by_agreement_is_told_as_it_was_written_too(world):
    sent, before = a_sent_handover(world), world.commitment.title
    told = [
        each.text for each in document(HandoverPack(sent, is_shared=True)).blocks if isinstance(each, Notice)
    ]
    assert told == []
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    agreed = actions.answer_change(world.change, Approver.CONTRACT_MANAGER, YES, by=manager, now=PROPOSED_AT)
    come_into_force(agreed, now=PROPOSED_AT + dt.timedelta(days=30))
    blocks = document(HandoverPack(again(world.contract), is_shared=True)).blocks
    (notice,) = [each for each in blocks if isinstance(each, Notice)]
    assert notice.text.startswith(f"{before}.")
    assert "100.5 hours in all." in notice.text
    assert any(
        isinstance(each, Heading) and each.text == "Hours of training, in the evening too" for each in blocks
    )
