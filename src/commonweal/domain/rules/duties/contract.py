"""Duties from the award to the end of the contract, and for dynamic markets."""

import datetime as dt
from dataclasses import replace

from commonweal.domain.fit.case import Nation
from commonweal.domain.procurements import ProcurementKind
from commonweal.domain.rules.duties import sources
from commonweal.domain.rules.duties.model import (
    Answer,
    Bites,
    DutyFacts,
    DutyRule,
    Phase,
    duty_rule,
    no,
    under_the_act,
)
from commonweal.domain.rules.figures import KPI_VALUE
from commonweal.domain.rules.working_days import WorkingDays, last_day, standstill_ends_on

DETAILS_DAYS, DETAILS_DAYS_LIGHT_TOUCH = 30, 120
COPY_DAYS, COPY_DAYS_LIGHT_TOUCH = 90, 180
TERMINATION_DAYS = 30
PAYMENT_DAYS = 30
PERFORMANCE_FROM = dt.date(2026, 1, 1)
PAYMENTS_COMPLIANCE_FROM = dt.date(2026, 1, 1)
PAYMENTS_COMPLIANCE_FROM_WALES = dt.date(2026, 4, 1)
PAYMENTS_FROM = dt.date(2026, 4, 1)
LAST_DAY_OF_MONTH = {3: 31, 6: 30, 9: 30, 12: 31}


@duty_rule("assessment-summaries", Phase.AWARD, source=sources.SUMMARIES)
def assessment_summaries(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Send an assessment summary to each assessed tenderer before the contract award notice."""
    if facts.direct_award or facts.kind is ProcurementKind.CALL_OFF:
        return no("It follows a competitive tendering procedure only.")
    return under_the_act(facts, "Tenders are assessed.", due_on=facts.award_notice_on)


def _of_a_contract(facts: DutyFacts, because: str, **dates: dt.date | None) -> Answer:
    """Yes where a contract is entered into. A dynamic market is set up and awards nothing itself."""
    if facts.kind is ProcurementKind.DYNAMIC_MARKET:
        return no("A dynamic market awards nothing itself; contracts are awarded under it.")
    return under_the_act(facts, because, **dates)


@duty_rule("award-notice", Phase.AWARD, notice="UK6", source=sources.SUMMARIES)
def award_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a contract award notice before entering into the contract; it starts the standstill."""
    return _of_a_contract(facts, "A public contract is to be entered into.", due_on=facts.contract_signed_on)


@duty_rule("standstill", Phase.AWARD, source=sources.STANDSTILL)
def standstill(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Wait 8 working days beginning with the day the contract award notice is published.

    `due_on` is the last day of the standstill; a voluntary one is at least as long.
    """
    published = facts.award_notice_on
    ends_on = None if published is None else standstill_ends_on(calendar, published)
    if facts.kind is ProcurementKind.DYNAMIC_MARKET:
        return no("A dynamic market awards nothing itself; contracts are awarded under it.")
    for excepted, what, source in (
        (facts.light_touch, "Light touch contracts have", None),
        (facts.kind is ProcurementKind.CALL_OFF, "Call-offs have", sources.STANDSTILL_EXCEPTIONS),
        (facts.from_dynamic_market, "Awards under a dynamic market have", sources.STANDSTILL_EXCEPTIONS),
        (facts.direct_award and facts.is_urgent, "Urgent direct awards have", sources.STANDSTILL_EXCEPTIONS),
    ):
        if excepted:
            because = f"{what} no mandatory standstill; a voluntary one, at least as long, may be held."
            return Answer(Bites.OPTIONAL, because, ends_on, source=source)
    return _of_a_contract(facts, "The contract award notice starts it.", due_on=ends_on)


@duty_rule("kpis-set", Phase.CONTRACT, source=sources.KPIS)
def kpis_set(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Set and publish at least three KPIs before entering into a contract above £5 million."""
    if facts.value <= KPI_VALUE.value:
        return no("The contract is not above £5 million.")
    if facts.light_touch or facts.concession or facts.is_set_up_only:
        return no("Framework agreements, concessions and light touch contracts are excepted.")
    if facts.kpis_not_appropriate:
        return no("KPIs could not appropriately assess performance, for the reason recorded.")
    return under_the_act(facts, "The contract is above £5 million.", due_on=facts.contract_signed_on)


@duty_rule("contract-details-notice", Phase.CONTRACT, notice="UK7", source=sources.CONTRACT_DETAILS)
def contract_details_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a contract details notice within 30 days beginning with the day of entry (120 for light touch).

    Below threshold: as soon as reasonably practicable after entering into a notifiable contract.
    """
    if facts.is_notifiable_below:
        because = "Below threshold too, from £12,000 (central government) or £30,000: as soon as reasonably practicable."
        return Answer(Bites.YES, because, source=sources.BELOW_THRESHOLD)
    days = DETAILS_DAYS_LIGHT_TOUCH if facts.light_touch else DETAILS_DAYS
    return _of_a_contract(
        facts,
        f"Within {days} days of entering into the contract.",
        due_on=_after(facts.contract_signed_on, days),
    )


@duty_rule("contract-copy", Phase.CONTRACT, source=sources.CONTRACT_COPY)
def contract_copy(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish the contract itself within 90 days beginning with the day of entry (180 for light touch) above £5 million."""
    if facts.value <= KPI_VALUE.value:
        return no("The contract is not above £5 million.")
    days = COPY_DAYS_LIGHT_TOUCH if facts.light_touch else COPY_DAYS
    return _of_a_contract(
        facts, "The contract is above £5 million.", due_on=_after(facts.contract_signed_on, days)
    )


@duty_rule("payment-notice", Phase.CONTRACT, notice="UK8", source=sources.PAYMENTS)
def payment_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish each payment above £30,000 within 30 days beginning with the last day of its quarter.

    From 1 April 2026, most authorities outside Wales. `due_on` is that of a payment in the quarter of entry.
    """
    if facts.nation is Nation.WALES:
        return no("It is not in force in Wales.")
    signed_on = facts.contract_signed_on
    first = None if signed_on is None else max(signed_on, PAYMENTS_FROM)
    due = None if first is None else last_day(PAYMENT_DAYS, beginning_with=quarter_end(first))
    return under_the_act(facts, "Payments above £30,000 are made public.", due_on=due)


@duty_rule("performance-notice", Phase.CONTRACT, notice="UK9", source=sources.PERFORMANCE)
def performance_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish the KPI ratings at least every 12 months and on termination, and any breach or failure to improve.

    From 1 January 2026. A breach that leads to partial termination, damages or a settlement, and a failure to improve after
    a proper opportunity, are published within 30 days whatever the value. `due_on` is the end of the first 12 months of
    KPIs.
    """
    answer = kpis_set.ask(facts, calendar)
    if answer.bites is not Bites.YES:
        because = "KPI ratings are not due here; a breach or failure to perform is published within 30 days all the same."
        return replace(_of_a_contract(facts, because), source=sources.BREACH)
    signed_on = facts.contract_signed_on
    due = None if signed_on is None else a_year_from(max(signed_on, PERFORMANCE_FROM))
    return Answer(
        Bites.YES, "KPIs are set; a breach or failure to perform is published within 30 days too.", due_on=due
    )


@duty_rule("change-notice", Phase.CONTRACT, notice="UK10", source=sources.CHANGE)
def change_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a contract change notice before a modification that needs one."""
    if facts.light_touch:
        return no("Light touch contracts are excepted.")
    return under_the_act(facts, "When the contract is changed; small changes of value or term are excepted.")


@duty_rule("termination-notice", Phase.CONTRACT, notice="UK11", source=sources.TERMINATION)
def termination_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a contract termination notice within 30 days beginning with the day it ends, ordinary expiry included."""
    return _of_a_contract(facts, "When it ends.", due_on=_after(facts.contract_ends_on, TERMINATION_DAYS))


@duty_rule("procurement-termination-notice", Phase.TENDER, notice="UK12", source=sources.NOTICE_TYPES)
def procurement_termination_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a procurement termination notice as soon as practicable after deciding not to award."""
    if facts.kind is ProcurementKind.CALL_OFF:
        return no("No tender notice was published.")
    return under_the_act(facts, "Only when it is decided not to award after the tender notice.")


def _market_notice(code: str, rule_id: str, event: str) -> DutyRule:
    """The four notices of a dynamic market differ by their event alone."""

    def ask(facts: DutyFacts, calendar: WorkingDays) -> Answer:
        if facts.kind is not ProcurementKind.DYNAMIC_MARKET:
            return no("It is not a dynamic market.")
        return under_the_act(facts, f"A dynamic market is {event}.")

    ask.__doc__ = f"Publish a dynamic market notice when the market is {event}."
    return duty_rule(rule_id, Phase.TENDER, notice=code, source=sources.NOTICE_TYPES)(ask)


@duty_rule("payments-compliance-notice", Phase.CONTRACT, notice="UK17", source=sources.PAYMENTS)
def payments_compliance_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a payments compliance notice within 30 days beginning with the last day of each half-year.

    Half-years end on 31 March and 30 September. From 1 January 2026, in Wales from 1 April 2026. `due_on` is that of the
    half-year of entry.
    """
    if facts.concession:
        return no("Concessions are excepted.")
    if facts.nation is Nation.NORTHERN_IRELAND and facts.is_devolved:
        return no("Transferred Northern Ireland authorities are excepted.")
    is_welsh = facts.nation is Nation.WALES
    begins = PAYMENTS_COMPLIANCE_FROM_WALES if is_welsh else PAYMENTS_COMPLIANCE_FROM
    signed_on = facts.contract_signed_on
    end = None if signed_on is None else half_year_end(max(signed_on, begins))
    return under_the_act(facts, "Payments fall due under it.", due_on=_after(end, PAYMENT_DAYS))


@duty_rule("records", Phase.CONTRACT, source=sources.RECORDS)
def records(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Keep records that explain each material decision, and what was said to suppliers, for three years from entry.

    `due_on` stays empty: it is a duty from the first decision on.
    """
    return under_the_act(facts, "Every covered procurement keeps them.")


def _after(day: dt.date | None, days: int) -> dt.date | None:
    return None if day is None else last_day(days, beginning_with=day)


def quarter_end(day: dt.date) -> dt.date:
    """Last day of the calendar quarter, which is also that of the financial year."""
    month = (day.month + 2) // 3 * 3
    return dt.date(day.year, month, LAST_DAY_OF_MONTH[month])


def half_year_end(day: dt.date) -> dt.date:
    """The 31 March or 30 September on or after a day."""
    ends = (dt.date(day.year, 3, 31), dt.date(day.year, 9, 30), dt.date(day.year + 1, 3, 31))
    return next(end for end in ends if end >= day)


def a_year_from(day: dt.date) -> dt.date:
    """Last day of the twelve months that begin with a day."""
    try:
        return day.replace(year=day.year + 1) - dt.timedelta(days=1)
    except ValueError:  # 29 February
        return dt.date(day.year + 1, 2, 28)


RULES = (
    assessment_summaries,
    award_notice,
    standstill,
    kpis_set,
    contract_details_notice,
    contract_copy,
    payment_notice,
    performance_notice,
    change_notice,
    termination_notice,
    procurement_termination_notice,
    _market_notice("UK13", "dynamic-market-intention-notice", "intended"),
    _market_notice("UK14", "dynamic-market-establishment-notice", "established"),
    _market_notice("UK15", "dynamic-market-modification-notice", "changed"),
    _market_notice("UK16", "dynamic-market-cessation-notice", "ended"),
    payments_compliance_notice,
    records,
)
