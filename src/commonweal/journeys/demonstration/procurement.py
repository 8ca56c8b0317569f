"""The borough's procurements, one for every status, played by ordinary actions up to inviting tenders.

Leaves in `demo.things`:
- `openers`: the keys of the three openers, each under `OPENING_PASSPHRASE`;
- `procurements`: by the key of its case (`procurement_cases.CASES`), every procurement that began;
- `asks`: by the same key, the published version of each that was published.

Reads `outcomes` and `places` of the strategy stage.

All but `design`, `open` and `windows` are left open to tenders with a deadline in the past of
the demonstration: the stages after this one write tenders before it (`asks[key].read().tender_deadline_at`), close, open
and go on. A procurement that nobody takes further is closed by the clock.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.metrics import MetricPeriod
from commonweal.domain.periods import london_day, london_moment
from commonweal.domain.procurements import ProcurementStatus, Regime
from commonweal.journeys import publish as publishing
from commonweal.journeys.demonstration import requirements
from commonweal.journeys.demonstration.case import Case
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.procurement_cases import CASES
from commonweal.lifecycle.planning import actions as planning
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.actions import approval
from commonweal.lifecycle.procurement.actions.method import set_method
from commonweal.lifecycle.procurement.models import Ask, AskVersion, Criterion, Procurement
from commonweal.lifecycle.strategy.models import FrameworkItem, Outcome
from commonweal.lifecycle.tendering.actions.openers import set_passphrase
from commonweal.lifecycle.tendering.models import OpenerKey

OPENING_PASSPHRASE = "three herons by the weir"  # noqa: S105  said aloud: nothing it opens is real
"""Of every opener of the demonstration. A real opener's is their own and is told to nobody."""
OPENERS = ("opener-1", "opener-2", "opener-3")
ACT_IN_FORCE_ON = dt.date(2025, 2, 24)
HEALTH_AND_SOCIAL_WORK = "85"
"""The CPV division whose services are light touch, with a threshold of their own."""
MORNING, NOON = dt.time(10), dt.time(12)


def load(demo: Demonstration, cases: Sequence[Case] = CASES) -> None:
    """Play every case as far as this stage takes it."""
    demo.things["openers"] = [_opener(demo, key) for key in OPENERS]
    demo.things["procurements"], demo.things["asks"] = {}, {}
    for case in cases:
        _play(demo, case)


def _opener(demo: Demonstration, key: str) -> OpenerKey:
    return set_passphrase(
        OPENING_PASSPHRASE, OPENING_PASSPHRASE, by=demo.actor(key), now=demo.began_at, rng=secrets.token_bytes
    )


def _play(demo: Demonstration, case: Case) -> None:
    entry = _entry(demo, case)
    if case.reaches == "entry":
        return
    procurement = _begin(demo, case, entry)
    demo.things["procurements"][case.key] = procurement
    _END[case.reaches](demo, case, procurement)


def _at(demo: Demonstration, days: int, at: dt.time) -> dt.datetime:
    """A London time of day, so many days from the day of the demonstration."""
    return london_moment(london_day(demo.now) + dt.timedelta(days=days), at)


def _day(demo: Demonstration, days: int) -> dt.date:
    return london_day(demo.now) + dt.timedelta(days=days)


def _said(demo: Demonstration, days: int) -> dict[str, Any]:
    return {"by": demo.actor("procurement"), "now": _at(demo, days, MORNING)}


def _entry(demo: Demonstration, case: Case) -> PipelineEntry:
    said = _said(demo, case.begins)
    entry = planning.add_entry(
        title=case.title,
        description=case.description,
        nature=case.nature,
        cpv_division=case.cpv_division,
        innovation_stage=case.innovation_stage,
        value_pence=case.value_pence,
        value_ex_vat_pence=case.value_ex_vat_pence,
        notice_on=_day(demo, case.published),
        starts_on=_day(demo, case.starts),
        ends_on=_day(demo, case.ends),
        **said,
    )
    outcome = _outcome(demo, case)
    if outcome is not None:
        planning.serve(entry, outcome, reason=case.reason, **said)
    return entry


def _outcome(demo: Demonstration, case: Case) -> Outcome | None:
    """The borough's outcome that the case is for; None when the strategy stage was not played."""
    found: Outcome | None = demo.things.get("outcomes", {}).get(case.serves)
    return found


def _begin(demo: Demonstration, case: Case, entry: PipelineEntry) -> Procurement:
    said = _said(demo, case.begins + 1)
    procurement = actions.begin(entry, regime=_regime(demo, case), **said)
    first = procurement.rounds.get(number=1)
    deadline = case.deadline if case.first_deadline is None else case.first_deadline
    actions.edit_round(first, title="Tenders", deadline_at=_at(demo, deadline, NOON), **said)
    if case.later_round is not None:
        actions.edit_round(
            procurement.rounds.get(number=1),
            title="Outline tenders",
            deadline_at=_at(demo, deadline, NOON),
            **said,
        )
        title, later = case.later_round
        actions.add_round(
            _again(procurement, said["by"]), title=title, deadline_at=_at(demo, later, NOON), **said
        )
    places = list(demo.things.get("places", {}).values())[:1]
    actions.set_places(_again(procurement, said["by"]), places, **said)
    if case.cpv_division == HEALTH_AND_SOCIAL_WORK:
        actions.set_legal_facts(procurement, light_touch=True, **said)
    return _again(procurement, said["by"])


def _regime(demo: Demonstration, case: Case) -> Regime:
    """What began before the Act came into force stays under the regulations of 2015."""
    if _day(demo, case.begins + 1) < ACT_IN_FORCE_ON:
        return Regime.REGULATIONS_2015_2016
    return Regime.BELOW_THRESHOLD if case.is_below_threshold else Regime.PROCUREMENT_ACT_2023


def _again(procurement: Procurement, actor: Actor) -> Procurement:
    return queries.procurement(actor, procurement.external_id)


def _engagement(demo: Demonstration, case: Case, procurement: Procurement) -> None:
    actions.move(procurement, ProcurementStatus.ENGAGEMENT, **_said(demo, case.begins + 2))


def _withdrawn(demo: Demonstration, case: Case, procurement: Procurement) -> None:
    said = _said(demo, case.begins + 30)
    actions.move(procurement, ProcurementStatus.WITHDRAWN, reason=case.ending, **said)


def _design(demo: Demonstration, case: Case, procurement: Procurement) -> Procurement:
    said = _said(demo, case.begins + 3)
    actions.move(procurement, ProcurementStatus.DESIGN, **said)
    _lots(case, procurement, said)
    _ask(demo, case, procurement.ask, said)
    if case.later_round is not None:
        _refining(_again(procurement, said["by"]).ask, said)
    requirements.state(demo, case.key, procurement, said)
    return _again(procurement, said["by"])


def _refining(ask: Ask, said: dict[str, Any]) -> None:
    """The ask says that its criteria may be refined before the next round."""
    set_method(
        ask,
        tie_rule="lowest-price-first",
        lot_rule="in-lot-order",
        most_lots=None,
        checks_promises=False,
        may_refine=True,
        minimums={},
        **said,
    )


def _lots(case: Case, procurement: Procurement, said: dict[str, Any]) -> None:
    if not case.lots:
        return
    first = procurement.lots.get(number=1)
    (title, value), *others = case.lots
    actions.edit_lot(first, title=title, value_pence=value, value_ex_vat_pence=None, description="", **said)
    for title, value in others:
        actions.add_lot(procurement, title=title, value_pence=value, **said)


def _ask(demo: Demonstration, case: Case, ask: Ask, said: dict[str, Any]) -> None:
    """Price 40%, quality 40%, social value 20%; one metric; one promise of the borough's own."""
    actions.edit_ask(ask, why=case.why, **said)
    actions.add_criterion(
        ask,
        kind=CriterionKind.PRICE,
        title="Price",
        text="The total price for the contract period, without extensions.",
        price_formula="lowest-price-proportion",
        weight_bp=4_000,
        **said,
    )
    title, question = case.quality
    actions.add_criterion(
        ask,
        kind=CriterionKind.QUALITY,
        title=title,
        question=question,
        word_limit=1_000,
        weight_bp=4_000,
        **said,
    )
    _social(demo, case, ask, said)
    text, post = case.promise
    actions.add_promise(ask, text=text, owed_by_post=post, due_on=_day(demo, case.starts + 14), **said)


def _social(demo: Demonstration, case: Case, ask: Ask, said: dict[str, Any]) -> Criterion:
    title, question = case.social
    outcome = _outcome(demo, case)
    criterion_item, metric_item = _items(ask, case, said["by"])
    words = {
        "title": title,
        "text": case.covers,
        "question": question,
        "word_limit": 750,
        "weight_bp": 2_000,
    }
    if criterion_item is None or metric_item is None:
        criterion = actions.add_criterion(
            ask, kind=CriterionKind.SOCIAL_VALUE, outcome=outcome, **words, **said
        )
    else:
        actions.edit_ask(ask, framework_edition=criterion_item.edition, **said)
        criterion = actions.copy_criterion(ask, criterion_item, outcome=outcome, **said)
        actions.edit_criterion(criterion, **words, **said)
        actions.copy_metric(criterion, metric_item, **said)
    if case.metric is not None:
        counted, unit, kind = case.metric
        actions.add_metric(
            criterion,
            title=counted,
            unit=unit,
            kind=kind,
            period=MetricPeriod.QUARTER,
            outcome=outcome,
            **said,
        )
    return criterion


def _items(ask: Ask, case: Case, actor: Actor) -> tuple[FrameworkItem | None, FrameworkItem | None]:
    """The library items the case copies, of the edition in force when it began; nothing without such an edition."""
    if case.copies is None:
        return None, None
    for edition in queries.editions(actor, ask.procurement):
        found = {item.code: item for item in edition.items.filter(code__in=case.copies)}
        if found.keys() >= set(case.copies) and edition.is_national:
            return found[case.copies[0]], found[case.copies[1]]
    return None, None


def _open(demo: Demonstration, case: Case, procurement: Procurement) -> AskVersion:
    designed = _design(demo, case, procurement)
    said = _said(demo, case.published)
    review = approval.send_for_approval(designed.ask, **said)
    approval.approve(review, by=demo.actor("commissioner"), now=said["now"])
    version = publishing.publish_ask(designed, demo.things["openers"], **said)
    demo.things["procurements"][case.key] = _again(designed, said["by"])
    demo.things["asks"][case.key] = version
    return version


def _terminated(demo: Demonstration, case: Case, procurement: Procurement) -> None:
    _open(demo, case, procurement)
    said = _said(demo, case.published + 20)
    publishing.terminate(_again(procurement, said["by"]), reason=case.ending, **said)


def _planned(demo: Demonstration, case: Case, procurement: Procurement) -> None:
    """Nothing more: it stays planned."""


_END: dict[str, Any] = {
    "planned": _planned,
    "engagement": _engagement,
    "design": _design,
    "withdrawn": _withdrawn,
    "open": _open,
    "terminated": _terminated,
}
