"""Whom a competition may be reserved for, by date, nation, kind of authority and threshold. It explains; it is no advice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from commonweal.domain.access import Reservation
from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.procurements import PROCUREMENT_ACT_FROM, Nature
from commonweal.domain.rules.duties import Bites
from commonweal.domain.rules.model import Confidence, Source
from commonweal.domain.rules.sources import LOCAL_GOVERNMENT_ORDER

LOCAL_FROM = dt.date(2026, 2, 4)
MUTUAL_MONTHS = 60

SUPPORTED = Source(
    "Procurement Act 2023, section 32",
    Confidence.PRIMARY,
    "https://www.legislation.gov.uk/ukpga/2023/54/part/3/chapter/2/crossheading/reserving-contracts-to-certain-suppliers",
)
MUTUAL = Source(
    "Procurement Act 2023, section 33",
    Confidence.PRIMARY,
    "https://www.legislation.gov.uk/ukpga/2023/54/section/33/enacted",
)
BELOW = Source(
    "Procurement Act 2023, section 84 and following, as explained by the London Universities Purchasing Consortium",
    Confidence.SECONDARY,
    "https://www.lupc.ac.uk/public-procurement/public-procurement/below-threshold-contracts/",
)


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """What decides which reservations are open. `is_above` is None where no threshold is known; `months` counts extensions."""

    authority: AuthorityKind
    nation: Nation
    nature: Nature
    began_on: dt.date
    is_above: bool | None
    light_touch: bool = False
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """Whether a reservation seems open here (`unknown`: a fact that decides it is missing), and why."""

    bites: Bites
    because: str


Ask = Callable[[AccessFacts], Open]


@dataclass(frozen=True, slots=True)
class ReservationRule:
    """One reservation: `text` says what it is, `in_force_from` the first day on which a procurement under it may begin."""

    reservation: Reservation
    text: str
    source: Source
    in_force_from: dt.date
    ask: Ask = field(repr=False)

    def open_here(self, facts: AccessFacts) -> Open:
        if facts.nation is Nation.SCOTLAND:
            return Open(Bites.NO, "Scottish procurement law has its own rules.")
        if facts.began_on < self.in_force_from:
            return Open(Bites.NO, "It was not in force when the procurement began.")
        return self.ask(facts)


def _no(because: str) -> Open:
    return Open(Bites.NO, because)


def _below_threshold(facts: AccessFacts, because: str) -> Open:
    """Yes below the threshold, no at or above it."""
    if facts.is_above is None:
        return Open(Bites.UNKNOWN, "No threshold is known for the date on which it began.")
    if facts.is_above:
        return _no("It is at or above the threshold: suppliers of treaty states must be treated alike.")
    return Open(Bites.YES, because)


def _by_place(facts: AccessFacts) -> Open:
    if facts.authority is AuthorityKind.CENTRAL:
        return _below_threshold(facts, "Central government may reserve below the threshold.")
    if facts.authority is AuthorityKind.LOCAL:
        if facts.nation is not Nation.ENGLAND:
            return _no(
                "For local authorities outside England where a supplier is based stays a non-commercial matter."
            )
        return _below_threshold(
            facts, "Below the threshold, local authorities in England may reserve by place."
        )
    return Open(Bites.UNKNOWN, "Whether this kind of authority may reserve by place is not established here.")


def _local(facts: AccessFacts) -> Open:
    if facts.authority is AuthorityKind.LOCAL and facts.began_on < LOCAL_FROM:
        return _no("The Order came into force on 4 February 2026.")
    return _by_place(facts)


def _sme_vcse(facts: AccessFacts) -> Open:
    return _below_threshold(facts, "Below the threshold a competition may be reserved for them.")


def _supported(facts: AccessFacts) -> Open:
    if facts.nation is Nation.SCOTLAND:
        return _no("Scottish procurement law has its own rule.")
    return Open(
        Bites.YES, "Any goods, services or works may be reserved, in a competitive flexible procedure."
    )


def _mutuals(facts: AccessFacts) -> Open:
    if not facts.light_touch:
        return _no("It is for light touch services alone.")
    if facts.months is None:
        return Open(Bites.UNKNOWN, "The length of the contract is not known.")
    if facts.months > MUTUAL_MONTHS:
        return _no("The contract may last five years at most, extensions included.")
    return Open(
        Bites.YES,
        "Light touch services of five years at most, in a competitive flexible procedure, if they are listed.",
    )


R = Reservation
RULES: Sequence[ReservationRule] = (
    ReservationRule(
        R.LOCAL,
        "Reserve for suppliers of a defined local area: your own, with or without bordering counties or London boroughs. "
        "Decide it before you invite tenders and say so in the notice.",
        LOCAL_GOVERNMENT_ORDER,
        PROCUREMENT_ACT_FROM,
        _local,
    ),
    ReservationRule(
        R.UK,
        "Reserve for suppliers of the United Kingdom. Shutting out particular countries stays unlawful.",
        LOCAL_GOVERNMENT_ORDER,
        PROCUREMENT_ACT_FROM,
        _local,
    ),
    ReservationRule(
        R.SME_VCSE,
        "Reserve for small and medium-sized firms, charities and social enterprises.",
        BELOW,
        PROCUREMENT_ACT_FROM,
        _sme_vcse,
    ),
    ReservationRule(
        R.SUPPORTED_EMPLOYMENT,
        "Reserve for organisations in which at least 30% of the workforce are disabled or disadvantaged people.",
        SUPPORTED,
        PROCUREMENT_ACT_FROM,
        _supported,
    ),
    ReservationRule(
        R.MUTUALS,
        "Reserve for public service mutuals that have had no such contract from you in the last three years.",
        MUTUAL,
        PROCUREMENT_ACT_FROM,
        _mutuals,
    ),
)


def reservations_for(facts: AccessFacts) -> tuple[tuple[ReservationRule, Open], ...]:
    """Every reservation with whether it seems open here and why."""
    return tuple((rule, rule.open_here(facts)) for rule in RULES)


def open_here(facts: AccessFacts) -> frozenset[Reservation]:
    """The reservations that may be chosen: those that seem open, and those that cannot be told."""
    return frozenset(
        rule.reservation for rule, found in reservations_for(facts) if found.bites is not Bites.NO
    )
