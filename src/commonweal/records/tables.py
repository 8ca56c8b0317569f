"""Telling the database how full its tables are, so that it reads them from the right end.

A database has no figures until somebody looks, and then takes a join of two thousand things by their keys for one of a few: it
may look at every pair. SQLite never looks unless asked. PostgreSQL looks by itself, some time after a change (autovacuum), but
not at once after much was brought in, and never where that is switched off. Both look at a sample, which takes little time.
"""

from django.db import connection

ROWS_LOOKED_AT = 400
"""Of each index: the upper end of what SQLite's documentation advises. PostgreSQL has its own sample."""


def look_at_tables() -> None:
    """Bring the database's own figures about our tables up to date."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
        else:
            # By name: without one PostgreSQL would look at every table of the database, ours or not.
            names = ", ".join(map(connection.ops.quote_name, sorted(connection.introspection.table_names())))
            cursor.execute(f"ANALYZE {names}")
