"""Reporting on a commitment: what was done, in figures or words, with evidence. A correction is a new report."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.delivery import (
    REPORT_STATUSES,
    ReportStatus,
    check_own_days,
    check_people,
    check_report,
    check_span,
    overlaps_any,
)
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.personal_data import signs
from commonweal.files import actions as files
from commonweal.files.reading import words_in
from commonweal.lifecycle.contracts.models import (
    Commitment,
    CommitmentMilestone,
    CommitmentPeriod,
    TierTwoSupplier,
)
from commonweal.lifecycle.contracts.tier_two import left_to_tier_two, part_of
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, ReportEvidence
from commonweal.lifecycle.delivery.reported import reported, reported_by
from commonweal.records.work import Work, change, locked, transaction


@dataclass(frozen=True)
class Claim:
    """What is reported. Either `period`, one of the commitment's own, or a span of days, or neither for a milestone.

    `quantity` in thousandths of the commitment's unit; None for a report in words. `is_for_authority_only` is for a tier-two
    supplier that keeps words and files from the contract's supplier. `people` is how many took part, counted without names.
    """

    quantity: int | None = None
    words: str = ""
    period: CommitmentPeriod | None = None
    milestone: CommitmentMilestone | None = None
    start_on: dt.date | None = None
    end_on: dt.date | None = None
    is_for_authority_only: bool = False
    people: int | None = None


@dataclass(frozen=True)
class Upload:
    """A file as it came from the browser. `is_looked_at`: its sender says that it holds no personal data all the same."""

    name: str
    content: bytes
    title: str = ""
    is_looked_at: bool = False


def may_report(commitment: Commitment, actor: Actor) -> bool:
    """True when the actor acts for the party that owes the commitment and may report."""
    contract = commitment.contract
    if commitment.owed_by == OwedBy.AUTHORITY:
        own = actor.side is Side.AUTHORITY and actor.organisation_id == contract.authority_id
        return own and actor.can(Permission.CONTRACT_EDIT)
    if actor.side is not Side.SUPPLIER or not actor.can(Permission.REPORT_WRITE):
        return False
    return actor.organisation_id == contract.supplier_id or part_of(commitment, actor) is not None


def may_add_to(report_: Report, actor: Actor) -> bool:
    """True when the actor may correct a report or add evidence to it: it was made for their own organisation."""
    return report_.reported_for_id == actor.organisation_id and may_report(report_.commitment, actor)


def report(
    commitment: Commitment, claim: Claim, *, evidence: Sequence[Upload] = (), by: Actor, now: dt.datetime
) -> Report:
    """Report on a binding commitment for a period that has begun and that this party has not reported on yet.

    A tier-two supplier reports on its own part, into the same commitment: its figures count there beside the others'.

    Raises:
        NotPermitted: the actor does not act for a party that delivers it. Refused: not binding, already reported, or the
            period lies in the future. Invalid: the report lacks what its kind of commitment needs.
    """
    check_may_report(commitment, by)
    with transaction(by=by, at=now) as work:
        _hold_part(commitment, by)
        # The row is locked so that two people who report on one period at once cannot both succeed.
        commitment = locked(commitment)
        # Read under the lock: a part that ended meanwhile is not reported on.
        check_may_report(commitment, by)
        row = _row(commitment, claim, by, now)
        check_days(row, now)
        _check_not_reported(row)
        row.save()
        work.record(Event.REPORT_MADE, row, commitment=commitment.external_id, quantity=row.quantity)
        add_files(row, evidence, work)
    return row


def correct(
    earlier: Report,
    claim: Claim,
    *,
    evidence: Sequence[Upload] = (),
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Report:
    """Put a new report in the place of an earlier one, which stays and is marked as corrected.

    The new report has to be verified afresh. It is about the same period and milestone as the one it corrects.
    """
    check_may_add_to(earlier, by)
    same = replace(
        claim,
        period=earlier.period,
        milestone=earlier.milestone,
        start_on=earlier.start_on,
        end_on=earlier.end_on,
    )
    with transaction(by=by, at=now) as work:
        _hold_part(earlier.commitment, by)
        REPORT_STATUSES.check(ReportStatus(earlier.status), ReportStatus.CORRECTED)
        change(earlier, revision=revision, status=ReportStatus.CORRECTED)
        row = _row(earlier.commitment, same, by, now)
        row.corrects = earlier
        row.save()
        work.record(Event.REPORT_CORRECTED, row, corrects=earlier.external_id, quantity=row.quantity)
        add_files(row, evidence, work)
    return row


def record_published_report(
    commitment: Commitment,
    *,
    quantity: int,
    source: str,
    note: str = "",
    by: Actor = SYSTEM,
    now: dt.datetime,
) -> Report:
    """Record what a published source says was delivered: `reported`, on an as-published basis, never verified here."""
    if not commitment.contract.is_published_report:
        raise Refused("report.not_a_published_contract")
    with transaction(by=by, at=now) as work:
        row = Report(
            commitment=commitment,
            quantity=quantity,
            words=note,
            source=source,
            status=ReportStatus.AS_PUBLISHED,
            reported_for=commitment.contract.authority,
        )
        row.save()
        work.record(Event.REPORT_PUBLISHED, row, commitment=commitment.external_id, quantity=quantity)
    return row


def check_may_report(commitment: Commitment, by: Actor) -> None:
    """Raise unless the actor may report on a commitment that binds. See `report`."""
    if not may_report(commitment, by):
        raise NotPermitted("report.not_the_one_who_owes")
    if commitment.contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not commitment.contract.is_binding:
        raise Refused("report.not_binding")
    if by.organisation_id == commitment.contract.supplier_id and left_to_tier_two([commitment]):
        raise Refused("report.tier_two_reports_it")


def may_report_now(commitment: Commitment, by: Actor) -> bool:
    """True when `check_may_report` would not raise."""
    try:
        check_may_report(commitment, by)
    except (NotPermitted, Refused):
        return False
    return True


def check_may_add_to(report_: Report, by: Actor) -> None:
    """Raise unless the actor may correct a report or add evidence to it."""
    check_may_report(report_.commitment, by)
    if not may_add_to(report_, by):
        raise NotPermitted("report.not_the_one_who_owes")


def _row(commitment: Commitment, claim: Claim, by: Actor, now: dt.datetime) -> Report:
    check_report(
        CommitmentKind(commitment.kind),
        quantity=claim.quantity,
        words=claim.words,
        has_milestone=claim.milestone is not None,
        promised=claim.period.quantity if claim.period else None,
    )
    check_people(claim.people)
    _check_parts(commitment, claim)
    start_on = claim.period.start_on if claim.period else claim.start_on
    end_on = claim.period.end_on if claim.period else claim.end_on
    check_span(start_on, end_on, today=london_day(now))
    part = None if _owes_whole(commitment, by) else part_of(commitment, by)
    tier_two: TierTwoSupplier | None = part.tier_two if part else None
    if claim.is_for_authority_only and tier_two is None:
        raise Invalid("report.both_sides_read_it", field="is_for_authority_only")
    return Report(
        commitment=commitment,
        tier_two=tier_two,
        is_for_authority_only=claim.is_for_authority_only,
        period=claim.period,
        milestone=claim.milestone,
        start_on=start_on,
        end_on=end_on,
        quantity=claim.quantity,
        words=claim.words.strip(),
        people=claim.people,
        reported_by_id=by.person_id,
        reported_for_id=by.organisation_id,
    )


def check_days(row: Report, now: dt.datetime) -> None:
    """Raise `Invalid` where a new report is about days outside the contract or still to come.

    A period has its own days; one that begins after the contract's last day is closed.
    """
    last = row.commitment.contract.last_on
    if row.period_id is not None and last is not None and row.start_on and row.start_on > last:
        raise Invalid("report.period_after_contract", field="period", last=last)
    if row.period_id is None and row.start_on is not None and row.end_on is not None:
        contract = row.commitment.contract
        # What is promised binds from entry on, which may come before the first day.
        binds = [contract.starts_on, contract.entered_at and london_day(contract.entered_at)]
        first = min((each for each in binds if each is not None), default=None)
        days = (first, contract.last_on)
        check_own_days(row.start_on, row.end_on, today=london_day(now), contract=days)


def _owes_whole(commitment: Commitment, by: Actor) -> bool:
    return by.organisation_id in (commitment.contract.authority_id, commitment.contract.supplier_id)


def _hold_part(commitment: Commitment, by: Actor) -> None:
    """Lock a tier-two supplier's row before the commitment, as ending it does, and look again whether it still delivers."""
    part = None if _owes_whole(commitment, by) else part_of(commitment, by)
    if part is not None:
        locked(part.tier_two)
        check_may_report(commitment, by)


def _check_parts(commitment: Commitment, claim: Claim) -> None:
    """A period and a milestone belong to the commitment that is reported on; a commitment with periods names one."""
    if claim.period is not None and claim.period.commitment_id != commitment.pk:
        raise Invalid("report.period_of_another_commitment", field="period")
    if claim.milestone is not None and claim.milestone.commitment_id != commitment.pk:
        raise Invalid("report.milestone_of_another_commitment", field="milestone")
    if claim.period is None and claim.milestone is None:
        if commitment.periods.exists():
            raise Invalid("report.period_missing", field="period")
        if claim.start_on is None:
            raise Invalid("report.span_missing", field="start_on")


def _check_not_reported(row: Report) -> None:
    """One live report of each party for each period, milestone or span: a second would be counted twice."""
    if row.tier_two_id is None:
        done = reported([row.commitment])[row.commitment_id]
    else:
        done = reported_by([row.commitment], row.reported_for_id)[row.commitment_id]
    if row.period_id is not None:
        taken = row.period_id in done.periods
    elif row.milestone_id is not None:
        taken = row.milestone_id in done.milestones
    else:
        taken = overlaps_any(row.start_on, row.end_on, done.spans)
    if taken:
        raise Refused("report.already_reported", field="period" if row.period_id else "start_on")


def add_files(row: Report, evidence: Sequence[Upload], work: Work) -> list[ReportEvidence]:
    """Keep files as evidence of a report; each is looked into for personal data first."""
    return [_add_one(row, upload, work) for upload in evidence]


def _add_one(row: Report, upload: Upload, work: Work) -> ReportEvidence:
    assert work.by.organisation_id is not None
    found = signs(words_in(upload.name, upload.content))
    if found and not upload.is_looked_at:
        raise Invalid(f"evidence.looks_personal_{found[0].value}", field="file")
    stored = files.store(
        upload.name, upload.content, owner_id=work.by.organisation_id, by=work.by, now=work.at
    )
    added = ReportEvidence(
        report=row, file=stored, title=upload.title.strip() or stored.name, added_by=work.by.person
    )
    added.save()
    work.record(
        Event.EVIDENCE_ADDED,
        row,
        evidence=added.external_id,
        sha256=stored.sha256,
        warned=[sign.value for sign in found],
    )
    return added
