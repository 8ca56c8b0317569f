"""The duties that bite on a procurement: notices, KPIs, standstill, considerations and records, with their dates."""

from commonweal.domain.rules.duties import contract, planning
from commonweal.domain.rules.duties.model import Answer, Bites, Duty, DutyFacts, DutyRule, Phase
from commonweal.domain.rules.working_days import WorkingDays

__all__ = ["DUTY_RULES", "Answer", "Bites", "Duty", "DutyFacts", "DutyRule", "Phase", "duties_of"]

_ORDER = {phase: place for place, phase in enumerate(Phase)}
DUTY_RULES: tuple[DutyRule, ...] = tuple(
    sorted((*planning.RULES, *contract.RULES), key=lambda rule: _ORDER[rule.phase])
)


def duties_of(facts: DutyFacts, calendar: WorkingDays) -> tuple[Duty, ...]:
    """Every duty in force on the day the procurement began, with whether it bites, why and when, in order of phase."""
    return tuple(
        Duty(rule, rule.ask(facts, calendar))
        for rule in DUTY_RULES
        if rule.in_force_from is None or facts.started_on >= rule.in_force_from
    )
