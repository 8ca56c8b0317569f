"""Totals say how many of their commitments are in no figure. Those that are kept are thrown away: the next set-up adds them up anew."""

from typing import Any

from django.db import migrations, models


def forget(apps: Any, schema_editor: Any) -> None:
    for name in ("PortfolioTotal", "CommitmentShare", "OpenPeriod"):
        apps.get_model("lifecycle_delivery", name)._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = (("lifecycle_delivery", "0011_lessons_are_used_by_each_body"),)
    operations = (
        migrations.AddField("commitmentshare", "is_left_out", models.BooleanField(default=False)),
        migrations.AddField("portfoliototal", "left_out", models.BigIntegerField(default=0)),
        migrations.RunPython(forget, migrations.RunPython.noop),
    )
