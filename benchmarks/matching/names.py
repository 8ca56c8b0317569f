"""Seeded register and messy queries with the truth beside them.

The register holds what real ones hold: families of one brand (holdings, services, a branch in another town), the same
name with two numbers, sole traders, generic names, charities, schools and councils. The queries are written the ways
finance systems write them. About a quarter of them are of organisations that the register does not hold, and half of
those are brothers of one that it does. Nothing is taken from a real register; towns and trades are ordinary words.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.matching import mess

TOWNS = """
Ashby Barnsley Bedford Bolton Bradford Bristol Burnley Bury Camden Carlisle Chester Coventry Crewe Croydon
Derby Doncaster Dover Dudley Durham Ealing Exeter Gateshead Gloucester Grimsby Hackney Halifax Harrow
Hartlepool Hereford Hull Ipswich Keighley Kendal Kettering Lancaster Leeds Leicester Lincoln Luton Maidstone
Malton Newark Newcastle Norwich Nottingham Oldham Oxford Penrith Preston Reading Redditch Rochdale Rugby
Salford Scarborough Selby Sheffield Shrewsbury Slough Southend Stafford Stockport Sunderland Swindon Taunton
Telford Torquay Wakefield Walsall Warrington Watford Wells Whitby Wigan Woking Worcester Wrexham Yeovil York
""".split()  # noqa: SIM905
AREAS = """
B BD BL BN BS CA CB CF CH CR CV DE DH DL DN E EX GL GU HD HG HU HX IP KT L LA LE LN LS M ME MK N NE NG NN NR
NW OL OX PE PR RG S SE SK SN SR ST SW TS W WA WF WN WR WS WV YO
""".split()  # noqa: SIM905
SURNAMES = """
Abbott Ahmed Allen Atkinson Bailey Barker Bell Bennett Booth Bradley Brooks Carter Chapman Clark Cole Cooper
Cox Davies Dixon Edwards Ellis Evans Fisher Fletcher Foster Gibson Graham Gray Green Hall Harris Harrison
Hill Holmes Hughes Hunt Hussain Jackson James Johnson Jones Kaur Kelly Khan King Knight Lee Lewis Lloyd
Marsh Marshall Mason Miller Mills Mitchell Moore Morgan Morris Murphy Murray Palmer Parker Patel Pearson
Perry Phillips Powell Price Reid Richards Roberts Robinson Rogers Russell Shaw Simpson Singh Smith Spencer
Stevens Stone Taylor Thomas Thompson Turner Walker Ward Watson Webb White Wilkinson Williams Wilson Wood
Wright Young
""".split()  # noqa: SIM905
FIRST = """
Adam Alan Amy Anna Ben Carol Claire David Emma Fatima George Hannah Ian Jack James Jane John Karen Laura Lee
Linda Mark Mary Michael Mohammed Nick Paul Peter Rachel Robert Ruth Sam Sarah Simon Steven Susan Thomas Tom
""".split()  # noqa: SIM905
TRADES = """Accountants|Architects|Bakery|Brickwork|Builders|Building Services|Building Supplies|Care Homes|Care Services|
Catering|Catering Equipment|Chartered Surveyors|Civil Engineering|Cleaning|Cleaning Services|Coaches|Community Transport|
Computing|Construction|Consulting|Contractors|Controls|Dental Practice|Digital|Drainage|Driving School|Education|
Electrical|Electrical Contractors|Energy|Engineering|Environmental|Estates|Facilities Management|Fencing|Fire and Security|
Fire Protection|Flooring|Florists|Foods|Fostering|Furniture|Garages|Garden Centre|Glass and Glazing|Haulage|Healthcare|
Heating|Heating and Plumbing|Home Care|Homes|Housing Association|Insurance Brokers|Interiors|IT Solutions|Joinery|
Landscapes|Laundry|Legal Services|Lifts|Locksmiths|Logistics|Marketing|Mechanical Services|Media|Medical Supplies|Motors|
Nurseries|Nursing Agency|Office Supplies|Painting and Decorating|Partnership|Pest Control|Pharmacy|Plant Hire|Play Group|
Plumbing|Print|Printing|Property Management|Property Services|Publishing|Recruitment|Recycling|Refrigeration|Roofing|
Scaffolding|School of Music|Security|Signs|Skip Hire|Software|Solicitors|Sports|Stationery|Supported Living|Surfacing|
Systems|Taxis|Technologies|Theatre Company|Timber|Tool Hire|Training|Travel|Tree Surgeons|Tyres|Vehicle Hire|
Ventilation|Waste Management|Water Treatment|Windows|Wholesale""".replace("\n", "").split("|")
BODIES = """{t} Age Concern|{t} and District Citizens Advice Bureau|Friends of {t} Library|{t} Carers Centre|{t} Womens Aid|
{t} Town Council|{t} Community Association|{t} Rugby Football Club|St {f}s Church of England Primary School {t}|
{t} Academy|{t} High School|{t} Grammar School|{t} Hospice|{t} Youth Project|The {t} Trust|{t} Arts Centre|
{t} Volunteer Bureau|University of {t}|{t} Foodbank|{t} Mind|{t} Credit Union|{t} Theatre Trust|{t} Parish Council|
{t} Surgery|{t} Park Medical Centre|{s} House Residential Home|{s} Foundation|{t} Playing Fields Association""".replace(
    "\n", ""
).split("|")
BEGINNINGS = """
Ash Back Bar Beck Birch Black Brad Bram Bran Broad Brock Brom Burn Cald Car Chad Clay Clif Cold Comp Cran Crow Dal Den
Dun East El Fair Far Felling Fen Gar Gold Green Had Hal Hamp Hart Hather Haw Hazel Hel Hen High Hol Horn Hum Hurst Ing
Ken Kil Kings Kirk Lang Lin Long Lud Mal Mar Mead Mel Mid Mil Mos Nether New Nor Oak Old Or Pem Pen Pil Quarring Rad
Rams Red Ring Ros Rush Sed Shal Shel Sher Ship Stan Staple Stock Stour Sut Swin Thorn Thur Tod Tre Up Wad Wal War Wat
Wel West Whit Win Wit Wol Wood Wor Wyn
""".split()  # noqa: SIM905
ENDINGS = """
bourne bridge brook burn bury by church cliffe combe cote dale den field ford gate ham hill holme house hurst ington
land ley low man march mere mond more ness nor ridge sall shaw side stead ston stow thorpe ton wald water way well
wick wood worth
""".split()  # noqa: SIM905
SIBLINGS = ("Holdings", "Group", "Services", "Properties", "International", "(North)", "(Southern)", "Investments",
            "Developments", "2000", "Scotland", "Solutions", "Management", "Northern", "Direct", "Plus")  # fmt: skip
FORMS = (("Ltd", 40), ("Limited", 40), ("PLC", 3), ("LLP", 5), ("CIC", 3), ("", 9))
SYLLABLES = """
ab ac al am an ar as av ba be bi bo bra bri ca ce ci cle co con cor cra cy da de di do dra el en er es eva
fa fe fi flo fo ga ge gi go gra ha he hy im in is ja jo ka ke ko la le li lo lu ma me mi mo na ne ni no nu
om on op or pa per pi po pri qua ra re ri ro sa se si so sta su ta te ti to tra tri ul un va ve vi vo wa we
wil xa ya ze zo
""".split()  # noqa: SIM905


@dataclass
class Row:
    """One line of a file; `truth` is the id of the register entry it belongs to, empty when there is none."""

    id: str
    name: str
    postcode: str = ""
    company_number: str = ""
    charity_number: str = ""
    truth: str = ""


@dataclass(frozen=True)
class Recipe:
    """How a pair of files is made. Shares are of one; `shared` of the register's entries have a neighbour's postcode."""

    seed: int
    register: int = 150_000
    queries: int = 100_000
    missing: float = 0.25
    families: float = 0.2
    coined: float = 0.45
    postcode_given: float = 0.6
    postcode_differs: float = 0.2
    number_given: float = 0.15
    number_wrong: float = 0.01
    shared: float = 0.0
    slips: float = 1.0


@dataclass
class Made:
    """Both files. `truth` of each query is inside its row."""

    register: list[Row] = field(default_factory=list)
    queries: list[Row] = field(default_factory=list)


def make(recipe: Recipe) -> Made:
    """The files of a recipe; the same recipe gives the same bytes."""
    maker = _Maker(recipe)
    made = Made()
    outside: list[Row] = []
    while len(made.register) < recipe.register:
        for row in maker.family():
            if maker.is_taken(row):
                continue
            (outside if maker.dice.random() < 0.12 else made.register).append(row)
    del made.register[recipe.register :]
    maker.dice.shuffle(made.register)
    for number, row in enumerate(made.register):
        row.id = f"R{number:06d}"
    for number in range(recipe.queries):
        missing = maker.dice.random() < recipe.missing
        row = maker.dice.choice(outside) if missing else maker.dice.choice(made.register)
        made.queries.append(maker.query(f"Q{number:06d}", row, "" if missing else row.id))
    return made


class _Maker:
    def __init__(self, recipe: Recipe) -> None:
        self.recipe, self.dice = recipe, random.Random(recipe.seed)
        self._taken: set[str] = set()
        self._number = 1_000_000
        self._streets: list[str] = []

    def is_taken(self, row: Row) -> bool:
        """The companies register takes no name twice; people, charities and a few others do share names."""
        name = re.sub(r"[^a-z0-9]", "", re.sub(r" (ltd|limited|plc|llp|cic|cio)$", "", row.name.lower()))
        taken = name in self._taken
        self._taken.add(name)
        return taken and self.dice.random() < (0.97 if row.company_number else 0.6)

    def family(self) -> list[Row]:
        """An organisation, and sometimes its brothers."""
        kind = self.dice.random()
        if kind < 0.12:
            return [self.row(self.body(), self.dice.choice(("", "", "Ltd", "CIO")), charity=True)]
        if kind < 0.2:
            return [self.row(self.person(), "", company=False)]
        brand = self.brand()
        trade = self.dice.choice(TRADES) if self.dice.random() < 0.85 else ""
        form = self.form()
        rows = [self.row(f"{brand} {trade}".strip(), form)]
        if self.dice.random() < self.recipe.families:
            rows += [self.brother(brand, trade, form) for _ in range(self.dice.choice((1, 1, 2, 3, 5)))]
        return rows

    def brother(self, brand: str, trade: str, form: str) -> Row:
        ways: list[Callable[[], str]] = [
            lambda: f"{brand} {trade} {self.dice.choice(SIBLINGS)}",
            lambda: f"{brand} {self.dice.choice(SIBLINGS)}",
            lambda: f"{brand} {trade} ({self.town()})",
            lambda: f"{brand} {self.dice.choice(TRADES)}",
            lambda: f"{brand} {trade}",
        ]
        return self.row(" ".join(self.dice.choice(ways)().split()), form)

    def brand(self) -> str:
        dice = self.dice
        if dice.random() < self.recipe.coined:
            return " ".join(self.coined() for _ in range(1 if dice.random() < 0.8 else 2))
        ways: list[Callable[[], str]] = [
            self.surname,
            lambda: f"{dice.choice('ABCDEFGHJKLMNPRST')} {self.surname()}",
            lambda: f"{dice.choice('ABCDEFGHJKLMPRST')} & {dice.choice('ABCDEFGHJKLMPRST')} {self.surname()}",
            lambda: f"{self.surname()} & {self.surname()}",
            lambda: f"{self.surname()} {dice.choice(('& Sons', '& Son', 'Bros', '& Daughters'))}",
            lambda: f"{dice.choice(FIRST)} {self.surname()}",
            self.town,
            lambda: "".join(dice.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(dice.choice((2, 3, 3, 4)))),
            lambda: f"{dice.choice(('First', 'Premier', 'Ace', 'Apex', 'Elite', 'Prime', 'A1', 'Direct'))}",
            lambda: f"{self.town()} {self.surname()}",
        ]
        return dice.choice(ways)()

    def surname(self) -> str:
        """Half of people have one of the common names; the rest share a long tail of rare ones."""
        return self.dice.choice(SURNAMES) if self.dice.random() < 0.5 else self.compound()

    def town(self) -> str:
        return self.dice.choice(TOWNS) if self.dice.random() < 0.6 else self.compound()

    def compound(self) -> str:
        return self.dice.choice(BEGINNINGS) + self.dice.choice(ENDINGS)

    def coined(self) -> str:
        return "".join(
            self.dice.choice(SYLLABLES) for _ in range(self.dice.choice((2, 3, 3, 4)))
        ).capitalize()

    def body(self) -> str:
        town = self.town()
        if self.dice.random() < 0.6:
            town = f"{self.coined()} {self.dice.choice(('', '', 'Green', 'Park', 'Road', 'Hill', 'Valley'))}".strip()
        return self.dice.choice(BODIES).format(t=town, s=self.surname(), f=self.dice.choice(FIRST))

    def person(self) -> str:
        name = f"{self.dice.choice(FIRST)} {self.surname()}"
        if self.dice.random() < 0.5:
            return f"{name} {self.dice.choice(TRADES)}"
        return f"{self.dice.choice(('Mr', 'Mrs', 'Ms', 'Dr'))} {name}" if self.dice.random() < 0.5 else name

    def form(self) -> str:
        return self.dice.choices([form for form, _ in FORMS], [share for _, share in FORMS])[0]

    def postcode(self, near: str = "") -> str:
        dice, letters = self.dice, "ABDEFGHJLNPQRSTUWXYZ"
        outward = near.split(maxsplit=1)[0] if near else f"{dice.choice(AREAS)}{dice.randint(1, 28)}"
        if near and dice.random() < 0.5:
            outward = outward.rstrip("0123456789") + str(dice.randint(1, 28))
        return f"{outward} {dice.randint(0, 9)}{dice.choice(letters)}{dice.choice(letters)}"

    def address(self) -> str:
        """A postcode of its own, or one of a business park or a street that others have too."""
        if not self.recipe.shared:
            return self.postcode()
        if self._streets and self.dice.random() < self.recipe.shared:
            return self.dice.choice(self._streets[-40:])
        self._streets.append(self.postcode())
        return self._streets[-1]

    def row(self, name: str, form: str, *, company: bool = True, charity: bool = False) -> Row:
        dice = self.dice
        return Row(
            "",
            f"{name} {form}".strip(),
            self.address() if dice.random() < 0.95 else "",
            f"{self.next_number():08d}" if company and form else "",
            str(dice.randint(200_000, 1_209_999)) if charity else "",
        )

    def next_number(self) -> int:
        self._number += self.dice.randint(1, 60)
        return self._number

    def query(self, number: str, row: Row, truth: str) -> Row:
        dice, recipe = self.dice, self.recipe
        name = mess.messy(row.name, dice, recipe.slips, lambda: f"{self.brand()} {dice.choice(TRADES)}")
        asked = Row(number, name, truth=truth)
        if dice.random() < recipe.postcode_given:
            moved = dice.random() < recipe.postcode_differs
            near = row.postcode if dice.random() < 0.5 else ""
            asked.postcode = mess.postcode(self.postcode(near) if moved else row.postcode, dice)
        if dice.random() < recipe.number_given:
            asked.company_number = mess.number(row.company_number, dice, recipe.number_wrong)
            asked.charity_number = row.charity_number
        return asked
