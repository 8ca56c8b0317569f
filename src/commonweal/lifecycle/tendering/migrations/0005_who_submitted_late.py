from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lifecycle_tendering', '0004_deadlines_and_late_tenders'),
    ]

    operations = [
        migrations.AddField(
            model_name='latetender',
            name='received_by',
            field=models.CharField(blank=True, default='', help_text='Who of the supplier submitted it.', max_length=64),
            preserve_default=False,
        ),
    ]
