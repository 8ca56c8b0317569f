"""What an authority's own Word template may ask for, and what each placeholder stands for.

One list for the check of an upload, for its error message, for the documentation and for filling a template in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

#: Words and figures: ``{{ title }}``.
TEXTS: Mapping[str, str] = {
    "title": "Title of the procurement",
    "authority": "Name of the contracting authority",
    "reference": "Reference of the procurement",
    "version": "Number of the version, or that it is a draft",
    "digest": "SHA-256 of the published version; empty in a draft",
    "deadline": "When tenders are due, London time",
    "value": "Estimated value with VAT",
    "value_without_vat": "Estimated value without VAT",
    "contract_starts": "First day of the contract",
    "contract_ends": "Last day of the contract without extensions",
    "where": "Places, separated by commas",
    "description": "What is bought",
    "why": "Why we ask this",
    "words": "The most words a tenderer writes for one lot",
}
#: Things to repeat over: ``{%p for question in questions %}``, and what each thing has: ``{{ question.title }}``.
LISTS: Mapping[str, Mapping[str, str]] = {
    "questions": {
        "number": "Its number, from 1",
        "title": "Its title",
        "text": "The criterion",
        "question": "The question",
        "weight": "Its weighting",
        "words": "Words at most",
    },
    "metrics": {
        "title": "What is counted",
        "unit": "In which unit",
        "how_much": "How much we ask for",
        "period": "How often it is reported",
    },
    "promises": {"text": "What we promise", "due": "By when", "post": "Who answers for it"},
}
#: Whole parts of the schedule, each in a paragraph of its own: ``{{ schedule }}`` is all of them.
PARTS: Mapping[str, str] = {
    "schedule": "The whole schedule",
    "part_about": "About this schedule",
    "part_bought": "What we are buying",
    "part_why": "Why we ask this, with the thread",
    "part_assessed": "How tenders are assessed",
    "part_questions": "The questions with their scoring bands",
    "part_counted": "What is counted, and how it is reported",
    "part_promises": "What we commit to ourselves",
    "part_contract": "Commitments in the contract",
    "part_respond": "How to answer",
    "part_accessibility": "Accessibility",
    "part_wording": "Where the wording comes from",
}
#: What the loop itself offers inside a repetition.
LOOP = ("index", "first", "last")


def known() -> tuple[str, ...]:
    """Every name a template may use, in the order of the documentation."""
    return (*TEXTS, *PARTS, *(f"{name} ({', '.join(fields)})" for name, fields in LISTS.items()))


def page() -> str:
    """The reference page as Markdown."""
    return "\n\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Placeholders of a Word template"
    yield (
        "Generated from `commonweal.domain.packs.placeholders`. An authority's own `.docx` may hold these names in double "
        "curly brackets. Repetitions and conditions (`for`, `if`) are the only statements; nothing else is run."
    )
    yield "## Words and figures"
    yield _table((f"`{{{{ {name} }}}}`", meaning) for name, meaning in TEXTS.items())
    yield "## Parts of the schedule, each in a paragraph of its own"
    yield _table((f"`{{{{ {name} }}}}`", meaning) for name, meaning in PARTS.items())
    for name, fields in LISTS.items():
        yield f"## Repeated: `{name}`"
        yield f"Between `{{%p for each in {name} %}}` and `{{%p endfor %}}`, each in a paragraph of its own:"
        yield _table((f"`{{{{ each.{field} }}}}`", meaning) for field, meaning in fields.items())


def _table(rows: Iterator[tuple[str, str]]) -> str:
    return "\n".join(
        ["| Placeholder | What stands there |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]
    )
