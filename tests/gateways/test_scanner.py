"""The virus scanner's protocol, against a daemon that reads it strictly; the answers are those that ClamAV 1.4 gives."""

import base64
import contextlib
import socket
import struct
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from commonweal.config import environment
from commonweal.gateways import scanner as gateway
from commonweal.gateways.scanner import EICAR, Clamd, Fake, TooLargeError, UnansweredError

REVERSED = b"*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\\4[PA@%P!O5X"


class Daemon:
    """Takes one connection after another; keeps what it was sent and answers as it was told to."""

    def __init__(self, listening: socket.socket, answer: bytes | None = None) -> None:
        self.listening, self.answer, self.heard = listening, answer, []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _from = self.listening.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                self._one(line)

    def _one(self, line: socket.socket) -> None:
        with line.makefile("rb") as stream:
            command = b""
            while not command.endswith(b"\0"):
                command += stream.read(1)
            content = b""
            while command == b"zINSTREAM\0":
                (size,) = struct.unpack("!L", stream.read(4))
                if size == 0:
                    break
                content += stream.read(size)
        self.heard.append((command, content))
        line.sendall(self._said(command, content))

    def _said(self, command: bytes, content: bytes) -> bytes:
        if self.answer is not None:
            return self.answer
        if command == b"zPING\0":
            return b"PONG\0"
        if command == b"zVERSION\0":
            return b"ClamAV 1.4.6\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@pytest.fixture(params=["tcp", "unix"])
def daemon(request, tmp_path):
    """A function that starts a daemon; returns it and a client of it."""
    opened = []

    def start(answer: bytes | None = None):
        if request.param == "tcp":
            listening = socket.create_server(("127.0.0.1", 0))
            address = listening.getsockname()[:2]
        else:
            listening = socket.socket(socket.AF_UNIX)
            address = str(tmp_path / "clamd.ctl")
            listening.bind(address)
            listening.listen()
        opened.append(listening)
        return Daemon(listening, answer), Clamd(address)

    yield start
    for each in opened:
        each.close()


def test_the_test_string_is_the_published_one():
    assert REVERSED[::-1] == EICAR
    assert base64.b64encode(EICAR).startswith(b"WDVP")


def test_clean_content_of_many_pieces_arrives_whole(daemon):
    running, client = daemon()
    content = bytes(range(256)) * 3_000
    assert len(content) > 2 * gateway.PIECE
    assert client.found_in(content) is None
    assert running.heard == [(b"zINSTREAM\0", content)]


def test_what_is_found_is_named(daemon):
    _running, client = daemon()
    assert client.found_in(b"before " + EICAR) == "Eicar-Test-Signature"


def test_the_version_is_asked_after_it_answers(daemon):
    running, client = daemon()
    assert client.version() == "ClamAV 1.4.6"
    assert [command for command, _content in running.heard] == [b"zPING\0", b"zVERSION\0"]


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (b"INSTREAM size limit exceeded. ERROR\0", TooLargeError),
        (b"stream: Can't allocate memory ERROR\0", UnansweredError),
        (b"COMMAND READ TIMED OUT\0", UnansweredError),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", UnansweredError),
        (b"", UnansweredError),
        (b"\0", UnansweredError),
    ],
)
def test_only_ok_is_clean(daemon, answer, raised):
    _running, client = daemon(answer)
    with pytest.raises(raised):
        client.found_in(b"anything")


def test_a_daemon_that_is_silent_does_not_answer(monkeypatch):
    monkeypatch.setattr(gateway, "SILENT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(UnansweredError):
        Clamd(listening.getsockname()[:2]).found_in(b"anything")


def test_a_daemon_that_is_not_there_does_not_answer(tmp_path):
    with pytest.raises(UnansweredError):
        Clamd(str(tmp_path / "nobody.ctl")).version()
    with socket.create_server(("127.0.0.1", 0)) as gone:
        address = gone.getsockname()[:2]
    with pytest.raises(UnansweredError):
        Clamd(address).found_in(b"anything")


def test_the_fake_knows_the_test_string_and_nothing_else():
    assert Fake().found_in(b"row;" + EICAR + b";row") == "Eicar-Test-Signature"
    assert Fake().found_in(b"MZ a program") is None


@pytest.mark.parametrize(
    ("given", "demonstration", "kept"),
    [
        (None, True, "fake"),
        (None, False, "none"),
        ("", False, "none"),
        ("none", True, "none"),
        ("clamd://scanner.example:3310", False, "clamd://scanner.example:3310"),
        ("unix:///run/clamav/clamd.ctl", False, "unix:///run/clamav/clamd.ctl"),
    ],
)
def test_the_setting_is_taken(monkeypatch, given, demonstration, kept):
    monkeypatch.delenv("COMMONWEAL_SCANNER", raising=False)
    if given is not None:
        monkeypatch.setenv("COMMONWEAL_SCANNER", given)
    assert environment.scanner(demonstration) == kept


@pytest.mark.parametrize(
    "given",
    ["fake", "clamav", "clamd://host", "clamd://host:port", "unix://run/x", "http://host:80", "clamd://:1"],
)
def test_any_other_setting_ends_the_start(monkeypatch, given):
    monkeypatch.setenv("COMMONWEAL_SCANNER", given)
    with pytest.raises(ImproperlyConfigured, match="clamd://host:port"):
        environment.scanner(demonstration=False)


def test_the_scanner_is_the_one_that_is_set(settings):
    settings.SCANNER = "none"
    assert gateway.scanner() is None
    settings.SCANNER = "fake"
    assert isinstance(gateway.scanner(), Fake)
    settings.SCANNER = "clamd://[::1]:3310"
    assert gateway.scanner() == Clamd(("::1", 3310))
    settings.SCANNER = "unix:///run/clamd.ctl"
    assert gateway.scanner() == Clamd("/run/clamd.ctl")
