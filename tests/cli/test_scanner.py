"""`commonweal scanner`: 0 when the scanner answers and finds the test file, else 1 with what to do."""

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from commonweal.gateways import scanner as gateway


def run() -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["scanner"])
    return result.exit_code, result.output


def test_a_scanner_that_answers_is_named_with_what_it_found(settings):
    settings.SCANNER = "fake"
    code, out = run()
    assert code == 0
    assert "finds the test file (Eicar-Test-Signature)" in out


@pytest.mark.parametrize(
    ("scanner", "said"),
    [
        ("none", "uploads are taken unscanned"),
        ("clamd://127.0.0.1:1", "does not answer (ConnectionRefusedError)"),
    ],
)
def test_without_one_that_answers_it_ends_with_1(settings, scanner, said):
    settings.SCANNER = scanner
    code, out = run()
    assert code == 1
    assert said in out


@pytest.mark.parametrize("finding", [None, "Everything"])
def test_one_that_cannot_tell_the_test_file_from_a_clean_one_ends_with_1(monkeypatch, finding):
    class Blind(gateway.Fake):
        def found_in(self, content: bytes) -> str | None:
            return finding

    monkeypatch.setattr(gateway, "scanner", Blind)
    code, out = run()
    assert code == 1
    assert "signatures" in out
