"""`commonweal serve`: web workers, the task worker and the clock, started together and stopped together."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

import click

from commonweal.cli.application import set_up

TICK_SECONDS = 60
RESTART_SECONDS = 2
AT_ONCE = 4
"""Requests that one web process answers side by side, the rest waiting: each may hold a connection to the database."""


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), envvar="PORT")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Demonstration mode takes only the loopback."
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web workers.")
@click.option(
    "--setup", "with_setup", is_flag=True, help="First migrate and, in demonstration mode, load the data."
)
def serve(port: int, host: str, workers: int, with_setup: bool) -> None:
    """Serve the product: supervised web workers, one task worker and the clock."""
    os.environ["PORT"] = str(port)
    set_up()
    from django.conf import settings

    if settings.DEMONSTRATION and host not in ("127.0.0.1", "localhost", "::1"):
        raise click.UsageError("Demonstration mode serves this machine only: use --host 127.0.0.1.")
    from commonweal.journeys import installation

    if with_setup:
        installation.prepare(say=lambda text: click.echo(text, err=True))
    installation.check_database_fits_mode()
    _announce(port)
    Supervisor(host, port, workers).run()


def _announce(port: int) -> None:
    from commonweal.journeys.installation import demonstration_sign_ins

    click.echo(f"\nCommonweal is at http://127.0.0.1:{port}\n")
    rows = demonstration_sign_ins()
    if rows:
        click.echo("Demonstration sign-ins (the password of each is printed last):")
        for row in rows:
            click.echo(f"  {row.email:<44} {row.roles}, {row.organisation}")
        click.echo(f"  password: {rows[0].password}\n")


class Supervisor:
    """Keeps the processes alive until it is told to stop; a process that ends is started again."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        python = sys.executable
        self.commands = {
            "web": [
                *(python, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
                *(
                    "--workers",
                    str(workers),
                    "--no-access-log",
                    "--log-level",
                    "warning",
                    "--respawn-failed-workers",
                    "--blocking-threads",
                    str(AT_ONCE),
                ),
                "commonweal.config.wsgi:application",
            ],
            "worker": [
                python,
                "-m",
                "django",
                "db_worker",
                "--queue-name",
                "*",
                "--no-startup-delay",
                "-v",
                "0",
            ],
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = False

    def run(self) -> None:
        """Blocks until SIGINT, SIGTERM, or the terminal is closed."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._stop)
        next_tick = 0.0
        while not self.stopping:
            self._start_missing()
            if time.monotonic() >= next_tick:
                _tick()
                next_tick = time.monotonic() + TICK_SECONDS
            time.sleep(RESTART_SECONDS / 4)
        self._end()

    def _start_missing(self) -> None:
        for name, command in self.commands.items():
            process = self.processes.get(name)
            if process is None or process.poll() is not None:
                if process is not None:
                    click.echo(
                        f"commonweal: the {name} process ended with {process.returncode}; starting it again",
                        err=True,
                    )
                    _end_group(process)
                    time.sleep(RESTART_SECONDS)
                # A group of its own: what the process started ends with it, also where it had no time to see to that.
                self.processes[name] = subprocess.Popen(  # noqa: S603  the command is a literal above
                    command, start_new_session=True
                )

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _end(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                click.echo("commonweal: a process took too long to end and was stopped", err=True)
            _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End what a process left behind: a worker without its master would keep the port."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _tick() -> None:
    from django.db import DatabaseError, close_old_connections

    from commonweal.jobs.minute import tick

    try:
        tick.enqueue()
    except DatabaseError as error:
        click.echo(f"commonweal: the clock could not reach the database ({type(error).__name__})", err=True)
    finally:
        close_old_connections()
