"""Reads what holds the award to one tender up."""

import datetime as dt
from itertools import takewhile

from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import PartyKind
from commonweal.domain.assessment.holds import Hold, HoldReason, LookedAt, list_holds
from commonweal.lifecycle.assessment.elsewhere import Elsewhere, found_elsewhere
from commonweal.lifecycle.assessment.kept_out import undecided, unscored
from commonweal.lifecycle.assessment.models import Assessment, CheckedParty
from commonweal.lifecycle.assessment.suitability import Dossier, dossier, grounds_of
from commonweal.lifecycle.tendering.models import Tender


def holds(one: Assessment, tender: Tender, today: dt.date) -> tuple[Hold, ...]:
    """Everything that holds the award up; empty when nothing does.

    The debarment list is asked about only where the Act of 2023 keeps one for the procurement.
    """
    about = dossier(one, tender)
    listed = list_holds(_looked_at(about), today) if grounds_of(one) else ()
    grounds = tuple(
        Hold(HoldReason.GROUND, f"{finding.party.name}: {finding.title}")
        for finding, decision in about.findings
        if decision is None
    )
    conditions = tuple(
        Hold(HoldReason.CONDITION, condition.text)
        for condition, decision in about.conditions
        if decision is None
    )
    found = tuple(
        Hold(HoldReason.ELSEWHERE, f"{each.finding.party.name}: {each.finding.title}")
        for each in elsewhere_of(about)
    )
    return (*listed, *grounds, *found, *conditions, *_price(about), *panel_holds(one))


def elsewhere_of(about: Dossier) -> tuple[Elsewhere, ...]:
    """Grounds found about the supplier, or about whoever the tender brings with it, in other lots and rounds."""
    names = [each.name for each in about.parties] + [name for name, _number, _kind in about.named_in_tender]
    return found_elsewhere(about.tender, names, [finding for finding, _decision in about.findings])


def panel_holds(one: Assessment) -> tuple[Hold, ...]:
    """What about the panel holds every award of the lot up."""
    titles = {each.id: each.title for each in one.ask_version.read().questions}
    return (
        *(Hold(HoldReason.INTEREST, each.person.name) for each in undecided(one)),
        *(Hold(HoldReason.UNSCORED, titles[criterion]) for criterion in unscored(one)),
    )


def _looked_at(about: Dossier) -> list[LookedAt]:
    found = [_party(each) for each in about.parties]
    if not any(each.kind == PartyKind.SUPPLIER for each in about.parties):
        found.insert(0, LookedAt(about.tender.supplier.name, None))
    # Whom the tender names beside it counts, whether or not anybody has entered them yet.
    return [*found, *(LookedAt(name, None) for name, _number, _kind in about.named_in_tender)]


def _party(party: CheckedParty) -> LookedAt:
    checks = sorted(party.debarment_checks.all(), key=lambda each: (each.checked_on, each.pk), reverse=True)
    listed = list(takewhile(lambda each: each.is_listed, checks))
    return LookedAt(
        name=party.name,
        looked_on=checks[0].checked_on if checks else None,
        listed_at=min((each.noted_at for each in listed), default=None),
        grounds_at=tuple(each.found_at for each in party.findings.all()),
    )


def _price(about: Dossier) -> tuple[Hold, ...]:
    """A price that is flagged, or that the tenderer was asked about, and that nobody has decided on."""
    asked = EnquiryPurpose.LOW_PRICE in {each.purpose for each in about.enquiries}
    is_open = asked or (about.flag is not None and about.flag.is_low)
    return (Hold(HoldReason.LOW_PRICE),) if is_open and about.price_decision is None else ()
