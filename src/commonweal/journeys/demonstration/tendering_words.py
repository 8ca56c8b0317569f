"""What the three fictional suppliers write in their tenders. All of it is invented for the demonstration."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Voice:
    """How one supplier writes, prices and promises.

    `price_percent` is its price as a share of the estimated value without VAT; `promise_percent` its quantity as a share
    of the case's. `extra` is the kind of the second commitment it offers.
    """

    opening: str
    closing: str
    price_percent: int
    promise_percent: int
    extra: str


VOICES = {
    "large": Voice(
        opening="We do work of this kind in other boroughs, with a named manager for each estate and a team that is there "
        "every working day.",
        closing="Our manager reports every month. What goes wrong is in the report, with what we did about it.",
        price_percent=93,
        promise_percent=100,
        extra="rate",
    ),
    "sme": Voice(
        opening="We are a firm of eleven people with a workshop in the next street, so whoever plans the work also does it.",
        closing="We do not know yet whether evenings or weekends suit people better. We will try both in the first "
        "quarter and keep what works.",
        price_percent=96,
        promise_percent=70,
        extra="pathway",
    ),
    "charity": Voice(
        opening="Most of us live on these estates, and half of our trustees have used a service like this one.",
        closing="If fewer people come than we hope, we will say so at once and ask those who stayed away.",
        price_percent=98,
        promise_percent=85,
        extra="narrative",
    ),
}


@dataclass(frozen=True)
class Subject:
    """What a tender for one case says about the work and about people, and how much it promises in each year.

    `yearly` is in thousandths of the metric's unit. `suppliers` are those who tender, in the order they submit.
    `months` is the length of the periods that the promise is spread over. `prices` are shares of the estimated value in
    per cent that differ from the supplier's own. `offers_all` are suppliers that offer every kind of commitment;
    `rate` is what they give for each 25,000 pounds of extra work.
    """

    quality: str
    social: str
    promise: str
    yearly: int
    suppliers: tuple[str, ...]
    months: int = 12
    prices: Mapping[str, int] = field(default_factory=dict)
    offers_all: tuple[str, ...] = ()
    rate: int = 250


SUBJECTS = {
    "open": Subject(
        quality="We begin with the doors nobody has answered. Two advisers go together, at the hours people are in, and come "
        "back twice. After each visit the household has one page that says what was agreed and who will do it, and "
        "we ring after six weeks to hear whether the home is warmer.",
        social="Six people whom we advised in the first winter will be trained to advise others from the second. They are "
        "paid for every hour, with a mentor for the first three months.",
        promise="Paid advisers who were advised themselves",
        yearly=1_500,
        suppliers=("large",),
    ),
    "windows": Subject(
        quality="We measure every window before we order it, and fit one home a day while people are at work. A second person "
        "opens, closes and weathers each window before we go, and comes back after the first storm.",
        social="Four people from the two estates learn the trade with us, on paid days. Those who want to stay are entered for "
        "the first certificate, and we report how many were offered a job.",
        promise="Apprentices who learn to fit windows",
        yearly=10_000,
        suppliers=("large",),
    ),
    "closed": Subject(
        quality="A surveyor looks at every home before a date is agreed. The work takes one day, the rooms are left as they "
        "were found, and a second person checks the insulation with a thermal camera before we go.",
        social="Each crew has one apprentice from the borough. Apprentices who finish are offered a job with us, and we "
        "report how many took it.",
        promise="Apprentices in each crew",
        yearly=2_000,
        suppliers=("large", "sme"),
    ),
    "opened": Subject(
        quality="The same person makes both visits of a winter. The first finds draughts and explains the controls; the "
        "second looks at the bills since. Each visit ends with a cup of tea and the question how things are.",
        social="When somebody is alone and does not want to be, we offer to go along to the first meeting of a local group. "
        "We ask again after two months.",
        promise="Residents introduced to a local group",
        yearly=60_000,
        suppliers=("charity", "sme"),
    ),
    "assessing": Subject(
        quality="We build the first two gardens in the first spring and the other four in the second, with what we learned. "
        "Tools stay in a shed on each estate. A gardener is there one day a week for five years.",
        social="Each garden has a meeting of those who use it, which decides what is grown and who has which bed. If few "
        "come, the gardener knocks on doors before anything is planted.",
        promise="Growing space made and kept",
        yearly=300_000,
        suppliers=("charity", "large", "sme"),
        prices={"sme": 74},
    ),
    "moderating": Subject(
        quality="A tenant rings one number or fills in a card at the community room. We write the report down, read it back, "
        "and ring within two days to say what happens and when. If nobody answers we go round.",
        social="On each staircase one neighbour who wants to do it knows how to report a repair for others. They meet once "
        "a month, are paid their expenses, and tell us what people do not dare to say.",
        promise="Tenants heard through a neighbour",
        yearly=90_000,
        suppliers=("charity", "sme", "large"),
    ),
    "rounds": Subject(
        quality="We sit in each room for a week before we draw a line. Neighbours move the furniture, we measure what they did, "
        "and the first plan is shown on the wall where they can write on it.",
        social="On each estate a group of neighbours holds the keys from the third month. They learn the heating, the money and "
        "how to settle a quarrel. If few want to, we begin with one evening a week.",
        promise="Neighbours who can run a room alone",
        yearly=24_000,
        suppliers=("charity", "sme", "large"),
    ),
    "award": Subject(
        quality="Pumps and valves are checked every month and replaced before they fail. A fitter is on call at all hours, "
        "and residents get a message when the heat is off, with the time it will be back.",
        social="Two apprentices begin in the first year, from schools in the borough, and finish on this contract. What we "
        "learn about breakdowns we show to residents twice a year.",
        promise="Apprentices who finish on the contract",
        yearly=2_000,
        suppliers=("large", "sme"),
    ),
    "contract": Subject(
        quality="Every person has a small team that knows them, and a plan they have read and agreed. Visits are never "
        "shorter than half an hour. A manager goes along once a quarter and asks the person how the care is.",
        social="Care workers have half a day of paid learning each month: dementia, moving safely, and what to look for in a "
        "cold or damp home. Those who want to lead a team are trained for it.",
        promise="Paid learning for care workers",
        yearly=900_000,
        suppliers=("charity", "large"),
        rate=1_000,
    ),
    "ended": Subject(
        quality="The helpline answers from seven in the morning to eleven at night, in six languages of the borough. Who "
        "cannot heat their home tonight gets a visit tonight.",
        social="Volunteers are trained for two days before their first call and meet every fortnight to talk about the "
        "calls that stayed with them.",
        promise="Training for volunteers",
        yearly=400_000,
        suppliers=("charity", "sme"),
    ),
    "heating": Subject(
        quality="A fitter is on call at all hours, with the twelve parts that fail most often in the van. Nine breakdowns in ten "
        "are put right at the first visit. Where that is not possible the household gets heaters the same evening.",
        social="Residents train on paid hours, at our depot and beside a fitter. Those who want the trade are entered for the "
        "first certificate, and we report who passed and who left.",
        promise="Paid training hours for residents of the four estates",
        yearly=2_400_000,
        suppliers=("large", "sme"),
        months=3,
        offers_all=("large",),
        rate=20_000,
    ),
}
#: What the small firm has written so far of its tender for the second lot.
CANAL = "From the canal we work off a pontoon, one staircase a week. Nobody's window is out overnight."
#: What the charity has written so far of its tender for the open case, in the order of the questions: somebody can go on
#: with it, and its self-check has something to say.
UNFINISHED = (
    "We begin with the doors nobody has answered. Two of us go together, at the hours people are in. "
    "If nobody answers, we come back twice.",
    "We aim to help a number of residents to become advisers where possible. We will train 9 people in the first year, employ "
    "4 FTE in the second and hold regular meetings with them. We are passionate about this.",
)
