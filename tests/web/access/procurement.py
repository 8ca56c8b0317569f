"""A procurement: everybody at the authority reads it, those who plan change it, an officer publishes."""

from tests.web.access.harness import Access
from tests.web.access.pipeline import EDIT, THING


def _one(w):
    return {"procurement_id": w.procurement.external_id}


def _version(w):
    return {"procurement_id": w.social_value_act_record.procurement.external_id, "number": 1}


ACCESS = {
    "procurement": Access(**THING, args=_one),
    "procurement-plan": [
        *(
            Access(**EDIT, args=lambda w, step=step: _one(w) | {"step": step})
            for step in ("what", "subject", "value", "dates", "deadline", "places", "certainty", "law")
        ),
        Access(
            **EDIT | {"owner": 404, "colleague": 404}, args=lambda w: _one(w) | {"step": "no-such-question"}
        ),
    ],
    "procurement-check": Access(**EDIT, args=_one),
    "procurement-serve": Access(**EDIT, args=_one),
    "procurement-move": [
        Access(**EDIT, args=lambda w: _one(w) | {"to": "withdrawn"}),
        Access(
            **EDIT | {"colleague": 403},
            args=lambda w: {"procurement_id": w.public_procurement.external_id, "to": "terminated"},
        ),
    ],
    "procurement-publish": Access(**EDIT | {"colleague": 403}, args=_one),
    "procurement-lot-add": Access(**EDIT, args=_one),
    "procurement-lot": Access(**EDIT, args=lambda w: {"lot_id": w.procurement.lots.get().external_id}),
    "procurement-lot-remove": Access(**EDIT, args=lambda w: {"lot_id": w.procurement.lots.get().external_id}),
    "procurement-round-add": Access(**EDIT, args=_one),
    "procurement-round": Access(**EDIT, args=lambda w: {"round_id": w.procurement.rounds.get().external_id}),
    "procurement-round-remove": Access(
        **EDIT, args=lambda w: {"round_id": w.procurement.rounds.get().external_id}
    ),
    "procurement-serve-remove": Access(
        **EDIT, args=lambda w: {"link_id": w.procurement.serves.get().external_id}
    ),
    "procurement-duties": Access(**THING, args=_one),
    "procurement-duties-csv": Access(**THING, args=_one),
    "procurement-duties-ics": Access(**THING, args=_one),
    "procurement-legal-facts": Access(**EDIT, args=_one),
    "procurement-duty": Access(**EDIT, args=lambda w: _one(w) | {"duty": "standstill"}),
    "procurement-procedure": Access(**THING, args=_one),
    "procurement-procedure-ask": Access(**EDIT, args=_one),
    "procurement-procedure-choose": Access(
        **EDIT, args=_one, query="?under=none&light=no&special=no&describe=yes&many=no"
    ),
    "procurement-social-value-act": Access(**THING, args=_one),
    "procurement-social-value-act-add": Access(**EDIT, args=_one),
    "procurement-social-value-act-text": Access(**THING, args=_version),
    "procurement-social-value-act-json": Access(**THING, args=_version),
    "procurement-access": Access(**THING, args=_one),
    "procurement-access-csv": Access(**THING, args=_one),
    "procurement-access-register": Access(**EDIT, args=_one),
    "procurement-access-review": Access(**EDIT, args=_one),
}
