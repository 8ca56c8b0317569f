"""A request that carries too much, sent to the running server: refused early, in words, with what was typed kept."""

import select
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

MEGABYTE = 1024 * 1024
LIMIT = 26 * MEGABYTE
PART = b"a" * 65536


def send(address: str, head: str, parts: Iterator[bytes]) -> tuple[int, str]:
    """How many bytes of the body were sent before the server answered, and its answer."""
    where = urlsplit(address)
    lines = ("POST /sign-in HTTP/1.1", f"Host: {where.netloc}", "Content-Type: text/plain", head, "", "")
    with socket.create_connection((where.hostname, where.port), timeout=20) as to:
        to.sendall("\r\n".join(lines).encode())
        sent = 0
        for part in parts:
            # A moment to listen before each part, as whoever sends over a real line has it.
            if select.select([to], [], [], 0.005)[0]:
                break
            try:
                to.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                break  # it has answered and hung up in this very moment; the answer waits to be read
            sent += len(part)
        answer = b""
        while b"</html>" not in answer and (more := to.recv(65536)):
            answer += more
    return sent, answer.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (f"Content-Length: {2000 * MEGABYTE}", PART),
        ("Transfer-Encoding: chunked", b"10000\r\n" + PART + b"\r\n"),
    ],
    ids=["its length says so", "in chunks"],
)
def test_the_server_answers_before_it_has_read_it_all(product, head, part):
    sent, answer = send(product.address, head, (part for _ in range(2000 * MEGABYTE // len(part))))
    assert answer.startswith("HTTP/1.1 413")
    assert "larger than 26 MB" in answer
    assert sent < 2 * LIMIT


def test_what_was_typed_is_still_there_after_going_back(wide_visitor, tmp_path):
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (LIMIT + MEGABYTE))
    wide_visitor.sign_in("delivery@large.borough.example").go("/contracts")
    wide_visitor.click("Heating repairs on four estates").click("Saying openly what does not work")
    wide_visitor.click("Report on it")
    page = wide_visitor.page
    typed = page.locator("main textarea, main input.govuk-input").first
    typed.fill("typed for an hour")
    page.set_input_files("main input[type=file]", large)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("heading", name="That is too large").wait_for()
    page.go_back()
    assert typed.input_value() == "typed for an hour"
