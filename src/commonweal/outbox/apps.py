from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "commonweal.outbox"
    label = "outbox"
