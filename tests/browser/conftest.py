"""A real browser on the real product: `commonweal serve` with the demonstration data in a folder that is thrown away.

Run with `make test-browser`. Screenshots for the docs are written to `docs/screenshots` when COMMONWEAL_SCREENSHOTS is set.
"""

import datetime as dt
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = {"narrow": 360, "wide": 1280}
SLOW = 60
DEMONSTRATION_PASSWORD = "a thread of gold"


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@dataclass
class Product:
    """The running product."""

    address: str
    environment: dict[str, str]
    data: Path
    checked: set[str] = field(default_factory=set)

    def command(self, *arguments: str) -> str:
        """Run a `commonweal` command on the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "commonweal", *arguments],
            env=self.environment, capture_output=True, text=True, check=True, timeout=SLOW, cwd=ROOT,
        )  # fmt: skip
        return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_for(data: Path, port: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COMMONWEAL_", "DJANGO_"))
    }
    return kept | {
        "COMMONWEAL_MODE": "demonstration",
        "COMMONWEAL_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "PORT": port,
    }


@pytest.fixture(scope="session")
def product(tmp_path_factory) -> Iterator[Product]:
    """The product, served on a free port of the loopback address until the tests end."""
    if CHROMIUM is None:
        if os.environ.get("COMMONWEAL_REQUIRE_ALL"):
            pytest.fail("browser tests need Debian's chromium: apt-get install chromium")
        pytest.skip("not run: no chromium here (apt-get install chromium)")
    if running := os.environ.get("COMMONWEAL_RUNNING_AT"):
        # For whoever writes a journey: use a demonstration that is being served already.
        data = Path(os.environ["COMMONWEAL_DATA"])
        yield Product(running, environment_for(data, running.rpartition(":")[2]), data)
        return
    data = tmp_path_factory.mktemp("product")
    port = free_port()
    environment = environment_for(data, str(port))
    log = (data / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "commonweal", "serve", "--setup", "--port", str(port)],
        env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/sign-in", process, data / "log")
        yield Product(address, environment, data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


def wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the product did not start:\n{log.read_text('utf-8', 'replace')[-4000:]}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"the product did not answer:\n{log.read_text('utf-8', 'replace')[-4000:]}")


@pytest.fixture(scope="session")
def chromium(product):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync", "--no-first-run"],
        )  # fmt: skip
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser. Every page they come to is checked with axe once per address and width."""

    page: object
    product: Product
    width: str

    def go(self, path: str) -> "Visitor":
        """Open a path of the product and check the page."""
        url = path if path.startswith("http") else f"{self.product.address}{path}"
        response = self.page.goto(url)
        assert response is None or response.status < 400, f"{response.status} at {path}"
        return self.look()

    def click(self, name: str, *, role: str = "link", exact: bool = False) -> "Visitor":
        """Follow a link or press a button by the words on it, and check the page that comes."""
        self.page.get_by_role(role, name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def press(self, name: str) -> "Visitor":
        """Press a button."""
        return self.click(name, role="button")

    def fill(self, fields: dict[str, str]) -> "Visitor":
        """Fill fields by the words of their label."""
        for label, value in fields.items():
            self.page.get_by_label(label, exact=False).first.fill(value)
        return self

    def choose(self, *options: str) -> "Visitor":
        """Choose radios or tick checkboxes by the words beside them."""
        for option in options:
            self.page.get_by_label(option, exact=False).first.check()
        return self

    def answer(self, question: str, option: str) -> "Visitor":
        """Choose a radio by the beginning of the words beside it, of the question that the fieldset asks."""
        group = self.page.get_by_role("group", name=question, exact=False).first
        group.get_by_role("radio", name=re.compile(rf"^\s*{re.escape(option)}")).first.check()
        return self

    def attach(self, label: str, name: str, content: bytes) -> "Visitor":
        """Give a file to upload, by the words of the field's label."""
        file = {"name": name, "mimeType": "text/plain", "buffer": content}
        self.page.get_by_label(label, exact=False).first.set_input_files(file)
        return self

    def select(self, label: str, option: str) -> "Visitor":
        """Choose from a list; `option` is part of the text shown."""
        field = self.page.get_by_label(label, exact=False).first
        texts = field.locator("option").all_inner_texts()
        match = next((text for text in texts if option in text), None)
        assert match is not None, f"{option!r} is not offered in {label!r}: {texts}"
        field.select_option(label=match)
        return self

    def date(self, legend: str, day: dt.date, time: str = "") -> "Visitor":
        """Fill a date in three parts, with a time when the field asks for one."""
        group = self.page.get_by_role("group", name=legend, exact=False).first
        parts = {"Day": str(day.day), "Month": str(day.month), "Year": str(day.year)} | (
            {"Time": time} if time else {}
        )
        for part, value in parts.items():
            group.get_by_label(part, exact=False).fill(value)
        return self

    def sees(self, text: str) -> "Visitor":
        """The page says this."""
        body = self.page.inner_text("body")
        assert text in body, f"{text!r} is not on {self.page.url}:\n{body[:3000]}"
        return self

    def sign_in(self, email: str, password: str = DEMONSTRATION_PASSWORD) -> "Visitor":
        """Sign in, out of whatever session there was."""
        self.page.context.clear_cookies()
        self.go("/sign-in")
        self.page.fill("#id_login", email)
        self.page.fill("#id_password", password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()
        assert "/sign-in" not in self.page.url, f"{email} could not sign in"
        return self

    def look(self) -> "Visitor":
        """Check the page: axe finds nothing, nothing sticks out of a narrow screen, one first-level heading."""
        path = re.sub(
            r"/[23456789bcdfghjkmnpqrstvwxz]{16}(?=/|$)",
            "/*",
            self.page.url.removeprefix(self.product.address).split("?")[0],
        )
        key = f"{self.width} {path}"
        if key in self.product.checked:
            return self
        self.product.checked.add(key)
        check_with_axe(self.page, path)
        assert self.page.locator("h1").count() == 1, (
            f"{path} has {self.page.locator('h1').count()} first-level headings"
        )
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 1, f"{path} sticks out by {overflow} pixels at {self.width}"
        return self

    def picture(self, name: str) -> "Visitor":
        """Keep a screenshot for the docs, when asked to."""
        if os.environ.get("COMMONWEAL_SCREENSHOTS"):
            folder = ROOT / "docs" / "screenshots"
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png", full_page=True)
        return self


def check_with_axe(page, path: str) -> None:
    import axe_core_python

    script = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js"))
    page.evaluate(script.read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", rules)
    problems = [
        f"{each['id']}: {each['help']} {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found["violations"]
    ]
    assert problems == [], f"axe at {path}"


@pytest.fixture(params=list(WIDTHS))
def visitor(request, chromium, product) -> Iterator[Visitor]:
    """A fresh browser at 360 and at 1280 pixels."""
    width = request.param
    context = chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 900}, locale="en-GB", timezone_id="Europe/London"
    )
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), product, width)
    context.close()


@pytest.fixture
def wide_visitor(chromium, product) -> Iterator[Visitor]:
    """A fresh browser at 1280 pixels."""
    context = chromium.new_context(
        viewport={"width": WIDTHS["wide"], "height": 900}, locale="en-GB", timezone_id="Europe/London"
    )
    context.set_default_timeout(20_000)
    yield Visitor(context.new_page(), product, "wide")
    context.close()
