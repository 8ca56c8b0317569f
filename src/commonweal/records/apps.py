"""Django application of the records room (idempotency keys live here)."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "commonweal.records"
    label = "records"
