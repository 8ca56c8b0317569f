import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lifecycle_delivery", "0005_who_takes_part_is_stored")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="authority",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name=related,
                to="organisations.organisation",
            ),
        )
        for name, related in (("learningreview", "reviews_kept"), ("lesson", "lessons_kept"))
    ]
