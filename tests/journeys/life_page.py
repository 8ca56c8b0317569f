"""The worked example of the docs, written from what the life of a contract left in the database."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import override

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.forecast import Forecast
from commonweal.domain.periods import london_day
from commonweal.journeys import contract_notices
from commonweal.journeys.demonstration import life as scenes
from commonweal.journeys.demonstration.contracts import MANAGER
from commonweal.journeys.packs.handover_values import how_much
from commonweal.lifecycle.contracts import changes, handovers, queries
from commonweal.lifecycle.contracts.models import Contract, PerformanceFailure
from commonweal.lifecycle.delivery import forecasting
from commonweal.lifecycle.delivery.models import LearningReview, LessonAnswer, LessonOffer, Report
from commonweal.lifecycle.delivery.queries import Line, lines
from commonweal.presentation.formats import day, money, percent, quantity
from commonweal.presentation.remedy_words import OUTCOME, RUNG
from commonweal.presentation.term_words import KIND as KIND_OF_TERM
from commonweal.presentation.term_words import OUTCOME as OUTCOME_OF_TERM
from commonweal.web.contracts import outlooks
from commonweal.web.contracts.changes import STATUS
from commonweal.web.contracts.performance_words import RATING
from commonweal.web.contracts.wording import KIND, OWED_BY
from commonweal.web.delivery.wording import REPORT_STATUS
from tests.builders.assessment import system

LOOKED_AT = (196, 302, 365, 500, 740, 1_000, 1_110)
"""Days of the contract on which the forecast is read, as near as a scene comes to them."""


@dataclass(frozen=True)
class Looked:
    """The forecast of the training hours as it stood on one day."""

    on: dt.date
    forecast: Forecast


@dataclass
class Watched:
    """A life, and what was seen while it was played."""

    life: scenes.Life
    forecasts: list[Looked] = field(default_factory=list)
    _waiting: list[int] = field(default_factory=lambda: list(LOOKED_AT))

    def look(self, days: int) -> None:
        """After a scene: read the forecast if its day has come."""
        if not self._waiting or days < self._waiting[0]:
            return
        self._waiting.pop(0)
        manager = self.life.demo.actor(MANAGER)
        register = queries.register(self.life.contract)
        (training,) = (each for each in register if each.kind == CommitmentKind.QUANTITY)
        found = forecasting.forecasts(manager, [training], self.life.day(days))
        self.forecasts.append(Looked(self.life.day(days), found[training.pk]))

    def lines(self) -> list[Line]:
        return lines(queries.register(self.life.contract))


def page(seen: Watched) -> str:
    """The whole page as Markdown."""
    with override("en-gb"):
        contract = seen.life.contract
        blocks = [
            *_opening(contract),
            *_handed_over(contract),
            *_promised(seen),
            *_quarters(contract),
            *_forecasts(seen),
            *_changed(seen),
            *_price_and_term(contract),
            *_conditions(contract),
            *_rated(contract),
            *_remedies(contract),
            *_learnt(contract),
            *_notices(contract),
        ]
    return "\n\n".join(blocks) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    listed = [list(head), ["---"] * len(list(head)), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in listed)


def _opening(contract: Contract) -> Iterator[str]:
    yield "# The life of a contract, worked through"
    yield (
        "A fictional contract of three years, from its award to its end. A test plays it by the same actions that people "
        "use, with a moving clock, and this page is what it left behind: no figure below was typed. The demonstration "
        f"plays the same life up to today; sign in as its contract manager and open *{contract.title}*."
    )
    yield _table(
        ("", ""),
        (
            ("Between", f"{contract.authority.name} and {contract.supplier_shown}"),
            ("Price without VAT", money(contract.value_ex_vat_pence)),
            ("Decided", day(contract.award.decided_at)),
            ("Standstill ended", day(contract.award.standstill_ends_on)),
            ("Entered into", day(contract.entered_at)),
            ("Runs", f"{day(contract.starts_on)} to {day(contract.ends_on)}"),
        ),
    )


def _handed_over(contract: Contract) -> Iterator[str]:
    handover = handovers.handover_of(contract)
    yield "## Handed over"
    yield (
        "The promises are carried over from the tender and nothing is typed again. Those who bought it say who looks "
        "after it on each side, what each promise starts from and what will show it, and how often both sides look back."
    )
    words = {"sent": "Sent", "sent_back": "Sent back", "accepted": "Taken over"}
    yield _table(
        ("On", "What", "Words"),
        ((day(move.moved_at), words[move.new], move.words or "–") for move in handover.moves.all()),
    )


def _promised(seen: Watched) -> Iterator[str]:
    yield "## What was promised, reported and verified"
    yield "Three figures that stay three. Promises in words and by milestones have no figure; their reports are counted."
    yield _table(
        ("Promise", "Kind", "Owed by", "Promised", "Reported", "Verified", "Reports accepted"),
        (
            (
                line.commitment.title,
                KIND[line.commitment.kind],
                OWED_BY[line.commitment.owed_by],
                how_much(line.commitment),
                quantity(line.figures.reported, line.commitment.unit),
                quantity(line.figures.verified, line.commitment.unit),
                f"{line.accepted} of {line.reports}",
            )
            for line in seen.lines()
        ),
    )


def _quarters(contract: Contract) -> Iterator[str]:
    yield "## Report by report"
    yield (
        "Each quarter is reported by the supplier with its evidence and decided by somebody else. A report that was "
        "rejected stays, beside the one that took its place."
    )
    rows = system(Report).filter(commitment__contract=contract, period__isnull=False).order_by("pk")
    yield _table(
        ("Quarter", "Reported", "What became of it", "Verified", "Why"),
        (
            (
                f"{day(report.start_on)} to {day(report.end_on)}",
                quantity(report.quantity),
                REPORT_STATUS[report.status],
                quantity(report.verified),
                report.verifications.last().reason,
            )
            for report in rows.prefetch_related("verifications")
        ),
    )


def _forecasts(seen: Watched) -> Iterator[str]:
    yield "## What was seen coming"
    yield (
        "The forecast of the training hours as it stood on these days. Nobody types a status: it follows from the "
        "reports. How it is worked out is on [the page about forecasts](forecast.md)."
    )
    yield _table(
        ("On", "Outlook", "Why"),
        (
            (day(each.on), outlooks.OUTLOOK[each.forecast.outlook], outlooks.reason(each.forecast, "hours"))
            for each in seen.forecasts
        ),
    )


def _changed(seen: Watched) -> Iterator[str]:
    training = seen.life.contract.commitments.get(kind=CommitmentKind.QUANTITY)
    change = changes.change(seen.life.demo.actor(MANAGER), training.changes.get().external_id)
    before, after = changes.read_terms(change.before), changes.read_terms(change.after)
    yield "## The means change, the aim stays"
    yield change.reason
    yield _table(
        ("", "Before", "After"),
        (
            ("Promise", before.title, after.title),
            ("How much", quantity(before.quantity, before.unit), quantity(after.quantity, after.unit)),
            ("How", before.words, after.words),
        ),
    )
    yield _table(
        ("Who", "Said", "Words"),
        (
            (row.get_approver_display().replace("_", " "), row.answer, row.words or "–")
            for row in change.answers.all()
        ),
    )


def _price_and_term(contract: Contract) -> Iterator[str]:
    yield "## Price and term"
    yield "Either side proposes another price or term; both approve before it stands, and what was not agreed stays too."
    rows = [
        (
            day(row.created_at),
            row.reason,
            f"{money(row.old_value_ex_vat_pence)} → {money(row.new_value_ex_vat_pence)}",
            f"{day(row.old_ends_on)} → {day(row.new_ends_on)}",
            STATUS[row.status],
            row.answers.last().words,
        )
        for row in contract.changes.order_by("number")
    ]
    yield _table(("On", "Why", "Price without VAT", "Last day", "Came to", "Last word"), rows)


def _conditions(contract: Contract) -> Iterator[str]:
    yield "## Conditions and charters"
    yield "Each is looked at when it falls due. A charter is open to evidence that is worth as much."
    rows = [
        (
            term.title,
            KIND_OF_TERM[term.kind],
            day(decided.due_on),
            OUTCOME_OF_TERM[decided.outcome],
            decided.reason,
        )
        for term in contract.terms.order_by("number")
        for decided in term.decisions.order_by("due_on")
    ]
    yield _table(("Condition", "Kind", "Due", "Decided", "Why"), rows)


def _remedies(contract: Contract) -> Iterator[str]:
    yield "## When something went wrong"
    yield "One rung after the other. Each step has its day, its reason and its letter, and the supplier answers at each."
    rows = [
        (
            matter.title,
            day(step.taken_on),
            RUNG[step.rung],
            step.reason,
            " ".join(reply.words for reply in step.replies.all()),
            f"{OUTCOME[step.outcome]}. {step.outcome_words}",
        )
        for matter in contract.matters.order_by("number")
        for step in matter.steps.order_by("pk")
    ]
    yield _table(("Matter", "On", "Step", "Why", "The supplier", "What came of it"), rows)


def _rated(contract: Contract) -> Iterator[str]:
    yield "## Performance"
    yield "What the figures suggest, and what a person decided, with the reason."
    rows = [
        (
            kpi.title,
            f"{day(each.start_on)} to {day(each.end_on)}",
            quantity(each.figure, kpi.unit),
            f"{RATING[each.suggested] if each.suggested else 'nothing'} ({percent(each.share)} of the target)",
            RATING[each.rating],
            each.reason,
        )
        for kpi in contract.kpis.order_by("number")
        for each in kpi.assessments.order_by("end_on")
    ]
    yield _table(("KPI", "For", "Figure", "Suggested", "Decided", "Why"), rows)
    failure = system(PerformanceFailure).get(contract=contract)
    yield (
        f"A failure of performance was recorded on {day(failure.created_at)}, with a penalty of "
        f"{money(failure.penalty_pence)}. Required: {failure.requirement} What happened: {failure.description}"
    )


def _learnt(contract: Contract) -> Iterator[str]:
    yield "## What was learnt"
    yield "Both sides prepared apart and then wrote together."
    for review in system(LearningReview).filter(contract=contract, held_at__isnull=False).order_by("number"):
        yield f"### Review {review.number}, {day(review.held_at)}"
        yield f"{review.what_happened} {review.what_surprised}"
        kind = "Managed failure" if review.lesson.is_managed_failure else "Lesson"
        yield f"**{kind}: {review.lesson.title}.** {review.what_we_believe} {review.what_we_change}"
    offer, answer = system(LessonOffer).get(lesson__contract=contract), system(LessonAnswer).get()
    yield (
        f"The managed failure was offered to every ask that serves *{offer.outcome.title}*: “{offer.suggestion}” "
        f"The ask of *{answer.procurement.title}* took it up: “{answer.reason}”"
    )


def _notices(contract: Contract) -> Iterator[str]:
    yield "## The notices that fall out of it"
    yield (
        "Drafts made from what is recorded; nothing is typed that is known already. Publishing them on the central "
        f"platform stays with a person. They stand as on {day(london_day(scenes_end(contract)))}."
    )
    yield _table(
        ("Notice", "Due", "Still missing"),
        (
            (
                each.kind.value,
                day(each.due_on),
                ", ".join(name.replace("_", " ") for name in each.missing) or "nothing",
            )
            for each in contract_notices.drafts(contract)
        ),
    )


def scenes_end(contract: Contract) -> dt.datetime:
    """When the last thing happened to the contract."""
    found: dt.datetime = contract.status_changes.order_by("-pk")[0].changed_at
    return found
