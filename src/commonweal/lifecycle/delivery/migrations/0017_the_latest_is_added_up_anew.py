"""Where the latest report stands for a whole, what was kept before may be the sum of all. Kept totals are thrown away where a
commitment is of that sort: the next set-up adds them up anew, as `commonweal totals rebuild` does."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    commitments = apps.get_model("lifecycle_contracts", "Commitment")._base_manager
    if commitments.filter(aggregation="latest").exists():
        for name in ("PortfolioTotal", "CommitmentShare", "OpenPeriod"):
            apps.get_model("lifecycle_delivery", name)._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = (
        ("lifecycle_contracts", "0014_an_early_end_has_its_day"),
        ("lifecycle_delivery", "0016_questions_are_answered"),
    )
    operations = (migrations.RunPython(forget, migrations.RunPython.noop),)
