"""Peak memory of check, compile and tables on a large file of bad releases: all processes together, as they share it.

Every release of the file is invalid in many places, so that what is found is much. The proportional set size of the
command and its workers is looked at five times a second (Linux).
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from benchmarks.ocds.generator import releases

BAD_PARTIES = 24
OUTPUT = {"check": [], "compile": ["-o", "out.jsonl"], "tables": ["-o", "tables"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", default=["check", "compile", "tables"])
    parser.add_argument("--mb", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = write_bad(folder / "in.jsonl", given.mb)
        size = (folder / "in.jsonl").stat().st_size
        print(f"{count} bad releases, {size / 1e6:.0f} MB, {given.workers} processes")
        for command in given.commands:
            said, peak, seconds = watched(command, folder, given.workers)
            print(f"  {command:<8}{peak / 1e6:7.0f} MB at most   {seconds:7.1f} s   {said}", flush=True)


def write_bad(path: Path, megabytes: int) -> int:
    """Releases with parties without proper ids, text for numbers and lots that are not there. Gives their number."""
    chance, count = random.Random(7), 0
    with path.open("wb") as file:
        for item in releases(10**9):
            file.write(orjson.dumps(spoilt(item, chance), option=orjson.OPT_APPEND_NEWLINE))
            count += 1
            if file.tell() >= megabytes * 1_000_000:
                return count
    return count


def spoilt(item: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same release with some forty things wrong with it."""
    item["parties"] = item["parties"] + [
        {"id": chance.randrange(9), "name": number, "details": {"scale": "tiny"}, "note": "x" * 300}
        for number in range(BAD_PARTIES)
    ]
    item["tender"] = {**item["tender"], "value": {"amount": "93,007", "currency": 5}, "note": "y" * 4000}
    item["awards"] = [{"relatedLots": ["99"], "suppliers": [{"id": number} for number in range(5)]}]
    return item


def watched(command: str, folder: Path, workers: int) -> tuple[str, int, float]:
    """Run the command; its last line, the most memory of all its processes together in bytes, and seconds."""
    start = "from commonweal.cli.main import main; main()"
    call = [sys.executable, "-c", start, "ocds", command, str(folder / "in.jsonl")]
    call += ["--workers", str(workers), *OUTPUT[command], *(["--json"] if command == "check" else [])]
    began, peak = time.perf_counter(), 0
    with (folder / "said").open("wb") as said, (folder / "printed").open("wb") as printed:
        running = subprocess.Popen(call, cwd=folder, stdout=printed, stderr=said)
        while running.poll() is None:
            peak = max(peak, _memory(running.pid))
            time.sleep(0.2)
    last = (folder / "said").read_text("utf-8", "replace").strip().splitlines()[-1:]
    shown = f"{(folder / 'printed').stat().st_size / 1e6:.0f} MB printed; " if command == "check" else ""
    return f"exit {running.returncode}; {shown}{' '.join(last)[-120:]}", peak, time.perf_counter() - began


def _memory(pid: int) -> int:
    return sum(map(_of_one, _family(pid)))


def _family(pid: int) -> list[int]:
    children = _read(pid, lambda at: (at / "task" / str(pid) / "children").read_text().split(), [])
    return [pid, *(each for child in children for each in _family(int(child)))]


def _of_one(pid: int) -> int:
    def pss(at: Path) -> int:
        lines = (at / "smaps_rollup").read_text().splitlines()
        return 1024 * int(next(line.split()[1] for line in lines if line.startswith("Pss:")))

    return _read(pid, pss, 0)


def _read(pid: int, what: Callable[[Path], Any], otherwise: Any) -> Any:
    """A fact about a process, which may have ended meanwhile."""
    try:
        return what(Path("/proc") / str(pid))
    except (OSError, StopIteration):
        return otherwise


if __name__ == "__main__":
    main()
