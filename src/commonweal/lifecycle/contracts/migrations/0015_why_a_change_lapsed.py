"""A change of which nothing came says why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lifecycle_contracts', '0014_an_early_end_has_its_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitmentchange',
            name='lapsed_because',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='contractchange',
            name='lapsed_because',
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
