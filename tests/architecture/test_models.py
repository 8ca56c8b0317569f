"""Every stored thing says to whom it belongs, how long it is kept, and who did what when."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from commonweal.records.events import all_event_types
from commonweal.records.models import Record, Retention
from commonweal.web.navigation import AUTHORITY, PUBLIC, SUPPLIER

OURS = [model for model in apps.get_models() if model.__module__.startswith("commonweal.")]
RECORDS = [model for model in OURS if issubclass(model, Record)]


def label(model) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_model_has_a_retention_class(model):
    assert isinstance(model.RETENTION, Retention)


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_every_record_has_a_kind_and_a_scope(model):
    assert model.KIND
    assert model.SCOPES or model.RETENTION is Retention.PUBLIC


def test_no_two_records_share_a_kind():
    kinds = [model.KIND for model in RECORDS]
    assert sorted(kinds) == sorted(set(kinds))


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_scopes_lead_to_a_column(model):
    for paths in model.SCOPES.values():
        for path in (paths,) if isinstance(paths, str) else paths:
            model.objects.for_system("test").filter(**{path: 1}).query.sql_with_params()


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_what_is_decided_says_by_whom(model):
    """A time that a person brought about (`..._at`) has its `..._by`. Facts of the clock are named here, and
    `bound_at`, which the contract's own `entered_at` and `entered_by` bring about."""
    clock = {
        "created_at",
        "expires_at",
        "deadline_at",
        "tender_deadline_at",
        "closes_at",
        "scanned_at",
        "due_at",
        "bound_at",
    }
    clock |= {"tender_deadline_at", "closes_at"}
    names = {field.name for field in model._meta.get_fields()}
    times = {name for name in names if name.endswith("_at")} - clock
    assert {name for name in times if name.removesuffix("_at") + "_by" not in names} == set()


def test_money_quantities_and_weights_are_never_floats():
    floats = [f"{label(model)}.{field.name}" for model in OURS for field in model._meta.concrete_fields
              if field.get_internal_type() == "FloatField"]  # fmt: skip
    assert floats == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_two_events_share_a_code():
    assert all_event_types()


@pytest.mark.parametrize(
    "name", sorted({name for table in (AUTHORITY, SUPPLIER, PUBLIC) for _text, name, _p in table})
)
def test_every_link_of_the_navigation_leads_somewhere(name):
    try:
        assert reverse(name)
    except NoReverseMatch:
        pytest.fail(f"the navigation names {name}, which is no URL")
