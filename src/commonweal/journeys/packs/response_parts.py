"""The last parts of an ask schedule: how to answer, and how it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commonweal.domain.packs.document import Block, Bullets, Paragraph, Table
from commonweal.domain.rules.burden import burden_of_ask
from commonweal.journeys.packs.parts import Pack
from commonweal.presentation.formats import moment
from commonweal.presentation.formats import number as figure
from commonweal.presentation.words.tendering import LATE


def respond(pack: Pack, number: str) -> Iterator[Block]:
    """Where to answer, how long it should take, what counts as a word."""
    ask = pack.ask
    yield Paragraph(
        _("Answer by %(moment)s, London time. A tender at exactly that moment is in time.")
        % {"moment": moment(ask.tender_deadline_at)}
    )
    yield Paragraph(str(LATE[pack.late]))
    yield Bullets(
        (
            _(
                "Answer online, or fill in the response workbook (Excel or OpenDocument) that comes with this schedule. "
                "Both ask the same."
            ),
            _(
                "A word is whatever stands between two spaces. Headings and lists count; the question itself does not."
            ),
            _(
                "A promise is entered as a row of its own: what, how much, by when, where, who. The answer argues for it."
            ),
            _("You may leave out promises under any question. A promise in words counts as a promise."),
            _(
                "Name the subcontractors who will keep a promise. Ask for no more from them than they offered."
            ),
        )
    )
    burden = burden_of_ask(ask)
    yield Table(
        _("What we estimate this takes a small organisation"),
        (_("Part"), _("How much")),
        (
            (_("Questions to answer"), figure(len(ask.questions))),
            (_("Words at most, for one lot"), figure(ask.words_to_write)),
            (_("Metrics you may use"), figure(_metrics(pack))),
            (_("Hours, as an estimate"), figure(burden.tender_hours)),
            (
                _("Hours of reporting over the contract if you win, as an estimate"),
                figure(burden.reporting_hours),
            ),
        ),
        (64, 36),
        numeric=frozenset({1}),
    )


def _metrics(pack: Pack) -> int:
    return sum(len(criterion.metrics) for criterion in pack.ask.criteria)


def accessibility(pack: Pack, number: str) -> Iterator[Block]:
    """Formats, and the right to another one."""
    yield Paragraph(
        _(
            "This schedule is issued as a Word document, as OpenDocument text and as a tagged PDF, with the same words in "
            "each. All three have headings, marked table headers, a stated language and a text in place of each picture."
        )
    )
    yield Bullets(
        (
            _(
                "You may read it enlarged, aloud or in braille with ordinary tools; nothing depends on colour."
            ),
            _(
                "If you need it in another format or language, ask us as you would ask any question about this "
                "procurement. We answer without delay, and asking does not affect how you are assessed."
            ),
            _(
                "If a disability makes the form of an answer a barrier, tell us before the deadline and we will agree "
                "another form that can be assessed in the same way."
            ),
        )
    )
