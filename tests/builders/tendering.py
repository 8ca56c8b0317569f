"""Tenders at every step, by ordinary actions: begun, submitted and sealed, opened.

Procurements that still take tenders have a deadline far ahead, so that pages asked for today find them open.
"""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import replace

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import (
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
)
from commonweal.domain.permissions import Role
from commonweal.domain.tendering_content import LatePolicy
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.tendering import queries, storage
from commonweal.lifecycle.tendering.actions import deadlines, drafts, openers, openings, submissions
from commonweal.lifecycle.tendering.models import LateTender, OpenerKey, Opening, Tender
from commonweal.lifecycle.tendering.sealing import PassphraseCost
from commonweal.organisations.models import Membership
from commonweal.publication import actions as publication
from tests.builders.procurement import DEADLINE, a_designed_procurement, approved, fresh
from tests.cast import World

FAR_DEADLINE = dt.datetime(2041, 5, 7, 11, 0, tzinfo=dt.UTC)
AFTER_DEADLINE = DEADLINE + dt.timedelta(minutes=5)
PASSPHRASE = "brass kettle under the bridge"
CODE = "23456-789bc-dfghj-kmnpq-rstvw"
QUICK = PassphraseCost(passes=1, memory_kib=8, lanes=1)
rng = secrets.token_bytes


def an_opener_key(member: Membership, now: dt.datetime, passphrase: str = PASSPHRASE) -> OpenerKey:
    """An opener who has set an opening passphrase (at the cheapest stretching there is)."""
    return openers.set_passphrase(passphrase, passphrase, by=member.actor(), now=now, rng=rng, cost=QUICK)


def three_openers(world: World) -> list[Membership]:
    """Three openers of the authority, each with a key under `PASSPHRASE`."""
    members = world.cast.openers(3)
    for member in members:
        an_opener_key(member, world.now)
    return members


def a_sealed_ask(
    world: World,
    *,
    deadline: dt.datetime = FAR_DEADLINE,
    title: str = "Home care",
    late: LatePolicy = LatePolicy.REFUSED,
    further: Callable[[Procurement], object] | None = None,
) -> AskVersion:
    """Published, with three openers named: a supplier can begin a tender. `further` designs more of the ask."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    starts = (deadline + dt.timedelta(days=120)).date()
    procurement = a_designed_procurement(
        world, title=title, starts_on=starts, ends_on=starts.replace(year=starts.year + 3)
    )
    first = procurement.rounds.get(number=1)
    procurement_actions.edit_round(first, title="Tenders", deadline_at=deadline, by=officer, now=world.now)
    if late is not LatePolicy.REFUSED:
        deadlines.state_late_policy(procurement, late, by=officer, now=world.now)
    if further is not None:
        further(fresh(procurement))
    keys = [queries.current_key(member.actor()) for member in world.openers]
    version = procurement_actions.publish(approved(world, procurement), by=officer, now=world.now)
    openers.name_openers(fresh(procurement), [key for key in keys if key], by=officer, now=world.now, rng=rng)
    return version


def the_lot(version: AskVersion) -> str:
    """The id of the ask's only lot."""
    return version.read().lots[0].id


def an_offer(version: AskVersion, **changed: object) -> Offer:
    """A quantity on the ask's own metric: 40 hours in the first year of the contract, 60.5 in the second."""
    ask = version.read()
    (criterion,) = [criterion for criterion in ask.criteria if criterion.metrics]
    starts = ask.contract_starts_on
    second = starts.replace(year=starts.year + 1)
    day = dt.timedelta(days=1)
    offer = Offer(
        key="offer-1",
        criterion_id=criterion.id,
        kind=CommitmentKind.QUANTITY,
        title="Paid learning for care workers",
        metric_id=criterion.metrics[0].id,
        outcome_id=None,
        unit=criterion.metrics[0].unit,
        owed_by=OwedBy.SUPPLIER,
        subcontractor="",
        place_code="",
        periods=(
            OfferedPeriod(starts, second - day, "", 40_000),
            OfferedPeriod(second, starts.replace(year=starts.year + 2) - day, "", 60_500),
        ),
        rate=None,
        milestones=(),
        words="Half a day each quarter, in paid time.",
    )
    return replace(offer, **changed)  # type: ignore[arg-type]


def four_offers(version: AskVersion) -> tuple[Offer, ...]:
    """One commitment of each kind; the last two on measures of the supplier's own."""
    quantity = an_offer(version)
    outcome = version.read().serves[0].id
    later = quantity.periods[0].end_on
    rate = replace(
        quantity,
        key="offer-2",
        kind=CommitmentKind.RATE,
        title="Learning as the work grows",
        periods=(),
        rate=OfferedRate(2_000, 1_000_000),
    )
    own = replace(quantity, metric_id=None, outcome_id=outcome, unit="", periods=())
    pathway = replace(
        own,
        key="offer-3",
        kind=CommitmentKind.PATHWAY,
        title="A course that carers design",
        owed_by=OwedBy.SUBCONTRACTOR,
        subcontractor="Example Kitchens CIC",
        milestones=(
            OfferedMilestone("Ten carers have designed the course", later, "Notes of three evenings"),
        ),
    )
    narrative = replace(
        own,
        key="offer-4",
        kind=CommitmentKind.NARRATIVE,
        title="Saying what does not work",
        words="We will say openly what does not work.",
    )
    return quantity, rate, pathway, narrative


def a_draft(world: World, version: AskVersion, by: Actor) -> Tender:
    """Begun, with nothing written."""
    return drafts.start(version, the_lot(version), by=by, now=world.now, rng=rng)


def fill(
    tender: Tender, version: AskVersion, *, by: Actor, now: dt.datetime, pence: int = 98_000_000
) -> None:
    """Answer every question, give a price and offer one commitment of each kind."""
    for criterion in version.read().questions:
        text = f"What we will do about this: {criterion.title.lower()}."
        drafts.write_answer(tender, criterion.id, text, revision=None, by=by, now=now, rng=rng)
    drafts.set_price(tender, pence, revision=None, by=by, now=now, rng=rng)
    for offer in four_offers(version):
        drafts.offer(tender, offer, revision=None, by=by, now=now, rng=rng)


def a_submitted_tender(
    world: World, version: AskVersion, by: Actor, *, pence: int = 98_000_000, code: str = CODE
) -> Tender:
    """Written and submitted; `code` unlocks the supplier's copy."""
    tender = a_draft(world, version, by)
    fill(tender, version, by=by, now=world.now, pence=pence)
    upload = storage.checked("Method statement.txt", b"How we will do it")
    drafts.attach(tender, upload, criterion_id=None, by=by, now=world.now, rng=rng)
    submissions.submit(tender, code, by=by, now=world.now, rng=rng)
    return again(tender)


def an_opening(world: World, procurement: Procurement, *, now: dt.datetime = AFTER_DEADLINE) -> Opening:
    """The first two openers open every tender of the procurement's round."""
    first, second, _ = world.openers
    openings.begin(fresh(procurement), PASSPHRASE, by=first.actor(), now=now)
    return openings.complete(fresh(procurement), PASSPHRASE, by=second.actor(), now=now)


def again(tender: Tender) -> Tender:
    """The tender as it is stored now."""
    found: Tender = (
        Tender.objects.for_system("read again in a test")
        .select_related("lot__procurement__authority", "round", "supplier", "ask_version")
        .get(pk=tender.pk)
    )
    return found


def attach_to(world: World, tender: Tender) -> str:
    """Attach a small text file to a draft; returns its key."""
    content = f"How we will do it, {rng(8).hex()}".encode()
    upload = storage.checked("Method statement.txt", content)
    return drafts.attach(tender, upload, criterion_id=None, by=_writer(world), now=world.now, rng=rng).key


def a_public_ask(world: World) -> AskVersion:
    """Sealed, and shown to everybody."""
    version = a_sealed_ask(world, title="Repair cafe in the market hall")
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    authority = version.ask.procurement.authority_id
    publication.publish_ask(version.read(), authority_id=authority, by=officer, now=world.now)
    return version


def a_filled_draft(world: World) -> Tender:
    """A complete draft with a file, not submitted."""
    version = a_sealed_ask(world, title="Handy help at home")
    tender = a_draft(world, version, _writer(world))
    fill(tender, version, by=_writer(world), now=world.now)
    attach_to(world, tender)
    return again(tender)


def _writer(world: World) -> Actor:
    return world.cast.actor(Role.TENDER_WRITER)


def _rival(world: World) -> Actor:
    return world.cast.actor(Role.TENDER_WRITER, world.cast.rival)


def _closed(world: World) -> Procurement:
    version = a_sealed_ask(world, deadline=DEADLINE, title="Meals on wheels")
    a_submitted_tender(world, version, _writer(world))
    a_submitted_tender(world, version, _rival(world), pence=104_000_000)
    return fresh(version.ask.procurement)


def _opened(world: World) -> Procurement:
    version = a_sealed_ask(world, deadline=DEADLINE, title="Day centre for older residents")
    world.__dict__["_sealed_pair"] = (
        a_submitted_tender(world, version, _writer(world)),
        a_submitted_tender(world, version, _rival(world), pence=104_000_000),
    )
    world.__dict__["opening"] = an_opening(world, version.ask.procurement)
    return fresh(version.ask.procurement)


def a_late_tender(world: World) -> LateTender:
    """A tender that came five minutes after the deadline of a procurement that keeps such; it waits for a decision."""
    version = a_sealed_ask(world, deadline=DEADLINE, title="Lunch club", late=LatePolicy.KEPT)
    by = _writer(world)
    tender = a_draft(world, version, by)
    fill(tender, version, by=by, now=world.now)
    said = {"by": by, "now": AFTER_DEADLINE, "rng": rng}
    deadlines.submit_late(tender, CODE, "Our connection failed at noon.", **said)
    found: LateTender = LateTender.objects.for_supplier(by).get(tender=tender)
    return found


def _tender(world: World, place: int) -> Tender:
    assert world.opened_procurement
    return again(world.__dict__["_sealed_pair"][place])


WORLD = {
    "openers": three_openers,
    "sealed_ask": a_sealed_ask,
    "public_ask": a_public_ask,
    "filled_tender": a_filled_draft,
    "draft_tender": lambda world: a_draft(world, world.sealed_ask, _writer(world)),
    "submitted_tender": lambda world: a_submitted_tender(
        world, a_sealed_ask(world, title="Befriending by telephone"), _writer(world)
    ),
    "closed_procurement": _closed,
    "opened_procurement": _opened,
    "late_tender": a_late_tender,
    "opening": lambda world: world.opened_procurement and world.__dict__["opening"],
    "tender": lambda world: _tender(world, 0),
    "rival_tender": lambda world: _tender(world, 1),
}
