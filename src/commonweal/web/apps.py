from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "commonweal.web"
    label = "web"

    def ready(self) -> None:
        from commonweal.web.accounts import trail

        trail.keep()
