"""From one round of tenders to the next: only when every lot is decided, and only for those who go on."""

import datetime as dt
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.journeys.clarifications import show
from commonweal.journeys.going_on import going_on, selected
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import Assessment, RoundDecision
from commonweal.lifecycle.procurement.actions import open_next_round
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.procurement.queries import published
from commonweal.lifecycle.tendering.actions import clarifications, drafts
from commonweal.lifecycle.tendering.models import ClarificationQuestion, Tender
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.outbox import actions as outbox
from commonweal.publication import actions as publication
from commonweal.records.work import check_revision, locked, transaction


def invite_next_round(
    procurement: Procurement, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Procurement:
    """Invite the tenderers who go on, in a version of the ask with their deadline. Each of them is told by email.

    Raises:
        Refused: ``down_selection.not_decided`` while a lot of this round is not decided; ``down_selection.nobody_left``
            when every lot is awarded to nobody; as `open_next_round`.
        NotPermitted: the actor may not invite tenders.
    """
    with transaction(by=by, at=now):
        check_revision(locked(procurement), revision)
        rows = Assessment.objects.for_system("whether every lot of a round is decided")
        round_ = rows.filter(lot__procurement=procurement, round__number=procurement.round_number)
        if not round_ or any(not _is_decided(each) for each in round_):
            raise Refused("down_selection.not_decided")
        if not going_on(procurement, procurement.round_number):
            raise Refused("down_selection.nobody_left")
        opened = open_next_round(procurement, by=by, now=now)
        version = published(opened.external_id)
        publication.publish_ask(version.read(), authority_id=opened.authority_id, by=by, now=now)
        show(opened, by=by, now=now)
        for tender in going_on(opened):
            outbox.send("round.invited", tender=tender.external_id)
    return opened


def undecided_lots(procurement: Procurement) -> list[str]:
    """Titles of the lots of the current round about which nobody has decided who goes on."""
    rows = Assessment.objects.for_system("whether every lot of a round is decided")
    found = rows.filter(lot__procurement=procurement, round__number=procurement.round_number)
    return [
        each.lot.title
        for each in found.select_related("lot").order_by("lot__number")
        if not _is_decided(each)
    ]


def _is_decided(assessment: Assessment) -> bool:
    """Who goes on is decided, or that nobody is awarded the lot."""
    return queries.is_round_decided(assessment) or queries.standing_no_award(assessment) is not None


def check_may_begin(procurement: Procurement, lot_id: str, by: Actor) -> None:
    """Raise `Refused` (``down_selection.not_going_on``) for a supplier that was not selected for the round that is open.

    Nor for one whose tender was taken out after it was selected.
    """
    if procurement.round_number <= 1:
        return
    decided = RoundDecision.objects.for_supplier(by).filter(
        tender__lot__external_id=lot_id,
        tender__round__number=procurement.round_number - 1,
        tender__lot__procurement=procurement,
    )
    if not selected(decided):
        raise Refused("down_selection.not_going_on")


def may_begin(procurement: Procurement, by: Actor) -> bool:
    """True in the first round, and later for a supplier that was selected for the round that is open."""
    number = procurement.round_number
    if number <= 1:
        return True
    decided = RoundDecision.objects.for_supplier(by).filter(
        tender__round__number=number - 1, tender__lot__procurement=procurement
    )
    return bool(selected(decided))


def ask_question(
    procurement: Procurement, text: str, *, by: Actor, now: dt.datetime
) -> ClarificationQuestion:
    """Ask the authority something; after the first round only for a supplier that goes on. Raises as `clarifications.ask`."""
    by.must(Permission.TENDER_WRITE)
    if not may_begin(procurement, by):
        raise Refused("down_selection.not_asking")
    return clarifications.ask(procurement, text, by=by, now=now)


def begin_tender(version: AskVersion, lot_id: str, *, by: Actor, now: dt.datetime, rng: Rng) -> Tender:
    """Begin a tender; after the first round only for a supplier that goes on. Raises as `drafts.start`."""
    by.must(Permission.TENDER_WRITE)
    check_may_begin(version.ask.procurement, lot_id, by)
    return drafts.start(version, lot_id, by=by, now=now, rng=rng)


def begin_tenders(
    version: AskVersion, lot_ids: Sequence[str], *, by: Actor, now: dt.datetime, rng: Rng
) -> list[Tender]:
    """Begin a tender for each of several lots: all of them or none.

    Raises:
        Invalid: no lot. Anything else as `begin_tender`, for the first lot that cannot be begun.
    """
    if not lot_ids:
        raise Invalid("tender.no_lot", field="lot")
    with transaction(by=by, at=now):
        return [begin_tender(version, lot_id, by=by, now=now, rng=rng) for lot_id in dict.fromkeys(lot_ids)]
