"""Contracts: both parties read, the authority's contract manager and procurement officer look after them."""

from typing import Any

from commonweal.domain.permissions import Role
from commonweal.files import blobs
from tests.builders.delivery import PNG
from tests.web.access.harness import Access


def _one(world: Any) -> dict[str, str]:
    return {"contract_id": world.contract.external_id}


def _prepared(world: Any) -> dict[str, str]:
    return {"contract_id": world.prepared_contract.external_id}


def _line(world: Any) -> dict[str, str]:
    return {"commitment_id": world.commitment.external_id}


def _kpi(world: Any) -> dict[str, str]:
    return {"kpi_id": world.kpi.external_id}


def _handed(world: Any) -> dict[str, str]:
    return {"contract_id": world.handover.contract.external_id}


def _change(world: Any) -> dict[str, str]:
    return {"change_id": world.change.external_id}


def _step(world: Any) -> dict[str, str]:
    return {"step_id": world.remedy_step.external_id}


def _matter(world: Any) -> dict[str, str]:
    return {"matter_id": world.remedy_step.matter.external_id}


def _term(world: Any) -> dict[str, str]:
    return {"term_id": world.contract_term.external_id}


def _term_file(world: Any) -> dict[str, str]:
    blobs.write(PNG)
    return {"shown_id": world.term_evidence.external_id}


def _tier_two(world: Any) -> dict[str, str]:
    return {"row_id": world.tier_two.external_id}


def _deal(world: Any) -> dict[str, str]:
    return {"change_id": world.deal.external_id}


def _published(world: Any) -> dict[str, str]:
    return {"contract_id": world.northern_spire.external_id}


def _read(**changes: Any) -> Access:
    """Both parties; a stranger is told nothing, a resident of the same body is refused."""
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 200, "stranger": 404,
        "supplier": 200, "rival": 404, "panel": 403, "anonymous": 302,
    }  # fmt: skip
    return Access(**({"role": Role.CONTRACT_MANAGER} | values | changes))


def _edit(**changes: Any) -> Access:
    """Colleagues and the supplier may see the contract and may not do this to it."""
    return _read(**{"colleague": 403, "reader": 403, "supplier": 403, **changes})


def _by_lead(**changes: Any) -> Access:
    """The supplier's delivery lead does; the authority and those who only write tenders may not."""
    given = {"role": Role.DELIVERY_LEAD, "colleague_role": Role.SUPPLIER_ADMINISTRATOR}
    return _read(**{**given, "reader": 403, "supplier": 403, **changes})


_LIST = {"stranger": 200, "rival": 200, "panel": 403}
_EVERYBODY = {"stranger": 200, "rival": 200}

ACCESS = {
    "contracts": _read(**_LIST),
    "contracts-csv": _read(**_LIST),
    "contracts-published": _read(**_LIST),
    "contract": [
        _read(args=_one),
        _read(args=_published, **_EVERYBODY),
        _read(args=_prepared, supplier=404),
    ],
    "contract-csv": _read(args=_one),
    "contract-xlsx": _read(args=_one),
    "commitment": [
        _read(args=_line),
        _read(args=lambda w: {"commitment_id": w.published_commitment.external_id}, **_EVERYBODY),
    ],
    "contract-prepare": _edit(args=lambda w: {"award_id": w.award.external_id}, supplier=404),
    "contract-enter": _edit(args=_prepared, supplier=404),
    "contract-not-entered": _edit(args=_prepared, supplier=404),
    "contract-leads": _edit(args=_one),
    "owner-sheet": _edit(args=_one),
    "owner-sheet-file": _edit(args=lambda w: {**_one(w), "kind": "xlsx"}),
    "contract-spend": _read(args=_one),
    "contract-spend-file": _read(args=lambda w: {**_one(w), "kind": "csv"}),
    "contract-spend-add": _edit(args=_one),
    "contract-spend-sheet": _edit(args=_one),
    "contract-spend-correct": _edit(args=lambda w: {"entry_id": w.contract_spend.external_id}),
    "register-sheet": _edit(args=_one),
    "register-sheet-file": _edit(args=lambda w: {**_one(w), "kind": "xlsx"}),
    "contract-tier-two": _read(args=_one),
    "tier-two-own": _read(**_LIST),
    "tier-two": _read(args=_tier_two),
    "tier-two-add": _by_lead(args=_one),
    "tier-two-part": _by_lead(args=_tier_two),
    "tier-two-part-remove": _by_lead(
        args=lambda w: {**_tier_two(w), "part_id": w.tier_two.parts.get().external_id}
    ),
    "tier-two-invite": _by_lead(args=_tier_two),
    "tier-two-answer": _by_lead(args=_tier_two, owner=403, colleague=403),
    "tier-two-end": _by_lead(args=_tier_two),
    "contract-serve": _edit(args=_one),
    "contract-serve-remove": _edit(args=lambda w: {"link_id": w.contract_link.external_id}, supplier=404),
    "contract-publish": _edit(args=_one),
    "contract-finish": _edit(args=_one),
    "contract-terminate": _edit(args=_one),
    "commitment-leads": _edit(args=_line),
    "contract-performance": _read(args=_one),
    "contract-performance-csv": _read(args=_one),
    "kpi": _read(args=_kpi),
    "kpi-add": _edit(args=_one),
    "kpi-edit": _edit(args=_kpi),
    "kpi-withdraw": _edit(args=_kpi),
    "kpi-assess": _edit(args=_kpi),
    "kpi-decide": _edit(args=_kpi, query="?from=2026-06-15&to=2026-08-31&figure=4"),
    "failure-add": _edit(args=_one),
    "failure-correct": _edit(args=lambda w: {"failure_id": w.failure.external_id}),
    "contract-handover": [_read(args=_handed), _read(args=_prepared, supplier=404)],
    "handover-begin": _edit(args=_prepared, supplier=404),
    "handover-lines": _edit(args=_handed),
    "handover-line": _edit(
        args=lambda w: {"commitment_id": w.handover.contract.commitments.first().external_id}
    ),
    "handover-reviews": _edit(args=_handed),
    "handover-send": _edit(args=_handed),
    "handover-answer": _edit(args=_handed),
    "handover-pack": _read(args=lambda w: {**_handed(w), "kind": "docx"}),
    "contract-report": _read(args=_one, supplier=404),
    "contract-recommend": _edit(args=_one),
    "contract-report-file": _read(args=lambda w: {**_one(w), "kind": "docx"}, supplier=404),
    "contract-notices": _read(args=_one, supplier=404),
    "notice-facts": _edit(args=_one, supplier=403),
    "notice-json": _read(args=lambda w: {**_one(w), "kind": "UK7"}, supplier=404),
    "notice-docx": _read(args=lambda w: {**_one(w), "kind": "UK9"}, supplier=404),
    "contract-remedies": _read(args=_one),
    "remedy-begin": _edit(args=_one),
    "remedy": _read(args=_matter),
    "remedy-step": _edit(args=_matter),
    "remedy-close": _edit(args=_step),
    "remedy-reply": _edit(args=_step, role=Role.DELIVERY_LEAD, colleague_role=Role.TENDER_WRITER),
    "remedy-failure": _edit(args=_step),
    "remedy-letter": _read(args=lambda w: {**_step(w), "kind": "docx"}),
    "contract-terms-csv": _read(args=_one),
    "contract-terms": _read(args=_one),
    "term-add": _edit(args=_one),
    "term": _read(args=_term),
    # The supplier's tender writer reads it and shows nothing; its delivery lead does.
    "term-show": [
        _edit(args=_term),
        _edit(args=_term, role=Role.DELIVERY_LEAD, colleague_role=Role.TENDER_WRITER),
    ],
    "term-decide": _edit(args=_term),
    "term-file": _read(args=_term_file),
    "contract-versions": _read(args=_one),
    "contract-change-propose": _edit(args=_one),
    "contract-change": _read(args=_deal),
    "contract-change-answer": _edit(args=_deal),
    "contract-change-withdraw": _edit(args=_deal, role=Role.DELIVERY_LEAD, colleague_role=Role.TENDER_WRITER),
    "contract-change-json": _read(args=_deal, supplier=404),
    "contract-change-docx": _read(args=_deal, supplier=404),
    "commitment-changes": _read(args=_line),
    "change-propose": _edit(args=_line),
    "change": _read(args=_change),
    "change-answer": _edit(args=lambda w: {**_change(w), "approver": "contract_manager"}),
    "change-reply": _edit(args=_change),
    "change-withdraw": _edit(args=_change, role=Role.DELIVERY_LEAD, colleague_role=Role.TENDER_WRITER),
    "change-notice-json": _read(args=_change, supplier=404),
    "change-notice-docx": _read(args=_change, supplier=404),
}
