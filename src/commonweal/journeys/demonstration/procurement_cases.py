"""What the fictional borough buys: one procurement for every status. Everything here is invented for the demonstration."""

from dataclasses import dataclass

from commonweal.domain.metrics import MetricKind
from commonweal.domain.procurements import InnovationStage, Nature


@dataclass(frozen=True)
class Case:
    """One procurement. Days count from the day of the demonstration; money in pence with VAT and without.

    `reaches` is how far this stage plays it: `entry`, `planned`, `engagement`, `design`, `withdrawn`, `open` or
    `terminated`. Later stages take those with a past deadline further. `serves` is the key of an outcome that the
    strategy stage left. Whether it is below the threshold follows PPN 023 (health and social work is light touch).
    `copies` are a criterion and a metric of the PPN 002 edition that the social value criterion is copied from; without
    them it is written by hand.
    """

    key: str
    reaches: str
    title: str
    description: str
    nature: Nature
    cpv_division: str
    innovation_stage: InnovationStage
    value_pence: int
    value_ex_vat_pence: int
    begins: int
    published: int
    deadline: int
    starts: int
    ends: int
    serves: str
    reason: str
    why: str = ""
    quality: tuple[str, str] = ("", "")
    social: tuple[str, str] = ("", "")
    covers: str = ""
    copies: tuple[str, str] | None = None
    metric: tuple[str, str, MetricKind] | None = None
    promise: tuple[str, str] = ("", "")
    lots: tuple[tuple[str, int], ...] = ()
    ending: str = ""
    is_below_threshold: bool = False


_BAU = InnovationStage.BUSINESS_AS_USUAL

CASES = (
    Case(
        key="entry",
        reaches="entry",
        title="Repair and retrofit of estate homes",
        description="Insulation, windows and ventilation for about 900 homes on four estates.",
        nature=Nature.WORKS,
        cpv_division="45",
        innovation_stage=InnovationStage.SCALE_UP,
        value_pence=1_440_000_000,
        value_ex_vat_pence=1_200_000_000,
        begins=-20,
        published=150,
        deadline=200,
        starts=320,
        ends=320 + 1460,
        serves="insulated",
        reason="Warm homes begin with the fabric of the building.",
    ),
    Case(
        key="planned",
        is_below_threshold=True,
        reaches="planned",
        title="Winter wardens on four estates",
        description="Neighbours who knock on doors when it is cold, paid and trained.",
        nature=Nature.SERVICES,
        cpv_division="85",
        innovation_stage=InnovationStage.PILOT,
        value_pence=18_000_000,
        value_ex_vat_pence=15_000_000,
        begins=-15,
        published=60,
        deadline=95,
        starts=160,
        ends=160 + 364,
        serves="care",
        reason="A neighbour at the door notices the cold home that no list shows.",
    ),
    Case(
        key="engagement",
        reaches="engagement",
        title="Low-carbon heating controls, prototype",
        description="A prototype of controls that residents can use, tried in thirty homes with the people who live there.",
        nature=Nature.SERVICES,
        cpv_division="73",
        innovation_stage=InnovationStage.PROTOTYPE,
        value_pence=40_000_000,
        value_ex_vat_pence=33_333_300,
        begins=-40,
        published=45,
        deadline=85,
        starts=150,
        ends=150 + 270,
        serves="bills",
        reason="Controls that people understand save more than boilers that they do not.",
    ),
    Case(
        key="design",
        is_below_threshold=True,
        reaches="design",
        title="Damp and mould repairs",
        description="Finding the cause of damp in about 300 homes a year, putting it right, and checking that it stays right.",
        nature=Nature.WORKS,
        cpv_division="45",
        innovation_stage=_BAU,
        value_pence=240_000_000,
        value_ex_vat_pence=200_000_000,
        begins=-60,
        published=10,
        deadline=45,
        starts=140,
        ends=140 + 1094,
        serves="insulated",
        reason="Damp harms health first where homes are coldest.",
        why="Residents tell us that damp comes back after each repair. We want the cause put right, by people who learn "
        "from each home and tell us what they see.",
        quality=(
            "Finding and curing the cause",
            "Say how you will find the cause of damp, put it right and check it a year later.",
        ),
        social=(
            "Skills that stay on the estate",
            "Say what people who live here will learn from this work, by when, and how we would know.",
        ),
        covers="What you will teach, and to whom; how people without experience can join; what they can do afterwards.",
        copies=("2a", "2-learning-hours"),
        promise=("Give you the repair history of each home before you visit it.", "Head of housing repairs"),
        lots=(("North estates", 140_000_000), ("South estates", 100_000_000)),
    ),
    Case(
        key="open",
        is_below_threshold=True,
        reaches="open",
        title="Warm homes advice at the door",
        description="Advice on heating, bills and damp for about 400 households, at their door and in their language.",
        nature=Nature.SERVICES,
        cpv_division="85",
        innovation_stage=InnovationStage.PILOT,
        value_pence=24_000_000,
        value_ex_vat_pence=20_000_000,
        begins=-70,
        published=-10,
        deadline=25,
        starts=90,
        ends=90 + 729,
        serves="advice",
        reason="Advice at the door reaches people whom letters do not.",
        why="Some homes stay cold although help exists. We want to learn who is missed and why, and to reach them.",
        quality=(
            "How you will advise",
            "Say how you will find the households, advise them and know that it helped.",
        ),
        social=(
            "People who were advised become advisers",
            "Say how residents can learn to advise others, by when, and what you would change if it did not work.",
        ),
        covers="How residents join, what they learn, how they are paid, and what you would change if few came.",
        copies=("6a", "6-fte"),
        promise=("Introduce you to the tenants' associations within two weeks.", "Head of housing"),
    ),
    Case(
        key="closed",
        is_below_threshold=True,
        reaches="open",
        title="Loft and cavity insulation",
        description="Insulating lofts and cavity walls in about 250 homes.",
        nature=Nature.WORKS,
        cpv_division="45",
        innovation_stage=_BAU,
        value_pence=180_000_000,
        value_ex_vat_pence=150_000_000,
        begins=-100,
        published=-40,
        deadline=-1,
        starts=80,
        ends=80 + 729,
        serves="insulated",
        reason="An insulated loft is the cheapest warmth there is.",
        why="Insulation only warms a home when it is put in well. We want good work by people with good jobs.",
        quality=(
            "How you will work in people's homes",
            "Say how you will plan, do and check the work in homes where people live.",
        ),
        social=(
            "Good jobs in insulation",
            "Say what jobs and training this work will bring, by when, and how we would know.",
        ),
        covers="What jobs and training there will be, how people from the estates hear of them, and how good the jobs are.",
        copies=("1a", "1-apprenticeships"),
        promise=("Agree access with residents before you arrive.", "Head of housing repairs"),
    ),
    Case(
        key="opened",
        is_below_threshold=True,
        reaches="open",
        title="Energy visits for older residents",
        description="Two visits a winter to about 600 older residents: draughts, controls, bills and a chat.",
        nature=Nature.SERVICES,
        cpv_division="85",
        innovation_stage=_BAU,
        value_pence=30_000_000,
        value_ex_vat_pence=25_000_000,
        begins=-110,
        published=-50,
        deadline=-6,
        starts=70,
        ends=70 + 1094,
        serves="care",
        reason="Older residents suffer first from a cold home.",
        why="We want older residents to keep well at home, and to be heard.",
        quality=("The visits", "Say what happens in a visit, who makes it and what follows from it."),
        social=(
            "Loneliness noticed and answered",
            "Say what you will do when a visit finds somebody alone, and how we would know that it helped.",
        ),
        metric=("Residents introduced to a local group", "people", MetricKind.HEADCOUNT),
        promise=("Answer every referral from a visit within five working days.", "Head of adult social care"),
    ),
    Case(
        key="assessing",
        reaches="open",
        title="Estate gardens and food growing",
        description="Making and keeping growing space on six estates, with the residents who will use it.",
        nature=Nature.SERVICES,
        cpv_division="77",
        innovation_stage=InnovationStage.PILOT,
        value_pence=36_000_000,
        value_ex_vat_pence=30_000_000,
        begins=-130,
        published=-70,
        deadline=-20,
        starts=60,
        ends=60 + 729,
        serves="voice",
        reason="Gardens bring neighbours together who then look after each other.",
        why="Estates have land and people with time. We want both to be used.",
        quality=("Making the gardens", "Say how you will make the gardens and keep them for five years."),
        social=(
            "Residents decide",
            "Say how residents will decide what is grown and who looks after it, and what you will do if few come.",
        ),
        covers="How residents decide, who takes part who usually does not, and how you will tell that people feel better for it.",
        copies=("8b", "4-green"),
        promise=("Give the land free of charge for ten years.", "Head of parks"),
    ),
    Case(
        key="award",
        reaches="open",
        title="Heat network maintenance",
        description="Keeping the heat network of two estates running, with an answer to every breakdown the same day.",
        nature=Nature.SERVICES,
        cpv_division="50",
        innovation_stage=_BAU,
        value_pence=96_000_000,
        value_ex_vat_pence=80_000_000,
        begins=-170,
        published=-110,
        deadline=-60,
        starts=45,
        ends=45 + 1094,
        serves="bills",
        reason="A heat network that fails leaves a whole estate cold.",
        why="Heat must be there when it is needed, and what is learned about breakdowns must reach residents.",
        quality=("Keeping the heat on", "Say how you will prevent breakdowns and answer those that come."),
        social=(
            "Apprentices who stay",
            "Say whom you will train on this contract, by when, and what happens to them after it.",
        ),
        covers="Whom you will train, what they will be able to do alone, and what happens to them after the contract.",
        copies=("1a", "1-apprenticeships"),
        promise=("Pay each valid invoice within 20 days.", "Treasurer"),
    ),
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
        key="withdrawn",
        reaches="withdrawn",
        title="Mobile boiler loans",
        description="Boilers on wheels for blocks whose heating has failed.",
        nature=Nature.GOODS,
        cpv_division="42",
        innovation_stage=_BAU,
        value_pence=60_000_000,
        value_ex_vat_pence=50_000_000,
        begins=-120,
        published=20,
        deadline=60,
        starts=120,
        ends=120 + 364,
        serves="insulated",
        reason="A block without heat needs warmth the same day.",
        ending="A neighbouring authority lends us its own. Buying our own would be waste.",
    ),
    Case(
        key="terminated",
        is_below_threshold=True,
        reaches="terminated",
        title="Sensors in stairwells",
        description="Sensors that measure damp and temperature in forty stairwells.",
        nature=Nature.GOODS,
        cpv_division="38",
        innovation_stage=InnovationStage.DISCOVERY,
        value_pence=15_000_000,
        value_ex_vat_pence=12_500_000,
        begins=-140,
        published=-60,
        deadline=40,
        starts=130,
        ends=130 + 364,
        serves="insulated",
        reason="What is measured in the stairwell warns of what happens in the homes.",
        why="We want to see damp before it is in people's homes.",
        quality=("The sensors", "Say what they measure, how exactly, and who may see it."),
        social=(
            "Residents understand the data",
            "Say how residents will see and question what is measured about where they live.",
        ),
        metric=("Residents who took part in reading the data", "people", MetricKind.HEADCOUNT),
        promise=("Publish what the sensors show every month.", "Head of housing"),
        ending="Residents asked us to repair the stairwells first, and they are right.",
    ),
)
