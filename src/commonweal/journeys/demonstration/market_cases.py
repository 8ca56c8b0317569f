"""The fictional notices of three made-up bodies: three years of procurements from one seed. No buyer or supplier is real.

What makes the measures worth reading is put in on purpose: a market where hardly anybody tenders, one that few hold, small
and social enterprises that win some of it, newcomers, awards without a value, and notices that leave things open.
"""

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SEED = 20_260_302
YEARS = 3
REGIONS = ("Example North", "Example Coast", "Example Valleys")
BUYERS = ("Borough of Example", "District of Sample", "Fictional Combined Authority")
ASKS = (
    "Social value counts for a tenth of the award.",
    "Community benefits are asked for: local jobs and apprenticeships.",
    "Social value: less carbon in transport and materials.",
)


@dataclass(frozen=True)
class Market:
    """A kind of work: its CPV code, usual value in pounds, how many procurements a year, how many tender, and how many
    in a hundred ask for social value; its suppliers, the likeliest winner first."""

    cpv: str
    title: str
    pounds: int
    often: int
    tenderers: tuple[int, ...]
    asks: int
    suppliers: tuple[str, ...]


#: Each supplier with its size and whether it is a VCSE; a dash where notices do not say.
SUPPLIERS: dict[str, tuple[str, bool | None]] = {
    "Example Build and Care plc": ("large", False), "Sample Warmth Ltd": ("sme", False), "Fictional Heating Ltd": ("sme", False),
    "Pretend Boilers Ltd": ("large", False), "Invented Homecare Ltd": ("large", False),
    "Imaginary Homecare Group Ltd": ("large", False), "Sample Street Carers CIC": ("sme", True),
    "Example Neighbours CIO": ("sme", True), "Make Believe Transport Ltd": ("sme", False), "Pretend Taxis Ltd": ("sme", False),
    "Storybook Coaches Ltd": ("", None), "Fictional Highways Ltd": ("large", False), "Sample Paving Ltd": ("sme", False),
    "Example Tree Charity": ("sme", True), "Storybook Gardens Ltd": ("sme", False), "Nowhere Software Ltd": ("", None),
    "Fictional Cloud Ltd": ("large", False), "Once Upon a Training CIC": ("sme", True), "Made-up College": ("", None),
}  # fmt: skip

MARKETS = (
    Market("45331000", "Heating and insulation of homes", 480_000, 9, (2, 3, 4, 5), 80,
           ("Sample Warmth Ltd", "Fictional Heating Ltd", "Pretend Boilers Ltd", "Example Build and Care plc")),
    Market("85310000", "Care at home", 900_000, 8, (1, 2, 3, 6), 60,
           ("Imaginary Homecare Group Ltd", "Invented Homecare Ltd", "Sample Street Carers CIC", "Example Neighbours CIO")),
    Market("60130000", "Transport to school", 210_000, 10, (1, 1, 1, 2), 20,
           ("Make Believe Transport Ltd", "Pretend Taxis Ltd", "Storybook Coaches Ltd")),
    Market("45233000", "Repairs of roads", 1_300_000, 5, (1, 2, 2), 50, ("Fictional Highways Ltd", "Sample Paving Ltd")),
    Market("77310000", "Care of parks and trees", 95_000, 8, (3, 4, 5), 70,
           ("Storybook Gardens Ltd", "Example Tree Charity", "Sample Paving Ltd")),
    Market("72000000", "Software and its support", 260_000, 6, (1, 1, 2), 5, ("Nowhere Software Ltd", "Fictional Cloud Ltd")),
    Market("80500000", "Training for work", 120_000, 7, (2, 3, 4), 75,
           ("Once Upon a Training CIC", "Made-up College", "Example Neighbours CIO")),
)  # fmt: skip


def as_json_lines(last_year: int) -> bytes:
    """One compiled release for each procurement of the years up to `last_year`."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in _releases(last_year))


def _releases(last_year: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)  # noqa: S311  seeded on purpose: the same notices every time
    number = 0
    for year in range(last_year - YEARS + 1, last_year + 1):
        for market in MARKETS:
            for _time in range(market.often):
                number += 1
                yield _release(market, number, year, chance)


def _release(market: Market, number: int, year: int, chance: random.Random) -> dict[str, Any]:
    closed = dt.date(year, 1, 1) + dt.timedelta(days=chance.randrange(220))
    awarded = closed + dt.timedelta(days=chance.randrange(18, 120))
    region = chance.choice((*REGIONS, None))
    buyer = {"id": f"XX-FICTION-B{BUYERS.index(name := chance.choice(BUYERS)) + 1}", "name": name}
    supplier = _winner(market, year, chance)
    asks = f" {chance.choice(ASKS)}" if chance.random() * 100 < market.asks else ""
    item: dict[str, Any] = {"id": "1", "classification": {"scheme": "CPV", "id": market.cpv}}
    if region:
        item["deliveryAddresses"] = [{"region": region}]
    tender: dict[str, Any] = {
        "id": f"T{number}",
        "title": f"{market.title} ({region or 'all of Example'})",
        "description": f"Fictional: {market.title.lower()} for {name}.{asks}",
        "tenderPeriod": {"endDate": f"{closed.isoformat()}T12:00:00Z"},
        "items": [item],
    }
    if chance.random() < 0.85:
        tender["numberOfTenderers"] = chance.choice(market.tenderers)
    award: dict[str, Any] = {
        "id": f"A{number}", "status": "active", "date": f"{awarded.isoformat()}T12:00:00Z", "suppliers": [_party(supplier)],
    }  # fmt: skip
    if chance.random() < 0.92:
        award["value"] = {"amount": round(market.pounds * chance.uniform(0.4, 1.8)), "currency": "GBP"}
    return {
        "ocid": f"ocds-000000-fiction-{number:04d}",
        "id": f"fiction-{number:04d}",
        "date": f"{awarded.isoformat()}T12:00:00Z",
        "tag": ["compiled"],
        "initiationType": "tender",
        "buyer": buyer,
        "parties": [
            {**buyer, "roles": ["buyer"]},
            {**_party(supplier), "roles": ["supplier"], **_details(supplier)},
        ],
        "tender": tender,
        "awards": [award],
    }


def _winner(market: Market, year: int, chance: random.Random) -> str:
    """The first supplier wins most; the last one comes in only from the second year on."""
    able = market.suppliers if year % YEARS or len(market.suppliers) < 3 else market.suppliers[:-1]
    return chance.choices(able, [2.0**-place for place in range(len(able))])[0]


def _party(supplier: str) -> dict[str, str]:
    return {"id": f"XX-FICTION-S{list(SUPPLIERS).index(supplier) + 1}", "name": supplier}


def _details(supplier: str) -> dict[str, Any]:
    scale, vcse = SUPPLIERS[supplier]
    return {"details": {"scale": scale, "vcse": vcse}} if scale else {}
