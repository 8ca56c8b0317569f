"""Market engagement: the authority's own, and each invited supplier's invitation; nobody else knows of it until published."""

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access, everybody
from tests.web.access.pipeline import EDIT, READ, THING


def _procurement(w):
    return {"procurement_id": w.procurement.external_id}


def _planned(w):
    return {"engagement_id": w.planned_engagement.external_id}


def _open(w):
    return {"engagement_id": w.open_engagement.external_id}


def _public(w):
    return {"engagement_id": w.public_engagement.external_id}


def _invitation(w):
    return {"invitation_id": w.open_engagement.invitations.get(supplier=w.cast.supplier).external_id}


def _announced(w):
    return {"engagement_id": w.announced_engagement.external_id}


def _asking(w):
    return {"invitation_id": w.announced_engagement.invitations.get(supplier=w.cast.supplier).external_id}


def _not_sent(w):
    return {"invitation_id": w.planned_engagement.invitations.get(supplier=w.cast.supplier).external_id}


def _authority(w):
    return {"authority_id": w.public_pipeline.thing_id}


def _nobody(w):
    return {"authority_id": w.cast.other_authority.external_id}


PUBLISH = EDIT | {"colleague": 403}
INVITED = {
    "role": Role.TENDER_WRITER,
    "owner": 200, "colleague": 200, "reader": 404, "stranger": 404,
    "supplier": 200, "rival": 404, "panel": 404, "anonymous": 302,
}  # fmt: skip

SIGNING = {
    "role": Role.TENDER_WRITER,
    "owner": 200, "colleague": 403, "reader": 403, "stranger": 200,
    "supplier": 200, "rival": 200, "panel": 403, "anonymous": 302,
}  # fmt: skip

ACCESS = {
    "pipeline-ics": Access(**READ),
    "pipeline-timeline": Access(**READ),
    "pipeline-publish": Access(**READ | {"colleague": 403, "reader": 403}),
    "procurement-engagements": Access(**THING, args=_procurement),
    "engagement-plan": Access(**EDIT, args=_procurement),
    "engagement": [
        Access(**THING, args=_planned),
        Access(**THING, args=_open),
        Access(**THING, args=_public),
    ],
    "engagement-answers-csv": Access(**THING, args=_open),
    "engagement-edit": Access(**EDIT, args=_planned),
    "engagement-question-add": Access(**EDIT, args=_planned),
    "engagement-question-remove": Access(
        **EDIT, args=lambda w: _planned(w) | {"question_id": w.planned_engagement.questions.get().external_id}
    ),
    "engagement-invite": Access(**EDIT, args=_planned),
    "engagement-uninvite": Access(**EDIT, args=lambda w: _planned(w) | _not_sent(w)),
    "engagement-move": [
        Access(**EDIT, args=lambda w: _planned(w) | {"to": "open"}),
        Access(**EDIT | {"owner": 404, "colleague": 404}, args=lambda w: _planned(w) | {"to": "planned"}),
    ],
    "engagement-attendance": Access(**EDIT, args=_open),
    "engagement-heard-add": Access(**EDIT, args=_open),
    "engagement-changed": Access(
        **EDIT, args=lambda w: _public(w) | {"heard_id": w.public_engagement.heard.get().external_id}
    ),
    "engagement-announce": Access(**PUBLISH, args=_open),
    "engagement-reply": Access(
        **EDIT,
        args=lambda w: _announced(w) | {"question_id": w.announced_engagement.asked.get().external_id},
    ),
    "engagement-sign-up": [
        Access(**SIGNING, args=_announced),
        Access(**SIGNING | dict.fromkeys(("owner", "stranger", "supplier", "rival"), 404), args=_open),
    ],
    "engagement-ask": Access(**INVITED | {"colleague": 403}, args=_asking),
    "engagement-publish": Access(**PUBLISH, args=_public),
    "engagement-invitations": Access(
        **INVITED | {"reader": 403, "panel": 403, "stranger": 200, "rival": 200}
    ),
    "engagement-invitation": [
        Access(**INVITED, args=_invitation),
        Access(**INVITED | {"owner": 404, "colleague": 404, "supplier": 404}, args=_not_sent),
    ],
    "public-pipelines": everybody(200),
    "public-pipeline": [everybody(200, args=_authority), everybody(404, args=_nobody)],
    "public-pipeline-csv": everybody(200, args=_authority),
    "public-pipeline-ics": everybody(200, args=_authority),
    "public-pipeline-json": everybody(200, args=_authority),
    "public-engagements": everybody(200),
    "public-engagement": [
        everybody(200, args=_public),
        everybody(200, args=_announced),
        everybody(404, args=_open),
    ],
    "public-engagement-json": everybody(200, args=_public),
}
