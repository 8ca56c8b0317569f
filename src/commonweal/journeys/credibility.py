"""Whether promises look as if they can be kept: the checks over an assessment's tenders, and the question that follows.

Comparable commitments are those of the authority's own binding contracts, of several suppliers taken together. Neither a
tender of this procurement nor a contract of who tenders in the round is among them, so no tenderer's figure is ever shown
beside another's. Values are without VAT on both sides; where only one with VAT is known, that one.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models.functions import Coalesce

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.credibility import (
    YEAR,
    Comparables,
    Concern,
    ContractFacts,
    Flag,
    Promise,
    check_open,
    comparables,
    flags,
    rate,
)
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.commitments import OwedBy
from commonweal.domain.contracts import BINDING
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import Assessment, Enquiry
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.procurement.models import StatedFacts
from commonweal.lifecycle.tendering.models import OfferedCommitment, Tender
from commonweal.records.work import transaction


@dataclass(frozen=True)
class Checked:
    """One promise of one tender, with what was found about it."""

    tender: Tender
    promise: Promise
    flags: tuple[Flag, ...]


def check_may_look(one: Assessment) -> None:
    """Raise `Refused` unless the ask says that promises are checked, and scores are locked."""
    check_open(
        is_stated=one.ask_version.read().how.checks_promises, is_locked=one.status == AssessmentStatus.LOCKED
    )


def checked(one: Assessment, *, by: Actor) -> tuple[Checked, ...]:
    """Every promise of every tender that is assessed, with its flags. Raises as `check_may_look`, and `NotPermitted`."""
    by.must(Permission.ASSESSMENT_MANAGE)
    check_may_look(one)
    contract, tenders = _contract(one), {tender.pk: tender for tender in queries.tenders_of(one)}
    rows = OfferedCommitment.objects.for_system("promises of an assessment whose scores are locked")
    offers = rows.filter(tender_id__in=tenders).prefetch_related("periods", "milestones")
    promises = [
        (tenders[offer.tender_id], _promise(offer)) for offer in offers.order_by("tender_id", "position")
    ]
    units = {promise.unit for _tender, promise in promises if promise.unit}
    others = _comparables(units, by, without=_tenderers(one))
    return tuple(
        Checked(tender, promise, flags(promise, contract, others.get(promise.unit)))
        for tender, promise in promises
    )


def _contract(one: Assessment) -> ContractFacts:
    ask = one.ask_version.read()
    stated = StatedFacts.objects.for_system("how large a team the authority expects").filter(
        ask_id=one.ask_version.ask_id
    )
    lot = ask.lot(one.lot.external_id)
    return ContractFacts(
        value_pence=lot.value_pence if lot.value_ex_vat_pence is None else lot.value_ex_vat_pence,
        starts_on=ask.contract_starts_on,
        ends_on=ask.contract_ends_on,
        extension_months=ask.extension_months,
        team_thousandths=stated.values_list("team_fte_thousandths", flat=True).first(),
    )


def _promise(offer: OfferedCommitment) -> Promise:
    periods, milestones = list(offer.periods.all()), list(offer.milestones.all())
    days = [each.end_on for each in periods] + [each.due_on for each in milestones]
    return Promise(
        key=offer.external_id,
        title=offer.title,
        unit=offer.unit,
        quantity=offer.quantity,
        words=offer.words,
        first_on=min((each.start_on for each in periods), default=None),
        last_on=max(days, default=None),
        has_milestones=bool(milestones),
    )


def _tenderers(one: Assessment) -> frozenset[int]:
    """Everybody who tendered in the round, for this lot or another."""
    rows = Tender.objects.for_system("whose own contracts are not compared with their promises")
    opened = rows.filter(round_id=one.round_id).exclude(opened_at=None)
    return frozenset(opened.values_list("supplier_id", flat=True))


def _comparables(units: set[str], by: Actor, *, without: frozenset[int]) -> Mapping[str, Comparables]:
    """What the authority's own binding contracts promise in each unit, taken together, but for these suppliers."""
    rows = (
        Commitment.objects.for_authority(by)
        .annotate(value=Coalesce("contract__value_ex_vat_pence", "contract__value_pence"))
        .filter(
            unit__in=units,
            quantity__gt=0,
            value__gt=0,
            contract__status__in=BINDING,
            contract__starts_on__isnull=False,
            contract__ends_on__isnull=False,
        )
        .exclude(owed_by=OwedBy.AUTHORITY)
    )
    rates: dict[str, list[tuple[int, Fraction]]] = {}
    columns = (
        "unit",
        "quantity",
        "value",
        "contract__supplier_id",
        "contract__starts_on",
        "contract__ends_on",
    )
    for unit, quantity, value, supplier, starts_on, ends_on in rows.values_list(*columns):
        years = Fraction((ends_on - starts_on).days + 1) / YEAR
        if years > 0:
            rates.setdefault(unit, []).append((supplier, rate(quantity, value, years)))
    found = {unit: comparables(unit, each, without=without) for unit, each in rates.items()}
    return {unit: each for unit, each in found.items() if each is not None}


def ask_affected(
    one: Assessment, concern: Concern, question: str, *, answer_until: dt.date, by: Actor, now: dt.datetime
) -> list[Enquiry]:
    """Put the same question to every tenderer that a concern affects. No score changes because of it.

    Raises: as `checked` and `actions.ask`; `Refused` ``credibility.nobody_affected``.
    """
    affected = {
        each.tender.pk: each.tender
        for each in checked(one, by=by)
        if any(flag.concern is concern for flag in each.flags)
    }
    if not affected:
        raise Refused("credibility.nobody_affected")
    with transaction(by=by, at=now):
        return [
            actions.ask(tender, EnquiryPurpose.PROMISE, question, answer_until=answer_until, by=by, now=now)
            for tender in affected.values()
        ]
