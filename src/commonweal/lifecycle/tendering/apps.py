from django.apps import AppConfig


class TenderingConfig(AppConfig):
    name = "commonweal.lifecycle.tendering"
    label = "lifecycle_tendering"
