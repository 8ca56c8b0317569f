"""The fictional payments of the Borough of Example: three financial years from one seed. No supplier is real.

Names are plainly made up. What makes the report worth reading is put in on purpose: local firms that grow, one category
that few suppliers hold, suppliers that come and go, credits, a repeated row, redacted names and unknown places.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SEED = 20_260_301
HEADER = ("Date Paid", "Supplier Name", "Supplier Area", "SME", "Directorate", "Purpose", "Net Amount (GBP)", "Ref")  # fmt: skip
LOCAL, REGION, ELSEWHERE, UNKNOWN = "Local", "Within the region", "Elsewhere", ""


@dataclass(frozen=True)
class Payee:
    """A fictional supplier: how often it is paid in a year, a usual payment in pounds, and in which years."""

    name: str
    area: str
    sme: str
    service: str
    purpose: str
    often: int
    pounds: int
    years: tuple[int, ...] = (0, 1, 2)


def _payee(line: str) -> Payee:
    name, area, sme, service, purpose, often, pounds, years = (part.strip() for part in line.split("|"))
    areas = {"local": LOCAL, "region": REGION, "elsewhere": ELSEWHERE, "-": UNKNOWN}
    return Payee(
        name, areas[area], "" if sme == "-" else sme, service, purpose, int(often), int(pounds),
        tuple(int(year) for year in years),
    )  # fmt: skip


PAYEES = tuple(
    _payee(line)
    for line in """
    Example Build and Care plc      | elsewhere | no  | Homes             | Building works        | 90 | 41000 | 012
    Sample Warmth Ltd               | local     | yes | Homes             | Heating and insulation| 60 | 6200  | 12
    Fictional Heating Ltd           | region    | yes | Homes             | Heating and insulation| 55 | 7400  | 01
    Pretend Boilers Ltd             | elsewhere | no  | Homes             | Heating and insulation| 30 | 9100  | 012
    Example Neighbours CIO          | local     | yes | Adults            | Community support     | 48 | 2100  | 012
    Made-up Day Centres CIC         | local     | yes | Adults            | Community support     | 40 | 3300  | 012
    Invented Homecare Ltd           | region    | no  | Adults            | Home care             | 120| 15500 | 012
    Imaginary Homecare Group Ltd    | elsewhere | no  | Adults            | Home care             | 120| 21200 | 012
    Sample Street Carers Ltd        | local     | yes | Adults            | Home care             | 70 | 4100  | 12
    Storybook Fostering Ltd         | elsewhere | no  | Children          | Placements            | 80 | 18300 | 012
    Once Upon a Nursery Ltd         | local     | yes | Children          | Early years           | 60 | 2700  | 012
    Example Youth Charity           | local     | yes | Children          | Youth work            | 36 | 1900  | 012
    Make Believe Transport Ltd      | region    | yes | Children          | School transport      | 95 | 5200  | 012
    Pretend Taxis Ltd               | local     | yes | Children          | School transport      | 95 | 900   | 012
    Fictional Highways Ltd          | elsewhere | no  | Streets           | Roads                 | 70 | 38000 | 012
    Sample Paving Ltd               | local     | yes | Streets           | Roads                 | 50 | 6100  | 012
    Invented Lighting Ltd           | -         | -   | Streets           | Street lighting       | 30 | 12400 | 012
    Example Waste Services Ltd      | region    | no  | Streets           | Waste                 | 60 | 52000 | 012
    Sample Tree Care Ltd            | local     | yes | Streets           | Parks                 | 45 | 1500  | 2
    Storybook Gardens Ltd           | region    | yes | Streets           | Parks                 | 45 | 1700  | 01
    Nowhere Software Ltd            | elsewhere | no  | Resources         | Software              | 24 | 31000 | 012
    Fictional Cloud Ltd             | -         | no  | Resources         | Software              | 24 | 12500 | 12
    Example Legal LLP               | local     | yes | Resources         | Legal advice          | 30 | 4300  | 012
    Imaginary Agency Staff Ltd      | elsewhere | no  | Resources         | Agency staff          | 110| 8800  | 012
    Pretend Recruitment Ltd         | region    | yes | Resources         | Agency staff          | 80 | 3600  | 0
    Sample Print Co-operative Ltd   | local     | yes | Resources         | Printing              | 25 | 640   | 012
    Make Believe Energy Ltd         | -         | -   | Resources         | Energy                | 24 | 64000 | 012
    Jo Nobody                       | -         | -   | Children          | Youth work            | 10 | 420   | 012
    REDACTED PERSONAL DATA          | -         | -   | Adults            | Community support     | 150| 380   | 012
""".strip().splitlines()
)


def as_csv(last_year: int) -> str:
    """The three financial years up to the one that begins in `last_year`, as a transparency file, newest last."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Borough of Example (fictional): payments to suppliers"])
    writer.writerow(HEADER)
    rows = sorted(_rows(last_year))
    writer.writerows(rows)
    writer.writerow(rows[-1])  # paid twice, or published twice: the loader flags it
    writer.writerow(["Total", "", "", "", "", "", str(sum(Decimal(row[6]) for row in rows)), ""])
    return out.getvalue()


REGISTER_HEADER = (
    "Ref", "Contract title", "Supplier", "Supplier area", "SME", "Start date", "End date", "Annual value (GBP)",
)  # fmt: skip


def register_as_csv(year: int) -> str:
    """A contracts register with one contract for each supplier that the borough pays often; one in nine tells no value."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Borough of Example (fictional): contracts register"])
    writer.writerow(REGISTER_HEADER)
    held = [
        payee for payee in PAYEES if payee.often >= 24 and 2 in payee.years and "REDACTED" not in payee.name
    ]
    for number, payee in enumerate(held, start=1):
        value = "to be confirmed" if number % 9 == 0 else f"{payee.often * payee.pounds:,}.00"
        writer.writerow(
            [
                f"EX-{number:03d}",
                payee.purpose,
                payee.name,
                payee.area,
                payee.sme,
                f"01/04/{year - 1}",
                f"31/03/{year + 2}",
                value,
            ]
        )
    return out.getvalue()


def _rows(last_year: int) -> Iterator[tuple[str, ...]]:
    chance = random.Random(SEED)  # noqa: S311  seeded on purpose: the same payments every time
    number = 400_000
    for payee in PAYEES:
        for year in payee.years:
            for _time in range(payee.often):
                number += 1
                yield _row(payee, last_year - 2 + year, chance, number)


def _row(payee: Payee, year: int, chance: random.Random, number: int) -> tuple[str, ...]:
    day = dt.date(year, 4, 1) + dt.timedelta(days=chance.randrange(365))
    pence = round(payee.pounds * 100 * chance.uniform(0.4, 1.7))
    if chance.random() < 0.02:
        pence = -pence // 5
    amount = f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"
    return (
        day.isoformat(), payee.name, payee.area, payee.sme, payee.service, payee.purpose, amount, str(number)
    )  # fmt: skip
