from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "commonweal.audit"
    label = "audit"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from commonweal.audit import chain
        from commonweal.records import work

        work.set_sink(chain.append)
        # Every application's event types are known from the start, so that history can always word them.
        autodiscover_modules("events")
