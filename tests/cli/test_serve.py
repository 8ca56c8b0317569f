"""`commonweal serve`: what ends is started again, one signal ends everything, a demonstration stays on its machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.serve import Supervisor, serve

PATIENCE = 60
CHILD = """
import os, subprocess, sys, time
if sys.argv[1].endswith("web"):
    with open(sys.argv[1] + "-own", "a") as log:
        print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, file=log)
with open(sys.argv[1], "a") as log:
    print(os.getpid(), file=log)
time.sleep(600)
"""
PARENT = """
import sys
from commonweal.cli import serve
serve._tick = lambda: print("tick", flush=True)
serve.RESTART_SECONDS = 0.2
one = serve.Supervisor("127.0.0.1", 1, 1)
one.commands = {name: [sys.executable, "-c", sys.argv[1], f"{sys.argv[2]}/{name}"] for name in one.commands}
one.run()
"""


def wait_for(what: Callable[[], object]) -> object:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # Ended, though nobody has asked how yet.
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def started(folder: Path, name: str) -> list[int]:
    """The processes that ran under a name, the first one first."""
    log = folder / name
    return [int(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def supervisor(tmp_path) -> Iterator[subprocess.Popen[str]]:
    """The real supervisor, with children that only wait."""
    source = str(Path(sys.modules["commonweal"].__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": source},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()
        for name in ("web", "web-own", "worker"):
            for pid in filter(lives, started(tmp_path, name)):
                os.kill(pid, signal.SIGKILL)


def test_a_process_that_ends_is_started_again_and_the_others_go_on(supervisor, tmp_path):
    (web,) = wait_for(lambda: started(tmp_path, "web"))
    (worker,) = wait_for(lambda: started(tmp_path, "worker"))
    os.kill(worker, signal.SIGKILL)
    again = wait_for(lambda: started(tmp_path, "worker")[1:])
    assert lives(again[0])
    assert started(tmp_path, "web") == [web]
    assert lives(web)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_one_signal_ends_everything(supervisor, tmp_path, number):
    children = [
        *wait_for(lambda: started(tmp_path, "web")),
        *wait_for(lambda: started(tmp_path, "worker")),
    ]
    assert all(map(lives, wait_for(lambda: started(tmp_path, "web-own"))))
    supervisor.send_signal(number)
    said, _errors = supervisor.communicate(timeout=PATIENCE)
    assert supervisor.returncode == 0
    assert said.startswith("tick")
    assert not any(map(lives, children))
    wait_for(lambda: not any(map(lives, started(tmp_path, "web-own"))))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
def test_a_demonstration_refuses_any_host_but_the_loopback(host, monkeypatch):
    monkeypatch.setenv("PORT", "8000")
    monkeypatch.setattr(Supervisor, "run", lambda self: pytest.fail("it started"))
    answer = CliRunner().invoke(serve, ["--host", host])
    assert answer.exit_code == 2
    assert "--host 127.0.0.1" in answer.output


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_the_loopback_it_says_its_address_and_starts(host, monkeypatch):
    ran = []
    monkeypatch.setenv("PORT", "8000")
    monkeypatch.setattr(Supervisor, "run", lambda self: ran.append(self.commands))
    answer = CliRunner().invoke(serve, ["--host", host, "--port", "8811"])
    assert (answer.exit_code, len(ran)) == (0, 1)
    assert "http://127.0.0.1:8811" in answer.output
    assert ran[0]["web"][ran[0]["web"].index("--host") + 1] == host


def test_a_database_of_a_demonstration_is_refused_in_production(db, settings):
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import timezone

    from commonweal.journeys.installation import check_database_fits_mode
    from commonweal.records.models import Stamp

    Stamp.objects.create(mode="demonstration", stamped_at=timezone.now())
    check_database_fits_mode()
    settings.DEMONSTRATION = False
    with pytest.raises(ImproperlyConfigured):
        check_database_fits_mode()
