from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "commonweal.spending"
    label = "spending"
