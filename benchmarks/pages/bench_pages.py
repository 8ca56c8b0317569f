"""`make bench-pages`: median processor time of 20 warm requests for lists of 50 rows, beside a bare view.

The whole stack answers, as under the web server: middleware, session, permission, queries (SQLite in this process),
template. Each list must take at most 40 ms and at most 25 times the bare view of the same run; pages that add figures up
from their leaves and draw them at most 300 ms. Exit 1 otherwise.
"""

import datetime as dt
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

ROWS = 50
WARM_UP, REQUESTS = 5, 20
MOST_MILLISECONDS, MOST_TIMES, MOST_WITH_FIGURES = 40.0, 25.0, 300.0
NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)


def set_up(folder: str, database: str = "") -> None:
    """A throw-away installation in `folder`, with the product's own settings; SQLite unless a database is named."""
    os.environ |= {
        "COMMONWEAL_MODE": "demonstration",
        "COMMONWEAL_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "commonweal.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.ROOT_URLCONF = "benchmarks.pages.urls"
    logging.disable(logging.CRITICAL)
    for command in ("migrate", "createcachetable", "collectstatic"):
        call_command(
            command, verbosity=0, **({} if command == "createcachetable" else {"interactive": False})
        )


def fill() -> str:
    """An authority with 60 contracts of a few lines and one of 50, through ordinary actions. Returns a session key."""
    from commonweal.domain.missions import MissionKind
    from commonweal.domain.permissions import Role, Side
    from commonweal.lifecycle.contracts import actions as contracts
    from commonweal.lifecycle.planning import actions as planning
    from commonweal.lifecycle.strategy.actions import missions
    from commonweal.organisations import actions as organisations

    authority = organisations.create_organisation(name="Borough of Example", side=Side.AUTHORITY, now=NOW)
    supplier = organisations.create_organisation(name="Example Works Ltd", side=Side.SUPPLIER, now=NOW)
    person = organisations.register_person(name="An Officer", email="o@example.org", password=None, now=NOW)
    member = organisations.add_member(authority, person, roles=[Role.PROCUREMENT_OFFICER], now=NOW)
    mission = missions.record_published(
        authority=authority,
        external_id="warm",
        statement="Every home is warm",
        kind=MissionKind.MISSION,
        deadline_on=None,
        source="invented for this benchmark",
        now=NOW,
    )
    for number in range(60):
        case = _case(number, lines=ROWS if number == 0 else 3)
        contracts.record_published(case, authority=authority, supplier=supplier, serves=[mission], now=NOW)
        planning.add_entry(
            title=f"Something to buy {number}",
            nature="works",
            value_pence=100_000_00,
            by=member.actor(),
            now=NOW,
        )
    return _session(person)


def _case(number: int, *, lines: int) -> Any:
    from commonweal.reference.published_cases import PublishedContract, PublishedLine

    return PublishedContract(
        id=f"contract-{number}",
        authority="",
        title=f"A contract with a title of ordinary length, number {number}",
        source="invented for this benchmark",
        status=None,
        supplier=None,
        supplier_description=None,
        nature="works",
        value_pence=None,
        duration_months=None,
        extension_months=None,
        localities=None,
        partners=(),
        partners_note=None,
        serves=(),
        link_basis="editorial",
        facts=(),
        kpis=(),
        incubator=None,
        commitments=tuple(
            PublishedLine(f"c{number}-{line}", f"A promise of kind {line}", "people", 10 + line, None, None)
            for line in range(lines)
        ),
    )


def _session(person: Any) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def asker(cookie: str) -> Callable[[str], int]:
    """A function that sends one request through the product's WSGI application and returns the size of the answer."""
    from django.conf import settings
    from django.test import RequestFactory

    from commonweal.config.wsgi import application

    def ask(path: str) -> int:
        environ = RequestFactory().get(path).environ
        environ["HTTP_COOKIE"] = f"{settings.SESSION_COOKIE_NAME}={cookie}" if cookie else ""
        environ["HTTP_HOST"] = "127.0.0.1"
        answered: list[str] = []
        response = application(environ, lambda status, headers: answered.append(status))
        size = sum(len(part) for part in response)
        response.close()
        if not answered[0].startswith("200"):
            raise SystemExit(f"{path} answered {answered[0]}")
        return size

    return ask


def milliseconds(ask: Callable[[str], int], path: str) -> float:
    """Median processor time of the warm requests for one path."""
    for _ in range(WARM_UP):
        ask(path)
    taken = []
    for _ in range(REQUESTS):
        began = time.process_time_ns()
        ask(path)
        taken.append((time.process_time_ns() - began) / 1e6)
    return statistics.median(taken)


LISTS = {"contracts, 50 rows": "/contracts", "pipeline, 50 rows": "/pipeline"}
FIGURES = {
    "one contract, 50 lines with bars": "/contracts/contract-0",
    "portfolio, 50 rows of 227 lines": "/insight",
}


def main() -> int:
    """Measure, print, and say by the exit code whether every list is within the bars."""
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        set_up(folder)
        cookie = fill()
        bare = milliseconds(asker(""), "/bare")
        print(f"bare view: {bare:.2f} ms of processor time (median of {REQUESTS} warm requests)")
        lists = {name: milliseconds(asker(cookie), path) for name, path in LISTS.items()}
        figures = {name: milliseconds(asker(cookie), path) for name, path in FIGURES.items()}
    within = True
    for name, taken in (lists | figures).items():
        is_within = _is_within(taken, bare) if name in lists else taken <= MOST_WITH_FIGURES
        within = within and is_within
        print(
            f"{name}: {taken:.1f} ms, {taken / bare:.1f} times the bare view{'' if is_within else ' - TOO SLOW'}"
        )
    print(
        f"bars: a list {MOST_MILLISECONDS:.0f} ms and {MOST_TIMES:.0f} times; with figures {MOST_WITH_FIGURES:.0f} ms"
    )
    return 0 if within else 1


def _is_within(taken: float, bare: float) -> bool:
    return taken <= MOST_MILLISECONDS and taken <= MOST_TIMES * bare


if __name__ == "__main__":
    sys.exit(main())
