from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "commonweal.markets"
    label = "markets"
