"""Before scoring: the officer who manages it, a moderator who reads; no assessor, no administrator, no other supplier."""

from commonweal.domain.permissions import Role
from tests.web.access.harness import Access

OFFICER = {
    "role": Role.PROCUREMENT_OFFICER,
    "owner": 200, "colleague": 403, "reader": 403, "stranger": 404,
    "supplier": 404, "rival": 404, "panel": 403, "anonymous": 302,
}  # fmt: skip
ADMINISTRATOR = {"colleague_role": Role.AUTHORITY_ADMINISTRATOR}
ASSESSOR = {"colleague_role": Role.ASSESSOR}
MODERATOR = {"colleague_role": Role.MODERATOR}
#: Of the supplier's own tender; its rival is told that there is no such thing, and so is the authority.
OWN = {
    "role": Role.TENDER_WRITER,
    "owner": 200, "colleague": 200, "reader": 404, "stranger": 404,
    "supplier": 200, "rival": 404, "panel": 404, "anonymous": 302,
}  # fmt: skip


def one(w):
    return {"assessment_id": w.found_ground.panel.assessment.external_id}


def of_tender(w):
    return one(w) | {"tender_id": w.found_ground.tender.external_id}


def of_scoring(w):
    return {"assessment_id": w.scoring.assessment.external_id}


def party(w):
    return {"party_id": w.found_ground.party.external_id}


def finding(w):
    return {"finding_id": w.found_ground.finding.external_id}


def condition(w):
    return {
        "condition_id": w.found_ground.condition.external_id,
        "tender_id": w.found_ground.tender.external_id,
    }


def both(args):
    """The officer beside the administrator, the assessor and the moderator, who may not."""
    return [Access(**OFFICER, args=args, **each) for each in (ADMINISTRATOR, ASSESSOR, MODERATOR)]


ACCESS = {
    "suitability": [
        Access(**OFFICER, args=one, **ADMINISTRATOR),
        Access(**OFFICER, args=one, **ASSESSOR),
        # A moderator reads through the seat: once it is cleared and scoring has begun, and not before.
        Access(**OFFICER | {"role": Role.MODERATOR, "owner": 400}, args=one),
        Access(**OFFICER | {"role": Role.MODERATOR}, args=of_scoring),
    ],
    "suitability-tender": [
        Access(**OFFICER, args=of_tender, **ADMINISTRATOR),
        Access(**OFFICER, args=of_tender, **ASSESSOR),
        Access(**OFFICER | {"role": Role.MODERATOR, "owner": 400}, args=of_tender),
    ],
    "suitability-condition-add": both(one),
    "suitability-party-add": both(of_tender),
    "suitability-own-debarment": both(of_tender),
    "suitability-own-ground": both(of_tender),
    "suitability-ask-price": both(of_tender),
    "suitability-ask-condition": both(of_tender),
    "suitability-price": both(of_tender),
    "suitability-debarment": both(party),
    "suitability-ground": both(party),
    "suitability-finding": both(finding),
    "suitability-ask-finding": both(finding),
    "suitability-condition": both(condition),
    "procurement-next-round": [
        Access(**OFFICER, args=lambda w: {"procurement_id": w.locked.assessment.lot.procurement.external_id}),
        Access(
            **OFFICER | {"role": Role.COMMISSIONER, "owner": 403},
            args=lambda w: {"procurement_id": w.locked.assessment.lot.procurement.external_id},
        ),
    ],
    "assessment-rounds": both(lambda w: {"assessment_id": w.locked.assessment.external_id}),
    "tender-enquiries": [
        Access(**OWN, args=lambda w: {"tender_id": w.found_ground.tender.external_id}),
    ],
    "enquiry-answer": [
        Access(
            **OWN | {"colleague": 403},
            args=lambda w: {"enquiry_id": w.found_ground.enquiry.external_id},
        ),
    ],
}
