from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("lifecycle_assessment", "0010_an_exclusion_may_be_lifted"),
    ]

    operations = [
        migrations.AddField(
            model_name="rounddecision",
            name="because",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="rounddecision",
            name="tender",
            field=models.ForeignKey(
                on_delete=PROTECT, related_name="+", to="lifecycle_tendering.tender"
            ),
        ),
    ]
