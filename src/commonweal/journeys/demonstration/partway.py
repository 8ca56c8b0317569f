"""What was spent on the home care, so that its rate per pound owes a figure, and a small firm that delivers a part of it.

Reads `contracts` of the contracts stage. Everything here is invented for the demonstration.
"""

import datetime as dt

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contract_spend import SpendEntry
from commonweal.domain.delivery import Decision
from commonweal.domain.periods import london_day, months_later
from commonweal.domain.quantities import SCALE
from commonweal.journeys.demonstration.contracts import MANAGER, delivery_lead
from commonweal.journeys.demonstration.people import SUPPLIERS, Demonstration
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import tier_two
from commonweal.lifecycle.contracts.models import Commitment, CommitmentPeriod, Contract, TierTwoSupplier
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.models import Report

OF_EACH_HALF_YEAR = (61_240_000, 68_905_000, 70_310_000)
"""Pence, without VAT."""
FIRM = "sme"
WORK = "Teaches care workers what damp and cold do to a home, and whom to tell."
PART = 120
"""Hours of the paid learning that the firm delivers."""
NAMED, ACCEPTED, TAUGHT, SEEN = -240, -232, -12, -4
HOURS = 34
SHEET = b"from,to,hours\nfirst session,sixth session,34\n"


def load(demo: Demonstration) -> None:
    """Spend by half year, and a tier-two supplier from being named to a verified report."""
    care: Contract = demo.things["contracts"]["contract"][0]
    _spend(demo, care)
    _teach(demo, care)


def _spend(demo: Demonstration, contract: Contract) -> None:
    assert contract.starts_on is not None, "the ask says when the contract starts"
    today, entries = london_day(demo.at(-6)), []
    for place, pence in enumerate(OF_EACH_HALF_YEAR):
        start = months_later(contract.starts_on, 6 * place)
        end = months_later(contract.starts_on, 6 * (place + 1)) - dt.timedelta(days=1)
        if end <= today:
            entries.append(SpendEntry(start, end, pence, "Invoices paid in the half year"))
    contracts.enter_spend(contract, entries, by=demo.actor(MANAGER), now=demo.at(-6))


def _teach(demo: Demonstration, contract: Contract) -> None:
    lead = delivery_lead(demo, contract)
    hours = contract.commitments.select_related("contract").get(kind=CommitmentKind.QUANTITY)
    named = contracts.name_tier_two(
        contract, name=SUPPLIERS[FIRM]["name"], work=WORK, by=lead, now=demo.at(NAMED)
    )
    contracts.set_part(
        named, hours, quantity=PART * SCALE, part="The sessions on damp and cold", by=lead, now=demo.at(NAMED)
    )
    own = demo.actor("delivery", FIRM)
    asked = contracts.invite_tier_two(
        tier_two.tier_two(lead, named.external_id), demo.suppliers[FIRM], by=lead, now=demo.at(NAMED)
    )
    contracts.answer_tier_two(
        tier_two.tier_two(own, asked.external_id), accepts=True, by=own, now=demo.at(ACCEPTED)
    )
    _report(demo, asked, hours)


def _report(demo: Demonstration, of: TierTwoSupplier, hours: Commitment) -> None:
    """On the period that runs; the contract manager has counted the sheets."""
    own = demo.actor("delivery", FIRM)
    period: CommitmentPeriod = hours.periods.filter(start_on__lte=london_day(demo.at(TAUGHT))).order_by(
        "-start_on"
    )[0]
    claim = Claim(
        quantity=HOURS * SCALE,
        words="Six sessions, at the end of a shift and paid. Eleven damp homes were reported in the week after the third.",
        period=period,
    )
    sheet = Upload("sessions.csv", SHEET, "Hours by session, without names")
    made: Report = actions.report(hours, claim, evidence=[sheet], by=own, now=demo.at(TAUGHT))
    actions.verify(
        made,
        decision=Decision.ACCEPT,
        reason="I was at the fourth session; the sheets agree with the rota.",
        by=demo.actor(MANAGER),
        now=demo.at(SEEN),
    )
