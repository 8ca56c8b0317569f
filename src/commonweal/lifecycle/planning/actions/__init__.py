"""All writes of the planning stage."""

from commonweal.lifecycle.planning.actions.engagement import (
    add_question,
    answer,
    edit_engagement,
    invite,
    move_engagement,
    note_attendance,
    note_heard,
    plan_engagement,
    remove_question,
    uninvite,
)
from commonweal.lifecycle.planning.actions.pipeline import (
    add_entry,
    check_not_withdrawn,
    edit_entry,
    serve,
    stop_serving,
    withdraw_entry,
)

__all__ = (
    "add_entry",
    "add_question",
    "answer",
    "check_not_withdrawn",
    "edit_engagement",
    "edit_entry",
    "invite",
    "move_engagement",
    "note_attendance",
    "note_heard",
    "plan_engagement",
    "remove_question",
    "serve",
    "stop_serving",
    "uninvite",
    "withdraw_entry",
)
