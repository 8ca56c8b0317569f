"""What speaks for an outcome, a criterion or a metric beside the rules: the likeness of texts, what the procurement serves,
what is wanted in its places, what was asked before, and what similar notices asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from commonweal.analytics.text.outcomes import likeness
from commonweal.domain.rules.suggest import Candidate
from commonweal.journeys.similar_notices import Similar, SimilarNotice, place_codes
from commonweal.lifecycle.procurement.models import (
    AskVersion,
    Procurement,
    ProcurementPlace,
    ProcurementServes,
)
from commonweal.lifecycle.strategy.models import FrameworkEdition
from commonweal.reference.places import groups

#: Likeness in basis points from which an item counts as close to what the procurement serves, and how far it must be
#: ahead of the next, in per cent of it: a few shared words say nothing.
SERVES_FROM = 600
SERVES_AHEAD = 150
#: Published asks that are looked at for what was asked before: the newest of the same subject.
MOST_EARLIER_ASKS = 200
#: What other procurements in the same places serve: the newest links.
MOST_WANTED_HERE = 20

Aim = tuple[str, str]
"""Title and text of something that the authority wants."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything known of one procurement that speaks for what could be asked.

    Attributes:
        subject: what is bought, in words.
        serves, wanted_here: what it serves itself, and what other procurements in its places serve.
        asked: how many published asks for the same subject asked for each code of the library.
        similar: similar notices that say what they ask for.
    """

    subject: str
    serves: Sequence[Aim]
    wanted_here: Sequence[Aim]
    asked: Sequence[Set[str]]
    similar: Similar

    def of_outcomes(
        self, outcomes: Sequence[str], codes: Sequence[Set[str]], texts: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """The reasons of each outcome. `codes` are its own and those of its criteria and metrics."""
        told = [self.similar.asking_for(code) for code in outcomes]
        return self._reasons(texts, codes, told, ahead=SERVES_AHEAD)

    def of_parts(self, under: Candidate, wordings: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The reasons of each criterion and metric of an outcome, by code and wording.

        What speaks for the outcome may speak for the part whose wording is likest: an aim it is close to, and the words of a
        notice that asked for it.
        """
        outcome = under.outcome
        mine = replace(
            self,
            serves=[aim for aim in self.serves if aim[0] in under.priorities],
            wanted_here=[aim for aim in self.wanted_here if aim[0] in under.wanted_here],
        )
        texts = list(wordings.values())
        told: list[list[SimilarNotice]] = [[] for _ in texts]
        for each in self.similar.asking_for(outcome):
            scores = likeness(each.notice.asked[outcome], texts)
            best = max(scores, default=0)
            if best >= SERVES_FROM:
                told[scores.index(best)].append(each)
        return mine._reasons(texts, [{code} for code in wordings], told, ahead=100)

    def _reasons(
        self,
        texts: Sequence[str],
        codes: Sequence[Set[str]],
        told: Sequence[Sequence[SimilarNotice]],
        *,
        ahead: int,
    ) -> Iterator[dict[str, Any]]:
        scores = likeness(self.subject, texts)
        serves = [(title, likeness(text, texts)) for title, text in self.serves]
        wanted = [(title, likeness(text, texts)) for title, text in self.wanted_here]
        for at, notices in enumerate(told):
            yield {
                "similarity": scores[at],
                "priorities": tuple(title for title, like in serves if is_clearly(like, at, ahead=ahead)),
                "wanted_here": tuple(title for title, like in wanted if is_clearly(like, at, ahead=ahead)),
                "asked_by": sum(bool(codes[at] & asked) for asked in self.asked),
                "notices": len(notices),
                "notices_near": sum(each.same_region for each in notices),
                "notice": notices[0].said if notices else "",
            }


def is_clearly(like: Sequence[int], at: int, *, ahead: int = SERVES_AHEAD) -> bool:
    """True when the item at this place is close, and ahead of every other by so many per cent."""
    next_best = max((score for place, score in enumerate(like) if place != at), default=0)
    return like[at] >= SERVES_FROM and like[at] * 100 >= ahead * next_best


def served(procurement: Procurement) -> list[Aim]:
    """Each mission or outcome of the authority's own that the procurement serves."""
    return list(_aims(procurement.serves.select_related("mission", "outcome")))


def wanted_here(procurement: Procurement) -> list[Aim]:
    """What other procurements of the authority serve whose places are those of this one, lie in them or hold them; the
    newest first. Regions and nations say too little. Two queries."""
    local = place_codes(procurement) - groups().keys()
    if not local:
        return []
    here = ProcurementPlace.objects.for_system("what the same authority wants in the same places").filter(
        Q(place__code__in=local) | Q(place__parent__code__in=local),
        procurement__authority_id=procurement.authority_id,
    )
    links = (
        ProcurementServes.objects.for_system("what the same authority wants in the same places")
        .filter(procurement__in=here.values("procurement"))
        .exclude(procurement=procurement)
        .select_related("mission", "outcome")
        .order_by("-pk")[:MOST_WANTED_HERE]
    )
    own = {title for title, _ in served(procurement)}
    return list(dict.fromkeys(aim for aim in _aims(links) if aim[0] not in own))


def _aims(links: Iterable[ProcurementServes]) -> Iterator[Aim]:
    for link in links:
        if link.outcome is not None:
            yield link.outcome.title, f"{link.outcome.title}. {link.outcome.description}"
        elif link.mission is not None:
            yield link.mission.statement, link.mission.statement


def asked_before(procurement: Procurement, edition: FrameworkEdition) -> list[Set[str]]:
    """The codes of the library that each published ask for the same subject (CPV division) asked for. What is published
    is public."""
    if not procurement.cpv_division:
        return []
    versions = (
        AskVersion.objects.for_system("what published asks asked for before")
        .filter(ask__procurement__cpv_division=procurement.cpv_division)
        .exclude(ask__procurement=procurement)
        .order_by("-pk")[:MOST_EARLIER_ASKS]
    )
    asks: dict[str, Counter[str]] = {}
    for version in versions:
        content = version.read()
        asked = asks.setdefault(content.ask_id, Counter())
        for criterion in content.criteria:
            library = criterion.library
            if library is not None and library.edition.startswith(f"{edition.code}/"):
                asked[library.code] += 1
                asked.update(metric.code for metric in criterion.metrics if metric.code)
    return [asked.keys() for asked in asks.values()]
