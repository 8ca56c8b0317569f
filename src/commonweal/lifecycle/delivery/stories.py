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
    """What was told with a report that was read in scope; nothing where its details are kept from the actor's side. What
    was withdrawn is among them, empty."""
    if actor.organisation_id not in _sides(report) or not may_read_details_of(report, actor):
        return []
    return list(report.stories.select_related("told_for"))


def _sides(report: Report) -> tuple[int | None, ...]:
    contract = report.commitment.contract
    return contract.authority_id, contract.supplier_id, report.reported_for_id


def stories_on(commitments: Iterable[Commitment], actor: Actor) -> list[Story]:
    """The newest stories told on commitments that were read in scope, as both sides may read them."""
    rows = Story.objects.for_either_side(actor).filter(
        report__commitment__in=[each.pk for each in commitments], withdrawn_at__isnull=True
    )
    rows = rows.exclude(report__status=ReportStatus.CORRECTED)
    listed = rows.select_related("report__commitment__contract", "told_for").order_by("-pk")[: MOST * 2]
    return [each for each in listed if may_read_details_of(each.report, actor)][:MOST]


def stories_for_committee(contract: Contract, most: int) -> list[Story]:
    """Stories that may stand in a committee's papers, told with reports that were accepted, the newest first."""
    accepted = (ReportStatus.ACCEPTED, ReportStatus.ACCEPTED_IN_PART)
    rows = Story.objects.for_system("stories told on a contract that was read in scope").filter(
        report__commitment__contract=contract,
        report__status__in=accepted,
        report__is_for_authority_only=False,
        reach=Reach.COMMITTEE,
        withdrawn_at__isnull=True,
    )
    return list(rows.select_related("report", "told_for").order_by("-report__end_on", "-pk")[:most])
