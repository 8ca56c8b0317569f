"""The reports that a report takes the place of, one after another, and what still supports it from them."""

from collections.abc import Collection

from commonweal.domain.actors import Actor
from commonweal.domain.tier_two import may_read_details
from commonweal.lifecycle.delivery.models import Report, ReportEvidence


def earlier_reports(report: Report) -> list[Report]:
    """What it corrects, and what that corrects, the latest first."""
    found: list[Report] = []
    each = report.corrects
    while each is not None:
        found.append(each)
        each = each.corrects
    return found


def earlier_evidence(report: Report, actor: Actor | None = None) -> list[ReportEvidence]:
    """Files of the reports that it takes the place of, the oldest first; for an actor those that they may read."""
    of = [
        each
        for each in earlier_reports(report)
        if actor is None
        or may_read_details(
            is_for_authority_only=each.is_for_authority_only,
            reader_id=actor.organisation_id,
            reported_for_id=each.reported_for_id,
            authority_id=report.commitment.contract.authority_id,
        )
    ]
    if not of:
        return []
    rows = ReportEvidence.objects.for_system("evidence of reports that one that was read in scope corrects")
    return list(rows.filter(report__in=of).select_related("file").order_by("pk"))


def evidenced_among(commitments: Collection[int]) -> set[int]:
    """Keys of the reports on these commitments that a file supports: their own, or of one that they take the place of."""
    files = ReportEvidence.objects.for_system("evidence on commitments that were read in scope")
    found = set(files.filter(report__commitment_id__in=commitments).values_list("report_id", flat=True))
    rows = Report.objects.for_system("corrections on commitments that were read in scope")
    rows = rows.filter(commitment_id__in=commitments, corrects__isnull=False)
    # A correction is always made after what it corrects: one pass in the order of entry carries files along.
    for key, corrects in rows.order_by("pk").values_list("pk", "corrects_id"):
        if corrects in found:
            found.add(key)
    return found
