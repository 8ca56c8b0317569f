"""Fit findings: everybody at the authority reads the record, who works on the ask decides, an approver overrides a stop."""

from commonweal.domain.permissions import Role
from tests.web.access.ask import _ask, _version
from tests.web.access.harness import Access
from tests.web.access.pipeline import EDIT, READ, THING


def _decision(w, decision):
    return _ask(w) | {"rule": "no-contract-manager", "decision": decision}


ACCESS = {
    "ask-findings": Access(**THING, args=_ask),
    "ask-findings-json": Access(**THING, args=_ask),
    "ask-findings-csv": Access(**THING, args=_ask),
    "ask-version-findings": [
        Access(**THING, args=_version),
        Access(
            **THING | {"owner": 404, "colleague": 404, "reader": 404},
            args=lambda w: _version(w) | {"number": 9},
        ),
    ],
    "ask-finding-decide": [
        Access(**EDIT, args=lambda w, decision=decision: _decision(w, decision))
        for decision in ("accept", "override", "reopen")
    ],
    "ask-facts": [
        Access(**EDIT, args=lambda w, part=part: _ask(w) | {"part": part})
        for part in ("work", "market", "asking", "managing")
    ],
    "ask-suggestions": Access(**THING, args=_ask),
    "ask-similar-notices": Access(
        **THING, args=lambda w: _ask(w) | {"outcome": w.framework_criterion.parent.code}
    ),
    "ask-suggestion-add": Access(
        **EDIT, args=lambda w: _ask(w) | {"item_id": w.framework_criterion.external_id}
    ),
    "rule-figures": Access(**READ),
    "rule-figure": Access(
        **READ | {"role": Role.MISSION_LEAD, "colleague": 403, "reader": 403},
        args=lambda w: {"name": "small_team_fte"},
    ),
}
