"""The self-check of a whole draft, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.domain.asks import AskContent, CriterionContent
from commonweal.domain.commitments import CommitmentKind, Offer, contract_periods, promised_by
from commonweal.domain.metrics import TargetKind
from commonweal.domain.self_check.aspects import Looked, looked_for
from commonweal.domain.self_check.figures import Said, figures_in, over_contract, promised
from commonweal.domain.self_check.findings import Finding, Span, Where
from commonweal.domain.self_check.vague import vague_in
from commonweal.domain.tenders import TenderContent

DAYS_UNNOTICED = 31
"""Days of the contract for which nothing is promised that are not worth saying."""


@dataclass(frozen=True)
class Checked:
    """One question: what its bands look for, and everything found in its answer and commitments."""

    criterion: CriterionContent
    answer: str
    looked: tuple[Looked, ...]
    findings: tuple[Finding, ...]


def self_check(content: TenderContent, ask: AskContent) -> tuple[Checked, ...]:
    """Every question in the order of the ask. No figure in it is a score, and nothing is decided by it."""
    found = []
    for criterion in ask.questions:
        answer, offers = content.answer(criterion.id), content.offers_for(criterion.id)
        # A commitment shows what the answer need not repeat: bands are about both.
        whole = "\n".join((answer, *(_words_of(offer) for offer in offers)))
        looked = looked_for(criterion, whole)
        found.append(Checked(criterion, answer, looked, tuple(_findings(criterion, answer, offers, ask))))
    return tuple(found)


def _words_of(offer: Offer) -> str:
    steps = (f"milestone {step.title} by {step.due_on.year}, {step.shown_by}" for step in offer.milestones)
    amounts = (f"{period.quantity // 1_000} {offer.unit} by {period.end_on.year}" for period in offer.periods)
    return "\n".join((offer.title, offer.words, *steps, *amounts))


@dataclass(frozen=True)
class _Text:
    """One text of a tender: the answer to a question, or the words of a commitment under it."""

    criterion_id: str
    text: str
    where: Where = Where.ANSWER
    key: str = ""

    def finding(self, code: str, span: Span, params: tuple[tuple[str, str], ...] = ()) -> Finding:
        return Finding(code, self.criterion_id, self.where, span, self.key, params)


def _findings(
    criterion: CriterionContent, answer: str, offers: tuple[Offer, ...], ask: AskContent
) -> Iterator[Finding]:
    said = _Text(criterion.id, answer)
    units = tuple(dict.fromkeys((*(o.unit for o in offers if o.unit), *(m.unit for m in criterion.metrics))))
    yield from _vague(said)
    yield from _figures(said, units, offers, ask)
    for offer in offers:
        words = _Text(criterion.id, offer.words, Where.COMMITMENT, offer.key)
        yield from _vague(words)
        yield from _figures(words, (offer.unit,) if offer.unit else (), offers, ask)
        yield from _against_plan(criterion, offer, ask)


def _vague(about: _Text) -> Iterator[Finding]:
    for kind, span in vague_in(about.text):
        yield about.finding(f"vague_{kind.value}", span)


def _figures(
    about: _Text, units: tuple[str, ...], offers: tuple[Offer, ...], ask: AskContent
) -> Iterator[Finding]:
    for said in figures_in(about.text, units):
        figures = promised(offers, ask, said.unit)
        together = over_contract(said, ask)
        params = _params(said, figures)
        if not figures:
            yield about.finding("figure_not_promised", said.span, params)
        elif together is not None and together not in figures:
            yield about.finding(
                "figure_for_each_differs", said.span, (*params, ("together", _shown(together)))
            )
        elif together is None and said.quantity not in figures:
            yield about.finding("figure_differs", said.span, params)


def _params(said: Said, figures: frozenset[int]) -> tuple[tuple[str, str], ...]:
    listed = ", ".join(_shown(each) for each in sorted(figures))
    return ("said", _shown(said.quantity)), ("unit", said.unit), ("promised", listed)


def _shown(thousandths: int) -> str:
    whole, part = divmod(thousandths, 1_000)
    return f"{whole:,}" + (f".{part:03d}".rstrip("0") if part else "")


def _against_plan(criterion: CriterionContent, offer: Offer, ask: AskContent) -> Iterator[Finding]:
    """A quantity against the contract's years and against what the ask wants of its metric."""
    if offer.kind is not CommitmentKind.QUANTITY or not offer.periods:
        return
    for starts_on, ends_on in contract_periods(ask, 12):
        is_promised = any(each.start_on <= ends_on and each.end_on >= starts_on for each in offer.periods)
        if not is_promised and (ends_on - starts_on).days >= DAYS_UNNOTICED:
            days = (("from", starts_on.isoformat()), ("to", ends_on.isoformat()))
            yield Finding("year_without_amount", criterion.id, Where.COMMITMENT, None, offer.key, days)
    metric = next((each for each in criterion.metrics if each.id == offer.metric_id), None)
    wanted = metric.target_low if metric and metric.target in (TargetKind.FIXED, TargetKind.RANGE) else None
    given = promised_by(offer, ask) or 0
    if wanted is not None and given < wanted:
        params = (
            ("promised", _shown(given)),
            ("asked", _shown(wanted)),
            ("unit", offer.unit),
        )
        yield Finding("below_what_is_asked", criterion.id, Where.COMMITMENT, None, offer.key, params)
