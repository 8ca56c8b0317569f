"""The procurements that became contracts: one ended, one older, and the one of three years whose life is told whole.

Everything here is invented for the demonstration.
"""

from commonweal.domain.metrics import MetricKind
from commonweal.domain.procurements import InnovationStage, Nature
from commonweal.journeys.demonstration.case import Case

_BAU = InnovationStage.BUSINESS_AS_USUAL

CONTRACT_CASES = (
    Case(
        key="contract",
        reaches="open",
        title="Home care in the north of the borough",
        description="Care at home for about 200 people who want to stay in their own homes.",
        nature=Nature.SERVICES,
        cpv_division="85",
        innovation_stage=_BAU,
        value_pence=480_000_000,
        value_ex_vat_pence=400_000_000,
        begins=-900,
        published=-840,
        deadline=-800,
        starts=-700,
        ends=395,
        serves="care",
        reason="Care workers are in the home every day and see what is wrong with it.",
        why="We want residents to keep good health at home. Care workers see damp and loneliness before anybody else.",
        quality=("How you will care", "Say how you will plan, staff and check the care."),
        social=(
            "Care workers grow in their work",
            "Say what care workers will learn and what they can become, by when, and how we would know.",
        ),
        metric=("Hours of learning for care workers", "hours", MetricKind.HOURS),
        promise=(
            "Put right each damp home that a care worker reports within 20 working days.",
            "Head of housing repairs",
        ),
    ),
    Case(
        key="ended",
        reaches="open",
        title="Winter warmth helpline",
        description="A helpline for two winters for people who cannot heat their home.",
        nature=Nature.SERVICES,
        cpv_division="85",
        innovation_stage=InnovationStage.PILOT,
        value_pence=12_000_000,
        value_ex_vat_pence=10_000_000,
        begins=-985,
        published=-970,
        deadline=-940,
        starts=-900,
        ends=-171,
        serves="bills",
        reason="Somebody who answers at once keeps a family warm that night.",
        why="In the coldest weeks people need an answer the same day.",
        quality=(
            "Answering",
            "Say how you will answer every call the same day, in the languages of the borough.",
        ),
        social=(
            "Volunteers who learn",
            "Say how volunteers will be trained and looked after, and what they gain.",
        ),
        metric=("Hours of volunteers' training", "hours", MetricKind.HOURS),
        promise=("Pass on every referral the same day.", "Head of customer services"),
    ),
    Case(
        key="heating",
        reaches="open",
        title="Heating repairs on four estates",
        description="Repairing and servicing the heating of about 3,100 homes on four estates, at all hours.",
        nature=Nature.SERVICES,
        cpv_division="50",
        innovation_stage=_BAU,
        value_pence=660_000_000,
        value_ex_vat_pence=550_000_000,
        begins=-620,
        published=-590,
        deadline=-550,
        starts=-470,
        ends=-470 + 1095,
        serves="insulated",
        reason="A home whose heating fails in January is a cold home, however well it is insulated.",
        why="Heating that works the same day keeps people well. The work should also be a way into a trade for people who "
        "live on the estates.",
        quality=(
            "Warm again the same day",
            "Say how you will answer a breakdown at any hour and put it right at the first visit.",
        ),
        social=(
            "A trade for people who live here",
            "Say what people from the estates will learn and do on this work, by when, and what you will change if it fails.",
        ),
        metric=("Hours of paid training for residents", "hours", MetricKind.HOURS),
        promise=(
            "Give you the keys and the repair history of each boiler room before the first day of the contract.",
            "Head of housing repairs",
        ),
    ),
)
