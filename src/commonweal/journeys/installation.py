"""Making an installation ready: tables, cache, static files, shipped lists and, in demonstration mode, its data."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from commonweal.domain.permissions import ROLES, Role
from commonweal.lifecycle.delivery.actions import totals
from commonweal.organisations.models import Membership
from commonweal.records.first_start import bring_up_to_date
from commonweal.records.models import Stamp
from commonweal.records.tables import look_at_tables

DEMONSTRATION_PASSWORD = "a thread of gold"  # noqa: S105  published on purpose: demonstration mode serves one machine
Say = Callable[[str], None]


def prepare(*, say: Say) -> None:
    """Migrate, and load what is missing. Running it again changes nothing and takes seconds."""
    from commonweal.journeys import demonstration, shipped_lists

    say("Preparing the database ...")
    bring_up_to_date()
    check_database_fits_mode()
    # At once: a migration may have thrown totals away, and whoever serves without this step would add to half of them.
    if totals.were_never_built():
        say("Adding the portfolio up ...")
        totals.rebuild(now=timezone.now())
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    # Commands that are typed beside a running product find here which mode it is in.
    (settings.DATA / "mode").write_text(settings.MODE + "\n", encoding="utf-8")
    shipped_lists.load(now=timezone.now(), say=say)
    if settings.DEMONSTRATION:
        demonstration.load(now=timezone.now(), password=DEMONSTRATION_PASSWORD, say=say)
    look_at_tables()


def check_database_fits_mode() -> None:
    """A demonstration database is stamped, and production refuses it. Raises `ImproperlyConfigured`."""
    stamped = Stamp.objects.filter(mode="demonstration").exists()
    if stamped and not settings.DEMONSTRATION:
        raise ImproperlyConfigured(
            "This database holds demonstration data: production needs a database of its own."
        )


@dataclass(frozen=True, slots=True)
class SignIn:
    """One demonstration person, as the sign-in page and `make run` print them."""

    email: str
    roles: str
    organisation: str
    password: str


def demonstration_sign_ins() -> list[SignIn]:
    """Every person of the demonstration; empty in production."""
    if not settings.DEMONSTRATION:
        return []
    members = (
        Membership.objects.for_system("demonstration sign-ins")
        .filter(ended_at__isnull=True, person__email__endswith=".example")
        .select_related("person", "organisation")
        .order_by("organisation__side", "pk")
    )
    return [
        SignIn(
            email=member.person.email,
            roles=", ".join(ROLES[Role(role)].title for role in member.roles),
            organisation=member.organisation.name,
            password=DEMONSTRATION_PASSWORD,
        )
        for member in members
    ]
