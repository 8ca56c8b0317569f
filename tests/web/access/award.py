"""Decisions to award, and a tenderer's own assessment summary."""

from commonweal.domain.permissions import Role
from tests.builders.assessment import tenders
from tests.web.access.harness import Access

OFFICER = {
    "role": Role.PROCUREMENT_OFFICER,
    "owner": 200, "colleague": 403, "reader": 403, "stranger": 404,
    "supplier": 404, "rival": 404, "panel": 403, "anonymous": 302,
}  # fmt: skip
STEP = OFFICER | {"colleague_role": Role.MODERATOR, "args": lambda w: {"award_id": w.award.external_id}}
#: Of a tender: its own supplier's writer is "supplier", the other one's "rival"; the authority is told nothing here.
OWN = {
    "role": Role.TENDER_WRITER,
    "owner": 200, "colleague": 200, "reader": 404, "stranger": 404,
    "supplier": 200, "rival": 404, "panel": 404, "anonymous": 302,
}  # fmt: skip
NOT_YET = OWN | {"owner": 404, "colleague": 404, "supplier": 404}


def own_tender(name):
    return lambda w: {"tender_id": tenders(getattr(w, name).assessment)[0].external_id}


NOBODY = STEP | {"args": lambda w: {"no_award_id": w.no_award.external_id}}

ACCESS = {
    "no-award-decide": Access(
        **OFFICER,
        colleague_role=Role.MODERATOR,
        args=lambda w: {"assessment_id": w.locked.assessment.external_id},
    ),
    "no-award": [
        Access(**OFFICER, args=NOBODY["args"]),
        Access(**OFFICER | {"role": Role.MODERATOR}, args=NOBODY["args"]),
    ],
    "no-award-take-back": Access(**NOBODY),
    "award-decide": Access(
        **OFFICER,
        colleague_role=Role.MODERATOR,
        args=lambda w: {"assessment_id": w.locked.assessment.external_id},
    ),
    "award": [
        Access(**OFFICER, args=lambda w: {"award_id": w.award.external_id}),
        Access(**OFFICER | {"role": Role.MODERATOR}, args=lambda w: {"award_id": w.award.external_id}),
    ],
    "award-summaries": Access(**STEP),
    "award-notice": Access(**STEP),
    "award-notice-data": Access(**STEP),
    "award-notice-csv": Access(**STEP),
    "award-notice-json": Access(**STEP),
    "award-preview": [Access(**STEP), Access(**STEP | {"colleague_role": Role.AUTHORITY_ADMINISTRATOR})],
    "award-preview-summary": Access(
        **STEP
        | {
            "args": lambda w: {
                "award_id": w.award.external_id,
                "tender_id": tenders(w.award.assessment)[1].external_id,
            }
        }
    ),
    "award-confidential": Access(
        **STEP
        | {
            "args": lambda w: {
                "award_id": w.award.external_id,
                "agreed_id": w.award.assessment.agreed_scores.filter(tender=w.award.tender)
                .first()
                .external_id,
            }
        }
    ),
    "award-confidential-show": Access(**STEP | {"args": lambda w: {"passage_id": w.passage.external_id}}),
    "award-standstill": Access(**STEP),
    "award-enter": Access(**STEP),
    "award-withdraw": Access(**STEP),
    "assessment-summary-file": [
        Access(**OWN, args=lambda w: own_tender("told_award")(w) | {"kind": "docx"}),
        Access(**NOT_YET, args=lambda w: own_tender("award")(w) | {"kind": "docx"}),
    ],
    "assessment-summary": [
        Access(**OWN, args=own_tender("told_award")),
        Access(**NOT_YET, args=own_tender("award")),
    ],
}
