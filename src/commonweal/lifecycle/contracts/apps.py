from django.apps import AppConfig


class ContractsConfig(AppConfig):
    name = "commonweal.lifecycle.contracts"
    label = "lifecycle_contracts"
