"""The ask: everybody at the authority reads it, those who may design it change it."""

from commonweal.domain.ask_terms import AskTermContent
from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.participation import ConditionContent
from commonweal.domain.permissions import Role
from commonweal.domain.terms import TermKind
from commonweal.lifecycle.procurement.actions.requirements import state_condition, state_term
from tests.web.access.harness import Access
from tests.web.access.pipeline import EDIT, THING


def _ask(w):
    return {"ask_id": w.procurement.ask.external_id}


def _skills(w):
    return w.procurement.ask.criteria.get(kind="social_value")


def _criterion(w):
    return {"criterion_id": _skills(w).external_id}


def _metric(w):
    return {"metric_id": _skills(w).metrics.get().external_id}


def _promise(w):
    return {"promise_id": w.procurement.ask.promises.get().external_id}


def _version(w):
    return {"ask_id": w.public_procurement.ask.external_id, "number": 1}


def _edition(w):
    return {"edition_id": w.framework_edition.external_id}


def _term(w):
    ask = w.procurement.ask
    ask.refresh_from_db()
    if not ask.terms:
        # The words of the world's own charter: a page of the interface in another language knows them for data.
        stated = AskTermContent(
            "",
            TermKind.ACCESS,
            "Good work",
            "Signs the charter as a member within a year, and stays one.",
            6,
            None,
        )
        state_term(ask, stated, None, by=w.cast.actor(Role.PROCUREMENT_OFFICER), now=w.now)
    return _ask(w) | {"term_id": ask.terms[0]["id"]}


def _condition(w):
    ask = w.procurement.ask
    ask.refresh_from_db()
    if not ask.conditions:
        stated = ConditionContent("", ConditionKind.TECHNICAL, "Care at home", "Two years of it.", "")
        state_condition(ask, stated, by=w.cast.actor(Role.PROCUREMENT_OFFICER), now=w.now)
    return _ask(w) | {"condition_id": ask.conditions[0]["id"]}


def _group(w):
    ask = w.divided_ask
    return {"ask_id": ask.external_id, "group_id": ask.method["groups"][0]["id"]}


ACCESS = {
    "ask": [
        Access(**THING, args=_ask),
        Access(**THING, args=lambda w: {"ask_id": w.public_procurement.ask.external_id}),
    ],
    "ask-why": Access(**EDIT, args=_ask),
    "ask-preview": Access(**THING, args=_ask),
    "ask-version": [
        Access(**THING, args=_version),
        Access(
            **THING | {"owner": 404, "colleague": 404, "reader": 404},
            args=lambda w: _version(w) | {"number": 2},
        ),
    ],
    "ask-version-json": Access(**THING, args=_version),
    "ask-weights": Access(**EDIT, args=_ask),
    "ask-group-add": Access(**EDIT, args=_ask),
    "ask-group": Access(**EDIT, args=_group),
    "ask-group-remove": Access(**EDIT, args=_group),
    "ask-library": Access(**EDIT, args=_ask),
    "ask-library-items": Access(**EDIT, args=lambda w: _edition(w) | _ask(w)),
    "ask-criterion-add": [
        Access(**EDIT, args=lambda w, kind=kind: _ask(w) | {"kind": kind})
        for kind in ("price", "quality", "social_value")
    ],
    "ask-criterion": Access(**EDIT, args=_criterion),
    "ask-criterion-quantity": Access(**EDIT, args=_criterion),
    "ask-condition-add": Access(**EDIT, args=_ask),
    "ask-condition": Access(**EDIT, args=_condition),
    "ask-condition-remove": Access(**EDIT, args=_condition),
    "ask-term-add": Access(**EDIT, args=_ask),
    "ask-term": Access(**EDIT, args=_term),
    "ask-term-remove": Access(**EDIT, args=_term),
    "ask-schedule": Access(**EDIT, args=_ask),
    "ask-method": Access(**EDIT, args=_ask),
    "ask-criterion-bands": Access(**EDIT, args=_criterion),
    "ask-criterion-remove": Access(**EDIT, args=_criterion),
    "ask-metric-add": Access(**EDIT, args=_criterion),
    "ask-metric": Access(**EDIT, args=_metric),
    "ask-metric-remove": Access(**EDIT, args=_metric),
    "ask-promise-add": Access(**EDIT, args=_ask),
    "ask-promise": Access(**EDIT, args=_promise),
    "ask-promise-remove": Access(**EDIT, args=_promise),
}
