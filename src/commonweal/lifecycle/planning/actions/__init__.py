"""All writes of the planning stage."""

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
    "check_not_withdrawn",
    "edit_entry",
    "serve",
    "stop_serving",
    "withdraw_entry",
)
