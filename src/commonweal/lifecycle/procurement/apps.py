from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "commonweal.lifecycle.procurement"
    label = "lifecycle_procurement"
