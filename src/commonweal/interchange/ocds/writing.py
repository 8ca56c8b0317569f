"""Files that take their place once they are whole: a run that fails leaves what was there before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from commonweal.interchange.ocds.files import Unreadable


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` at the end; what was written is removed on failure.

    What exists and is no ordinary file, such as a pipe, is written to as it is.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """An open file to write, which takes the place of `path` at the end."""
    with beside(path) as part, part.open("wb") as file:
        yield file


def refuse_to_overwrite(files: Sequence[Path], out: Path) -> None:
    """Raise Unreadable where the result would take the place of a file that it is made from."""
    for path in files:
        if out.is_file() and path.exists() and path.samefile(out):
            raise Unreadable(f"{out}: is one of the files to read; give the result another name")
