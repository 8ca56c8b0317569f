"""The minute for the file: how firm a locked ranking is, as a document. It explains; it decides and changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.assessment.stability import Interval
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.packs.document import (
    Block,
    Document,
    Facts,
    Furniture,
    Heading,
    Notice,
    Paragraph,
    Table,
)
from commonweal.journeys.firmness import DRAWS, SEED, Firmness, firmness_of, limits, read_ranking
from commonweal.journeys.firmness_lots import LotsFirmness, is_limited, lots_firmness
from commonweal.journeys.rank_shares import rank_columns, rank_rows
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import Assessment, RankingSnapshot
from commonweal.organisations.queries import names_of
from commonweal.presentation.formats import moment
from commonweal.presentation.points import chance, held


def _docx(document: Document) -> bytes:
    from commonweal.interchange.packs.docx import write_docx

    return write_docx(document)


def _odt(document: Document) -> bytes:
    from commonweal.interchange.packs.odt import write_odt

    return write_odt(document)


def _pdf(document: Document) -> bytes:
    from commonweal.interchange.packs.pdf import write_pdf

    return write_pdf(document)


WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": _docx, "odt": _odt, "pdf": _pdf}


def minute_file(one: Assessment, kind: str, *, now: dt.datetime, with_lots: bool = True) -> bytes:
    """The minute as DOCX, ODT or PDF.

    Raises:
        NotFound: another kind of file, or nothing is locked. Refused: ``assessment.nobody_ranked``.
    """
    snapshot = queries.latest_snapshot(one)
    if kind not in WRITERS or snapshot is None:
        raise NotFound("record.not_found", kind="minute")
    return WRITERS[kind](minute(one, snapshot, now=now, with_lots=with_lots))


def minute(
    one: Assessment, snapshot: RankingSnapshot, *, now: dt.datetime, with_lots: bool = True
) -> Document:
    """The minute as a plain document. The same ranking gives the same figures.

    Without `with_lots` nothing of other lots is in it: its reader may not read them.
    """
    kept = read_ranking(snapshot)
    if not kept.firsts:
        raise Refused("assessment.nobody_ranked")
    tenders = queries.tenders_of(one)
    names = {tender.external_id: tender.supplier.name for tender in tenders}
    firmness, lots = firmness_of(one, snapshot), lots_firmness(one) if with_lots else None
    title = _("How firm the result is")
    procurement = one.lot.procurement
    return Document(
        title=title,
        kicker=f"{procurement.authority.name} · {procurement.title}",
        summary=_(
            "A minute for the file of the assessment. It explains how firm the result is and decides nothing."
        ),
        author=procurement.authority.name,
        language=get_language() or "en",
        is_draft=False,
        furniture=Furniture(
            header=f"{procurement.authority.name} · {procurement.title}",
            footer=title,
            page=_("Page {page} of {pages}"),
            contents=_("What is in this document"),
            draft="",
        ),
        blocks=(
            *_basis(one, snapshot, kept, now),
            *_result(kept, firmness, names),
            *_ranks(firmness, names),
            *_changes(kept, firmness, names),
            *_lots(kept, lots),
            *_left_out(
                limits(kept, limits_lots=is_limited(one), has_lots=lots is not None), lots is not None
            ),
        ),
    )


def _basis(one: Assessment, snapshot: RankingSnapshot, kept: Ranking, now: dt.datetime) -> tuple[Block, ...]:
    people = names_of([snapshot.locked_by])
    return (
        Notice(
            _("This explains; it decides nothing."),
            _(
                "It was made after the scores were locked. It is no ground of the decision, and no score may be opened "
                "again because of it."
            ),
        ),
        Heading(1, "1", _("What it is about")),
        Facts(
            _("The ranking"),
            (
                (_("Procurement"), str(one.lot.procurement.title)),
                (_("Lot"), str(one.lot.title)),
                (_("Round"), str(kept.round_number)),
                (_("Version of the ask"), str(kept.ask_version)),
                (_("Ranking"), snapshot.external_id),
                (_("SHA-256 of what is kept"), snapshot.digest),
                (
                    _("Locked"),
                    f"{moment(snapshot.locked_at)}, {people.get(snapshot.locked_by, snapshot.locked_by)}",
                ),
                (_("This minute"), moment(now)),
                (_("Trials"), _("%(draws)s, seed %(seed)s") % {"draws": f"{DRAWS:,}", "seed": SEED}),
            ),
        ),
    )


def _result(kept: Ranking, firmness: Firmness, names: dict[str, str]) -> tuple[Block, ...]:
    found = firmness.result
    rows = tuple(
        (
            str(placed.rank),
            names[placed.tender],
            _two(placed.total),
            f"{chance(found.chances[placed.tender].p)} ± {chance(found.chances[placed.tender].se)}",
            _may_be_first(firmness, placed.tender),
        )
        for placed in found.ranking
    )
    below = [names[each.id] for each in kept.results if each.below]
    off_price = [names[each.id] for each in kept.results if each.off_price]
    return (
        Heading(1, "2", _("The result and its chances")),
        Table(
            _("The ranking, and how often each wins in trials"),
            (_("Rank"), _("Tenderer"), _("Total"), _("Wins in trials"), _("First under any weights?")),
            rows,
            (8, 32, 12, 24, 24),
            frozenset({0, 2, 3}),
        ),
        Paragraph(
            _(
                "Each trial draws weights around the published ones, and a panel of the same size from the assessors’ own "
                "scores. The share of trials that a tender wins has the standard error that stands beside it."
            )
        ),
        *(
            [Paragraph(_("Below a published minimum, not ranked: %(names)s.") % {"names": ", ".join(below)})]
            if below
            else []
        ),
        *(
            [Paragraph(_("Not at the fixed price, not ranked: %(names)s.") % {"names": ", ".join(off_price)})]
            if off_price
            else []
        ),
    )


def _may_be_first(firmness: Firmness, tender: str) -> str:
    if firmness.is_held_still:
        return _("Not worked out")
    return _("Could be first or level") if firmness.result.can_win[tender] else _("No")


def _ranks(firmness: Firmness, names: dict[str, str]) -> tuple[Block, ...]:
    rows, columns = rank_rows(firmness, names), rank_columns(firmness)
    if not rows:
        return ()
    ranks = len(columns) - 1
    width = 60 // ranks
    return (
        Table(
            _("Share of the trials in which each comes at each rank"),
            columns,
            rows,
            (100 - width * ranks, *[width] * ranks),
            frozenset(range(1, ranks + 1)),
        ),
    )


def _changes(kept: Ranking, firmness: Firmness, names: dict[str, str]) -> tuple[Block, ...]:
    titles = {each.id: each.title for each in kept.criteria}
    intervals = _interval_rows(kept, firmness.result.weight_intervals)
    flips = tuple(
        (f"{titles[flip.criterion]}, {names[flip.tender]}", _two(flip.change))
        for flip in (firmness.flips or ())[:10]
    )
    blocks: list[Block] = [
        Heading(1, "3", _("What would change it")),
        Table(
            _("Weights within which the first tender stays first, the others in proportion (per cent)"),
            (_("Criterion"), _("From"), _("Published"), _("To")),
            intervals,
            (40, 20, 20, 20),
            frozenset({1, 2, 3}),
        ),
    ]
    if flips:
        blocks.append(
            Table(
                _("Smallest changes of one agreed score at which the first tender is caught (points of 100)"),
                (_("Score"), _("Change")),
                flips,
                (75, 25),
                frozenset({1}),
            )
        )
    elif firmness.flips is not None:
        blocks.append(Paragraph(_("No change of a single score can flip it.")))
    found = firmness.result.reweighting
    if found:
        blocks.append(
            Paragraph(
                _("%(rival)s draws level once %(moved)s points of weight have moved between criteria.")
                % {"rival": names[found.rival], "moved": _two(found.moved * 100)}
            )
        )
    elif not firmness.is_held_still:
        blocks.append(Paragraph(_("No change of the weights alone can flip it.")))
    return tuple(blocks)


def _interval_rows(kept: Ranking, within: Mapping[str, Interval]) -> tuple[tuple[str, ...], ...]:
    """Criterion, low end, published weight and high end, per cent, for each criterion that has an interval."""
    rows = []
    for each in kept.criteria:
        if each.id in within:
            low, high = held(within[each.id], each.weight_bp)
            rows.append((each.title, *(_two(Fraction(bp, 100)) for bp in (low, each.weight_bp, high))))
    return tuple(rows)


def _lots(kept: Ranking, lots: LotsFirmness | None) -> tuple[Block, ...]:
    """Where the ask limits lots: who is awarded each, and what would move one of them."""
    if lots is None:
        return ()
    titles = {each.id: each.title for each in kept.criteria}
    awarded = tuple(
        (lot, lots.names[tender] if tender else _("nobody"))
        for lot, tender in zip(lots.lots, lots.awarded, strict=True)
    )
    flips = tuple(
        (
            f"{lots.lots[each.lot]}: {titles[each.flip.criterion]}, {lots.names[each.flip.tender]}",
            _two(each.flip.change),
        )
        for each in (lots.flips or ())[:10]
    )
    return (
        Heading(1, "4", _("With the limit on lots")),
        Facts(
            ngettext(
                "One tenderer may be awarded %(num)s lot, so the lots of this round hang together:",
                "One tenderer may be awarded %(num)s lots, so the lots of this round hang together:",
                lots.most,
            )
            % {"num": lots.most},
            awarded,
        ),
        _lot_intervals(kept, lots),
        _lot_flips(flips, lots),
    )


def _lot_intervals(kept: Ranking, lots: LotsFirmness) -> Block:
    if lots.intervals is None:
        return Paragraph(
            _(
                "There are too many lots to look for the best combination at every weight. This is not worked out."
            )
        )
    return Table(
        _("Weights within which every lot goes to the same tenderer, the others in proportion (per cent)"),
        (_("Criterion"), _("From"), _("Published"), _("To")),
        _interval_rows(kept, lots.intervals),
        (40, 20, 20, 20),
        frozenset({1, 2, 3}),
    )


def _lot_flips(flips: tuple[tuple[str, str], ...], lots: LotsFirmness) -> Block:
    if flips:
        return Table(
            _("Smallest changes of one agreed score at which a lot’s award is caught (points of 100)"),
            (_("Score"), _("Change")),
            flips,
            (75, 25),
            frozenset({1}),
        )
    if lots.rests_on_quality:
        return Paragraph(
            _("Points for price rest on quality. This is not worked out for several lots together.")
        )
    if lots.flips is None:
        return Paragraph(
            _("There are too many lots to try every score in the best combination. This is not worked out.")
        )
    return Paragraph(_("No change of a single score can move a lot."))


def _left_out(said: list[str], has_lots: bool) -> tuple[Block, ...]:
    if not said:
        return ()
    return (
        Heading(1, "5" if has_lots else "4", _("What these figures leave out")),
        *(Paragraph(each) for each in said),
    )


def _two(exact: Fraction) -> str:
    """Two places, half to even."""
    hundredths = round(exact * 100)
    sign = "−" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"
