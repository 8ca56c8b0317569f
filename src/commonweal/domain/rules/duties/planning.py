"""Duties before and at the invitation of tenders."""

import datetime as dt

from commonweal.domain.fit.case import AuthorityKind, Nation
from commonweal.domain.periods import FINANCIAL_YEAR_STARTS, financial_year
from commonweal.domain.procurements import Nature, ProcurementKind
from commonweal.domain.rules import sources as rule_sources
from commonweal.domain.rules.duties import sources
from commonweal.domain.rules.duties.model import Answer, Bites, DutyFacts, Phase, duty_rule, no, under_the_act
from commonweal.domain.rules.model import Basis
from commonweal.domain.rules.working_days import WorkingDays, last_day

PIPELINE_SPEND_ABOVE = 100_000_000 * 100
PIPELINE_VALUE_ABOVE = 2_000_000 * 100
PIPELINE_DAYS = 56
TENDER_DAYS = 25
TENDER_DAYS_AFTER_PLANNED_NOTICE = 10
PLANNED_NOTICE_DAYS = 40
MAJOR_ANNUAL_VALUE = 5_000_000 * 100
_CARBON_FROM = dt.date(2021, 9, 30)
_PROMPT_PAYMENT_FROM = dt.date(2025, 10, 1)


@duty_rule("pipeline-notice", Phase.PLANNING, notice="UK1", source=sources.NOTICE_TYPES)
def pipeline_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a pipeline notice within 56 days beginning with 1 April, with contracts above £2 million planned for 18 months.

    Only authorities that expect to spend more than £100 million in the financial year.
    """
    if facts.value <= PIPELINE_VALUE_ABOVE:
        return no("The contract is not above £2 million.")
    if facts.authority_spend is None:
        return Answer(Bites.UNKNOWN, "What the authority spends in a year is not recorded.")
    if facts.authority_spend <= PIPELINE_SPEND_ABOVE:
        return no("The authority does not spend more than £100 million a year.")
    return under_the_act(
        facts,
        "The authority spends more than £100 million a year.",
        due_on=_pipeline_due(facts.tender_notice_on),
    )


def _pipeline_due(tender_notice_on: dt.date | None) -> dt.date | None:
    """26 May of the latest pipeline that can still cover the tender notice."""
    if tender_notice_on is None:
        return None
    year = financial_year(tender_notice_on)
    due = last_day(PIPELINE_DAYS, beginning_with=dt.date(year, *FINANCIAL_YEAR_STARTS))
    if tender_notice_on > due:
        return due
    return last_day(PIPELINE_DAYS, beginning_with=dt.date(year - 1, *FINANCIAL_YEAR_STARTS))


@duty_rule("social-value-act-record", Phase.PLANNING, source=rule_sources.SOCIAL_VALUE_ACT)
def social_value_act_record(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Before procuring services, consider the well-being of the relevant area and whether to consult, and record it."""
    if facts.nature is not Nature.SERVICES:
        return no("The Act speaks of services.")
    if facts.nation not in {Nation.ENGLAND, Nation.WALES}:
        return no("The Act binds authorities in England and Wales.")
    return Answer(Bites.YES, "Services are procured in England or Wales.", facts.started_on)


@duty_rule("engagement-notice", Phase.PLANNING, notice="UK2", source=sources.NOTICE_TYPES)
def engagement_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a preliminary market engagement notice before the tender notice, or give reasons in the tender notice."""
    if not facts.engagement_planned:
        return no("No preliminary market engagement is planned.")
    return under_the_act(facts, "Preliminary market engagement is planned.", due_on=facts.tender_notice_on)


@duty_rule("planned-procurement-notice", Phase.PLANNING, notice="UK3", source=sources.TIME_PERIODS)
def planned_procurement_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """A planned procurement notice 40 days to 12 months before the tender notice may cut the tendering period to 10 days."""
    if facts.direct_award or facts.kind is ProcurementKind.CALL_OFF:
        return no("No tender notice follows.")
    answer = under_the_act(facts, "It is a choice, not a duty.")
    if answer.bites is not Bites.YES:
        return answer
    notice = facts.tender_notice_on
    window = (
        (None, None)
        if notice is None
        else (_a_year_before(notice), notice - dt.timedelta(days=PLANNED_NOTICE_DAYS))
    )
    return Answer(Bites.OPTIONAL, answer.because, due_on=window[1], from_on=window[0])


def _a_year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


@duty_rule("conflicts-assessment", Phase.PLANNING, source=sources.CONFLICTS)
def conflicts_assessment(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Prepare a conflicts assessment before the tender, dynamic market or transparency notice, and keep it under review."""
    return under_the_act(facts, "Every covered procurement needs one.", due_on=facts.opens_on)


@duty_rule("lots-considered", Phase.PLANNING, source=sources.LOTS)
def lots_considered(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Before the tender notice, consider whether to divide into lots, and record the reason when not."""
    if facts.direct_award or facts.kind is ProcurementKind.CALL_OFF:
        return no("No tender notice is published.")
    return under_the_act(facts, "A tender notice is to be published.", due_on=facts.tender_notice_on)


@duty_rule("sme-barriers-considered", Phase.PLANNING, source=sources.SME_BARRIERS)
def sme_barriers_considered(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Have regard to the barriers that small and medium-sized firms may face, and consider whether to remove them."""
    return under_the_act(facts, "It is one of the procurement objectives.", due_on=facts.opens_on)


@duty_rule("policy-statement", Phase.PLANNING, source=sources.POLICY_STATEMENT)
def policy_statement(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Have regard to the National Procurement Policy Statement: act on it or have clear reasons not to."""
    if facts.kind is ProcurementKind.CALL_OFF:
        return no("Call-offs are outside the statement.")
    if facts.is_devolved:
        return no("Devolved authorities are outside the statement.")
    return under_the_act(facts, "Most authorities must have regard to it.", due_on=facts.opens_on)


@duty_rule("tender-notice", Phase.TENDER, notice="UK4", source=sources.TIME_PERIODS)
def tender_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a tender notice and leave at least 25 days for tenders (10 after a qualifying planned procurement notice).

    `due_on` is the earliest deadline for tenders. Below threshold a notifiable contract that is advertised needs a
    below-threshold tender notice first, with a reasonable time for tenders.
    """
    if facts.direct_award or facts.kind is ProcurementKind.CALL_OFF:
        return no("No competition is opened.")
    if facts.is_notifiable_below:
        because = "Below threshold, before it is advertised anywhere else; not needed where chosen suppliers alone are invited."
        return Answer(Bites.YES, because, facts.tender_notice_on, source=sources.BELOW_THRESHOLD)
    return under_the_act(facts, "A competition is opened.", due_on=earliest_deadline(facts))


def earliest_deadline(facts: DutyFacts) -> dt.date | None:
    """The first day on which tenders may be due: the minimum period counts from the day after the notice."""
    notice, planned = facts.tender_notice_on, facts.planned_notice_on
    if notice is None:
        return None
    qualifies = planned is not None and (
        _a_year_before(notice) <= planned <= notice - dt.timedelta(days=PLANNED_NOTICE_DAYS)
    )
    return notice + dt.timedelta(days=TENDER_DAYS_AFTER_PLANNED_NOTICE if qualifies else TENDER_DAYS)


@duty_rule("transparency-notice", Phase.TENDER, notice="UK5", source=sources.NOTICE_TYPES)
def transparency_notice(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Publish a transparency notice before a direct award."""
    if not facts.direct_award:
        return no("It is not a direct award.")
    return under_the_act(facts, "It is a direct award.", due_on=facts.award_notice_on)


@duty_rule(
    "carbon-reduction-plan",
    Phase.TENDER,
    basis=Basis.POLICY,
    source=sources.PPN_006,
    in_force_from=_CARBON_FROM,
)
def carbon_reduction_plan(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Make a Carbon Reduction Plan a condition of participation: a gate, separate from any scored outcome."""
    return _central_major(facts)


@duty_rule(
    "prompt-payment",
    Phase.TENDER,
    basis=Basis.POLICY,
    source=sources.PPN_018,
    in_force_from=_PROMPT_PAYMENT_FROM,
)
def prompt_payment(facts: DutyFacts, calendar: WorkingDays) -> Answer:
    """Check that tenderers pay 95% of invoices in 60 days and within 45 days on average."""
    return _central_major(facts)


def _central_major(facts: DutyFacts) -> Answer:
    """Central government contracts above £5 million a year."""
    if facts.authority is not AuthorityKind.CENTRAL:
        return no("It binds central government only.")
    if facts.annual_value is None:
        return Answer(Bites.UNKNOWN, "The yearly value is not recorded.")
    if facts.annual_value <= MAJOR_ANNUAL_VALUE:
        return no("The contract is not above £5 million a year.")
    return Answer(Bites.YES, "Central government, above £5 million a year.", facts.tender_notice_on)


RULES = (
    pipeline_notice,
    social_value_act_record,
    engagement_notice,
    planned_procurement_notice,
    conflicts_assessment,
    lots_considered,
    sme_barriers_considered,
    policy_statement,
    tender_notice,
    transparency_notice,
    carbon_reduction_plan,
    prompt_payment,
)
