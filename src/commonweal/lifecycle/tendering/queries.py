"""Reading tenders: the supplier its own at any time, the authority a count until they are opened."""

import datetime as dt
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import (
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
)
from commonweal.domain.consortium import LEAD, Flow, Party, PartyRole
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.participation import ConditionAnswer
from commonweal.domain.periods import is_in_time
from commonweal.domain.permissions import Permission
from commonweal.domain.price_schedule import LinePrice
from commonweal.domain.tenders import STANDING, TenderStatus
from commonweal.lifecycle.procurement.models import AskVersion, Procurement, Round
from commonweal.lifecycle.tendering import storage
from commonweal.lifecycle.tendering.drafting import Draft, unlock_draft, unlock_file, unlock_key
from commonweal.lifecycle.tendering.keyfile import sealing_key
from commonweal.lifecycle.tendering.models import (
    Interest,
    OfferedCommitment,
    OfferedDelivery,
    OpenerKey,
    Opening,
    ProcurementSeal,
    SealedPackage,
    SealShare,
    Tender,
    TenderDraft,
)
from commonweal.lifecycle.tendering.packages import Sealed, Submission, open_for_supplier
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.records.scopes import ScopedQuerySet

_RELATED = ("lot__procurement__authority", "round", "supplier", "ask_version")


def own_tenders(actor: Actor) -> ScopedQuerySet:
    """A supplier's own tenders, newest first."""
    found: ScopedQuerySet = Tender.objects.for_supplier(actor).select_related(*_RELATED)
    return found


def opened_tenders(actor: Actor) -> ScopedQuerySet:
    """Tenders that have been opened, for their authority. There are none before opening."""
    found: ScopedQuerySet = Tender.objects.for_authority(actor).select_related(*_RELATED)
    return found


def own_tender_for(actor: Actor, procurement_id: str, lot_id: str, round_number: int) -> Tender | None:
    """The supplier's tender for a lot and round, if it has begun one."""
    found: Tender | None = (
        own_tenders(actor)
        .filter(
            lot__procurement__external_id=procurement_id, lot__external_id=lot_id, round__number=round_number
        )
        .first()
    )
    return found


def latest_ask(tender: Tender) -> AskVersion:
    """The newest published version of the ask that the tender answers. A correction binds every tenderer alike."""
    versions = AskVersion.objects.for_system("the published ask that a supplier's own tender answers")
    found: AskVersion = versions.filter(ask_id=tender.ask_version.ask_id).order_by("-number")[0]
    return found


def current_round(procurement: Procurement) -> Round:
    """The round that is open, or that was the last to be."""
    found: Round = procurement.rounds.get(number=procurement.round_number)
    return found


def seal_of(procurement: Procurement) -> ProcurementSeal | None:
    """The procurement's seal, or None while no openers are named. It holds nothing secret."""
    seals = ProcurementSeal.objects.for_system("the seal of a procurement that was fetched")
    found: ProcurementSeal | None = seals.filter(procurement=procurement).first()
    return found


def openers_of(seal: ProcurementSeal) -> list[OpenerKey]:
    """The openers a procurement is sealed to, by name."""
    keys = OpenerKey.objects.for_system("the openers of a seal that was fetched")
    firsts = seal.shares.values_list("first_id", flat=True)
    return list(keys.filter(pk__in=firsts).select_related("person").order_by("person__name"))


def ready_openers(actor: Actor) -> list[OpenerKey]:
    """The newest key of each person of the authority who has set an opening passphrase, by name."""
    keys = OpenerKey.objects.for_authority(actor).select_related("person").order_by("pk")
    newest = {key.person_id: key for key in keys}
    return sorted(newest.values(), key=lambda key: key.person.name)


def current_key(actor: Actor) -> OpenerKey | None:
    """The actor's own newest opener key."""
    keys = OpenerKey.objects.for_authority(actor).filter(person_id=actor.person_id)
    found: OpenerKey | None = keys.order_by("-pk").first()
    return found


def opening_of(round_: Round) -> Opening | None:
    """The record of a round's opening, as far as it has come."""
    openings = Opening.objects.for_system("the opening of a round that was fetched")
    found: Opening | None = openings.filter(round=round_).select_related("first", "second").first()
    return found


def standing_count(round_: Round) -> int:
    """How many tenders stand in a round: all that an authority may know before opening."""
    tenders = Tender.objects.for_system("the count of tenders, which names none of them")
    counted = [status.value for status in (*STANDING, TenderStatus.OPENED)]
    return int(tenders.filter(round=round_, status__in=counted).count())


def interest_of(actor: Actor, procurement: Procurement) -> Interest | None:
    """The interest of the actor's own supplier in a procurement, once somebody of it has looked."""
    found: Interest | None = Interest.objects.for_supplier(actor).filter(procurement=procurement).first()
    return found


def followed_procurements(actor: Actor) -> list[str]:
    """External ids of the procurements that the actor's own supplier follows."""
    found = Interest.objects.for_supplier(actor).filter(followed_at__isnull=False)
    return sorted(found.values_list("procurement__external_id", flat=True))


def suppliers_who_looked(procurement: Procurement) -> list[str]:
    """External ids of the suppliers who opened or followed the ask or began a tender: who is told of a correction."""
    looked = Interest.objects.for_system("suppliers who are told of a correction")
    began = Tender.objects.for_system("suppliers who are told of a correction")
    found = {
        *looked.filter(procurement=procurement).values_list("supplier__external_id", flat=True),
        *began.filter(lot__procurement=procurement).values_list("supplier__external_id", flat=True),
    }
    return sorted(found)


def is_open(tender: Tender, now: dt.datetime) -> bool:
    """True until the deadline of the tender's round, that instant included."""
    deadline = tender.round.deadline_at
    return deadline is not None and is_in_time(now, deadline)


def read_draft(tender: Tender, *, by: Actor, rng: Rng) -> Draft:
    """Decrypt a draft for its own supplier.

    Raises:
        Refused: ``tender.no_draft`` when there is none.
    """
    draft = own_draft(tender, by)
    key = draft_key(draft, tender, rng=rng)
    return unlock_draft(key, tender.external_id, bytes(draft.locked_content))


def read_draft_file(tender: Tender, file_key: str, *, by: Actor, rng: Rng) -> bytes:
    """Decrypt one file of a draft for its own supplier. Raises `NotFound` when there is no such file."""
    draft = own_draft(tender, by)
    file = draft.files.filter(key=file_key).first()
    if file is None:
        raise NotFound("record.not_found", kind="tender file")
    key = draft_key(draft, tender, rng=rng)
    return unlock_file(key, tender.external_id, file_key, storage.get(file.blob))


def read_package(tender: Tender, code: str, *, by: Actor) -> bytes:
    """The supplier's own copy of what it submitted, byte for byte as the receipt says.

    Raises:
        Refused: ``tender.no_package`` when nothing stands.
        SealBroken: the code is another one, or the package was changed.
    """
    by.must(Permission.TENDER_READ)
    package = SealedPackage.objects.for_supplier(by).filter(tender=tender).first()
    if package is None:
        raise Refused("tender.no_package")
    return open_for_supplier(sealed_of(package), code, submission_of(tender, package.number))


def sealed_to(actor: Actor) -> list[Procurement]:
    """Procurements of the authority that the actor was named as an opener of, the nearest deadline first."""
    shares = SealShare.objects.for_authority(actor).filter(first__person_id=actor.person_id)
    procurements = Procurement.objects.for_authority(actor).filter(
        pk__in=shares.values("seal__procurement_id")
    )
    return list(procurements.order_by("tender_deadline_at", "pk"))


def offers_of(tender: Tender) -> tuple[Offer, ...]:
    """The commitments of an opened tender as plain values, in the order they were offered."""
    rows = tender.commitments.prefetch_related("periods", "milestones")
    return tuple(_offer(row) for row in rows)


def offers_of_each(tenders: Sequence[Tender]) -> dict[int, tuple[Offer, ...]]:
    """The commitments of several opened tenders, by the tender's key: three queries however many there are."""
    rows = OfferedCommitment.objects.for_system("the commitments of opened tenders that were fetched")
    found: dict[int, list[Offer]] = {}
    for row in rows.filter(tender__in=tenders).prefetch_related("periods", "milestones").order_by("position"):
        found.setdefault(row.tender_id, []).append(_offer(row))
    return {key: tuple(offers) for key, offers in found.items()}


def parties_of(tender: Tender) -> tuple[Party, ...]:
    """The members and subcontractors of an opened tender as plain values, in their order."""
    return tuple(
        Party(
            row.key,
            row.name,
            row.identifier,
            PartyRole(row.role),
            row.work,
            row.share_bp,
            row.is_sme,
            row.is_vcse,
        )
        for row in tender.parties.all()
    )


def flows_of(tender: Tender) -> dict[str, tuple[Flow, ...]]:
    """Who delivers what of each commitment of an opened tender, by the commitment's key."""
    rows = OfferedDelivery.objects.for_system("who delivers the commitments of an opened tender")
    found: dict[str, tuple[Flow, ...]] = {}
    for row in rows.filter(commitment__tender=tender).select_related("commitment", "party"):
        key = row.commitment.key
        flow = Flow(key, row.party.key if row.party else LEAD, row.amount, row.part)
        found[key] = (*found.get(key, ()), flow)
    return found


def conditions_of(tender: Tender) -> dict[str, ConditionAnswer]:
    """What an opened tender says to each condition of participation, by the condition's id."""
    return {
        row.condition_id: ConditionAnswer(
            row.condition_id, row.is_met, row.words, row.relies_on.key if row.relies_on else ""
        )
        for row in tender.condition_statements.select_related("relies_on")
    }


def line_prices_of(tender: Tender) -> tuple[LinePrice, ...]:
    """What an opened tender enters for the lines of the price schedule."""
    return tuple(LinePrice(row.line_id, row.value) for row in tender.price_lines.all())


def _offer(row: OfferedCommitment) -> Offer:
    rate = None if row.rate_quantity is None else OfferedRate(row.rate_quantity, row.rate_per_pence)
    return Offer(
        key=row.key,
        criterion_id=row.criterion_id,
        kind=CommitmentKind(row.kind),
        title=row.title,
        metric_id=row.metric_id or None,
        outcome_id=row.outcome_id or None,
        unit=row.unit,
        owed_by=OwedBy(row.owed_by),
        subcontractor=row.subcontractor,
        place_code=row.place_code,
        periods=tuple(
            OfferedPeriod(p.start_on, p.end_on, p.place_code, p.quantity) for p in row.periods.all()
        ),
        rate=rate,
        milestones=tuple(OfferedMilestone(m.title, m.due_on, m.shown_by) for m in row.milestones.all()),
        words=row.words,
    )


def own_draft(tender: Tender, by: Actor) -> TenderDraft:
    """The draft's row, for its own supplier. Raises `Refused` ``tender.no_draft`` when there is none."""
    by.must(Permission.TENDER_READ)
    draft: TenderDraft | None = TenderDraft.objects.for_supplier(by).filter(tender=tender).first()
    if draft is None:
        raise Refused("tender.no_draft")
    return draft


def draft_key(draft: TenderDraft, tender: Tender, *, rng: Rng) -> bytes:
    """The key of a draft, unlocked with the sealing key file."""
    return unlock_key(sealing_key(rng=rng), tender.external_id, bytes(draft.locked_key))


def sealed_of(package: SealedPackage) -> Sealed:
    """The stored row and its file as one plain value."""
    return Sealed(
        locked=storage.get(package.blob),
        key_for_openers=bytes(package.key_for_openers),
        key_for_supplier=bytes(package.key_for_supplier),
        receipt=package.receipt,
    )


def submission_of(tender: Tender, number: int) -> Submission:
    """What a sealed package is bound to."""
    return Submission(tender.lot.procurement.external_id, tender.external_id, number)
