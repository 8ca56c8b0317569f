"""Who tenders with whom in the demonstration, who delivers what, what each says to the conditions, and every price line.

The partners are invented, as everything else here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import Offer
from commonweal.domain.consortium import LEAD, Flow, Party, PartyRole, promised
from commonweal.domain.participation import ConditionAnswer
from commonweal.domain.price_schedule import RATE_SCALE, LineKind, LinePrice, ScheduleLine, lines_for
from commonweal.domain.quantities import SCALE
from commonweal.domain.weights import WHOLE
from commonweal.lifecycle.tendering.actions import drafts, together
from commonweal.lifecycle.tendering.models import Tender

GROUNDWORKS = "Fictional Groundworks Ltd"
_SCAFFOLDING = Party(
    "scaffolding",
    "Fictional Scaffolding Ltd",
    "",
    PartyRole.SUBCONTRACTOR,
    "Scaffolding and lifts",
    1_500,
    is_sme=True,
    is_vcse=False,
)
TEAMS: Mapping[tuple[str, str], tuple[Party, ...]] = {
    ("assessing", "large"): (
        Party(
            "groundworks",
            GROUNDWORKS,
            "",
            PartyRole.SUBCONTRACTOR,
            "Paths, raised beds and sheds",
            3_000,
            is_sme=True,
            is_vcse=False,
        ),
        Party(
            "compost",
            "Invented Compost CIC",
            "",
            PartyRole.SUBCONTRACTOR,
            "Compost, and lessons in making it",
            500,
            is_sme=True,
            is_vcse=True,
        ),
    ),
    ("assessing", "charity"): (
        Party(
            "allotments",
            "Sample Allotments Society",
            "",
            PartyRole.MEMBER,
            "The gardener's days, and the meetings that decide what is grown",
            2_500,
            is_sme=True,
            is_vcse=True,
        ),
    ),
    ("windows", "sme"): (
        Party(
            "joinery",
            "Invented Joinery Co-operative",
            "",
            PartyRole.MEMBER,
            "Making and repairing window frames in wood",
            3_500,
            is_sme=True,
            is_vcse=True,
        ),
        _SCAFFOLDING,
    ),
    ("windows", "large"): (_SCAFFOLDING,),
}
#: What stands for a tender of one organisation alone.
ALONE: tuple[Party, ...] = ()
MANAGING_BP = 600
INSURED = "Our insurer has confirmed it in a letter of this year, which we show on request."
DONE = "Two jobs in the last three years, both in homes that people lived in. We give names and numbers on request."


def team(tender: Tender, key: str, supplier: str, **said: Any) -> None:
    """Name everybody who tenders with the supplier."""
    for party in TEAMS.get((key, supplier), ALONE):
        together.set_party(tender, party, revision=None, **said)


def share_out(tender: Tender, key: str, supplier: str, offer: Offer, ask: AskContent, **said: Any) -> None:
    """The first two parties each deliver a quarter of a quantity; the supplier itself the rest."""
    whole = promised(offer, ask)
    parties = TEAMS.get((key, supplier), ALONE)[:2]
    if whole is None or not parties:
        return
    quarter = whole // (4 * SCALE) * SCALE
    flows = [Flow(offer.key, party.key, quarter, party.work) for party in parties if quarter]
    if flows:
        own = Flow(offer.key, LEAD, whole - quarter * len(flows), "")
        together.share_out(tender, offer.key, [own, *flows], revision=None, **said)


def conditions(tender: Tender, ask: AskContent, key: str, supplier: str, **said: Any) -> None:
    """Every condition is met: by the supplier itself, or, where it is about work that was done, by its first partner."""
    parties = TEAMS.get((key, supplier), ALONE)
    for each in ask.conditions:
        is_done = each.kind.value == "technical"
        relies_on = parties[0].key if parties and is_done else ""
        answer = ConditionAnswer(each.id, True, DONE if is_done else INSURED, relies_on)
        together.answer_condition(tender, answer, revision=None, **said)


def price(tender: Tender, ask: AskContent, lot_id: str, pence: int, **said: Any) -> None:
    """The price, or where the ask has a schedule, lines that come to about as much; their total is then the price."""
    lines = lines_for(ask.schedule, lot_id)
    if lines:
        together.set_prices(tender, entries(lines, pence), None, revision=None, **said)
    else:
        drafts.set_price(tender, pence, revision=None, **said)


def entries(lines: Sequence[ScheduleLine], pence: int) -> list[LinePrice]:
    """Entries that come to about so many pence: the first line takes most, rates are whole pence, percentages `MANAGING_BP`."""
    priced = [line for line in lines if line.kind is not LineKind.PERCENT]
    left = pence * WHOLE // (WHOLE + MANAGING_BP * (len(lines) - len(priced)))
    parts = 3 * len(priced) - 1
    shares = {line.id: left * (1 if place else 2 * len(priced)) // parts for place, line in enumerate(priced)}
    return [LinePrice(line.id, _entry(line, shares.get(line.id, 0))) for line in lines]


def _entry(line: ScheduleLine, share: int) -> int:
    if line.kind is LineKind.PERCENT:
        return MANAGING_BP
    if line.kind is LineKind.FIXED:
        return share
    assert line.quantity, "a line with a rate has a quantity"
    return share * SCALE // line.quantity * (RATE_SCALE // 100)
