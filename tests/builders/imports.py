"""Tenders that came to another suite: a procurement opened without any of its own, and a table that waits."""

import csv
import io

from commonweal.domain.asks import AskContent
from commonweal.journeys import tender_imports as journey
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering import imports
from commonweal.lifecycle.tendering.actions import imports as actions
from commonweal.lifecycle.tendering.models import TenderImport
from tests.builders.assessment import LATER, officer
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import a_sealed_ask, an_opening
from tests.cast import World

HEAD = ("Supplier", "Company number", "Price", "Care workers grow in their work", "Hours")
ROWS = (
    ("Heron Care Ltd", "01234567", "£98,000.00", "Carers learn in paid time.", "40"),
    ("Wren Homes CIC", "", "104000", "We ask carers first.\nThen we plan.", ""),
)


def an_unsealed_procurement(world: World, title: str = "Night sitting") -> Procurement:
    """Opened, and nobody had sealed a tender here."""
    version = a_sealed_ask(world, deadline=DEADLINE, title=title)
    an_opening(world, version.ask.procurement)
    return fresh(version.ask.procurement)


def a_csv(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def ask_of(procurement: Procurement) -> AskContent:
    return imports.ask_version(procurement).read()


def means_of(procurement: Procurement) -> tuple[str, ...]:
    """What the columns of `HEAD` mean."""
    ask = ask_of(procurement)
    (question,) = [each for each in ask.questions if each.metrics]
    return ("supplier", "number", "price", f"answer:{question.id}", f"metric:{question.metrics[0].id}")


def brought(
    world: World, procurement: Procurement, content: bytes, name: str = "tenders.csv"
) -> TenderImport:
    """A table whose columns are confirmed."""
    by = officer(world)
    one = journey.bring(
        procurement, name, content, source="Example Portal", opened_on=DEADLINE.date(), by=by, now=LATER
    )
    headings = journey.table_of(one).headings
    return actions.confirm_columns(
        one, headings, means_of(procurement), ask_of(procurement), by=by, now=LATER
    )


WORLD = {
    "unsealed_procurement": an_unsealed_procurement,
    "tender_import": lambda world: brought(world, world.unsealed_procurement, a_csv(*ROWS)),
}
