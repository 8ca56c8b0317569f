from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "commonweal.lifecycle.planning"
    label = "lifecycle_planning"
