"""`commonweal totals`: exit 0 when every row is the sum of its leaves, 1 with the row that is not."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli
from commonweal.lifecycle.delivery.models import PortfolioTotal

pytestmark = pytest.mark.django_db
SHARED = ("report",)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["totals", *arguments])
    return result.exit_code, result.stdout


def test_whole_totals_are_said_to_be_whole(shared_world, db):
    code, out = run("verify", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["differences"] == []
    assert found["commitments"] > 0 < found["rows"]


def test_a_row_that_differs_is_named_until_all_is_added_up_anew(shared_world, db):
    row = PortfolioTotal.objects.for_system("test").filter(reported__gt=0, by="supplier").first()
    PortfolioTotal.objects.for_system("test").filter(pk=row.pk).update(reported=row.reported + 500)
    code, out = run("verify", "--json")
    (difference,) = json.loads(out)["differences"]
    assert code == 1
    assert difference["organisation"] == row.holder.external_id
    assert (difference["by"], difference["metric"], difference["unit"]) == ("supplier", row.metric, row.unit)
    assert difference["kept"]["reported"] - difference["leaves"]["reported"] == 0.5
    code, out = run("verify")
    assert code == 1
    assert "1 rows are not the sum of their leaves" in out
    assert row.holder.external_id in out
    assert run("verify", "--rebuild")[0] == 0
    assert run("verify") == (0, out_of_whole := run("verify")[1])
    assert "every row is the sum of its leaves" in out_of_whole
