"""Whether a published ask is withdrawn for correction, and what may be edited meanwhile. Writes nothing."""

from __future__ import annotations

from commonweal.domain.procurements import EDITABLE, ProcurementStatus, check_editable
from commonweal.lifecycle.procurement.models import AskVersion, AskWithdrawal, Procurement


def withdrawal_of(procurement: Procurement) -> AskWithdrawal | None:
    """The withdrawal of the version that is published now; None when it stands or nothing is published."""
    rows = AskVersion.objects.for_system("whether a published ask is withdrawn for correction")
    latest = rows.filter(ask__procurement_id=procurement.pk).select_related("withdrawal").order_by("-number")
    version = latest.first()
    return getattr(version, "withdrawal", None)


def is_withdrawn(procurement: Procurement) -> bool:
    """True while the published ask is withdrawn and no corrected version has been issued."""
    return procurement.status == ProcurementStatus.OPEN and withdrawal_of(procurement) is not None


def is_designable(procurement: Procurement) -> bool:
    """True while the ask may be edited: before tenders are invited, or withdrawn for correction."""
    return ProcurementStatus(procurement.status) in EDITABLE or is_withdrawn(procurement)


def check_designable(procurement: Procurement) -> None:
    """Raise `Refused` ``procurement.not_editable`` unless the ask may be edited."""
    if not is_withdrawn(procurement):
        check_editable(ProcurementStatus(procurement.status))
