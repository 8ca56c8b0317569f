from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "commonweal.lifecycle.assessment"
    label = "lifecycle_assessment"
