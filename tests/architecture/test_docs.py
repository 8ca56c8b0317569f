"""What is declared in code is documented, and generated pages are up to date."""

import inspect
import re

import click
import pytest

from commonweal.analytics.tables import spend_report
from commonweal.cli.docs import ROOT, made
from commonweal.cli.main import COMMANDS, cli


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


def _commands(command=cli, path=()):
    """Every command with the words that call it."""
    if isinstance(command, click.Group):
        for name in command.list_commands(None):
            yield from _commands(command.get_command(None, name), (*path, name))
    else:
        yield " ".join(path), command


ENTRIES = re.split(r"^- ", (ROOT / "docs/reference/cli.md").read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "command"), list(_commands()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_every_option_of_a_command_is_in_its_entry(name, command):
    entry = "".join(each for each in ENTRIES if f"`{name}" in each)
    shared = "--workers"  # told once for three commands
    options = [
        each.opts for each in command.params if isinstance(each, click.Option) and shared not in each.opts
    ]
    assert [each for each in options if not any(name in entry for name in each)] == []


def test_every_measure_of_the_spend_report_is_described():
    keys = set(re.findall(r'^        "([a-z_]+)": ', inspect.getsource(spend_report.report), re.MULTILINE))
    page = (ROOT / "docs/reference/spend-measures.md").read_text("utf-8")
    measures = keys - {"body", "place", "payments", "rejected", "amount"}
    assert {"by_category", "by_division", "flags"} <= measures
    assert [key for key in sorted(measures) if f"`{key}`" not in page] == []


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
