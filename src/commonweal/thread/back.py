"""And back: what the lessons on a thread changed above it. Four queries, whatever their number.

The thread leads down from a mission to what was learned. These links lead up again, from a lesson to an assumption of a theory
of change and to the next ask. They are kept apart from the walk, which would otherwise run in a circle.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.permissions import Side
from commonweal.domain.thread import Node, NodeKind, Ref
from commonweal.lifecycle.delivery.models import LessonAnswer, LessonAssumption, LessonOffer
from commonweal.thread.nodes import SOURCES, Viewer


@dataclass(frozen=True)
class Change:
    """What one lesson says to one thing above it.

    Attributes:
        about: the outcome that an assumption is about, or what the next ask serves, or the procurement that answered.
        said: the words: the assumption, or what the next ask could do differently.
        what: the effect on the assumption, the answer of the next ask, or None while an offer waits for one.
    """

    lesson: Node
    about: Node
    said: str
    what: LessonEffect | OfferAnswer | None
    reason: str


def changes(viewer: Viewer, lessons: Iterable[Node]) -> list[Change]:
    """What the given lessons, which the viewer may see, changed; a thing above that they may not see is left out."""
    known = {lesson.id: lesson for lesson in lessons}
    if not known:
        return []
    rows = _assumptions(known)
    if viewer.actor is None or viewer.actor.side is Side.AUTHORITY:
        rows += _offers(known)  # what an authority thinks of for its next ask is not the supplier's to read
    seen = _visible(viewer, {ref for _, ref, *_ in rows})
    return [
        Change(known[lesson], seen[ref], said, what, reason)
        for lesson, ref, said, what, reason in rows
        if ref in seen
    ]


_Row = tuple[str, Ref, str, LessonEffect | OfferAnswer | None, str]


def _assumptions(known: dict[str, Node]) -> list[_Row]:
    found = LessonAssumption.objects.for_system(
        "what lessons say about assumptions, shown between visible ends"
    ).filter(lesson__external_id__in=known)
    columns = (
        "lesson__external_id",
        "assumption__link__cause__external_id",
        "assumption__text",
        "effect",
        "reason",
    )
    return [
        (lesson, Ref(NodeKind.OUTCOME, outcome), text, LessonEffect(effect), reason)
        for lesson, outcome, text, effect, reason in found.values_list(*columns).order_by("pk")
    ]


def _offers(known: dict[str, Node]) -> list[_Row]:
    """Each answer to an offer; an offer that nobody has answered stands for itself."""
    answered = LessonAnswer.objects.for_system(
        "answers to offered lessons, shown between visible ends"
    ).filter(offer__lesson__external_id__in=known)
    columns = (
        "offer__lesson__external_id",
        "procurement__external_id",
        "offer__suggestion",
        "answer",
        "reason",
    )
    rows: list[_Row] = [
        (lesson, Ref(NodeKind.PROCUREMENT, procurement), suggestion, OfferAnswer(answer), reason)
        for lesson, procurement, suggestion, answer, reason in answered.values_list(*columns).order_by("pk")
    ]
    waiting = LessonOffer.objects.for_system("offered lessons, shown between visible ends").filter(
        lesson__external_id__in=known, answers__isnull=True
    )
    targets = ("procurement__external_id", "outcome__external_id", "mission__external_id")
    kinds = (NodeKind.PROCUREMENT, NodeKind.OUTCOME, NodeKind.MISSION)
    for lesson, suggestion, *keys in waiting.values_list(
        "lesson__external_id", "suggestion", *targets
    ).order_by("pk"):
        ref = next(Ref(kind, key) for kind, key in zip(kinds, keys, strict=True) if key)
        rows.append((lesson, ref, suggestion, None, ""))
    return rows


def _visible(viewer: Viewer, refs: set[Ref]) -> dict[Ref, Node]:
    seen: dict[Ref, Node] = {}
    for kind in (NodeKind.MISSION, NodeKind.OUTCOME, NodeKind.PROCUREMENT):
        wanted = [ref.id for ref in refs if ref.kind is kind]
        if wanted:
            source = SOURCES[kind]
            rows = source.rows(viewer).filter(external_id__in=wanted)
            for id_, title in rows.values_list("external_id", source.title).distinct():
                seen[Ref(kind, id_)] = Node(Ref(kind, id_), title)
    return seen
