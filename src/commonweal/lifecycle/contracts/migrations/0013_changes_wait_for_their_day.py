"""A change that both sides agreed waits for its day. What was agreed before this was put into force at once, and stays so."""

from django.db import migrations, models

STATUSES = [
    ('proposed', 'proposed'),
    ('agreed', 'agreed'),
    ('in_force', 'in_force'),
    ('refused', 'refused'),
    ('withdrawn', 'withdrawn'),
    ('lapsed', 'lapsed'),
]
KINDS = ('CommitmentChange', 'ContractChange')


def moved(apps, **statuses):
    """Every change of a status becomes one of another; the rows themselves hold nothing else of it."""
    for kind in KINDS:
        rows = apps.get_model('lifecycle_contracts', kind)._base_manager
        for old, new in statuses.items():
            rows.filter(status=old).update(status=new)


def forth(apps, schema_editor):
    moved(apps, agreed='in_force')


def back(apps, schema_editor):
    moved(apps, in_force='agreed', lapsed='withdrawn')


class Migration(migrations.Migration):

    dependencies = [
        ('lifecycle_contracts', '0012_what_is_taken_out_is_kept'),
    ]

    operations = [
        *(
            migrations.AlterField(
                model_name=kind.lower(),
                name='status',
                field=models.CharField(choices=STATUSES, default='proposed', max_length=12),
            )
            for kind in KINDS
        ),
        migrations.RunPython(forth, back),
    ]
