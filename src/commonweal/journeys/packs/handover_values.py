"""What a handover pack says of single things: a commitment in one line, an assessor's reason, a KPI's target."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.kpis import KpiDirection
from commonweal.lifecycle.assessment import queries as assessment
from commonweal.lifecycle.contracts.models import Commitment, Contract, HandoverLine, Kpi
from commonweal.lifecycle.tendering.clarifications import published_clarifications
from commonweal.presentation.formats import money, quantity


@dataclass(frozen=True)
class Concern:
    """What the panel agreed about one answer of the tender that won."""

    question: str
    mark: str
    reason: str
    minority: str


def how_much(of: Commitment) -> str:
    """The promise in one line: a figure, a rate, milestones, or words."""
    if of.kind == CommitmentKind.RATE:
        rate = {"quantity": quantity(of.quantity, of.unit), "pounds": money(of.rate_per_pence)}
        return _("%(quantity)s for each %(pounds)s of actual spend") % rate
    if of.kind == CommitmentKind.PATHWAY:
        count = len(of.milestones.all())
        return ngettext("%(n)s milestone", "%(n)s milestones", count) % {"n": count}
    return _("in words") if of.quantity is None else quantity(of.quantity, of.unit)


def who_owes(of: Commitment) -> str:
    """The party that owes it, with its name where one is given."""
    words = {
        OwedBy.SUPPLIER: _("the supplier"),
        OwedBy.SUBCONTRACTOR: _("a subcontractor"),
        OwedBy.AUTHORITY: _("the authority itself"),
    }
    who = words[OwedBy(of.owed_by)]
    return f"{who} ({of.owed_by_name})" if of.owed_by_name else who


def owners(of: Commitment) -> str:
    """Who looks after it on each side; where nobody is named, the contract's own people do."""
    names = [person.name for person in (of.authority_lead, of.supplier_lead) if person]
    return ", ".join(names) if names else _("the people of the contract")


def line_rows(of: Commitment, line: HandoverLine) -> list[tuple[str, str]]:
    """What was confirmed about it."""
    rows = [(_("What counts as evidence"), line.evidence_rule)]
    if line.baseline is not None:
        start = f"{quantity(line.baseline, of.unit)}. {line.baseline_words}"
        rows.insert(0, (_("Starting point"), start))
    elif line.baseline_words:
        rows.insert(0, (_("Starting point"), line.baseline_words))
    return rows


def kpi_target(of: Kpi) -> str:
    """What a KPI is held against."""
    if of.target is None:
        return _("what was promised for the days assessed")
    limit = _("at most") if of.direction == KpiDirection.AT_MOST else _("at least")
    return f"{limit} {quantity(of.target, of.unit)}"


def concerns(of: Contract) -> list[Concern]:
    """The agreed marks of the tender that won, in the order of the questions; empty where nothing was assessed here."""
    if of.award is None or of.tender is None:
        return []
    ask = of.tender.ask_version.read()
    agreed = assessment.agreed_scores(of.award.assessment)
    found = []
    for criterion in ask.criteria:
        score = agreed.get((of.tender_id or 0, criterion.id))
        if score is not None:
            mark = quantity(score.score * 10)
            found.append(Concern(criterion.title, mark, score.reason, score.minority_view))
    return found


def answers_given(of: Contract) -> list[tuple[str, str]]:
    """Clarification questions as they were published, and their latest answers, without names."""
    if of.procurement is None:
        return []
    return [(each.question, each.answer) for each in published_clarifications(of.procurement)]
