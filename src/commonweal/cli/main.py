"""The `commonweal` command. Each command lives in its own module and is imported only when it is called.

Engine commands (fit, assess, ocds, spend, register, match, value) never load Django, so that they start fast and run
on a machine that has no database.
"""

import importlib
import sys
from collections.abc import Sequence

import click

from commonweal import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:attribute, one-line help; said here so that --help imports nothing)
    "assess": ("commonweal.cli.assess:assess", "How firm a ranking is; recompute a stored one."),
    "audit": ("commonweal.cli.audit:audit", "Prove that the record of what happened is whole."),
    "backup": ("commonweal.cli.keep:backup", "Write database, files and audit anchor to an archive."),
    "demo": ("commonweal.cli.demo:demo", "Load the demonstration data."),
    "docs": ("commonweal.cli.docs:docs", "Write the generated reference pages."),
    "fit": ("commonweal.cli.fit:fit", "Explain what fits a procurement and what does not."),
    "match": ("commonweal.cli.match:match", "Link messy supplier names to a register."),
    "ocds": ("commonweal.cli.ocds:ocds", "Check, compile and tabulate open contracting data."),
    "organisation": (
        "commonweal.cli.organisation:organisation",
        "Set up a contracting authority or a supplier.",
    ),
    "portfolio": (
        "commonweal.cli.portfolio:portfolio",
        "Extract the portfolio and report on it at any size.",
    ),
    "register": ("commonweal.cli.register:register", "Report on a contracts register."),
    "restore": ("commonweal.cli.keep:restore", "Read an archive into an empty installation."),
    "scanner": ("commonweal.cli.scanner:scanner", "Does the virus scanner answer and find the test file."),
    "serve": ("commonweal.cli.serve:serve", "Serve the product: web workers, task worker, clock."),
    "spend": ("commonweal.cli.spend:spend", "Load and report on transparency spend files."),
    "thread": ("commonweal.cli.thread:thread", "Follow the golden thread up and down."),
    "totals": ("commonweal.cli.totals:totals", "Prove the portfolio's figures from the leaves."),
    "value": ("commonweal.cli.value:value", "Simulate opt-in valuations with their range."),
}


class LazyGroup(click.Group):
    """A click group that imports a command's module only when that command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commonweal")
def cli() -> None:
    """Commonweal on the command line. Exit 0 done; 1 a difference or something invalid; 2 usage or unreadable
    input; 3 done, with rejected rows."""


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point of the installed `commonweal` script."""
    sys.exit(cli.main(args=list(argv) if argv is not None else None, prog_name="commonweal"))
