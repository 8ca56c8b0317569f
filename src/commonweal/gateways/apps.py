from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "commonweal.gateways"
    label = "gateways"
