"""Reports and lessons: the party that owes reports, the authority verifies, both read."""

from typing import Any

from commonweal.domain.permissions import Role
from commonweal.files import blobs
from tests.builders.delivery import PNG
from tests.web.access.harness import Access


def _report(world: Any) -> dict[str, str]:
    return {"report_id": world.report.external_id}


def _evidence(world: Any) -> dict[str, str]:
    # The world is built before a test has its own folder of files; the bytes are the same wherever they are stored.
    blobs.write(PNG)
    return {"evidence_id": world.evidence.external_id}


def _lesson(world: Any) -> dict[str, str]:
    return {"lesson_id": world.lesson.external_id}


def _review(world: Any) -> dict[str, str]:
    return {"review_id": world.review.external_id}


def _shared(world: Any) -> dict[str, str]:
    return {"review_id": world.shared_review.external_id}


def _steward(**changes: Any) -> Access:
    """A system steward keeps the review; others who take part are refused, and nobody else finds it."""
    return _read(role=Role.SYSTEM_STEWARD, **{"colleague": 403, "reader": 403, "supplier": 403, **changes})


def _party(world: Any) -> dict[str, str]:
    rows = world.shared_review.parties.filter(organisation=world.cast.supplier)
    return {**_shared(world), "party_id": rows.get().external_id}


def _sample(world: Any) -> dict[str, str]:
    return {"sample_id": world.sample.external_id}


def _procurement(world: Any) -> dict[str, str]:
    return {"procurement_id": world.procurement.external_id}


def _contract(world: Any) -> dict[str, str]:
    return {"contract_id": world.contract.external_id}


def _answer(world: Any) -> dict[str, str]:
    return {**_procurement(world), "offer_id": world.lesson_offer.external_id}


def _read(role: Role = Role.CONTRACT_MANAGER, **changes: Any) -> Access:
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 200, "stranger": 404,
        "supplier": 200, "rival": 404, "panel": 403, "anonymous": 302,
    }  # fmt: skip
    return Access(role=role, **(values | changes))


_BY_DELIVERY_LEAD: dict[str, Any] = {
    "role": Role.DELIVERY_LEAD,
    "colleague_role": Role.SUPPLIER_ADMINISTRATOR,
    "reader": 403,
    "supplier": 403,
}

_VERIFIERS: dict[str, Any] = {"colleague": 403, "reader": 403}

ACCESS = {
    "reports": _read(stranger=200, rival=200),
    "report": [
        _read(args=_report),
        _read(
            args=lambda w: {"report_id": w.published_commitment.reports.get().external_id},
            stranger=200,
            rival=200,
        ),
    ],
    "evidence": _read(args=_evidence),
    "report-add": _read(args=lambda w: {"commitment_id": w.commitment.external_id}, **_BY_DELIVERY_LEAD),
    "report-sheet": _read(args=_contract, **_BY_DELIVERY_LEAD),
    "report-sheet-file": _read(args=lambda w: {**_contract(w), "kind": "xlsx"}, **_BY_DELIVERY_LEAD),
    "report-sheet-outcome": _read(
        args=lambda w: {"sheet_id": w.report_sheet.external_id},
        role=Role.DELIVERY_LEAD,
        colleague_role=Role.SUPPLIER_ADMINISTRATOR,
        reader=404,
        panel=404,
    ),
    "report-correct": _read(args=_report, **_BY_DELIVERY_LEAD),
    "report-evidence-add": _read(args=_report, **_BY_DELIVERY_LEAD),
    "report-answer": _read(args=_report, **_BY_DELIVERY_LEAD),
    "story-add": _read(args=_report, **_BY_DELIVERY_LEAD),
    "story-withdraw": _read(
        args=lambda w: {"story_id": w.story.external_id}, colleague=403, reader=403, supplier=403
    ),
    "report-verify": _read(args=_report, colleague=403, reader=403, supplier=403),
    "samples": _read(**_VERIFIERS, stranger=200, supplier=403, rival=403),
    "sample-draw": _read(**_VERIFIERS, stranger=200, supplier=403, rival=403),
    "sample": _read(args=_sample, **_VERIFIERS, supplier=404),
    "sample-csv": _read(args=_sample, **_VERIFIERS, supplier=404),
    "lesson-add": _read(args=lambda w: {"contract_id": w.contract.external_id}, reader=403, supplier=403),
    "lesson": _read(args=_lesson),
    "lesson-link": _read(args=_lesson, reader=403, supplier=404),
    "lesson-offer": _read(args=_lesson, reader=403, supplier=404),
    "lessons-offered": _read(role=Role.PROCUREMENT_OFFICER, args=_procurement, supplier=404),
    "lesson-answer": _read(role=Role.PROCUREMENT_OFFICER, args=_answer, reader=403, supplier=404),
    "contract-reviews": _read(args=lambda w: {"contract_id": w.contract.external_id}),
    "review-plan": _read(args=lambda w: {"contract_id": w.contract.external_id}, reader=403, supplier=403),
    "review": [_read(args=_review), _read(role=Role.SYSTEM_STEWARD, args=_shared)],
    "reviews": _read(role=Role.SYSTEM_STEWARD, stranger=200, rival=200),
    "reviews-health": _read(role=Role.SYSTEM_STEWARD, stranger=200, supplier=403, rival=403),
    "reviews-health-csv": _read(role=Role.SYSTEM_STEWARD, stranger=200, supplier=403, rival=403),
    "review-call": _steward(stranger=200, rival=403),
    "review-contracts": _read(args=_shared, reader=403, supplier=403),
    "review-invite": _steward(args=_shared),
    "review-without": _steward(args=_party),
    "lesson-propose": _read(args=_lesson, reader=403, supplier=404),
    "lesson-proposal-answer": _read(
        role=Role.MISSION_LEAD,
        args=lambda w: {"proposal_id": w.lesson_proposal.external_id},
        colleague=403,
        reader=403,
        supplier=404,
    ),
    "review-prepare": _read(args=_review, reader=403, supplier=403),
    "review-together": _read(args=_review, reader=403, supplier=403),
    "review-hold": _read(args=_review, reader=403, supplier=403),
    "review-action-add": _read(args=_review, reader=403, supplier=403),
    "review-action-done": _read(
        args=lambda w: {"action_id": w.review_action.external_id}, reader=403, supplier=403
    ),
}
