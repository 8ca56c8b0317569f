"""What similar notices in the library of a body asked for: the same subject, or words that are like it."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.analytics.text.outcomes import likeness
from commonweal.domain.actors import Actor
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.markets.models import Notice
from commonweal.markets.queries import notices
from commonweal.reference.places import ancestors, authorities, groups

#: The one nation whose regions stand in notices.
ENGLAND = "E92000001"
#: Notices that say what they ask for which are compared with a subject: the latest.
MOST_COMPARED = 300
#: Characters of title and description that are compared.
COMPARED_TEXT = 400
#: Likeness in basis points from which a notice of another CPV division, or of none, counts as similar.
SIMILAR_FROM = 1_000


@dataclass(frozen=True, slots=True)
class SimilarNotice:
    """A notice with its likeness to the subject in basis points, whether it stands in the same CPV division, and whether
    it is delivered in a region where the procurement is."""

    notice: Notice
    likeness: int
    same_division: bool
    same_region: bool = False

    @property
    def said(self) -> str:
        """The notice in words: its title and who bought."""
        return (
            f"“{self.notice.title}” ({self.notice.buyer})" if self.notice.buyer else f"“{self.notice.title}”"
        )


@dataclass(frozen=True, slots=True)
class Similar:
    """Similar notices that say what they ask for, those of the region first, then the likest; and how many the library
    holds of the subject's CPV division, whatever they say."""

    notices: tuple[SimilarNotice, ...] = ()
    of_the_division: int = 0

    def asking_for(self, outcome: str) -> tuple[SimilarNotice, ...]:
        """Those that ask for one outcome of PPN 002."""
        return tuple(each for each in self.notices if outcome in each.notice.asked)


def similar_notices(actor: Actor, procurement: Procurement) -> Similar:
    """The notices in the actor's library that are similar to what a procurement buys. As many queries, however many."""
    library, regions = notices(actor), regions_of(procurement)
    division = procurement.cpv_division
    rows = _once(library.filter(asked_count__gt=0).select_related("reading")[:MOST_COMPARED])
    scores = likeness(
        f"{procurement.title}. {procurement.description}",
        [f"{each.title}. {each.subject}"[:COMPARED_TEXT] for each in rows],
    )
    found = [
        SimilarNotice(
            each, score, bool(division) and each.cpv_division == division, _plain(each.region) in regions
        )
        for each, score in zip(rows, scores, strict=True)
    ]
    similar = [each for each in found if each.same_division or each.likeness >= SIMILAR_FROM]
    similar.sort(key=lambda each: (not each.same_region, -each.likeness, each.notice.ocid))
    count = library.filter(cpv_division=division).count() if division else 0
    return Similar(tuple(similar), count)


def place_codes(procurement: Procurement) -> frozenset[str]:
    """Codes of the places where a procurement is carried out and of everything that they lie in; without places, those of
    the authority's own place."""
    codes: set[str] = set()
    for row in procurement.places.select_related("place__parent__parent__parent__parent__parent"):
        place = row.place
        while place is not None:
            codes.add(place.code)
            place = place.parent
    own = procurement.authority.place_code
    if not codes and (own in authorities() or own in groups()):
        codes = {own, *ancestors(own)}
    return frozenset(codes)


def regions_of(procurement: Procurement) -> frozenset[str]:
    """The regions of a procurement, or the nations that have none: plain names, as notices write them."""
    return frozenset(_plain(groups()[code].name) for code in place_codes(procurement) if _is_region(code))


def _is_region(code: str) -> bool:
    """A region of England, or another nation: England itself says too little."""
    group = groups().get(code)
    return group is not None and (group.kind == "region" or (group.kind == "country" and code != ENGLAND))


def _plain(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalnum())


def _once(rows: Iterable[Notice]) -> list[Notice]:
    """Each procurement once, as its latest file tells it."""
    found: dict[str, Notice] = {}
    for each in rows:
        found.setdefault(each.ocid, each)
    return list(found.values())
