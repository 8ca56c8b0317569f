"""Reviews and lessons that stand get what the new columns say: who keeps them, who takes part, what they look at."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery

from commonweal.records.ids import new_id


def fill(apps, schema_editor):
    contracts = apps.get_model("lifecycle_contracts", "Contract")._base_manager
    review = apps.get_model("lifecycle_delivery", "LearningReview")
    party = apps.get_model("lifecycle_delivery", "ReviewParty")
    looked_at = apps.get_model("lifecycle_delivery", "ReviewContract")
    lesson = apps.get_model("lifecycle_delivery", "Lesson")
    keeper = contracts.filter(pk=OuterRef("contract_id")).values("authority_id")[:1]
    for model in (review, lesson):
        model._base_manager.filter(authority__isnull=True).update(authority_id=Subquery(keeper))
    rows = review._base_manager.filter(parties__isnull=True, contract__isnull=False)
    for each in list(rows.annotate(supplier_id=F("contract__supplier_id"))):
        for organisation_id in (each.authority_id, each.supplier_id):
            party._base_manager.create(
                external_id=new_id(),
                created_at=each.created_at,
                review=each,
                organisation_id=organisation_id,
            )
        looked_at._base_manager.create(
            external_id=new_id(), created_at=each.created_at, review=each, contract_id=each.contract_id
        )


def give_up_shared(apps, schema_editor):
    """A release before this one cannot hold a review that is not of one contract: going back gives those up.

    Their lessons stay.
    """
    models = [
        apps.get_model("lifecycle_delivery", name)
        for name in ("ReviewParty", "ReviewContract", "ReviewPreparation", "ReviewAction")
    ]
    shared = apps.get_model("lifecycle_delivery", "LearningReview")._base_manager.filter(contract__isnull=True)
    for model in models:
        model._base_manager.filter(review__in=shared).delete()
    shared.delete()


class Migration(migrations.Migration):
    dependencies = [("lifecycle_delivery", "0004_reviews_may_be_shared")]
    operations = [migrations.RunPython(fill, give_up_shared)]
