"""The pipeline: everybody at the authority reads it, those who plan change it, nobody else knows of it."""

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

READ = {
    "role": Role.PROCUREMENT_OFFICER,
    "owner": 200, "colleague": 200, "reader": 200, "stranger": 200,
    "supplier": 403, "rival": 403, "panel": 403, "anonymous": 302,
}  # fmt: skip
THING = READ | {"stranger": 404, "supplier": 404, "rival": 404}
EDIT = THING | {"reader": 403}


def _entry(w):
    return {"entry_id": w.pipeline_entry.external_id}


ACCESS = {
    "pipeline": Access(**READ),
    "pipeline-csv": Access(**READ),
    "pipeline-add": Access(**READ | {"reader": 403}),
    "pipeline-published": Access(**READ | {"reader": 403}),
    "pipeline-published-start": Access(
        **READ | {"reader": 403}, args=lambda w: {"plan_id": "camden-homecare"}
    ),
    "pipeline-entry": Access(**THING, args=_entry),
    "pipeline-entry-edit": Access(**EDIT, args=_entry),
    "pipeline-entry-serve": Access(**EDIT, args=_entry),
    "pipeline-entry-withdraw": Access(**EDIT, args=_entry),
    "pipeline-entry-begin": Access(**EDIT, args=_entry),
    "pipeline-entry-serve-remove": Access(
        **EDIT, args=lambda w: _entry(w) | {"link_id": w.pipeline_entry.serves.get().external_id}
    ),
}
