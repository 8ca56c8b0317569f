"""What stands beside the draft: approval, withdrawal, the authority's own policies, the KPI duty."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from commonweal.domain.ask_kpis import KpiCheck, kpi_check
from commonweal.domain.asks import AskContent
from commonweal.domain.fit.records import PartCase
from commonweal.domain.permissions import Permission
from commonweal.domain.policies import Checked
from commonweal.domain.procurements import EDITABLE, ProcurementStatus
from commonweal.lifecycle.procurement import corrections, draft, policies
from commonweal.lifecycle.procurement.actions.reissue import latest_version
from commonweal.lifecycle.procurement.approval import approving_review, waiting_review
from commonweal.lifecycle.procurement.models import Ask, Procurement
from commonweal.organisations.queries import names_of
from commonweal.presentation.policy_words import policy_sentence, result


@dataclass(frozen=True)
class PolicyLine:
    """One of the authority's own policies on the page of an ask."""

    sentence: str
    result: str
    is_met: bool
    is_binding: bool
    source: str
    set_by: str


def policy_lines(checked: tuple[Checked, ...]) -> list[PolicyLine]:
    """Policies worded, those that are not met first; one query for the names."""
    names = names_of(each.policy.set_by for each in checked)
    lines = [
        PolicyLine(
            policy_sentence(each.policy),
            result(each),
            each.is_met,
            each.policy.is_binding,
            each.policy.source,
            names.get(each.policy.set_by, ""),
        )
        for each in checked
    ]
    return sorted(lines, key=lambda line: line.is_met)


def kpis_of(content: AskContent, case: PartCase) -> KpiCheck:
    """What the KPI duty comes to, with what is recorded of the procurement."""
    work = case.case.procurement
    is_known = "procurement.light_touch" not in case.unknown
    return kpi_check(
        content,
        light_touch=True if work.is_concession else work.light_touch if is_known else None,
        not_appropriate=case.case.ask.kpi_exemption_reason,
    )


def panel(request: HttpRequest, found: Ask, case: PartCase) -> dict[str, Any]:
    """What the page of an ask shows beside the draft. `case` is the draft as the fit rules see it."""
    procurement, actor = found.procurement, request.actor  # type: ignore[attr-defined]
    content = None if draft.missing(procurement) else draft.content(procurement)
    designable = corrections.is_designable(procurement)
    withdrawal = corrections.withdrawal_of(procurement)
    is_open = procurement.status == ProcurementStatus.OPEN
    return {
        "is_designable": designable,
        "withdrawal": withdrawal if is_open else None,
        "can_withdraw": is_open
        and withdrawal is None
        and (procurement.round_number == 1 or _may_refine(procurement))
        and actor.can(Permission.ASK_PUBLISH),
        "can_reissue": is_open and withdrawal is not None and actor.can(Permission.ASK_PUBLISH),
        "approved": approving_review(found, content) if content and designable else None,
        "waiting": waiting_review(found) if designable else None,
        "policies": policy_lines(policies.checked(procurement, content)) if content else [],
        "kpis": kpis_of(content, case) if content else None,
        "can_try": procurement.status in EDITABLE and not found.versions.exists(),
        "has_copies": any(row.library_code or row.scale_id for row in found.criteria.all()),
    }


def _may_refine(procurement: Procurement) -> bool:
    """True when the published ask says that criteria may be refined before a later round."""
    version = latest_version(procurement)
    return version is not None and version.read().how.may_refine
