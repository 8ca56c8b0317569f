from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "commonweal.lifecycle.delivery"
    label = "lifecycle_delivery"
