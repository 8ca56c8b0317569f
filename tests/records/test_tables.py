"""The database knows how full its tables are once it has looked; PostgreSQL looks by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.records.tables import look_at_tables
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_after_a_look_the_database_has_figures_of_the_tables_in_which_something_stands(world: World) -> None:
    assert world.contract
    with CaptureQueriesContext(connection) as asked:
        look_at_tables()
    if connection.vendor != "sqlite":
        assert not asked.captured_queries
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        looked_at = {name for (name,) in cursor.fetchall()}
    assert {"lifecycle_contracts_contract", "lifecycle_contracts_commitment"} <= looked_at
