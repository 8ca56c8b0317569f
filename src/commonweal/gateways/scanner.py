"""A virus scanner: ClamAV's daemon over a socket, a fake that knows only the test file, or none.

`settings.SCANNER` says which: ``none``, ``fake``, ``clamd://host:port`` or ``unix:///path/of/the/socket``.
"""

import base64
import socket
import struct
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

NONE, FAKE = "none", "fake"
CONNECT_SECONDS = 5
SILENT_SECONDS = 60
"""A scanner that says nothing for this long does not answer: a large archive takes it some seconds."""
PIECE = 256 * 1024
LONGEST_ANSWER = 4096

# The harmless test string that every scanner knows (www.eicar.org). Written so that no scanner finds it in this file.
EICAR = base64.b64decode(
    "WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo="
)


class UnansweredError(Exception):
    """The scanner could not be reached, or did not say whether the content is clean."""


class TooLargeError(Exception):
    """The scanner is set up to take less than this content."""


class Scanner(Protocol):
    """What a scanner can be asked."""

    def found_in(self, content: bytes) -> str | None:
        """The name of what was found in some bytes, or None. Raises `UnansweredError` or `TooLargeError`."""

    def version(self) -> str:
        """What answers. Raises `UnansweredError`."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """ClamAV's daemon, in its own protocol: a command that ends in a zero byte, and for INSTREAM pieces led by their length.

    `address` is a host and a port, or the path of a Unix socket.
    """

    address: tuple[str, int] | str

    def found_in(self, content: bytes) -> str | None:
        answer = self._ask(b"zINSTREAM\0", content)
        if answer == "stream: OK":
            return None
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if "size limit exceeded" in answer:
            raise TooLargeError
        raise UnansweredError(answer)

    def version(self) -> str:
        if self._ask(b"zPING\0") != "PONG":
            raise UnansweredError("no PONG")
        return self._ask(b"zVERSION\0")

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        try:
            with self._connected() as line:
                line.settimeout(SILENT_SECONDS if content is not None else CONNECT_SECONDS)
                line.sendall(command)
                if content is not None:
                    _send_pieces(line, content)
                return _answer(line)
        except OSError as error:
            raise UnansweredError(type(error).__name__) from error

    def _connected(self) -> socket.socket:
        if not isinstance(self.address, str):
            return socket.create_connection(self.address, timeout=CONNECT_SECONDS)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(CONNECT_SECONDS)
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line


def _send_pieces(line: socket.socket, content: bytes) -> None:
    """The content in pieces, then a piece of no length. A daemon that has had enough closes: its answer is read all the same."""
    view = memoryview(content)
    try:
        for start in range(0, len(view), PIECE):
            piece = view[start : start + PIECE]
            line.sendall(struct.pack("!L", len(piece)))
            line.sendall(piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        heard += more
    if not heard:
        raise UnansweredError("closed without an answer")
    return heard.rstrip(b"\0").decode("utf-8", "replace").strip()


class Fake:
    """For tests and the demonstration: finds the test string anywhere, and nothing else."""

    def found_in(self, content: bytes) -> str | None:
        return "Eicar-Test-Signature" if EICAR in content else None

    def version(self) -> str:
        return "a stand-in that knows only the EICAR test file"


def scanner() -> Scanner | None:
    """The scanner that is set up, or None. The setting was checked when the product started."""
    if settings.SCANNER == NONE:
        return None
    if settings.SCANNER == FAKE:
        return Fake()
    return Clamd(address_of(settings.SCANNER))


def address_of(setting: str) -> tuple[str, int] | str:
    """Where the daemon listens. Raises ValueError for anything but ``clamd://host:port`` and ``unix:///path``."""
    parts = urlsplit(setting)
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return parts.path
    if parts.scheme == "clamd" and parts.hostname and parts.port:
        return parts.hostname, parts.port
    raise ValueError(setting)
