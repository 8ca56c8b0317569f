"""The self-check: for the tenderer's own writers alone. Nothing of it is stored, sent or seen by anybody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from commonweal.domain.self_check.check import Checked, self_check
from commonweal.domain.self_check.findings import Finding, Where
from commonweal.domain.self_check.together import Note, notes
from commonweal.presentation.words.self_check import ADVICE, ASPECT, FINDING, NOTE
from commonweal.web.pages import render
from commonweal.web.tenders.own import Own, own_draft, own_page

AROUND = 60
"""Signs shown on either side of a place, so that it is found again."""


@own_page
def check(request: HttpRequest, tender_id: str) -> HttpResponse:
    """What the bands look for, what is missing, vague or at odds, each with its place."""
    found = own_draft(request, tender_id)
    offers = {offer.key: offer for offer in found.content.offers}
    rows = [_shown(found, each, offers) for each in self_check(found.content, found.ask)]
    whole = notes(found.content, found.ask)
    context = {
        "tender": found.tender,
        "rows": rows,
        "notes": [_note(found, each) for each in whole],
        "count": sum(len(row["findings"]) + row["missing"] for row in rows) + len(whole),
        "aspects": ASPECT,
        "advice": ADVICE,
    }
    return render(request, "tenders/self_check.html", context, node=found.tender)


def _note(found: Own, note: Note) -> dict[str, str]:
    """What is said of the tender as a whole, with where to change it."""
    tender_id = found.tender.external_id
    if note.part == "delivery":
        url = reverse("tender-delivery", args=[tender_id, note.key])
    else:
        url = reverse(f"tender-{note.part}", args=[tender_id])
    return {"sentence": NOTE[note.code] % {"name": note.name}, "url": url}


def _shown(found: Own, checked: Checked, offers: dict[str, Any]) -> dict[str, Any]:
    return {
        "criterion": checked.criterion,
        "looked": checked.looked if checked.answer.strip() else (),
        "is_answered": bool(checked.answer.strip()),
        "missing": sum(each.found is None for each in checked.looked) if checked.answer.strip() else 0,
        "findings": [_finding(found, each, checked, offers) for each in checked.findings],
    }


def _finding(found: Own, finding: Finding, checked: Checked, offers: dict[str, Any]) -> dict[str, Any]:
    """A finding with the words around its place and where to change it."""
    tender_id = found.tender.external_id
    is_answer = finding.where is Where.ANSWER
    text = checked.answer if is_answer else offers[finding.key].words
    span = finding.span
    return {
        "sentence": FINDING[finding.code] % dict(finding.params),
        "commitment": "" if is_answer else offers[finding.key].title,
        "before": text[max(0, span.start - AROUND) : span.start] if span else "",
        "quote": span.quote if span else "",
        "after": text[span.end : span.end + AROUND] if span else "",
        "line": text.count("\n", 0, span.start) + 1 if span else None,
        "url": reverse("tender-answer", args=[tender_id, finding.criterion_id])
        if is_answer
        else reverse("tender-commitment", args=[tender_id, finding.key]),
    }
