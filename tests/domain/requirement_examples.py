"""An ask with two lots, conditions of participation and a price schedule, and a tender that answers all of it."""

from commonweal.domain.asks import AskContent, LotContent
from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.consortium import LEAD, Flow, Party, PartyRole
from commonweal.domain.participation import ConditionAnswer, ConditionContent
from commonweal.domain.price_schedule import LineKind, LinePrice, ScheduleLine
from commonweal.domain.tender_changes import with_condition, with_flows, with_lines, with_party
from commonweal.domain.tenders import TenderContent, blank, with_answer, with_offer, with_price
from tests.domain.asks_examples import an_ask
from tests.domain.tender_examples import a_quantity

VISITS = ScheduleLine("line-visits", LineKind.RATE, "Visit of 30 minutes", "visits", 12_345_500, "")
STARTING = ScheduleLine("line-start", LineKind.FIXED, "Setting up", "", None, "")
OVERHEAD = ScheduleLine("line-overhead", LineKind.PERCENT, "Management of the contract", "", None, "")
NIGHTS = ScheduleLine("line-nights", LineKind.RATE, "Night on call", "nights", 365_000, "lot-2")
EXPERIENCE = ConditionContent(
    "condition-experience",
    ConditionKind.TECHNICAL,
    "Care at home",
    "You, or somebody you rely on, has given care at home for two years.",
    "Name two contracts.",
)
COVER = ConditionContent("condition-cover", ConditionKind.FINANCIAL, "Insurance", "Cover of £5 million.", "")
KITCHENS = Party(
    "party-1", "Example Kitchens CIC", "GB-COH-1", PartyRole.SUBCONTRACTOR, "Meals", 1_500, True, True
)
FRIENDS = Party(
    "party-2", "Friends Together", "", PartyRole.MEMBER, "Visits at the weekend", 2_500, True, False
)


def a_fuller_ask() -> AskContent:
    """Two lots, two conditions, four price lines of which one is the second lot's."""
    first = an_ask().lots[0]
    second = LotContent("lot-2", 2, "The south", "", first.value_pence, None)
    return an_ask(
        lots=(first, second),
        conditions=(EXPERIENCE, COVER),
        schedule=(VISITS, STARTING, OVERHEAD, NIGHTS),
    )


def a_fuller_tender() -> TenderContent:
    """For the first lot: two others with shares, a commitment that all three deliver, every condition, every line."""
    ask = a_fuller_ask()
    content = blank(ask, ask.digest(), lot_id="lot-1", round_number=1, supplier_id="supplier-1")
    for criterion in ask.questions:
        content = with_answer(content, ask, criterion.id, f"What we do about {criterion.title.lower()}.")
    content = with_offer(content, ask, a_quantity())
    for party in (KITCHENS, FRIENDS):
        content = with_party(content, party, supplier="Example Carers Ltd")
    content = with_flows(
        content,
        ask,
        "offer-1",
        (Flow("offer-1", LEAD, 60_500, ""), Flow("offer-1", "party-2", 40_000, "The evening courses")),
    )
    content = with_condition(
        content, ask, ConditionAnswer("condition-experience", True, "Friends has.", "party-2")
    )
    content = with_condition(content, ask, ConditionAnswer("condition-cover", True, "Our policy.", ""))
    content = with_lines(
        content,
        ask,
        (
            LinePrice("line-visits", 187_525),
            LinePrice("line-start", 1_000_000),
            LinePrice("line-overhead", 750),
        ),
    )
    return with_price(content, TOTAL)


#: By hand: 12,345.5 visits at £18.7525 are £231,508.98875, to the penny £231,508.99. With £10,000 of setting up that is
#: £241,508.99, of which 7.5% are £18,113.17425, to the penny £18,113.17. Together £259,622.16.
TOTAL = 25_962_216
