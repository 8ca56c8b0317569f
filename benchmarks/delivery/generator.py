"""A seeded body with many contracts: 2,000 contracts, 40,000 commitments, 400,000 reports, written in bulk.

One authority, its missions with their outcomes and wards, suppliers, and people who look after contracts on both sides. The
same seed makes the same figures. The first contract is a large one. The portfolio's totals are then added up as after a restore.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

CONTRACTS, COMMITMENTS, REPORTS = 2_000, 40_000, 400_000
SUPPLIERS, MANAGERS, MISSIONS, OUTCOMES, METRICS, WARDS = 200, 40, 10, 5, 40, 20
LARGE = 400
"""Commitments in the first contract."""

SEED, BATCH = 501, 2_000
NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
STARTS, ENDS = dt.date(2024, 4, 1), dt.date(2027, 3, 31)
UNITS = ("hours", "people", "weeks", "tonnes", "events")
STATUSES = (("accepted", 80), ("accepted_in_part", 6), ("submitted", 10), ("questioned", 2), ("rejected", 2))


@dataclass
class Made:
    """Who asks and for what."""

    manager: Any
    lead: Any
    leader: Any
    large: str
    contract: str
    commitment: str
    report: str
    mission: str
    outcome: str
    reports: int


def quarters() -> list[tuple[dt.date, dt.date]]:
    """The twelve quarters of the contracts' three years."""
    firsts = [dt.date(2024 + (3 + 3 * n) // 12, (3 + 3 * n) % 12 + 1, 1) for n in range(13)]
    return [(first, then - dt.timedelta(days=1)) for first, then in pairwise(firsts)]


def fill(contracts: int = CONTRACTS, commitments: int = COMMITMENTS, reports: int = REPORTS) -> Made:
    """Everything, in a few minutes."""
    from django.db import transaction

    from commonweal.lifecycle.delivery.actions import totals

    with transaction.atomic():
        made = _made(random.Random(SEED), contracts, commitments, reports)
    totals.rebuild(now=NOW)
    return made


def _made(chance: random.Random, contracts: int, commitments: int, reports: int) -> Made:
    from commonweal.domain.permissions import Role, Side
    from commonweal.organisations import actions as organisations

    authority = organisations.create_organisation(
        name="Borough of Example", side=Side.AUTHORITY, now=NOW, authority_kind="local"
    )
    suppliers = [
        organisations.create_organisation(name=f"Supplier {number:03d} Ltd", side=Side.SUPPLIER, now=NOW)
        for number in range(SUPPLIERS)
    ]

    def person(role: Role, where: Any, number: int) -> Any:
        who = organisations.register_person(
            name=f"{role.value} {number}", email=f"{role.value}{number}@example.org", password=None, now=NOW
        )
        return organisations.add_member(where, who, roles=[role], now=NOW).person

    managers = [person(Role.CONTRACT_MANAGER, authority, number) for number in range(MANAGERS)]
    leads = [person(Role.DELIVERY_LEAD, each, number) for number, each in enumerate(suppliers)]
    outcomes = _strategy(authority)
    wards = _wards()
    rows = _contracts(contracts, authority, suppliers, managers, leads)
    promises = _commitments(chance, rows, commitments, outcomes, wards)
    periods = _periods(chance, promises)
    count = _reports(chance, promises, periods, reports, leads)
    person(Role.READER, authority, 0)
    made = found()
    assert made is not None
    assert made.reports == count
    return made


def found() -> Made | None:
    """What was made before in this database; None where nothing was."""
    from commonweal.domain.permissions import Role
    from commonweal.lifecycle.contracts.models import Contract
    from commonweal.lifecycle.delivery.models import Report
    from commonweal.lifecycle.strategy.models import Mission
    from commonweal.organisations.models import Membership

    rows = Contract.objects.for_system("benchmark").order_by("pk")[:2]
    if not rows:
        return None
    large, contract = rows
    commitment = contract.commitments.first()
    mission = Mission.objects.for_system("benchmark").order_by("pk")[0]
    leader = Membership.objects.for_system("benchmark").get(roles=[Role.READER.value])
    return Made(
        manager=large.authority_lead,
        lead=large.supplier_lead,
        leader=leader.person,
        large=large.external_id,
        contract=contract.external_id,
        commitment=commitment.external_id,
        report=commitment.reports.first().external_id,
        mission=mission.external_id,
        outcome=mission.outcomes.order_by("pk")[0].external_id,
        reports=Report.objects.for_system("benchmark").count(),
    )


def _strategy(authority: Any) -> list[Any]:
    from commonweal.lifecycle.strategy.models import Mission, Outcome

    missions = Mission.objects.bulk_create(
        Mission(
            authority=authority, statement=f"Mission {number}", kind="mission", origin="own", created_at=NOW
        )
        for number in range(MISSIONS)
    )
    return list(
        Outcome.objects.bulk_create(
            Outcome(
                mission=mission,
                title=f"Outcome {number} of {mission.statement}",
                kind="outcome",
                position=number,
                created_at=NOW,
            )
            for mission in missions
            for number in range(OUTCOMES)
        )
    )


def _wards() -> list[Any]:
    from commonweal.lifecycle.strategy.models import Place

    return list(
        Place.objects.bulk_create(
            Place(code=f"X{number:08d}", name=f"Ward {number}", kind="ward", created_at=NOW)
            for number in range(WARDS)
        )
    )


def _contracts(
    count: int, authority: Any, suppliers: list[Any], managers: list[Any], leads: list[Any]
) -> list[Any]:
    from commonweal.lifecycle.contracts.models import Contract

    return list(
        Contract.objects.bulk_create(
            (
                Contract(
                    authority=authority,
                    supplier=suppliers[number % len(suppliers)],
                    origin="award",
                    status="in_force" if number % 10 < 7 else "finished",
                    title=f"Contract number {number:04d} for something that people need",
                    value_pence=1_000_000_00,
                    starts_on=STARTS,
                    ends_on=ENDS,
                    entered_at=NOW,
                    entered_by="made",
                    authority_lead=managers[number % len(managers)],
                    supplier_lead=leads[number % len(leads)],
                    created_at=NOW,
                )
                for number in range(count)
            ),
            batch_size=BATCH,
        )
    )


def _commitments(
    chance: random.Random, contracts: list[Any], count: int, outcomes: list[Any], wards: list[Any]
) -> list[Any]:
    """Nine in ten are quantities on a shared metric, the others in words. Each contract serves two outcomes, and each
    commitment of the first mission's contracts one of its own."""
    from commonweal.lifecycle.contracts.models import Commitment, ContractServes

    each, more = divmod(count - LARGE, len(contracts) - 1)
    sizes = [LARGE, *(each + (number < more) for number in range(len(contracts) - 1))]
    rows = []
    for contract, size in zip(contracts, sizes, strict=True):
        for position in range(1, size + 1):
            metric = chance.randrange(METRICS)
            is_counted = position % 10 != 0
            rows.append(
                Commitment(
                    contract=contract,
                    position=position,
                    kind="quantity" if is_counted else "narrative",
                    title=f"Promise {position} on metric {metric}",
                    metric_code=f"m{metric}" if is_counted else "",
                    metric_title=f"Metric {metric}" if is_counted else "",
                    unit=UNITS[metric % len(UNITS)] if is_counted else "",
                    quantity=12 * 1_000 * chance.randint(5, 40) if is_counted else None,
                    place=wards[chance.randrange(len(wards))],
                    due_on=ENDS,
                    bound_at=NOW,
                    created_at=NOW,
                )
            )
    made = list(Commitment.objects.bulk_create(rows, batch_size=BATCH))
    links = [
        ContractServes(
            contract=contract, outcome=outcomes[(number * 2 + which) % len(outcomes)], basis="decided",
            linked_at=NOW, linked_by="made", created_at=NOW,
        )
        for number, contract in enumerate(contracts)
        for which in (0, 1)
    ]  # fmt: skip
    links += [
        ContractServes(
            contract=row.contract, commitment=row, outcome=outcomes[row.position % OUTCOMES], basis="decided",
            linked_at=NOW, linked_by="made", created_at=NOW,
        )
        for row in made[: LARGE * 5]
    ]  # fmt: skip
    ContractServes.objects.bulk_create(links, batch_size=BATCH)
    return made


def _periods(chance: random.Random, commitments: list[Any]) -> dict[int, list[Any]]:
    from commonweal.lifecycle.contracts.models import CommitmentPeriod

    spans = quarters()

    def rows() -> Iterator[Any]:
        for row in commitments:
            if row.quantity is not None:
                for start, end in spans:
                    yield CommitmentPeriod(
                        commitment_id=row.pk, start_on=start, end_on=end, place_id=row.place_id,
                        quantity=row.quantity // 12, created_at=NOW,
                    )  # fmt: skip

    found: dict[int, list[Any]] = {}
    for period in CommitmentPeriod.objects.bulk_create(rows(), batch_size=BATCH):
        found.setdefault(period.commitment_id, []).append(period)
    return found


def _reports(
    chance: random.Random, commitments: list[Any], periods: dict[int, list[Any]], count: int, leads: list[Any]
) -> int:
    """Ten of each: the quarters so far. One in fifty of the last quarter is late."""
    from commonweal.lifecycle.delivery.models import Report

    each = count // len(commitments)
    spans = quarters()
    names, weights = zip(*STATUSES, strict=True)
    lead_of = {row.contract.pk: row.contract.supplier_lead_id for row in commitments}

    def rows() -> Iterator[Any]:
        for row in commitments:
            own = periods.get(row.pk)
            for number in range(each):
                if number == each - 1 and chance.random() < 0.02:
                    continue
                status = "accepted" if number < each - 2 else chance.choices(names, weights)[0]
                quantity = None if own is None else row.quantity // 12 * chance.randint(50, 120) // 100
                verified = None
                if quantity is not None and status in ("accepted", "accepted_in_part", "rejected"):
                    verified = {"accepted": quantity, "accepted_in_part": quantity // 2, "rejected": 0}[
                        status
                    ]
                start, end = spans[number]
                yield Report(
                    commitment_id=row.pk, period=own[number] if own else None, start_on=start, end_on=end,
                    quantity=quantity, verified=verified, words="As planned.", status=status,
                    reported_by_id=lead_of[row.contract_id], reported_for_id=row.contract.supplier_id, created_at=NOW,
                )  # fmt: skip

    made = 0
    batch: list[Any] = []
    for report in rows():
        batch.append(report)
        if len(batch) == BATCH:
            made += len(Report.objects.bulk_create(batch))
            batch = []
    return made + len(Report.objects.bulk_create(batch))
