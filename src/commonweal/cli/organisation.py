"""`commonweal organisation`: set up an authority, a supplier or a partnership; say who belongs to a partnership."""

import sys

import click

from commonweal.cli.application import needs_database, set_up


@click.group()
def organisation() -> None:
    """Tenants of this installation."""


@organisation.command()
@click.argument("name")
@click.option(
    "--side",
    type=click.Choice(["authority", "supplier", "partnership"]),
    default="authority",
    show_default=True,
)
@click.option(
    "--kind",
    type=click.Choice(["central", "local", "nhs", "other"]),
    default="local",
    show_default=True,
    help="Kind of authority.",
)
@click.option(
    "--administrator",
    "email",
    required=True,
    help="Email address of the first administrator, who is invited.",
)
@click.option("--administrator-name", "person", required=True, help="Their name.")
def create(name: str, side: str, kind: str, email: str, person: str) -> None:
    """Set up the organisation NAME and send its first administrator an invitation."""
    set_up()
    needs_database()
    from django.utils import timezone

    from commonweal.domain.errors import DomainError
    from commonweal.domain.permissions import Side
    from commonweal.journeys.founding import found
    from commonweal.presentation.words import sentence

    try:
        made = found(
            name=name, side=Side(side), authority_kind=kind, email=email, person=person, now=timezone.now()
        )
    except DomainError as error:
        click.echo(f"commonweal: {sentence(error)}", err=True)
        sys.exit(2)
    click.echo(
        f"{made.name} is set up ({made.external_id}). An invitation goes to {email} with the next tick of the clock."
    )


@organisation.command("join")
@click.argument("partnership")
@click.argument("authority")
@click.option("--lead", default="", help="The role that leads for the authority, not a name.")
def join(partnership: str, authority: str, lead: str) -> None:
    """Record that AUTHORITY belongs to PARTNERSHIP; both are ids, as `create` prints them."""
    set_up()
    needs_database()
    from django.utils import timezone

    from commonweal.domain.errors import DomainError
    from commonweal.journeys.founding import join as joined
    from commonweal.presentation.words import sentence

    try:
        row = joined(partnership=partnership, authority=authority, lead=lead, now=timezone.now())
    except DomainError as error:
        click.echo(f"commonweal: {sentence(error)}", err=True)
        sys.exit(2)
    click.echo(f"{row.member.name} belongs to {row.partnership.name}.")
