"""The offline score sheet of one assessor: made from their own seat, and read back into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import check_may_read
from commonweal.domain.assessment.score_sheet import (
    ChangedMeanwhile,
    Expected,
    SheetQuestion,
    Stood,
    choices_of,
    digest_of,
    sheet_name,
    stood_at,
)
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import DomainError, NotFound
from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import ABOUT, INSTRUCTIONS, LISTS, Holds
from commonweal.journeys.score_sheet_texts import answer_texts
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import PanelMember, ScoreSheet, SheetStatus
from commonweal.organisations.models import Membership

#: Sheets up to this size are read at once; larger ones by the worker.
AT_ONCE = 60_000
_LISTS_FIT = 26


def expected(member: PanelMember) -> Expected:
    """What a sheet of this seat must be."""
    one, ask = member.assessment, member.assessment.ask_version.read()
    return Expected(
        seat_id=member.external_id,
        assessment_id=one.external_id,
        ask_digest=one.ask_version.digest,
        questions=tuple(
            SheetQuestion(sheet_name(number), criterion, choices_of(ask.criterion(criterion).bands))
            for number, criterion in enumerate(member.criteria, start=1)
        ),
        tenders=tuple(tender.external_id for tender in queries.tenders_of(one)),
    )


def sheet_file(member: PanelMember, kind: str) -> bytes:
    """The sheet as XLSX or ODS, with the assessor's own marks so far.

    Raises:
        NotFound: another kind of file. Refused: interests are not declared or cleared, or scoring has not begun.
    """
    check_may_read(member.seat, AssessmentStatus(member.assessment.status))
    if kind == "xlsx":
        from commonweal.interchange.packs.xlsx import write_xlsx

        return write_xlsx(book(member))
    if kind == "ods":
        from commonweal.interchange.packs.ods import write_ods

        return write_ods(book(member))
    raise NotFound("record.not_found", kind="score-sheet")


def book(member: PanelMember) -> Book:
    """The sheet as plain values: one page for each question, one row for each tender."""
    shape, ask = expected(member), member.assessment.ask_version.read()
    named = _lists(shape)
    places = {name: (column, len(labels)) for column, (name, labels) in enumerate(named.items())}
    return Book(
        title=_("Score sheet: %(title)s") % {"title": ask.title},
        author=ask.authority_name,
        language="en-GB",
        header=_("Score sheet of %(name)s") % {"name": member.person.name},
        draft="",
        pages=(_instructions(), *_questions(member, shape, named), _list_page(named), _about(member, shape)),
        lists=places,
    )


def _lists(shape: Expected) -> dict[str, tuple[str, ...]]:
    """Each different scale once, by a name; as many as the lists' columns hold."""
    found: dict[tuple[str, ...], str] = {}
    for question in shape.questions:
        labels = tuple(question.choices)
        if labels not in found and len(found) < _LISTS_FIT:
            found[labels] = f"scale-{len(found) + 1}"
    return {name: labels for labels, name in found.items()}


def _instructions() -> Page:
    lines = (
        _("Each question has a sheet, each tender a row. Read the answer, choose a band, give your reason."),
        _("Type only in the cells with a yellow ground. Add no sheets, rows or formulas."),
        _(
            "A row may wait: what is empty here, or as you downloaded it, leaves what you saved online as it is."
        ),
        _(
            "Bring the file back on your questions’ page. It comes in whole or not at all, with every mistake by sheet and cell."
        ),
        _(
            "It is yours alone: nobody else’s sheet is taken in its place. Keep it where nobody else reads it."
        ),
    )
    rows = tuple((Cell(f"{number}."), Cell(line)) for number, line in enumerate(lines, start=1))
    return Page(
        INSTRUCTIONS, _("How to use this score sheet"), "", (_("No."), _("What to do")), (6, 110), rows
    )


def _questions(member: PanelMember, shape: Expected, named: dict[str, tuple[str, ...]]) -> list[Page]:
    ask, tenders = member.assessment.ask_version.read(), queries.tenders_of(member.assessment)
    own = queries.own_scores(member)
    texts = answer_texts(member, len(tenders) * len(shape.questions))
    names = {labels: name for name, labels in named.items()}
    heads = (_("Tender"), _("Tenderer"), _("Answer and commitments"), _("Band"), _("Your reason"))
    pages = []
    for question in shape.questions:
        labels = {score: label for label, score in question.choices.items()}
        scale = names.get(tuple(question.choices), "")
        rows = []
        for tender in tenders:
            mark = own.get((tender.pk, question.criterion_id))
            chosen = labels.get(mark.score) if mark and mark.score is not None else None
            rows.append(
                (
                    Cell(tender.external_id),
                    Cell(tender.supplier.name),
                    Cell(texts.get((tender.pk, question.criterion_id), "")),
                    Cell(holds=Holds.CHOICE, choices=scale, value=chosen),
                    Cell(holds=Holds.TEXT, value=(mark.reason or None) if mark else None),
                )
            )
        criterion = ask.criterion(question.criterion_id)
        pages.append(
            Page(
                question.sheet, criterion.title, criterion.question, heads, (18, 28, 60, 24, 60), tuple(rows)
            )
        )
    return pages


def _list_page(named: dict[str, tuple[str, ...]]) -> Page:
    height = max((len(labels) for labels in named.values()), default=0)
    rows = tuple(
        tuple(Cell(labels[row] if row < len(labels) else "") for labels in named.values())
        for row in range(height)
    )
    return Page(LISTS, LISTS, _("What may be chosen"), tuple(named), tuple(30 for _name in named), rows)


def _about(member: PanelMember, shape: Expected) -> Page:
    own = queries.own_scores(member)
    tenders = {tender.pk: tender.external_id for tender in queries.tenders_of(member.assessment)}
    stood = {
        stood_at(tenders[tender], criterion): Stood(mark.score, digest_of(mark.reason)).written()
        for (tender, criterion), mark in sorted(own.items())
        if tender in tenders
    }
    said = shape.manifest() | stood
    rows = tuple((Cell(key), Cell(value)) for key, value in said.items())
    return Page(ABOUT, ABOUT, _("What this file says about itself"), (_("What"), _("Value")), (20, 80), rows)


def take_in(sheet: ScoreSheet, *, by: Actor, now: dt.datetime) -> ScoreSheet:
    """Read a sheet that waits and save it whole, or note every mistake and save nothing."""
    from commonweal.interchange.packs.faults import UnreadableWorkbook
    from commonweal.interchange.score_sheets import read_score_sheet

    if sheet.status != SheetStatus.WAITING or sheet.content is None:
        return sheet
    try:
        entries = read_score_sheet(sheet.name, bytes(sheet.content), expected(sheet.member))
        return actions.save_sheet(sheet, entries, by=by, now=now)
    except UnreadableWorkbook as error:
        faults = [(fault.place, fault.code, dict(fault.params)) for fault in error.faults]
    except ChangedMeanwhile as error:
        faults = [(place, "sheet.changed_meanwhile", {}) for place in error.cells]
    except DomainError as error:
        faults = [("the file", error.code, dict(error.params))]
    return actions.refuse_sheet(sheet, faults, by=by, now=now)


def work_on(sheet_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Read a large sheet in the worker, as the person who brought it. Nothing when it was read in the meantime."""
    rows = ScoreSheet.objects.for_system("the score sheet that the worker was given")
    related = (
        "member__person",
        "member__assessment__lot__procurement__authority",
        "member__assessment__round",
    )
    sheet = (
        rows.select_related(*related, "member__assessment__ask_version").filter(external_id=sheet_id).first()
    )
    if sheet is None or sheet.status != SheetStatus.WAITING:
        return
    members = Membership.objects.for_system("who brought a score sheet back")
    membership = members.filter(
        person_id=sheet.member.person_id,
        organisation_id=sheet.member.assessment.lot.procurement.authority_id,
        ended_at__isnull=True,
    ).first()
    if membership is not None:
        take_in(sheet, by=membership.actor(), now=clock())
