"""What every page that shows fit findings is given."""

from typing import Any

from django.http import HttpRequest

from commonweal.domain.fit.choices import Choice
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement.corrections import is_designable
from commonweal.lifecycle.procurement.fit import fit_of
from commonweal.lifecycle.procurement.models import Ask
from commonweal.web.ask import finding_words as words
from commonweal.web.ask.finding_forms import part_of_fact


def fit_context(request: HttpRequest, ask: Ask, *choices: Choice) -> dict[str, Any]:
    """What a page that shows findings needs; with `choices`, only the findings that one of them causes."""
    fit = fit_of(ask.procurement)
    can_edit = is_designable(ask.procurement)
    return {
        "fit": fit,
        "fit_ask": ask,
        "findings": [
            each for each in words.shown(ask, fit) if not choices or set(choices) & set(each.judged.choices)
        ],
        "can_decide": can_edit and request.actor.can(Permission.ASK_EDIT),
        "can_overrule": can_edit and request.actor.can(Permission.FINDING_OVERRULE),
        "open_questions": words.open_questions(ask, fit.cannot_tell, part_of_fact()),
    }


def questions_of(ask: Ask) -> list[words.Question]:
    """What nobody has said of a draft and some rule needs."""
    return words.open_questions(ask, fit_of(ask.procurement).cannot_tell, part_of_fact())
