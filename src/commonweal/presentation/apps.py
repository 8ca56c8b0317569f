from django.apps import AppConfig


class PresentationConfig(AppConfig):
    name = "commonweal.presentation"
    label = "presentation"
