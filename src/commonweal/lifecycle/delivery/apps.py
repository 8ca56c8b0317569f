from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "commonweal.lifecycle.delivery"
    label = "lifecycle_delivery"

    def ready(self) -> None:
        from commonweal.lifecycle.delivery.actions import totals
        from commonweal.records import work

        # The portfolio's figures are kept in the transaction that writes, whatever action it is.
        work.settle_with(totals.settle, *totals.WATCHED)
