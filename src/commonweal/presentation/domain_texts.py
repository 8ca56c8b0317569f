"""Texts that live in `domain` as data and are translated when they are shown.

`domain` knows no language, so these cannot be marked where they stand. `make messages` reads them from here, by value: a
new role or clause is in the catalogue without anybody marking it. A page that translates another kind of data adds
it here; tests/presentation/test_messages.py names every place that translates something else than a literal.
"""

from collections.abc import Iterator

from commonweal.domain.assessment.lot_awards import LOT_RULES
from commonweal.domain.assessment.low_price import RULE as LOW_PRICE_RULE
from commonweal.domain.assessment.price import PRICE_RULES
from commonweal.domain.assessment.quantity import QUANTITY_RULES
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.packs import clauses, placeholders, workbook
from commonweal.domain.permissions import ROLES
from commonweal.domain.rules.burden import PARAMETERS as BURDEN_PARAMETERS
from commonweal.domain.rules.duties import DUTY_RULES
from commonweal.domain.rules.partly_known import WHATEVER
from commonweal.domain.rules.registry import FIT_RULES_BY_ID
from commonweal.presentation.formats import MONTHS


def texts() -> Iterator[tuple[str, str]]:
    """Each text with the place it lives in, as a path below the package."""
    yield from (("presentation/formats.py", month) for month in MONTHS)
    for role in ROLES.values():
        yield from (("domain/permissions.py", text) for text in (role.title, role.description))
    for rule in PRICE_RULES.values():
        yield from (("domain/assessment/price.py", text) for text in (rule.title, rule.statement))
    yield "domain/assessment/low_price.py", LOW_PRICE_RULE
    for level in TIE_RULES.values():
        yield from (("domain/assessment/ties.py", text) for text in (level.title, level.statement))
    for limit in LOT_RULES.values():
        yield from (("domain/assessment/lot_awards.py", text) for text in (limit.title, limit.statement))
    yield from (("domain/assessment/quantity.py", text) for text in _of_quantities())
    yield from (("domain/packs/clauses.py", text) for text in _of_clauses())
    yield from (("domain/packs/placeholders.py", text) for text in _of_placeholders())
    yield from (("domain/packs/workbook.py", sheet.meaning) for sheet in (*workbook.READ, workbook.METRICS))
    yield from (("domain/rules", text) for text in _of_rules())


def _of_quantities() -> Iterator[str]:
    for rule in QUANTITY_RULES.values():
        yield from (rule.title, rule.statement, rule.gaming, rule.example.working)


def _of_clauses() -> Iterator[str]:
    for group in clauses.GROUPS:
        yield group.title
        yield from group.clauses
    for test in clauses.EQUIVALENCE:
        yield from (test.question, test.shown_by)
    for step in clauses.LADDER:
        yield from (step.title, step.when, step.what, step.who)
    yield from clauses.LAW_ON_CHANGE.values()


def _of_placeholders() -> Iterator[str]:
    for meanings in (placeholders.TEXTS, placeholders.PARTS, *placeholders.LISTS.values()):
        yield from meanings.values()


def _of_rules() -> Iterator[str]:
    yield WHATEVER
    for rule in FIT_RULES_BY_ID.values():
        yield from (rule.text, rule.why, rule.suggestion, rule.source.text)
        if rule.whose:
            yield rule.whose
        if rule.earlier:
            yield rule.earlier.source.text
        for parameter in rule.parameters:
            yield from (parameter.meaning, parameter.source.text)
    for parameter in BURDEN_PARAMETERS:
        yield from (parameter.meaning, parameter.source.text)
    for duty in DUTY_RULES:
        yield duty.text
