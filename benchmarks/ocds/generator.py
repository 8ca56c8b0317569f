"""Seeded releases in the shape of the United Kingdom's notices: planning to award, several to a process, mostly repeated."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

WORDS = [
    "services",
    "maintenance",
    "supply",
    "of",
    "equipment",
    "support",
    "framework",
    "council",
    "works",
    "housing",
    "care",
    "school",
    "transport",
    "review",
    "delivery",
    "community",
    "digital",
    "energy",
    "repair",
    "design",
    "cleaning",
    "catering",
    "training",
    "planning",
    "grounds",
    "highways",
]


def releases(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """`count` releases, those of one process together, one to five to a process."""
    chance = random.Random(seed)
    made, process = 0, 0
    while made < count:
        process += 1
        for item in _history(chance, process, min(chance.choice((1, 2, 3, 3, 4, 5)), count - made)):
            made += 1
            yield item


def write(path: Path, count: int, seed: int = 1) -> Path:
    """The releases as JSON Lines."""
    with path.open("wb") as file:
        file.writelines(
            orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE) for item in releases(count, seed)
        )
    return path


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def _history(chance: random.Random, process: int, length: int) -> Iterator[dict[str, Any]]:
    ocid = f"ocds-b5fd17-{process:08x}-{chance.getrandbits(64):016x}"
    buyer = {"id": f"GB-CFS-{chance.randrange(900)}", "name": _text(chance, 3)}
    tender = _tender(chance, process)
    parties = [_party(buyer, "buyer", chance)]
    for number in range(length):
        item: dict[str, Any] = {
            "ocid": ocid,
            "id": f"{process}-{number}",
            "language": "en",
            "date": f"2025-{number + 1:02}-1{process % 9}T09:30:00Z",
            "tag": ["tender" if number == 0 else "tenderUpdate"],
            "initiationType": "tender",
            "parties": list(parties),
            "buyer": buyer,
            "tender": dict(tender),
        }
        if number:
            item["tender"]["status"] = "complete"
            item["tender"]["description"] = _text(chance, 60)
        if number >= 2 or length == 1:
            supplier = {"id": f"GB-COH-{chance.randrange(30000):08}", "name": _text(chance, 3)}
            parties.append(_party(supplier, "supplier", chance))
            item["parties"] = list(parties)
            item["tag"] = ["award"]
            item["awards"] = [_award(ocid, number, supplier, tender, chance)]
        yield item


def _party(organisation: dict[str, Any], role: str, chance: random.Random) -> dict[str, Any]:
    return {
        **organisation,
        "roles": [role],
        "identifier": {
            "legalName": organisation["name"],
            "scheme": "GB-COH",
            "id": str(chance.randrange(10**8)),
        },
        "address": {
            "streetAddress": f"{chance.randrange(200)} {_text(chance, 2)} Road",
            "locality": _text(chance, 1),
            "postalCode": "NE1 1AA",
            "countryName": "England",
        },
        "contactPoint": {
            "name": "Procurement team",
            "email": "team@example.org",
            "telephone": "01632 960000",
        },
        "details": {
            "scale": chance.choice(("sme", "large")),
            "vcse": chance.random() < 0.1,
            "url": "https://www.example.org",
        },
    }


def _tender(chance: random.Random, process: int) -> dict[str, Any]:
    amount = chance.randrange(10_000, 5_000_000) + chance.choice((0, 0, 0.5, 0.25))
    return {
        "id": f"T{process}",
        "title": _text(chance, 6),
        "description": _text(chance, 120),
        "status": "active",
        "classification": {
            "scheme": "CPV",
            "id": f"{chance.choice((45, 50, 72, 77, 79, 85, 90))}000000",
            "description": _text(chance, 3),
        },
        "items": [
            {
                "id": str(at),
                "description": _text(chance, 12),
                "quantity": chance.randrange(9),
                "deliveryAddresses": [{"region": "North East", "countryName": "United Kingdom"}],
            }
            for at in range(chance.choice((1, 2, 4)))
        ],
        "value": {"amount": amount, "currency": "GBP"},
        "minValue": {"amount": amount // 2, "currency": "GBP"},
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "mainProcurementCategory": "services",
        "tenderPeriod": {"startDate": "2025-01-01T00:00:00Z", "endDate": "2025-02-01T12:00:00Z"},
        "contractPeriod": {"startDate": "2025-04-01T00:00:00+01:00", "endDate": "2028-03-31T23:59:59+01:00"},
        "suitability": {"sme": True, "vcse": False},
        "numberOfTenderers": chance.randrange(1, 9),
        "documents": [
            {
                "id": str(at),
                "documentType": "tenderNotice",
                "description": _text(chance, 10),
                "url": f"https://www.example.org/{process}/{at}",
                "datePublished": "2025-01-01T09:00:00Z",
                "format": "text/html",
            }
            for at in range(3)
        ],
        "lots": [
            {
                "id": str(at),
                "title": _text(chance, 5),
                "status": "active",
                "value": {"amount": amount, "currency": "GBP"},
            }
            for at in range(chance.choice((1, 1, 3)))
        ],
    }


def _award(
    ocid: str, number: int, supplier: dict[str, Any], tender: dict[str, Any], chance: random.Random
) -> dict[str, Any]:
    return {
        "id": f"{ocid}-{number}",
        "status": "active",
        "date": "2025-03-05T00:00:00Z",
        "value": tender["value"],
        "suppliers": [supplier],
        "contractPeriod": tender["contractPeriod"],
        "relatedLots": ["0"],
        "description": _text(chance, 30),
    }
