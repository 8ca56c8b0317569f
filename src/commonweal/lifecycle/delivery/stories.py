"""Reads of stories: only those whose consent stands, and only as far as it goes."""

from collections.abc import Iterable

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.permissions import Permission
from commonweal.domain.stories import Reach
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery.models import Report, Story
from commonweal.lifecycle.delivery.queries import may_read_details_of
from commonweal.organisations.access import fetch

MOST = 8


def story(actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ) -> Story:
    """One story, for either side of its contract and whoever told it. Raises NotFound or NotPermitted."""
    rows = Story.objects.for_either_side(actor).select_related("report__commitment__contract", "told_for")
    found: Story = fetch(rows, external_id, actor, permission)
    return found


def stories_of(report: Report, actor: Actor) -> list[Story]:
    """What was told with a report that was read in scope and with those it corrects, the earliest first.

    Nothing where its details are kept from the actor's side, then or now. What was withdrawn is among them, empty.
    """
    if actor.organisation_id not in _sides(report) or not may_read_details_of(report, actor):
        return []
    told_with = [report]
    while (earlier := told_with[-1].corrects) is not None:
        told_with.append(earlier)
    readable = [each.pk for each in told_with if may_read_details_of(each, actor)]
    rows = Story.objects.for_either_side(actor).filter(report__in=readable)
    return list(rows.select_related("report", "told_for"))


def _sides(report: Report) -> tuple[int | None, ...]:
    contract = report.commitment.contract
    return contract.authority_id, contract.supplier_id, report.reported_for_id


def _that_counts(stories: Iterable[Story], commitments: Iterable[int]) -> list[tuple[Story, Report]]:
    """Each story with the report that counts now: its own, or the last that took the place of it. One query."""
    rows = Report.objects.for_system("what took the place of reports on commitments that were read in scope")
    found = rows.filter(commitment__in=list(commitments), corrects__isnull=False)
    later = {each.corrects_id: each for each in found.select_related("commitment__contract")}

    def last(report: Report) -> Report:
        while report.pk in later:
            report = later[report.pk]
        return report

    return [(each, last(each.report)) for each in stories]


def stories_on(commitments: Iterable[Commitment], actor: Actor) -> list[Story]:
    """The newest stories told on commitments that were read in scope, as both sides may read them."""
    ids = [each.pk for each in commitments]
    rows = Story.objects.for_either_side(actor).filter(report__commitment__in=ids, withdrawn_at__isnull=True)
    listed = rows.select_related("report__commitment__contract", "told_for").order_by("-pk")[: MOST * 2]
    return [
        each
        for each, counts in _that_counts(listed, ids)
        if may_read_details_of(each.report, actor) and may_read_details_of(counts, actor)
    ][:MOST]


def stories_for_committee(contract: Contract, most: int) -> list[Story]:
    """Stories that may stand in a committee's papers, told with reports that were accepted, the newest first.

    One told with a report that was corrected stands there once the report that took its place is accepted.
    """
    accepted = (ReportStatus.ACCEPTED, ReportStatus.ACCEPTED_IN_PART)
    rows = Story.objects.for_system("stories told on a contract that was read in scope").filter(
        report__commitment__contract=contract,
        report__status__in=(*accepted, ReportStatus.CORRECTED),
        report__is_for_authority_only=False,
        reach=Reach.COMMITTEE,
        withdrawn_at__isnull=True,
    )
    listed = list(rows.select_related("report", "told_for").order_by("-report__end_on", "-pk"))
    return [
        each
        for each, counts in _that_counts(listed, {each.report.commitment_id for each in listed})
        if counts.status in accepted and not counts.is_for_authority_only
    ][:most]
