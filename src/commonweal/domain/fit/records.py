"""From what is recorded of a procurement and its ask to the case that the fit rules read.

Every field of the case file is filled from a record that we hold, or from what a person has said of the procurement
(`Stated`). What nobody has said stays unknown: its place in the case is listed in `PartCase.unknown`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from commonweal.domain.asks import CriterionContent, MetricContent
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.fit.case import (
    AuthorityKind,
    DeliveryPlace,
    FitAsk,
    FitCase,
    FitMetric,
    FitProcurement,
    InnovationStage,
    Nation,
    Nature,
)
from commonweal.domain.procurements import UNDER_THE_ACT, ProcurementKind, Regime

#: What an ask says when it means a place. A local authority, or its government, is no place where benefit is felt.
_OF_A_PLACE = re.compile(
    r"\blocal(?:ly|ity|ities)?\b(?!\s+(?:authorit|government|council|planning))|\brelevant area\b",
    re.IGNORECASE,
)
#: What scoring bands say when they reward learning, a plan to find out, or a failure that is handled well. A word alone
#: says nothing: tenders are evaluated, people have learning disabilities, and there are failures to answer.
_OF_LEARNING = re.compile(
    r"""
      \b(?:what|how)\b[^.;]{0,40}\blearn(?:ed|t)?\b
    | (?<!e-)(?<!lifelong\ )\blearning\b
      (?!\ (?:and\ development|disab|difficult|hours|management|materials|needs|opportunit|platform|provider))
    | \blessons?\b
    | \b(?:plan(?:s|ned)?\ (?:to|for)|how\ (?:it|this|they)\ (?:is|are|will|would)\ (?:be\ )?)\ ?(?:the\ )?evaluat
    | \bevaluat(?:e|es|ing|ion\ of)\ (?:what|whether|how)\b | \bevaluation\ (?:plan|design)
    | (?<!career\ )(?<!care\ )(?<!employment\ )\bpathways?\b(?!\ (?:in)?to\b)
    | \b(?:find|found)\ out\b | \b(?:small\ trial|tried\ out|change\ course)
    | \b(?:do|does|did)\ not\ work\b | \bfails?\b(?!\ to\b)[^.;]{0,40}\b(?:happens|well|learn|done|stop)
    | \bif\b[^.;]{0,20}\bfails?\b(?!\ to\b) | \b(?:managed|handled|honest)\b[^.;]{0,20}\bfailures?\b
    | \bfailures?\b[^.;]{0,30}\b(?:well\b|managed|handled|shared|reported)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: What stands before such words when a band says that they are missing.
_WANTING = re.compile(
    r"\b(?:no|not|nor|without|lacks?|lacking|little|missing)\W+(?:\w+\W+){0,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person has said of a procurement that no other record holds; None where nobody has said it.

    `contract_manager` is a post. Without one, and without `review_cadence_months`, nobody looks after the contract:
    that is a fact, not an unknown.
    """

    people_facing: bool | None = None
    research: bool | None = None
    delivery: DeliveryPlace | None = None
    team_fte_thousandths: int | None = None
    trl: int | None = None
    ordered_as_needed: bool | None = None
    light_touch: bool | None = None
    mainly_small_market: bool | None = None
    market_engagement: bool | None = None
    social_value_act_record: bool | None = None
    restricts_location: bool | None = None
    link_can_be_stated: bool | None = None
    good_practice_only: bool | None = None
    pounds_decide_score: bool | None = None
    narrative_required: bool | None = None
    evidence_items: int | None = None
    kpis_planned: int | None = None
    kpis_social_value: int | None = None
    kpi_exemption_reason: str | None = None
    none_fits_reason: str | None = None
    contract_manager: str | None = None
    review_cadence_months: int | None = None
    remedies: bool | None = None


STATED_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Stated))


@dataclass(frozen=True, slots=True)
class Kept:
    """Records that answer a question by themselves, whatever was said of it. `light_touch` is None where nobody has
    said what the law asks about; `is_reserved_by_place` counts no reservation that the law allows here."""

    light_touch: bool | None = None
    kpis_not_appropriate: str = ""
    act_is_recorded: bool = False
    is_reserved_by_place: bool = False
    market_was_engaged: bool = False


def with_kept(stated: Stated, kept: Kept) -> Stated:
    """What is known once records are counted: a record that exists outweighs what was said of it."""
    light_touch = (
        kept.light_touch if stated.light_touch is None else stated.light_touch or bool(kept.light_touch)
    )
    return replace(
        stated,
        light_touch=light_touch,
        kpi_exemption_reason=kept.kpis_not_appropriate or stated.kpi_exemption_reason,
        restricts_location=True if kept.is_reserved_by_place else stated.restricts_location,
        social_value_act_record=True if kept.act_is_recorded else stated.social_value_act_record,
        market_engagement=True if kept.market_was_engaged else stated.market_engagement,
    )


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the records hold. `value` is pence; `outcomes` are ids of the model's outcomes that criteria were copied from.

    `model` is the id of the social value framework the ask starts from; `questions_edited` are the ids of criteria whose
    question is no longer the one that was copied with them.
    """

    id: str
    authority_kind: AuthorityKind | None
    nation: Nation
    title: str
    description: str
    nature: Nature
    value: int
    starts_on: dt.date | None
    ends_on: dt.date | None
    extension_months: int
    began_on: dt.date
    kind: ProcurementKind
    stage: InnovationStage
    model: str
    outcomes: frozenset[str]
    thread: tuple[str, ...]
    places: tuple[str, ...]
    why: str
    criteria: tuple[CriterionContent, ...]
    regime: Regime = Regime.PROCUREMENT_ACT_2023
    is_concession: bool = False
    questions_edited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PartCase:
    """A case of which some facts are unknown: their paths, such as ``procurement.delivery``. The values in their places
    mean nothing."""

    case: FitCase
    unknown: frozenset[str]


def case_of(recorded: Recorded, stated: Stated) -> PartCase:
    """The case, and what of it is unknown."""
    unknown: set[str] = set()

    def known(path: str, value: Any, otherwise: Any) -> Any:
        if value is None:
            unknown.add(path)
            return otherwise
        return value

    authority = known("authority", recorded.authority_kind, AuthorityKind.OTHER)
    case = FitCase(
        recorded.id, authority, _procurement(recorded, stated, known), _ask(recorded, stated, known)
    )
    return PartCase(case, frozenset(unknown))


def _procurement(recorded: Recorded, stated: Stated, known: Any) -> FitProcurement:
    def said(name: str, otherwise: Any = False) -> Any:
        return known(f"procurement.{name}", getattr(stated, name), otherwise)

    months = _months(recorded.starts_on, recorded.ends_on)
    call_off = True if recorded.kind is ProcurementKind.CALL_OFF else stated.ordered_as_needed
    excepted = recorded.is_concession or recorded.kind is ProcurementKind.FRAMEWORK_AGREEMENT
    return FitProcurement(
        subject=f"{recorded.title}. {recorded.description}".strip(),
        nature=recorded.nature,
        value=recorded.value,
        duration_months=known("procurement.duration_months", months, 1),
        extension_months=recorded.extension_months,
        started_on=recorded.began_on,
        stage=recorded.stage,
        team_fte_thousandths=said("team_fte_thousandths", 0),
        delivery=said("delivery", DeliveryPlace.MIXED),
        people_facing=said("people_facing"),
        research=said("research"),
        call_off=known("procurement.call_off", call_off, False),
        light_touch=known("procurement.light_touch", stated.light_touch, False),
        mainly_small_market=said("mainly_small_market"),
        market_engagement=said("market_engagement"),
        contract_manager=stated.contract_manager or None,
        remedies=said("remedies"),
        nation=recorded.nation,
        trl=stated.trl,
        social_value_act_record=said("social_value_act_record"),
        is_concession=recorded.is_concession,
        kpis_excepted=excepted or recorded.regime not in UNDER_THE_ACT,
    )


def _ask(recorded: Recorded, stated: Stated, known: Any) -> FitAsk:
    def said(name: str, otherwise: Any = False) -> Any:
        return known(f"ask.{name}", getattr(stated, name), otherwise)

    social = tuple(each for each in recorded.criteria if each.kind is CriterionKind.SOCIAL_VALUE)
    outcomes_of_ours = tuple(each.outcome_id for each in social if each.outcome_id)
    return FitAsk(
        model=recorded.model,
        weighting=known("ask.weighting", _weighting(recorded.criteria), 0),
        outcomes=recorded.outcomes,
        criteria_edited=not any(
            is_unchanged(each) for each in social if each.id not in recorded.questions_edited
        ),
        good_practice_only=said("good_practice_only"),
        narrative_required=said("narrative_required"),
        rewards_learning=known("ask.rewards_learning", _rewards_learning(social), False),
        review_cadence_months=stated.review_cadence_months,
        thread=tuple(dict.fromkeys((*recorded.thread, *outcomes_of_ours))),
        places=recorded.places,
        local=any(speaks_of_a_place(text) for text in (recorded.why, *_words(social))),
        restricts_location=said("restricts_location"),
        pounds_decide_score=said("pounds_decide_score"),
        word_limit=max((each.word_limit for each in social), default=0),
        evidence_items=said("evidence_items", 0),
        kpis_planned=said("kpis_planned", 0),
        kpis_social_value=said("kpis_social_value", 0),
        metrics=tuple(_metric(metric) for each in social for metric in each.metrics),
        kpi_exemption_reason=stated.kpi_exemption_reason or None,
        none_fits_reason=stated.none_fits_reason or None,
        link_can_be_stated=said("link_can_be_stated", otherwise=True),
    )


def metric_id(metric: MetricContent) -> str:
    """How findings name a metric: the code it has in its model, or its title."""
    return metric.code or metric.title


def is_unchanged(criterion: CriterionContent) -> bool:
    """True when the criterion was copied from a library and its title and text still say what the library says."""
    library = criterion.library
    if library is None:
        return False
    return f"{criterion.title} {criterion.text}".split() == f"{library.title} {library.text}".split()


def speaks_of_a_place(text: str) -> bool:
    """True when the words mean a place that has to be named: "local", "locally", "the relevant area"."""
    return _OF_A_PLACE.search(text) is not None


def speaks_of_learning(text: str) -> bool:
    """True when the words reward learning, a plan to find out, or a failure that is handled well."""
    text = " ".join(text.split())
    found = _OF_LEARNING.finditer(text)
    return any(_WANTING.search(text, 0, match.start()) is None for match in found)


def _metric(metric: MetricContent) -> FitMetric:
    return FitMetric(
        id=metric_id(metric),
        kind=metric.kind,
        target=metric.target,
        period=metric.period,
        baseline=metric.baseline_basis,
        level=metric.level,
        prescriptive=metric.is_prescriptive,
        used_for=metric.used_for,
    )


def _words(criteria: Iterable[CriterionContent]) -> Iterable[str]:
    for each in criteria:
        yield from (each.title, each.text, each.question)
        yield from (metric.title for metric in each.metrics)


def _weighting(criteria: tuple[CriterionContent, ...]) -> int | None:
    """Basis points of social value; None until somebody has weighted anything."""
    if not any(each.weight_bp for each in criteria):
        return None
    return sum(each.weight_bp for each in criteria if each.kind is CriterionKind.SOCIAL_VALUE)


def _rewards_learning(social: tuple[CriterionContent, ...]) -> bool | None:
    """None until there is a social value criterion with bands to read. A band without marks rewards nothing."""
    bands = [band for each in social for band in each.bands]
    if not bands:
        return None
    return any(speaks_of_learning(f"{band.title}. {band.text}") for band in bands if band.score)


def _months(starts_on: dt.date | None, ends_on: dt.date | None) -> int | None:
    """Whole months from the first day to the last, both included; at least 1."""
    if starts_on is None or ends_on is None:
        return None
    after = ends_on + dt.timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return max(1, months - (after.day < starts_on.day))
