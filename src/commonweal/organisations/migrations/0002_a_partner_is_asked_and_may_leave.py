from django.db import migrations, models
from django.db.models import F


def who_was_added_is_a_member(apps, schema_editor):
    """Before this, a row was made only when an authority already belonged to the partnership."""
    apps.get_model("organisations", "PartnershipMember").objects.update(
        accepted_at=F("created_at"), accepted_by="system"
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="partnershipmember", name="one_row_per_partner"),
        migrations.AddField("partnershipmember", "accepted_at", models.DateTimeField(null=True)),
        migrations.AddField("partnershipmember", "accepted_by", models.CharField(blank=True, max_length=64)),
        migrations.AddField("partnershipmember", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("partnershipmember", "ended_by", models.CharField(blank=True, max_length=64)),
        migrations.RunPython(who_was_added_is_a_member, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="partnershipmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("partnership", "member"),
                name="one_open_row_per_partner",
            ),
        ),
    ]
