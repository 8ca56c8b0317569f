"""Files that take their place once they are whole: a run that fails leaves what was there before."""

from __future__ import annotations

import os
import shutil
import tempfile
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


def new_file(folder: Path, text: bytes) -> Path:
    """A file of its own in a temporary folder."""
    number, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(number, "wb", buffering=0) as file:
        rest = memoryview(text)
        while rest:
            rest = rest[file.write(rest) :]
    return Path(name)


def move_to_end(part: Path, out: IO[bytes]) -> None:
    """Put a file's bytes after what was written, without reading them where the system can, and remove it."""
    with part.open("rb") as file:
        out.flush()
        try:
            while os.sendfile(out.fileno(), file.fileno(), None, _AT_ONCE):
                pass
        except (AttributeError, OSError):
            shutil.copyfileobj(file, out, 1 << 20)
    part.unlink()


_AT_ONCE = 64 << 20


def refuse_to_overwrite(files: Sequence[Path], out: Path) -> None:
    """Raise Unreadable where the result would take the place of a file that it is made from."""
    for path in files:
        if out.is_file() and path.exists() and path.samefile(out):
            raise Unreadable(f"{out}: is one of the files to read; give the result another name")
