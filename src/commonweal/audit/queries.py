"""Reading history. Sentences and names are resolved where history is shown, not here."""

from collections.abc import Collection

from commonweal.audit.models import AuditEvent


def history(kind: str, external_id: str, *, limit: int = 50) -> list[AuditEvent]:
    """The newest events about one thing, newest first."""
    return list(AuditEvent.objects.filter(kind=kind, external_id=external_id).order_by("-number")[:limit])


def events_of_type(kind: str, external_id: str, type_: str) -> list[AuditEvent]:
    """Every event of one type about one thing, the oldest first."""
    found = AuditEvent.objects.filter(kind=kind, external_id=external_id, type=type_)
    return list(found.order_by("number"))


def events_of(organisation: str, *, before: int | None = None, limit: int = 50) -> list[AuditEvent]:
    """One page of an organisation's events, newest first; `before` is the number of the last event already shown."""
    events = AuditEvent.objects.filter(organisation=organisation).order_by("-number")
    return list((events.filter(number__lt=before) if before else events)[:limit])


def people_of(kind: str, external_id: str, *, leave_out: Collection[str] = ()) -> frozenset[str]:
    """Everybody (external ids) who brought about an event about one thing, events of some types left out."""
    events = AuditEvent.objects.filter(kind=kind, external_id=external_id).exclude(type__in=leave_out)
    return frozenset(events.values_list("person", flat=True)) - {"system"}
