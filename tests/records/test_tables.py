"""The database knows how full its tables are once it has looked."""

import pytest
from django.db import connection

from commonweal.records.tables import look_at_tables
from tests.cast import World

pytestmark = pytest.mark.django_db

TABLES = {"lifecycle_contracts_contract", "lifecycle_contracts_commitment"}


def test_after_a_look_the_database_has_figures_of_the_tables_in_which_something_stands(world: World) -> None:
    assert world.contract
    looked_at = "sqlite_stat1" if connection.vendor == "sqlite" else "pg_stats"
    column = "tbl" if connection.vendor == "sqlite" else "tablename"
    look_at_tables()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {column} FROM {looked_at}")
        assert {name for (name,) in cursor.fetchall()} >= TABLES
