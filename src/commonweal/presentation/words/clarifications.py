"""Sentences and labels about clarification questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.clarifications import QuestionStatus

WORDS = {
    "clarification.empty": _("Write something here"),
    "clarification.long": _("Use at most %(limit)s characters"),
    "clarification.names_asker": _(
        "Everybody will read the question. Take out what could name your organisation or you: %(found)s"
    ),
    "clarification.names_somebody": _(
        "This could name somebody: %(found)s. Take it out, or tick the box if it gives nobody away"
    ),
    "clarification.not_open": _("Questions are taken while tenders are invited, and not now."),
    "clarification.too_late": _("The time for questions is over."),
    "clarification.too_many_waiting": _("Wait for answers first: %(limit)s questions of yours are waiting."),
    "clarification.status_not_allowed": _(
        "This question was settled already: it was answered, taken back, or asks what another asks."
    ),
    "clarification.nothing_changed": _(
        "This says what is published already. Change the wording or the answer"
    ),
    "clarification.asker_hidden": _(
        "Who asked is kept from you until the tenders are opened: it could tell you who means to tender."
    ),
    "clarification.reason_missing": _("Say why you need to know"),
    "clarification.until_past": _("Choose a time that is to come"),
    "clarification.until_after_deadline": _("Choose a time before tenders are due"),
    "clarification.until_earlier": _("Suppliers were told a later time. It can only move later"),
    "clarification.no_deadline": _("Set the deadline for tenders first."),
}
STATUS: dict[str, Any] = {
    QuestionStatus.ASKED: _("Waiting for an answer"),
    QuestionStatus.PUBLISHED: _("Answered to everybody"),
    QuestionStatus.DUPLICATE: _("Answered by another question"),
    QuestionStatus.WITHDRAWN: _("Taken back"),
}
STATUS_TAG: dict[str, str] = {QuestionStatus.ASKED: "warn", QuestionStatus.PUBLISHED: "ok"}
CLARIFICATION_WORDS: dict[str, dict[str, Any]] = {"status": STATUS, "status_tag": STATUS_TAG}
