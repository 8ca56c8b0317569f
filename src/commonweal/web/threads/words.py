"""What the stops and the bases of links are called."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.thread import LinkBasis, NodeKind

STOP: dict[NodeKind, Any] = {
    NodeKind.MISSION: _("Mission"),
    NodeKind.OUTCOME: _("Outcome"),
    NodeKind.PROCUREMENT: _("Procurement"),
    NodeKind.ASK: _("Ask"),
    NodeKind.TENDER: _("Tender"),
    NodeKind.CONTRACT: _("Contract"),
    NodeKind.COMMITMENT: _("Commitment"),
    NodeKind.REPORT: _("Report"),
    NodeKind.EVIDENCE: _("Evidence"),
    NodeKind.LESSON: _("Review"),
}

MEANING: dict[NodeKind, Any] = {
    NodeKind.MISSION: _("what a body wants to change in its place"),
    NodeKind.OUTCOME: _("a change in the world that leads there"),
    NodeKind.PROCUREMENT: _("what is bought to help"),
    NodeKind.ASK: _("what tenderers were asked to promise"),
    NodeKind.TENDER: _("what a supplier submitted"),
    NodeKind.CONTRACT: _("what both sides agreed"),
    NodeKind.COMMITMENT: _("one promise in it"),
    NodeKind.REPORT: _("what is said to have been done"),
    NodeKind.EVIDENCE: _("what supports a report"),
    NodeKind.LESSON: _("what was learned"),
}

BASIS: dict[LinkBasis, Any] = {
    LinkBasis.RECORDED: _("a fact of the record"),
    LinkBasis.PUBLISHED: _("stated in a published report"),
    LinkBasis.EDITORIAL: _("our reading"),
    LinkBasis.DECIDED: _("decided by a person"),
}

WHAT: dict[LessonEffect | OfferAnswer | None, Any] = {
    LessonEffect.STRENGTHENED: _("strengthened"),
    LessonEffect.WEAKENED: _("weakened"),
    LessonEffect.REFUTED: _("refuted"),
    OfferAnswer.TAKEN_UP: _("taken up in the ask"),
    OfferAnswer.NOT_TAKEN_UP: _("not taken up in the ask"),
    None: _("offered to the next ask"),
}
"""What became of what a lesson says to something above it."""
