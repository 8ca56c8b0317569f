"""What is declared in code is documented, and generated pages are up to date."""

import re

import pytest

from commonweal.cli.docs import ROOT, made
from commonweal.cli.main import COMMANDS


def test_every_generated_page_is_up_to_date():
    stale = [
        str(path.relative_to(ROOT))
        for path, text in made().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    assert stale == [], "run `make docs`"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented(name):
    assert f"`{name}" in (ROOT / "docs/reference/cli.md").read_text("utf-8")


def test_every_setting_that_is_read_is_documented():
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'"(COMMONWEAL_[A-Z_]+|DATABASE_URL|PORT)"', path.read_text("utf-8"))
    }
    text = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    documented = set(re.findall(r"`([A-Z_]+)`", "\n".join(re.findall(r"^\|[^|]*\|", text, re.MULTILINE))))
    assert {"COMMONWEAL_MODE", "COMMONWEAL_SCANNER", "PORT"} <= read
    assert read == documented


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target
