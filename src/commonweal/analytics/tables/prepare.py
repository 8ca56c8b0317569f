"""Preparing a dataset for its reports: one pass over the payments, then every report reads a small cube.

Beside `payments.parquet` this writes `cube.parquet` (sums by year, service, category, supplier and place),
`suppliers.parquet` (one row for each supplier) and `prepared.json` (what they were made with, so that a change of the
definitions, the body's place or the payments prepares again). A supplier's facts are worked out once for each
different name and postcode, not once for each payment.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commonweal.analytics.tables import engines
from commonweal.analytics.tables.definitions import may_be_a_person, sme_of, supplier_key, vcse_of
from commonweal.analytics.tables.given_register import NOTHING, Entry, GivenRegister
from commonweal.analytics.tables.spend_measures import raw_cube, uncategorised_cube
from commonweal.analytics.tables.suggested_categories import IS_SUGGESTED, OwnModel, with_suggestions
from commonweal.analytics.tables.supplier_places import Home, Relation, relation

CUBE, SUPPLIERS, PREPARED = "cube.parquet", "suppliers.parquet", "prepared.json"
#: Gives each text of a category its CPV division, or None where none fits.
Divisions = Callable[[Sequence[str | None]], Sequence[str | None]]
_DATA_FILES = (
    "definitions.yaml",
    "place_words.yaml",
    "spend_measures.py",
    "supplier_places.py",
    "definitions.py",
    "prepare.py",
    "given_register.py",
    "suggested_categories.py",
)


def fingerprint(
    dataset: Path, home: Home | None, register: GivenRegister | None = None, model: OwnModel | None = None
) -> str:
    """Changes when the payments, the definitions, the register, the model or the place they are seen from change."""
    digest = hashlib.sha256()
    for path in (Path(__file__).with_name(name) for name in _DATA_FILES):
        digest.update(path.read_bytes())
    stat = (dataset / "payments.parquet").stat()
    digest.update(f"{stat.st_size} {stat.st_mtime_ns} {home.code if home else None}".encode())
    digest.update(register.digest().encode() if register else b"")
    digest.update(model.digest.encode() if model else b"")
    return digest.hexdigest()


def is_prepared(
    dataset: Path, home: Home | None, register: GivenRegister | None = None, model: OwnModel | None = None
) -> bool:
    """True when the cube is there and was made from what is there now."""
    try:
        made = json.loads((dataset / PREPARED).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    same = made.get("fingerprint") == fingerprint(dataset, home, register, model)
    return bool(same and (dataset / CUBE).exists())


def model_used(dataset: Path) -> dict[str, Any] | None:
    """What is known of the model that a prepared dataset was made with; None when there was none."""
    made: dict[str, Any] = json.loads((dataset / PREPARED).read_text("utf-8"))
    return made.get("model")


def prepare(
    dataset: Path,
    home: Home | None,
    connection: Any = None,
    divisions: Divisions | None = None,
    *,
    register: GivenRegister | None = None,
    model: OwnModel | None = None,
) -> None:
    """Write the cube and the suppliers of a dataset. `connection` is an engine's; the default engine when None. `model`
    suggests categories for payments that were published without one."""
    engine = connection if connection is not None else engines.connect()
    payments = engines.parquet(engine, dataset / "payments.parquet", "payments")
    raw = engines.fetched(engine, raw_cube(payments))
    raw = with_suggestions(raw, lambda: engines.fetched(engine, uncategorised_cube(payments)), model)
    pairs, numbers = _pairs(raw)
    suppliers, facts = _suppliers(raw, pairs, numbers, home, register)
    columns = {
        name: raw[name]
        for name in (
            "year",
            "pence",
            "payments",
            "credit_pence",
            "duplicate_pence",
            "duplicates",
            "card_pence",
            IS_SUGGESTED,
        )
    }
    for name in ("service", "category"):
        columns[name] = pc.dictionary_encode(raw[name])
    for name, values in facts.items():
        columns[name] = pc.take(values, pa.array(numbers))
    columns["division"] = _division_column(raw, divisions)
    pq.write_table(pa.table(columns), dataset / CUBE, compression="lz4")
    pq.write_table(suppliers, dataset / SUPPLIERS)
    (dataset / PREPARED).write_text(
        json.dumps(
            {
                "fingerprint": fingerprint(dataset, home, register, model),
                "model": model.about if model else None,
            }
        ),
        "utf-8",
    )


def _codes(column: Any) -> tuple[Any, Any]:
    """(the different values, the position of each row's value among them); null is the last position."""
    encoded = pc.dictionary_encode(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
    return encoded.dictionary, codes.astype(np.int64)


def _pairs(raw: Any) -> tuple[list[tuple[str | None, str | None]], Any]:
    """The different (supplier, postcode) and, for each row of the cube, the position of its own."""
    names, by_name = _codes(raw["supplier"])
    postcodes, by_postcode = _codes(raw["postcode"])
    width = len(postcodes) + 1
    distinct, numbers = np.unique(by_name * width + by_postcode, return_inverse=True)
    name_texts, postcode_texts = [*names.to_pylist(), None], [*postcodes.to_pylist(), None]
    return [(name_texts[at // width], postcode_texts[at % width]) for at in distinct.tolist()], numbers


def _first_fact(raw: Any, name: str, numbers: Any, size: int) -> list[str | None]:
    """The greatest text of a fact for each pair; most files have none of them."""
    found: list[str | None] = [None] * size
    column = raw[name]
    if column.null_count < len(column):
        for at, text in zip(numbers.tolist(), column.to_pylist(), strict=True):
            if text is not None and (found[at] is None or text > found[at]):
                found[at] = text
    return found


def _suppliers(
    raw: Any,
    pairs: list[tuple[str | None, str | None]],
    numbers: Any,
    home: Home | None,
    register: GivenRegister | None,
) -> tuple[Any, dict[str, Any]]:
    """(the table of suppliers, the facts by pair). A redacted or missing name is no supplier."""
    size = len(pairs)
    towns, sme, vcse, charity = (
        _first_fact(raw, name, numbers, size) for name in ("town", "sme", "vcse", "charity_number")
    )
    redacted = np.zeros(size, dtype=bool)
    redacted[numbers[raw["is_redacted"].to_numpy()]] = True
    keys = [
        None if name is None or gone else supplier_key(name)
        for (name, _), gone in zip(pairs, redacted, strict=True)
    ]
    given = _given(register, pairs, keys, charity)
    sme, vcse, charity = (
        [own or getattr(each, name) for own, each in zip(facts, given, strict=True)]
        for name, facts in (("sme", sme), ("vcse", vcse), ("charity_number", charity))
    )
    seen = [(name, postcode or each.postcode) for (name, postcode), each in zip(pairs, given, strict=True)]
    ordered = {key: at for at, key in enumerate(sorted({key for key in keys if key is not None}))}
    facts = {
        "supplier_no": pa.array([None if key is None else ordered[key] for key in keys], pa.int32()),
        "place": _place_column(seen, towns, home),
        "sme": pa.array([sme_of(flag) for flag in sme]).dictionary_encode(),
        "vcse": pa.array(
            [
                "unknown" if key is None else vcse_of(name or "", flag, number)
                for key, (name, _), flag, number in zip(keys, pairs, vcse, charity, strict=True)
            ]
        ).dictionary_encode(),
    }
    return _supplier_table(pairs, keys, ordered), facts


def _given(
    register: GivenRegister | None,
    pairs: list[tuple[str | None, str | None]],
    keys: list[str | None],
    charity: list[str | None],
) -> list[Entry]:
    """What the register says of each pair; nothing without one, and nothing of a redacted name."""
    if register is None:
        return [NOTHING] * len(pairs)
    named = [(name if key else None, postcode) for (name, postcode), key in zip(pairs, keys, strict=True)]
    return register.entries(named, [("", number or "") for number in charity])


def _place_column(
    pairs: list[tuple[str | None, str | None]], towns: list[str | None], home: Home | None
) -> Any:
    if home is None:
        return pa.array([Relation.UNKNOWN.value] * len(pairs)).dictionary_encode()
    found = [
        relation(home, postcode, (("town", town),) if town else ()).value
        for (_, postcode), town in zip(pairs, towns, strict=True)
    ]
    return pa.array(found).dictionary_encode()


def _supplier_table(
    pairs: list[tuple[str | None, str | None]], keys: list[str | None], ordered: dict[str, int]
) -> Any:
    names: dict[str, str] = {}
    for (name, _), key in zip(pairs, keys, strict=True):
        if key is not None and name is not None and (key not in names or name < names[key]):
            names[key] = name
    return pa.table(
        {
            "supplier_no": pa.array(range(len(ordered)), pa.int32()),
            "key": pa.array(list(ordered), pa.string()),
            "name": pa.array([names[key] for key in ordered], pa.string()),
            "may_be_a_person": pa.array([may_be_a_person(names[key]) for key in ordered], pa.bool_()),
        }
    )


def _division_column(raw: Any, divisions: Divisions | None) -> Any:
    texts, codes = _codes(raw["category"])
    found = list(divisions(texts.to_pylist())) if divisions else [None] * len(texts)
    return pc.take(pa.array([*found, None], pa.string()).dictionary_encode(), pa.array(codes))
