"""The generated reference page of duties, procedures and reservations."""

from commonweal.cli.docs_pages import page, table
from commonweal.domain.access import TURNOVER, TURNOVER_ASKED
from commonweal.domain.rules.duties import DUTY_RULES
from commonweal.domain.rules.model import Source, say_day
from commonweal.domain.rules.reservations import RULES
from commonweal.reference.procedures import shipped_procedures


def before_the_ask() -> str:
    """Every duty, procedure, ground and reservation with its source and how far it could be checked."""
    book = shipped_procedures()
    duties = [
        (f"`{rule.id}`", rule.notice or "–", rule.phase.value, rule.text, _source(rule.source))
        for rule in DUTY_RULES
    ]
    procedures = [
        (
            f"`{each.id}`",
            each.title,
            each.what,
            _in_force(each.in_force_from, each.in_force_to),
            _source(each.source),
        )
        for each in book.procedures
    ]
    grounds = [(f"`{each.id}`", each.title, each.text, each.source) for each in book.grounds]
    reservations = [
        (f"`{rule.reservation.value}`", rule.text, say_day(rule.in_force_from), _source(rule.source))
        for rule in RULES
    ]
    figures = [
        (f"`{each.name}`", each.meaning, each.show(each.value), each.basis.value, _source(each.source))
        for each in (*TURNOVER.values(), TURNOVER_ASKED)
    ]
    return page(
        "Rules before the ask",
        "Generated from `commonweal.domain.rules.duties`, `commonweal.domain.rules.reservations`, "
        "`commonweal.domain.access` and `reference/data/rules/procedures.yaml`. It explains the rules as we read them and "
        "is not legal advice.",
        "## Duties",
        table(("Duty", "Notice", "When", "What must be done", "Source"), duties),
        "## Procedures",
        table(("Procedure", "Name", "What it is", "In force", "Source"), procedures),
        "## Grounds of a direct award",
        table(("Ground", "Name", "What must be shown", "Source"), grounds),
        "## Reservations",
        table(("Reserved for", "What it is", "In force from", "Source"), reservations),
        "## Figures of the access estimate",
        table(("Figure", "Meaning", "Value", "Basis", "Source"), figures),
    )


def _source(source: Source) -> str:
    return f"{source} ({source.confidence.value})".replace("|", "\\|")


def _in_force(first: object, last: object) -> str:
    return f"from {first}" if last is None else f"{first} to {last}"
