"""What the law says of one procurement: its threshold, which duties bite and when, and which procedures seem open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.access import yearly
from commonweal.domain.duty_marks import Mark
from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.periods import london_day
from commonweal.domain.procedures import Procedure, Weighed, law_of, standing, weigh
from commonweal.domain.procurements import UNDER_THE_ACT, Nature, ProcurementKind, Regime, length_in_months
from commonweal.domain.rules.duties import Bites, Duty, DutyFacts, duties_of
from commonweal.domain.rules.duties.dates import last_working_day, working_days_left
from commonweal.domain.rules.reservations import AccessFacts
from commonweal.domain.rules.thresholds import Threshold, ThresholdRow, row_for, threshold_on
from commonweal.lifecycle.procurement.models import (
    DutyMark,
    LegalFacts,
    ProcedureChoice,
    Procurement,
    StatedFacts,
)
from commonweal.reference.procedures import shipped_procedures
from commonweal.reference.rule_book import shipped_rule_book
from commonweal.reference.working_days import statutory_working_days

#: The ground of a direct award, and the procedure, on which the mandatory standstill turns: ids of the shipped rules.
URGENCY = "urgency"
FROM_DYNAMIC_MARKET = "dynamic-market"


@dataclass(frozen=True)
class DutyLine:
    """One duty of a procurement with its latest mark and its dates as people plan by them.

    `recorded_on` is the day of the record that shows it done, where this product keeps such a record.
    """

    duty: Duty
    mark: DutyMark | None
    days_left: int | None
    plan_for: dt.date | None
    recorded_on: dt.date | None = None

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do it or say why not."""
        if self.duty.answer.bites not in (Bites.YES, Bites.UNKNOWN):
            return False
        return self.recorded_on is None if self.mark is None else self.mark.mark == Mark.OPEN


def legal_facts(of: Procurement) -> LegalFacts:
    """The facts stored for a procurement, or those nobody has said anything about yet."""
    found: LegalFacts | None = (
        LegalFacts.objects.for_system("law of a procurement that was read in scope")
        .filter(procurement=of)
        .first()
    )
    return found or LegalFacts(procurement=of, light_touch=_stated_light_touch(of))


def _stated_light_touch(of: Procurement) -> bool:
    """What was said of it for the fit findings, so that it need not be said again."""
    rows = StatedFacts.objects.for_system("law of a procurement that was read in scope")
    return bool(rows.filter(ask__procurement=of).values_list("light_touch", flat=True).first())


def latest_choice(of: Procurement) -> ProcedureChoice | None:
    """The choice of procedure that stands."""
    found: ProcedureChoice | None = of.procedure_choices.order_by("-number").first()
    return found


def chosen_procedure(choice: ProcedureChoice | None) -> Procedure | None:
    """The procedure of a choice, as the rules describe it now."""
    if choice is None:
        return None
    return next((each for each in shipped_procedures().procedures if each.id == choice.procedure), None)


def authority_kind(of: Procurement) -> AuthorityKind:
    return AuthorityKind(of.authority.authority_kind or AuthorityKind.OTHER)


def nation(of: Procurement) -> Nation:
    return Nation(of.authority.nation)


def threshold_row(of: Procurement, facts: LegalFacts) -> ThresholdRow:
    """The row of the threshold table: concessions have their own, everything else goes by nature and kind of authority."""
    return row_for(
        authority_kind(of), Nature(of.nature), light_touch=facts.light_touch, concession=facts.concession
    )


def threshold(of: Procurement, facts: LegalFacts) -> Threshold | None:
    """The threshold in force on the day the procurement began, or None where none is known."""
    return threshold_on(shipped_rule_book().thresholds, threshold_row(of, facts), of.began_on)


def is_above(of: Procurement, facts: LegalFacts) -> bool | None:
    """True at or above the threshold. None where no threshold is known."""
    found = threshold(of, facts)
    return None if found is None else of.value_pence >= found.amount


def contract_months(of: Procurement) -> int | None:
    """Whole months of the contract without its extensions; None without dates."""
    if of.contract_starts_on is None or of.contract_ends_on is None:
        return None
    return length_in_months(of.contract_starts_on, of.contract_ends_on)


def months_of(of: Procurement) -> int | None:
    """Whole months of the contract with its extensions; None without dates."""
    months = contract_months(of)
    return None if months is None else months + of.extension_months


def access_facts(of: Procurement) -> AccessFacts:
    """What decides for whom it may be reserved."""
    facts = legal_facts(of)
    return AccessFacts(
        authority=authority_kind(of),
        nation=nation(of),
        nature=Nature(of.nature),
        began_on=of.began_on,
        is_above=is_above(of, facts),
        light_touch=facts.light_touch,
        months=months_of(of),
    )


def tender_notice_on(of: Procurement, facts: LegalFacts) -> dt.date | None:
    """When tenders were invited, else when that is planned."""
    version = of.ask.versions.order_by("number").first()
    if version is not None:
        return london_day(version.published_at)
    entry = of.pipeline_entry
    return facts.tender_notice_on or (entry.notice_on if entry else None)


def duty_facts(
    of: Procurement, *, signed_on: dt.date | None = None, value_pence: int | None = None
) -> DutyFacts:
    """Everything that decides which duties bite. `signed_on` is when a contract was entered into, if one was.

    Args:
        value_pence: estimated value of the one contract that is asked about, where it is for a lot; else that of all lots.
            Whether the procurement is above its threshold goes by all lots in either case.
    """
    facts, months = legal_facts(of), months_of(of)
    value = of.value_pence if value_pence is None else value_pence
    choice = latest_choice(of)
    procedure = chosen_procedure(choice)
    return DutyFacts(
        authority=authority_kind(of),
        nation=nation(of),
        nature=Nature(of.nature),
        kind=ProcurementKind(of.kind),
        value=value,
        started_on=of.began_on,
        is_above_threshold=False if of.regime == Regime.BELOW_THRESHOLD else is_above(of, facts),
        light_touch=facts.light_touch,
        concession=facts.concession,
        direct_award=bool(procedure and procedure.is_direct),
        is_urgent=choice is not None and choice.ground == URGENCY,
        from_dynamic_market=procedure is not None and procedure.id == FROM_DYNAMIC_MARKET,
        is_under_other_law=of.regime not in (*UNDER_THE_ACT, Regime.BELOW_THRESHOLD),
        is_devolved=facts.is_devolved,
        engagement_planned=_engages(of),
        annual_value=None if months is None else yearly(value, months),
        authority_spend=facts.authority_spend_pence,
        kpis_not_appropriate=bool(facts.kpis_not_appropriate),
        planned_notice_on=facts.planned_notice_on,
        tender_notice_on=tender_notice_on(of, facts),
        transparency_notice_on=facts.transparency_notice_on,
        award_notice_on=facts.award_notice_on,
        contract_signed_on=signed_on or facts.contract_signed_on,
        contract_ends_on=of.contract_ends_on,
    )


def _engages(of: Procurement) -> bool:
    entry = of.pipeline_entry
    return entry is not None and entry.engagements.exclude(status="withdrawn").exists()


def duty_of(of: Procurement, rule_id: str) -> Duty | None:
    """One duty of the procurement with its answer; None where it was not in force when the procurement began."""
    duties = duties_of(duty_facts(of), statutory_working_days())
    return next((duty for duty in duties if duty.rule.id == rule_id), None)


def duty_lines(of: Procurement, *, today: dt.date, signed_on: dt.date | None = None) -> tuple[DutyLine, ...]:
    """Every duty in force when the procurement began, in order, each with its latest mark."""
    calendar = statutory_working_days()
    marks = {mark.duty: mark for mark in of.duty_marks.all()}
    recorded = _recorded_on(of)
    return tuple(
        _line(duty, marks.get(duty.rule.id), today, recorded.get(duty.rule.id))
        for duty in duties_of(duty_facts(of, signed_on=signed_on), calendar)
    )


def _recorded_on(of: Procurement) -> dict[str, dt.date]:
    """Duties that a record kept here shows to be done, with its day."""
    found = {}
    record = of.social_value_act_records.order_by("-number").first()
    if record is not None:
        found["social-value-act-record"] = record.considered_on
    review = of.access_reviews.order_by("-number").first()
    if review is not None:
        found |= dict.fromkeys(("lots-considered", "sme-barriers-considered"), london_day(review.reviewed_at))
    return found


def _line(duty: Duty, mark: DutyMark | None, today: dt.date, recorded_on: dt.date | None) -> DutyLine:
    calendar, due = statutory_working_days(), duty.answer.due_on
    if due is None:
        return DutyLine(duty, mark, None, None, recorded_on)
    left, plan_for = working_days_left(calendar, today, due), last_working_day(calendar, due)
    return DutyLine(duty, mark, left, plan_for, recorded_on)


def procedure_facts(of: Procurement) -> dict[str, str]:
    """What the chooser need not ask."""
    facts = legal_facts(of)
    above = is_above(of, facts)
    return {
        "above": "unknown" if above is None else "yes" if above else "no",
        "nature": of.nature,
        "kind": of.kind,
        "stage": of.innovation_stage,
    }


def procedures_for(of: Procurement, answers: dict[str, str]) -> tuple[Weighed, ...]:
    """The procedures of the law it falls under, weighed with the answers. Raises Refused for a law not described."""
    law = law_of(Regime(of.regime))
    facts, book = procedure_facts(of), shipped_procedures()
    kept = standing(book, law, facts, answers)
    return weigh(book, law, of.began_on, _with_light_touch(of, facts, kept), kept)


def _with_light_touch(of: Procurement, facts: dict[str, str], answers: dict[str, str]) -> dict[str, str]:
    """Light touch services have a threshold of their own: an answer decides which one is meant."""
    if "light" not in answers:
        return facts
    stored = legal_facts(of)
    stored.light_touch = answers["light"] == "yes"
    above = is_above(of, stored)
    return {**facts, "above": "unknown" if above is None else "yes" if above else "no"}
