"""An early end has a day of its own, beside the day on which it was recorded."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lifecycle_contracts', '0013_changes_wait_for_their_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='contract',
            name='ended_on',
            field=models.DateField(null=True),
        ),
    ]
