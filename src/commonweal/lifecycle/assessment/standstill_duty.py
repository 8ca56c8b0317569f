"""What the law says of the standstill before a contract of an assessed lot, by the facts recorded of its procurement."""

from commonweal.domain.rules.duties import Answer
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.procurement.law import duty_of

STANDSTILL = "standstill"


def standstill_duty(one: Assessment) -> Answer | None:
    """Whether a standstill is mandatory here, and why; None where no rule was in force when the procurement began."""
    duty = duty_of(one.lot.procurement, STANDSTILL)
    return duty.answer if duty else None
