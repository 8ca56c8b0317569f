"""Designing, approving and correcting an ask."""

from commonweal.domain.permissions import Role
from tests.web.access.ask import _ask, _criterion
from tests.web.access.harness import Access
from tests.web.access.pipeline import EDIT, READ, THING

PUBLISH = EDIT | {"colleague": 403}
RULES = EDIT | {"colleague": 403}


def _waiting(w):
    return {"ask_id": w.waiting_ask.external_id}


def _of(name):
    return lambda w: {"ask_id": getattr(w, name).ask.external_id}


def _change(name, number):
    return lambda w: {"ask_id": getattr(w, name).ask.external_id, "number": number}


ACCESS = {
    "ask-version-changes": [
        Access(**THING, args=_change("reissued_procurement", 2)),
        Access(
            **THING | {"owner": 404, "colleague": 404, "reader": 404},
            args=_change("reissued_procurement", 1),
        ),
    ],
    "ask-library-changes": Access(**THING, args=_ask),
    "ask-approval": [Access(**THING, args=_ask), Access(**THING, args=_waiting)],
    "ask-send": Access(**EDIT, args=_ask),
    "ask-decide": Access(**EDIT | {"role": Role.MISSION_LEAD}, args=_waiting),
    "ask-take-back": Access(**EDIT, args=_waiting),
    "ask-comment": Access(**EDIT, args=_ask),
    "ask-withdraw": Access(**PUBLISH, args=_of("public_procurement")),
    "ask-reissue": Access(**PUBLISH, args=_of("withdrawn_procurement")),
    "ask-why-draft": Access(**EDIT, args=_ask),
    "ask-why-history": Access(**THING, args=_ask),
    "ask-copy": Access(**EDIT, args=_ask),
    "ask-copy-changes": [
        Access(**THING, args=_of("copied_procurement")),
        Access(**THING | {"owner": 404, "colleague": 404, "reader": 404}, args=_ask),
    ],
    "ask-trial": [
        Access(**EDIT, args=_ask),
        Access(**EDIT | {"owner": 400, "colleague": 400}, args=_of("public_procurement")),
    ],
    "ask-trial-csv": Access(**EDIT, args=_ask),
    "ask-criterion-scale": Access(**EDIT, args=_criterion),
    "scoring-scales": Access(**READ),
    "scoring-scale-add": Access(**RULES | {"stranger": 200, "supplier": 403, "rival": 403}),
    "scoring-scale": Access(**RULES, args=lambda w: {"scale_id": w.scoring_scale.external_id}),
    "local-policies": Access(**READ),
    "local-policy-add": Access(
        **RULES | {"stranger": 200, "supplier": 403, "rival": 403}, args=lambda w: {"kind": "most_metrics"}
    ),
    "local-policy": Access(**RULES, args=lambda w: {"policy_id": w.local_policy.external_id}),
}
