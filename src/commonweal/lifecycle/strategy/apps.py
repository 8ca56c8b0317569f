"""Django application of the strategy stage."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "commonweal.lifecycle.strategy"
    label = "lifecycle_strategy"
