"""My week: contracts that have run past their last day, and notices of the contract stage that fall due.

What was published is not known here. A notice is listed until its day has passed; where its duty is marked as done, not at all.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.duty_marks import Mark
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import UNDER_THE_ACT
from commonweal.domain.rules.duties.contract import DETAILS_DAYS, DETAILS_DAYS_LIGHT_TOUCH, TERMINATION_DAYS
from commonweal.domain.rules.working_days import last_day
from commonweal.journeys.contract_notices import failure_due_on
from commonweal.journeys.week_items import AHEAD, Item, Job, Jobs, split
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import Contract, PerformanceFailure
from commonweal.lifecycle.procurement.models import DutyMark
from commonweal.records.scopes import ScopedQuerySet

_P = Permission


def ended(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Contracts past their last day whose end nobody has recorded, by the day their termination notice is due."""
    if actor.side is Side.AUTHORITY and actor.can(_P.CONTRACT_EDIT):
        rows = queries.own(actor).filter(status=ContractStatus.IN_FORCE, ends_on__lt=today)
        yield Jobs(
            Job.CONTRACT_ENDED,
            rows.select_related("procurement").order_by("ends_on", "pk"),
            lambda each: Item(Job.CONTRACT_ENDED, each.title, each.external_id, _ended_by(each)),
        )


def _ended_by(of: Contract) -> dt.date:
    is_noticed = of.procurement is not None and of.procurement.regime in UNDER_THE_ACT
    return last_day(TERMINATION_DAYS, beginning_with=of.ends_on) if is_noticed else of.ends_on


def notices_due(actor: Actor, today: dt.date) -> Iterator[Jobs]:
    """Contract details, failures and ends whose notice is due within four weeks."""
    if actor.side is Side.AUTHORITY and actor.can(_P.CONTRACT_EDIT):
        yield from split(each for each in _notices(actor, today) if today <= _on(each) <= today + AHEAD)


def _notices(actor: Actor, today: dt.date) -> Iterator[Item]:
    own = queries.own(actor).filter(procurement__regime__in=UNDER_THE_ACT)
    longest = today - dt.timedelta(days=DETAILS_DAYS_LIGHT_TOUCH + 1)
    entered = _not_done(own.filter(entered_at__date__gte=longest), "contract-details-notice")
    for each in entered.annotate(is_light_touch=F("procurement__legal_facts__light_touch")):
        days = DETAILS_DAYS_LIGHT_TOUCH if each.is_light_touch else DETAILS_DAYS
        yield _item(Job.DETAILS_NOTICE, each, last_day(days, beginning_with=london_day(each.entered_at)))
    recent = today - dt.timedelta(days=TERMINATION_DAYS)
    over = own.filter(status__in=(ContractStatus.FINISHED, ContractStatus.TERMINATED))
    for each in (
        _not_done(over, "termination-notice")
        .exclude(ended_on__lt=recent)
        .exclude(ended_on__isnull=True, ends_on__lt=recent)
    ):
        if each.last_on is not None:
            yield _item(Job.TERMINATION_NOTICE, each, last_day(TERMINATION_DAYS, beginning_with=each.last_on))
    failures = PerformanceFailure.objects.for_system("performance of contracts that were read in scope")
    failures = failures.filter(contract__in=own, decided_on__gte=recent, corrected_by__isnull=True)
    for failure in failures.select_related("contract").order_by("decided_on", "pk"):
        yield _item(Job.FAILURE_NOTICE, failure.contract, failure_due_on(failure.decided_on))


def _not_done(rows: ScopedQuerySet, duty: str) -> ScopedQuerySet:
    """Those whose procurement's latest mark does not say that the duty is done or does not apply."""
    marks = DutyMark.objects.for_system("duties of procurements whose contracts were read in scope")
    latest = marks.filter(procurement_id=OuterRef("procurement_id"), duty=duty).order_by("-pk")
    rows = rows.annotate(marked=Subquery(latest.values("mark")[:1]))
    return rows.filter(Q(marked__isnull=True) | Q(marked=Mark.OPEN))


def _item(job: Job, of: Contract, on: dt.date) -> Item:
    return Item(job, of.title, of.external_id, on)


def _on(item: Item) -> dt.date:
    assert item.on is not None, "every notice has its day"
    return item.on
