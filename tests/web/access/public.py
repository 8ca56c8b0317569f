"""Public pages are the same for everybody; what was not published is nobody's."""

from tests.web.access.harness import everybody


def _published(w):
    return {"procurement_id": w.public_procurement.external_id}


def _draft(w):
    return {"procurement_id": w.procurement.external_id}


ACCESS = {
    "public-home": everybody(200),
    "public-opportunities": [
        everybody(200),
        everybody(200, query="?closed"),
        everybody(200, query="?words=care"),
    ],
    "public-opportunities-csv": everybody(200),
    "public-opportunity": [everybody(200, args=_published), everybody(404, args=_draft)],
    "public-opportunity-json": [everybody(200, args=_published), everybody(404, args=_draft)],
    "public-ocds-releases": everybody(200),
    "public-ocds-lines": everybody(200),
    "public-ocds-record": [
        everybody(200, args=lambda w: {"ocid": f"ocds-000000-{w.public_procurement.external_id}"}),
        everybody(404, args=lambda w: {"ocid": f"ocds-000000-{w.procurement.external_id}"}),
    ],
    "public-data": everybody(200),
    "public-accessibility": everybody(200),
    "public-privacy": everybody(200),
}
