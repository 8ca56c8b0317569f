"""Telling the database how full its tables are, so that it reads them from the right end. PostgreSQL sees to that itself.

SQLite has no figures unless asked for, and then takes a join of two thousand things by their keys for one of a few: it may look
at every pair. It looks at some rows of each index, which takes milliseconds at any size.
"""

from django.db import connection

ROWS_LOOKED_AT = 400
"""Of each index: the upper end of what SQLite's documentation advises."""


def look_at_tables() -> None:
    """Bring the database's own figures about its tables up to date."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
