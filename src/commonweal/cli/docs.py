"""`commonweal docs`: pages generated from what the code declares. A test holds each page against the code."""

import importlib
import sys
from pathlib import Path

import click

from commonweal.cli.application import set_up

ROOT = Path(__file__).resolve().parents[3]
GENERATED: tuple[tuple[str, str], ...] = (
    # page, module:function that returns its Markdown
    ("docs/reference/permissions.md", "commonweal.cli.docs_pages:permissions"),
    ("docs/reference/retention.md", "commonweal.cli.docs_pages:retention"),
    ("docs/reference/audit-events.md", "commonweal.cli.docs_pages:audit_events"),
    ("docs/reference/uploads.md", "commonweal.cli.docs_pages:uploads"),
    ("docs/reference/statuses.md", "commonweal.cli.docs_sources:statuses"),
    ("docs/reference/system-queries.md", "commonweal.cli.docs_sources:system_queries"),
    ("docs/reference/fit-rules.md", "commonweal.reference.rule_book:shipped_rules_page"),
    ("docs/reference/response-workbook.md", "commonweal.domain.packs.workbook_page:page"),
    ("docs/reference/pack-templates.md", "commonweal.domain.packs.placeholders:page"),
    ("docs/reference/before-the-ask.md", "commonweal.cli.docs_law:before_the_ask"),
    ("docs/reference/market-measures.md", "commonweal.reference.market_measures:shipped_measures_page"),
    ("docs/reference/error-words.md", "commonweal.cli.docs_sources:error_words"),
)


def made() -> dict[Path, str]:
    """Every generated page with the text it should have."""
    pages = {}
    for page, where in GENERATED:
        module, function = where.split(":")
        pages[ROOT / page] = getattr(importlib.import_module(module), function)()
    return pages


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a page is out of date.")
def docs(check: bool) -> None:
    """Write the generated reference pages into docs/reference."""
    set_up(mode="demonstration")  # the pages say what the code declares, whatever the mode
    stale = []
    for path, text in made().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        click.echo(f"{'out of date' if check else 'written'}: {path}")
    if check and stale:
        sys.exit(1)
