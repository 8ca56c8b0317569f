"""What a database holds, to the column; as a module of its own it brings an empty one up to date first and prints it."""

import json
import os
import re

from django.db import connection

COUNTED = re.compile(r"fk_\d+|__unnamed_constraint_\d+__")


def shape() -> dict[str, dict[str, object]]:
    """By table: each column (type, null, size, default), and each key, index and constraint by name."""
    with connection.cursor() as cursor:
        described = connection.introspection
        return {
            table: {
                "columns": {
                    column.name: [
                        described.get_field_type(column.type_code, column),
                        column.null_ok,
                        column.display_size,
                        column.default,
                    ]
                    for column in described.get_table_description(cursor, table)
                },
                "constraints": sorted(
                    json.dumps(
                        # SQLite's numbering of keys says only in which order they were made.
                        ["" if COUNTED.fullmatch(name) else name, {**constraint, "definition": None}],
                        sort_keys=True,
                        default=str,
                    )
                    for name, constraint in described.get_constraints(cursor, table).items()
                ),
            }
            for table in sorted(described.table_names(cursor))
        }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonweal.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    from commonweal.records.first_start import bring_up_to_date

    bring_up_to_date()
    call_command("createcachetable", verbosity=0)
    steps = MigrationExecutor(connection)
    left = [str(step) for step, _ in steps.migration_plan(steps.loader.graph.leaf_nodes())]
    print(json.dumps({"shape": shape(), "left to do": left}))  # noqa: T201
