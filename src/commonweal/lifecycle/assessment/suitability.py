"""Reads of what is looked at before scoring: one line for each tender, one page for one of them, a supplier's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.conditions import is_screening_blocked
from commonweal.domain.assessment.exclusions import Ground, PartyKind, grounds_on
from commonweal.domain.assessment.low_price import PriceFlag, price_flags
from commonweal.domain.assessment.statuses import NoAwardStatus
from commonweal.domain.assessment.suitability import TAKES_OUT
from commonweal.domain.consortium import PartyRole
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import Regime
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import (
    Assessment,
    CheckedParty,
    DebarmentCheck,
    Enquiry,
    ExclusionFinding,
    NoAward,
    ParticipationCondition,
    RoundDecision,
    SuitabilityDecision,
)
from commonweal.lifecycle.procurement.law import is_above, legal_facts
from commonweal.lifecycle.tendering.models import ConditionStatement, OfferedCommitment, Tender, TenderParty
from commonweal.organisations.access import fetch
from commonweal.reference.exclusion_grounds import shipped_grounds

_P = Permission
_ACT = (Regime.PROCUREMENT_ACT_2023, Regime.PROCUREMENT_ACT_2023_WALES)


def grounds_of(one: Assessment) -> tuple[Ground, ...]:
    """The shipped grounds in force for the procurement; none where another law than the Act of 2023 applies."""
    procurement = one.lot.procurement
    if Regime(procurement.regime) not in _ACT:
        return ()
    return grounds_on(shipped_grounds(), procurement.began_on)


def keeps_list(one: Assessment) -> bool:
    """True where the Act of 2023 keeps a debarment list for the procurement."""
    return bool(grounds_of(one))


def is_blocked(one: Assessment) -> bool:
    """True when the law blocks conditions of participation here."""
    procurement = one.lot.procurement
    return is_screening_blocked(Regime(procurement.regime), is_above(procurement, legal_facts(procurement)))


def flags_of(one: Assessment) -> dict[int, PriceFlag]:
    """How each price compares with the others, by the tender's key; every opened tender counts."""
    prices = {str(key): pence for key, pence in queries.prices_of(one).items()}
    return {int(key): flag for key, flag in price_flags(prices).items()}


@dataclass(frozen=True)
class Line:
    """One tender as the list shows it: what is still open, and whether it is out."""

    tender: Tender
    is_out: bool
    unchecked: int
    undecided: int
    unanswered: int
    flag: PriceFlag | None
    conditions_left: int


def lines(one: Assessment) -> list[Line]:
    """Every opened tender with what is still open, in a constant number of queries.

    Whom a tender names and nobody has entered yet counts among those not looked up.
    """
    tenders, out, flags = queries.opened_tenders_of(one), queries.tenders_out(one), flags_of(one)
    keys = [tender.pk for tender in tenders]
    parties, named = _parties(keys), _named_by(keys)
    decided = _standing(keys)
    unanswered = _unanswered(keys)
    conditions = list(one.conditions.all())
    return [
        Line(
            tender=tender,
            is_out=tender.pk in out,
            unchecked=_unchecked(parties.get(tender.pk, ()), named.get(tender.pk, set())),
            undecided=sum(
                1
                for party in parties.get(tender.pk, ())
                for finding in party.findings.all()
                if ("finding", finding.pk, tender.pk) not in decided
            ),
            unanswered=unanswered.get(tender.pk, 0),
            flag=flags.get(tender.pk),
            conditions_left=sum(
                1 for condition in conditions if ("condition", condition.pk, tender.pk) not in decided
            ),
        )
        for tender in tenders
    ]


def _unchecked(parties: Sequence[CheckedParty], named: set[str]) -> int:
    """Parties nobody has looked up in the debarment list; the supplier itself counts before anybody named it."""
    missing = sum(1 for party in parties if not party.debarment_checks.all())
    missing += len(named - {party.name for party in parties})
    return missing + (not any(party.kind == PartyKind.SUPPLIER for party in parties))


def not_looked_up(keys: Sequence[int]) -> frozenset[int]:
    """Keys of the tenders of which somebody was never looked up in the debarment list, in three queries.

    As in `lines`: the supplier itself counts before anybody named it, and whoever the tender names.
    """
    looks = DebarmentCheck.objects.for_system("whether somebody was looked up")
    rows = CheckedParty.objects.for_system("who is looked at in fetched assessments").filter(
        tender_id__in=keys
    )
    entered: dict[int, set[str]] = {key: set() for key in keys}
    suppliers, missing = set[int](), set[int]()
    for key, name, kind, is_looked_up in rows.values_list(
        "tender_id", "name", "kind", Exists(looks.filter(party_id=OuterRef("pk")))
    ):
        entered[key].add(name)
        if kind == PartyKind.SUPPLIER:
            suppliers.add(key)
        if not is_looked_up:
            missing.add(key)
    missing |= {key for key, names in _named_by(keys).items() if names - entered[key]}
    return frozenset(missing | (entered.keys() - suppliers))


def _named_by(keys: Sequence[int]) -> dict[int, set[str]]:
    """The organisations that each tender names beside its supplier, by the tender's key."""
    offers = OfferedCommitment.objects.for_system("subcontractors that opened tenders name")
    parties = TenderParty.objects.for_system("members and subcontractors of opened tenders")
    found: dict[int, set[str]] = {}
    for key, name in (
        *offers.filter(tender_id__in=keys)
        .exclude(subcontractor="")
        .values_list("tender_id", "subcontractor"),
        *parties.filter(tender_id__in=keys).values_list("tender_id", "name"),
    ):
        found.setdefault(key, set()).add(name)
    return found


def _parties(keys: Sequence[int]) -> dict[int, list[CheckedParty]]:
    rows = CheckedParty.objects.for_system("who is looked at in a fetched assessment")
    found: dict[int, list[CheckedParty]] = {}
    for party in rows.filter(tender_id__in=keys).prefetch_related("debarment_checks", "findings"):
        found.setdefault(party.tender_id, []).append(party)
    return found


def _standing(keys: Sequence[int]) -> dict[tuple[str, int | None, int], SuitabilityDecision]:
    """The newest decision of each matter, by what it is about and the tender."""
    rows = SuitabilityDecision.objects.for_system("decisions on tenders of a fetched assessment")
    found: dict[tuple[str, int | None, int], SuitabilityDecision] = {}
    for each in rows.filter(tender_id__in=keys).order_by("pk"):
        if each.finding_id:
            found["finding", each.finding_id, each.tender_id] = each
        elif each.condition_id:
            found["condition", each.condition_id, each.tender_id] = each
        else:
            found["price", None, each.tender_id] = each
    return found


def _unanswered(keys: Sequence[int]) -> dict[int, int]:
    rows = Enquiry.objects.for_system("enquiries to tenders of a fetched assessment")
    found: dict[int, int] = {}
    for key in rows.filter(tender_id__in=keys, answered_at__isnull=True).values_list("tender_id", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


@dataclass(frozen=True)
class Dossier:
    """Everything about one tender before scoring."""

    assessment: Assessment
    tender: Tender
    is_out: bool
    parties: Sequence[CheckedParty]
    findings: Sequence[tuple[ExclusionFinding, SuitabilityDecision | None]]
    conditions: Sequence[tuple[ParticipationCondition, SuitabilityDecision | None]]
    price: int | None
    flag: PriceFlag | None
    price_decision: SuitabilityDecision | None
    enquiries: Sequence[Enquiry]
    named_in_tender: Sequence[tuple[str, str, str]]
    statements: Mapping[str, ConditionStatement]


def tender_in(one: Assessment, tender_id: str) -> Tender:
    """An opened tender of the assessment, out or not. Raises NotFound."""
    for tender in queries.opened_tenders_of(one):
        if tender.external_id == tender_id:
            return tender
    raise NotFound("record.not_found", kind=Tender.KIND)


def dossier(one: Assessment, tender: Tender) -> Dossier:
    """The page of one tender."""
    parties = _parties([tender.pk]).get(tender.pk, [])
    standing = _standing([tender.pk])
    asked = Enquiry.objects.for_system("enquiries to tenders of a fetched assessment").filter(tender=tender)
    findings = [finding for party in parties for finding in party.findings.all()]
    return Dossier(
        assessment=one,
        tender=tender,
        is_out=any(each.outcome in TAKES_OUT for each in standing.values()),
        parties=parties,
        findings=[(each, standing.get(("finding", each.pk, tender.pk))) for each in findings],
        conditions=[(each, standing.get(("condition", each.pk, tender.pk))) for each in one.conditions.all()],
        price=queries.prices_of(one).get(tender.pk),
        flag=flags_of(one).get(tender.pk),
        price_decision=standing.get(("price", None, tender.pk)),
        enquiries=list(asked),
        named_in_tender=_named(tender, parties),
        statements={
            each.condition_id: each for each in tender.condition_statements.select_related("relies_on")
        },
    )


def _named(tender: Tender, parties: Sequence[CheckedParty]) -> list[tuple[str, str, str]]:
    """Whom the tender names and nobody has entered yet: name, identifier, and what they would be looked at as.

    A member of the consortium, and whoever the supplier relies on to meet a condition, is an associated person.
    """
    rows = OfferedCommitment.objects.for_system("subcontractors that an opened tender names")
    named = rows.filter(tender=tender).exclude(subcontractor="").values_list("subcontractor", flat=True)
    found = dict.fromkeys(named.distinct(), ("", PartyKind.SUBCONTRACTOR.value))
    relied = set(tender.condition_statements.values_list("relies_on_id", flat=True))
    for each in tender.parties.all():
        is_associated = each.role == PartyRole.MEMBER or each.pk in relied
        kind = PartyKind.ASSOCIATED if is_associated else PartyKind.SUBCONTRACTOR
        found[each.name] = (each.identifier[:40], kind.value)
    entered = {party.name for party in parties}
    return sorted((name, *said) for name, said in found.items() if name not in entered)


def supplier_of(tender: Tender) -> CheckedParty | None:
    """The supplier itself among those looked at, once entered."""
    rows = CheckedParty.objects.for_system("who is looked at in a fetched assessment")
    found: CheckedParty | None = rows.filter(tender=tender, kind=PartyKind.SUPPLIER.value).first()
    return found


def party(actor: Actor, external_id: str) -> CheckedParty:
    """Somebody who is looked at, for whoever manages the assessment."""
    rows = CheckedParty.objects.for_authority(actor).select_related("tender__lot__procurement__authority")
    found: CheckedParty = fetch(rows, external_id, actor, _P.ASSESSMENT_MANAGE)
    return found


def finding(actor: Actor, external_id: str) -> ExclusionFinding:
    """A finding, for whoever manages the assessment."""
    rows = ExclusionFinding.objects.for_authority(actor).select_related(
        "party__tender__lot__procurement__authority", "party__tender__supplier"
    )
    found: ExclusionFinding = fetch(rows, external_id, actor, _P.ASSESSMENT_MANAGE)
    return found


def condition(actor: Actor, external_id: str) -> ParticipationCondition:
    """A condition of participation, for whoever manages the assessment."""
    rows = ParticipationCondition.objects.for_authority(actor).select_related(
        "assessment__lot__procurement__authority", "assessment__round", "assessment__ask_version"
    )
    found: ParticipationCondition = fetch(rows, external_id, actor, _P.ASSESSMENT_MANAGE)
    return found


def assessment_of(tender: Tender) -> Assessment:
    """The assessment of a fetched tender's lot and round. Raises NotFound before it has begun."""
    rows = Assessment.objects.for_system("the assessment of a tender that was fetched")
    found = rows.filter(lot_id=tender.lot_id, round_id=tender.round_id)
    one: Assessment | None = found.select_related(
        "lot__procurement__authority", "round", "ask_version"
    ).first()
    if one is None:
        raise NotFound("record.not_found", kind=Assessment.KIND)
    return one


@dataclass(frozen=True)
class Told:
    """What a supplier reads about its own tender: enquiries to it, and decisions that took it out."""

    tender: Tender
    enquiries: Sequence[Enquiry]
    decisions: Sequence[SuitabilityDecision]
    round_decision: RoundDecision | None
    no_award: NoAward | None


def own_enquiry(actor: Actor, external_id: str) -> Enquiry:
    """An enquiry to the actor's own supplier, for somebody who may answer. Raises NotFound for every other supplier."""
    rows = Enquiry.objects.for_supplier(actor).select_related("tender__lot__procurement__authority")
    found: Enquiry = fetch(rows, external_id, actor, _P.TENDER_WRITE)
    return found


def told(actor: Actor, tender_id: str) -> Told:
    """What the authority asked and decided about a supplier's own tender."""
    own = Tender.objects.for_supplier(actor).select_related("lot__procurement__authority", "round")
    tender: Tender = fetch(own, tender_id, actor, _P.TENDER_READ)
    standing = _standing([tender.pk])
    asked = Enquiry.objects.for_supplier(actor).filter(tender=tender)
    decided = RoundDecision.objects.for_supplier(actor).filter(tender=tender).last()
    return Told(
        tender=tender,
        enquiries=list(asked),
        decisions=[each for each in standing.values() if each.outcome in TAKES_OUT],
        round_decision=decided,
        no_award=_not_awarded(tender),
    )


def _not_awarded(tender: Tender) -> NoAward | None:
    """The decision that stands, that nobody is awarded the lot of a fetched tender."""
    rows = NoAward.objects.for_system("what a tenderer is told of its own lot")
    lot = rows.filter(assessment__lot_id=tender.lot_id, assessment__round_id=tender.round_id)
    found: NoAward | None = lot.filter(status=NoAwardStatus.STANDS.value).first()
    return found if tender.status == "opened" else None
