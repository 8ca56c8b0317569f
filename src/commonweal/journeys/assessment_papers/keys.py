"""Keys that a reader of the whole file can follow: external ids in place of the database's own, and what each stands for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from commonweal.organisations.models import Membership, Person

CHUNK = 500
_NAMES = ("name", "title", "number")


class Keys:
    """What was written so far, and the external id of every row that it names. One query for each kind of row and chunk."""

    def __init__(self) -> None:
        self._ids: dict[tuple[Any, Any], str] = {}
        self._named: dict[str, tuple[str, str]] = {}
        self.written: set[str] = set()
        """External ids of the rows that are in the file."""
        self.besides: set[str] = set()
        """External ids of what is in the file as something else than a row."""
        self.people: set[str] = set()
        """Codes of people that it names."""

    def plain(self, rows: Sequence[models.Model]) -> list[dict[str, Any]]:
        """Rows as plain values. A row's own key and the keys of others are external ids; what was deferred is left out."""
        self._learn(rows)
        return [self._row(row) for row in rows]

    def elsewhere(self) -> list[tuple[str, str, str]]:
        """Code, kind and name of what is named and has no row of its own in the file."""
        return sorted((code, *said) for code, said in self._named.items() if code not in self.written)

    def _row(self, row: models.Model) -> dict[str, Any]:
        found: dict[str, Any] = {}
        deferred, has_code = row.get_deferred_fields(), hasattr(row, "external_id")
        for field in row._meta.concrete_fields:
            if field.attname in deferred or (field.attname == "id" and has_code):
                continue
            value = getattr(row, field.attname)
            if field.is_relation and value is not None:
                value = self._ids.get((field.related_model, value), value)
            if value and (
                field.name.endswith("_by") or field.name == "person" or field.related_model is Person
            ):
                self.people.add(str(value))
            found[field.attname] = _value(value)
        return found

    def _learn(self, rows: Sequence[models.Model]) -> None:
        wanted: dict[Any, set[Any]] = {}
        for row in rows:
            code = getattr(row, "external_id", None)
            if code is not None and row._meta.pk.attname == "id":
                self._ids[type(row), row.pk] = code
                self.written.add(code)
        for row in rows:
            deferred = row.get_deferred_fields()
            for field in row._meta.concrete_fields:
                if field.is_relation and field.attname not in deferred:
                    wanted.setdefault(field.related_model, set()).add(getattr(row, field.attname))
        for model, keys in wanted.items():
            self._look_up(model, [key for key in keys if key is not None and (model, key) not in self._ids])

    def _look_up(self, model: Any, keys: list[Any]) -> None:
        fields = {field.name for field in model._meta.concrete_fields}
        if "external_id" not in fields:
            return
        label = next((name for name in _NAMES if name in fields), "external_id")
        rows = model.objects
        if hasattr(rows, "for_system"):
            rows = rows.for_system("the file that answers a challenge")
        for some in chunks(keys):
            for key, code, name in rows.filter(pk__in=some).values_list("pk", "external_id", label):
                self._ids[model, key] = code
                self._named[code] = (str(model._meta.verbose_name), str(name))


def people_rows(codes: Iterable[str], seats: dict[str, str]) -> Iterator[list[str]]:
    """Code, name, roles and organisation of everybody named. `seats` are roles on the panel, by code."""
    roles: dict[str, list[str]] = {}
    where: dict[str, list[str]] = {}
    everybody = sorted(set(codes))
    memberships = Membership.objects.for_system("the file that answers a challenge").select_related(
        "organisation", "person"
    )
    for some in chunks(everybody):
        for each in memberships.filter(person__external_id__in=some).order_by("pk"):
            roles.setdefault(each.person.external_id, []).extend(each.role_titles)
            where.setdefault(each.person.external_id, []).append(each.organisation.name)
    names: dict[str, str] = {}
    for some in chunks(everybody):
        names |= dict(Person.objects.filter(external_id__in=some).values_list("external_id", "name"))
    for code in everybody:
        said = dict.fromkeys([*([seats[code]] if code in seats else []), *roles.get(code, [])])
        yield [code, names.get(code, ""), ", ".join(said), ", ".join(dict.fromkeys(where.get(code, [])))]


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Few enough at once for a statement."""
    listed = list(keys)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def _value(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    if isinstance(value, (dt.date, dict, list)):
        return str(value)
    return value
