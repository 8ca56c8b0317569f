"""`commonweal scanner`: does the virus scanner answer, and does it find the test file."""

import sys
from typing import NoReturn

import click

from commonweal.cli.application import set_up


@click.command()
def scanner() -> None:
    """Ask the virus scanner its version and have it look at the EICAR test file. Exit 1 when it does not answer or does not
    find it; also when no scanner is set up."""
    set_up()
    from commonweal.gateways import scanner as gateway

    asked = gateway.scanner()
    if asked is None:
        _fail("no virus scanner is set up (COMMONWEAL_SCANNER): uploads are taken unscanned.")
    try:
        version, found, nothing = (
            asked.version(),
            asked.found_in(gateway.EICAR),
            asked.found_in(b"Nothing bad."),
        )
    except (gateway.UnansweredError, gateway.TooLargeError) as error:
        _fail(f"the virus scanner does not answer ({error}): uploads are refused until it does.")
    if found is None or nothing is not None:
        _fail(
            f"{version} answers, but does not tell the test file from a clean one: is its list of signatures there?"
        )
    click.echo(f"{version} answers and finds the test file ({found}).")


def _fail(why: str) -> NoReturn:
    click.echo(f"commonweal: {why}", err=True)
    sys.exit(1)
