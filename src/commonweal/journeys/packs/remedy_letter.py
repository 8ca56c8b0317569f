"""The letter of one step of the remedies ladder, as a plain document from which every format is written."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.domain.packs import clauses
from commonweal.domain.packs.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Furniture,
    Heading,
    Notice,
    Paragraph,
)
from commonweal.lifecycle.contracts.models import RemedyStep
from commonweal.presentation.formats import day, money
from commonweal.presentation.remedy_words import OUTCOME, RUNG, SKIP

LANGUAGE = "en-GB"


def document(step: RemedyStep) -> Document:
    """What the supplier is told. Nothing that the authority noted for itself is in it."""
    with override(LANGUAGE.lower()):
        contract = step.matter.contract
        title = _("%(rung)s: %(title)s") % {"rung": RUNG[step.rung], "title": step.matter.title}
        return Document(
            title=title,
            kicker=contract.authority.name,
            summary=_("A step of the remedies ladder of the contract “%(title)s”.")
            % {"title": contract.title},
            author=contract.authority.name,
            language=LANGUAGE,
            is_draft=False,
            furniture=Furniture(
                header=f"{contract.authority.name} · {RUNG[step.rung]}",
                footer=contract.title,
                page=_("Page {page} of {pages}"),
                contents=_("What is in this letter"),
                draft="",
            ),
            blocks=(_front(step), *_body(step)),
        )


def _front(step: RemedyStep) -> Facts:
    contract = step.matter.contract
    rows = [
        (_("To"), contract.supplier_shown),
        (_("From"), contract.authority.name),
        (_("Contract"), f"{contract.title} ({contract.external_id})"),
        (_("Date"), day(step.taken_on)),
    ]
    if step.matter.commitment:
        rows.append((_("Commitment"), step.matter.commitment.title))
    if step.answer_by:
        rows.append((_("Please answer by"), day(step.answer_by)))
    if contract.authority_lead:
        rows.append((_("Looks after the contract"), contract.authority_lead.name))
    return Facts(_("This letter"), tuple(rows))


def _body(step: RemedyStep) -> Iterator[Block]:
    yield Heading(1, "1", _("Why we write"))
    yield Paragraph(step.reason)
    if step.skip_ground:
        yield Notice(_("A step of the ladder is left out"), f"{SKIP[step.skip_ground]}. {step.skip_reason}")
    yield Heading(1, "2", _("What the ladder says of this step"))
    rung = next(each for each in step.matter.ladder if each["rung"] == step.rung)
    yield Paragraph(_(rung["when"]))
    yield Paragraph(_(rung["what"]))
    yield Paragraph(_(rung["who"]))
    if not step.matter.is_in_the_ask:
        yield Notice(
            _("The ask did not say that remedies go step by step"),
            _("These steps are how we choose to go about it. What the contract itself says comes first."),
        )
    yield Heading(1, "3", _("What we ask of you"))
    yield Paragraph(step.asked or _("Please tell us what happened and what you will do."))
    failures = [each.failure for each in step.failures.all()]
    if failures:
        yield Bullets(tuple(_failure(each) for each in failures))
    yield Heading(1, "4", _("What you may say"))
    yield Paragraph(_(clauses.REMEDIES.clauses[3]))
    yield Paragraph(_("What is said in a learning review is not used as a ground for a remedy."))
    if step.outcome:
        yield Heading(1, "5", _("What came of it"))
        yield Paragraph(f"{OUTCOME[step.outcome]}. {step.outcome_words}")


def _failure(failure: object) -> str:
    said = _("Recorded on %(day)s: %(what)s") % {
        "day": day(failure.decided_on),  # type: ignore[attr-defined]
        "what": failure.description,  # type: ignore[attr-defined]
    }
    pence = failure.penalty_pence  # type: ignore[attr-defined]
    return said if pence is None else f"{said} ({money(pence)})"
