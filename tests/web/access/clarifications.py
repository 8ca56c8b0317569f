"""Clarification questions: a supplier its own, its authority all of them without names, everybody the answers."""

from typing import Any

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access, everybody


def _public(world: Any) -> dict[str, Any]:
    assert world.answered_question
    return {"procurement_id": world.public_ask.ask.procurement.external_id}


def _draft(world: Any) -> dict[str, Any]:
    return {"procurement_id": world.procurement.external_id}


def _question(world: Any) -> dict[str, Any]:
    return {"question_id": world.question.external_id}


def _answered(world: Any) -> dict[str, Any]:
    return {"question_id": world.answered_question.external_id}


def supplier(**changes: Any) -> Access:
    values: dict[str, Any] = {
        "owner": 200, "colleague": 200, "reader": 403, "stranger": 200,
        "supplier": 200, "rival": 200, "panel": 403, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.TENDER_WRITER, **(values | changes))


def authority(**changes: Any) -> Access:
    values: dict[str, Any] = {
        "owner": 200, "colleague": 403, "reader": 403, "stranger": 404,
        "supplier": 404, "rival": 404, "panel": 404, "anonymous": 302,
    }  # fmt: skip
    return Access(role=Role.PROCUREMENT_OFFICER, **(values | changes))


ACCESS = {
    "opportunity-questions": supplier(args=_public),
    "opportunity-question-ask": supplier(args=_public, colleague=403),
    # A rival and the authority are told that there is no such question.
    "opportunity-question-take-back": supplier(
        args=_question, colleague=403, reader=404, stranger=404, rival=404, panel=404
    ),
    "procurement-questions": authority(args=_public, colleague=200, panel=403),
    "procurement-questions-csv": authority(args=_public, colleague=200, panel=403),
    "procurement-questions-until": authority(args=_public, panel=403),
    "procurement-question": [authority(args=_question, panel=403), authority(args=_answered, panel=403)],
    "procurement-question-same": authority(args=_question, panel=403),
    "procurement-question-asker": [
        authority(args=_question, panel=403),
        # Before the tenders are opened nobody learns it.
        authority(
            args=_question,
            method="post",
            data=lambda w: {"form_key": "who", "reason": "I wonder."},
            owner=422,
            panel=403,
        ),
    ],
    "public-opportunity-questions": [everybody(200, args=_public), everybody(404, args=_draft)],
    "public-opportunity-questions-csv": [everybody(200, args=_public), everybody(404, args=_draft)],
}
