"""Loads of payment files: where each stands, and when it may be read, confirmed, loaded again or removed."""

from enum import StrEnum

from commonweal.domain.statuses import Transitions


class SpendStatus(StrEnum):
    """Where a load of payment files stands."""

    READING = "reading"
    CONFIRMING = "confirming"
    LOADING = "loading"
    LOADED = "loaded"
    FAILED = "failed"
    REMOVED = "removed"


_S = SpendStatus
SPEND_STATUSES: Transitions[SpendStatus] = Transitions(
    "spend_load",
    {
        _S.READING: {
            _S.CONFIRMING: "the columns were found",
            _S.FAILED: "a file could not be read",
            _S.REMOVED: "removed",
        },
        _S.CONFIRMING: {_S.LOADING: "a person confirmed the columns", _S.REMOVED: "removed"},
        _S.LOADING: {
            _S.LOADED: "every row was loaded or rejected",
            _S.FAILED: "it could not be loaded",
            _S.REMOVED: "removed",
        },
        _S.LOADED: {_S.LOADING: "other columns were confirmed", _S.REMOVED: "removed"},
        _S.FAILED: {_S.READING: "tried again", _S.REMOVED: "removed"},
        _S.REMOVED: {},
    },
)
#: Statuses in which the worker has something to do.
AT_WORK = (SpendStatus.READING, SpendStatus.LOADING)
#: Statuses in which a person may say what the columns mean.
CONFIRMABLE = (SpendStatus.CONFIRMING, SpendStatus.LOADED)
