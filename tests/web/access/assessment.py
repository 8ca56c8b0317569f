"""Assessments: blind means blind. The rival supplier, the assessor before moderation and the administrator see nothing."""

from commonweal.domain.permissions import Role
from commonweal.files import blobs
from commonweal.journeys.assessment_papers.whole_file import make
from tests.builders.assessment import AGREED_MARKS, LATER, tenders
from tests.web.access.harness import Access

OFFICER = {
    "role": Role.PROCUREMENT_OFFICER,
    "owner": 200, "colleague": 403, "reader": 403, "stranger": 404,
    "supplier": 404, "rival": 404, "panel": 403, "anonymous": 302,
}  # fmt: skip
ADMINISTRATOR = {"colleague_role": Role.AUTHORITY_ADMINISTRATOR}
ASSESSOR = OFFICER | {"role": Role.ASSESSOR}
ALONE = dict.fromkeys(OFFICER, 404) | {"role": Role.ASSESSOR, "owner": 200, "anonymous": 302}
MODERATOR = OFFICER | {"role": Role.MODERATOR}


def of(name):
    """Arguments of a page of the assessment that a builder makes."""
    return lambda w: {"assessment_id": getattr(w, name).assessment.external_id}


def answer_of(name):
    def args(w):
        panel = getattr(w, name)
        first = tenders(panel.assessment)[0]
        return {
            "assessment_id": panel.assessment.external_id,
            "criterion_id": panel.first.criteria[0],
            "tender_id": first.external_id,
        }

    return args


def procurement_of(name):
    return lambda w: {"procurement_id": getattr(w, name).assessment.lot.procurement.external_id}


def question_of(name):
    """The first question of an assessment, without a tender."""
    return lambda w: {key: value for key, value in answer_of(name)(w).items() if key != "tender_id"}


def file_of(name):
    """The file that came with the first tender as a whole."""

    def args(w):
        # The world is built before a test has its own folder of files; the bytes are the same wherever they are stored.
        blobs.write(b"How we will do it")
        first = tenders(getattr(w, name).assessment)[0]
        return answer_of(name)(w) | {"document_id": first.documents.first().external_id}

    return args


def agreed(w):
    assert AGREED_MARKS
    return {"agreed_id": w.locked.assessment.agreed_scores.order_by("pk").first().external_id}


def a_ready_file(w):
    """The locked assessment, whose whole file is ready: the world is built before a test has its own folder of files."""
    if not blobs.path_of(w.whole_file.blob).exists():
        make(w.whole_file, now=LATER)
    return {"assessment_id": w.whole_file.assessment.external_id}


ACCESS = {
    "assessments": [
        Access(**OFFICER | {"stranger": 200, "supplier": 403, "rival": 403, "panel": 200}),
        Access(**ASSESSOR | {"stranger": 200, "supplier": 403, "rival": 403, "panel": 200}, **ADMINISTRATOR),
    ],
    "procurement-assessments": [
        Access(
            **OFFICER | {"owner": 302},
            args=lambda w: {"procurement_id": w.scoring.assessment.lot.procurement.external_id},
            **ADMINISTRATOR,
        ),
        # Nothing has begun.
        Access(**OFFICER | {"owner": 404}, args=lambda w: {"procurement_id": w.opened_procurement.external_id}),
    ],
    "assessment-begin": Access(**OFFICER, args=lambda w: {"procurement_id": w.opened_procurement.external_id}),
    "assessment": [Access(**OFFICER, args=of("scoring"), **ADMINISTRATOR), Access(**MODERATOR, args=of("scoring"))],
    "assessment-member-add": Access(**OFFICER, args=of("panel"), **ADMINISTRATOR),
    "assessment-member-remove": Access(**OFFICER, args=lambda w: {"member_id": w.panel.first.external_id}),
    "assessment-exclusion-lift": Access(**OFFICER, args=lambda w: {"member_id": w.panel.first.external_id}),
    "assessment-interest-decide": Access(**OFFICER, args=lambda w: {"member_id": w.panel.first.external_id}),
    "assessment-start": Access(**OFFICER, args=of("panel"), **ADMINISTRATOR),
    "assessment-declare": Access(**ASSESSOR, args=of("panel"), **ADMINISTRATOR),
    "assessment-questions": [
        Access(**ASSESSOR, args=of("scoring"), **ADMINISTRATOR),
        Access(**MODERATOR, args=of("scoring")),
        # The procurement officer runs the assessment and sits on no panel.
        Access(**ASSESSOR, args=of("scoring"), colleague_role=Role.PROCUREMENT_OFFICER),
    ],
    "assessment-next": [
        Access(**ASSESSOR | {"owner": 302}, args=of("scoring"), **ADMINISTRATOR),
        Access(**MODERATOR | {"owner": 302}, args=of("scoring"), colleague_role=Role.PROCUREMENT_OFFICER),
    ],
    "assessment-score": [
        Access(**ASSESSOR, args=answer_of("scoring"), **ADMINISTRATOR),
        # Before interests are declared, and while the panel is not complete, nothing is shown to its own assessor.
        Access(**ASSESSOR | {"owner": 400}, args=answer_of("panel"), **ADMINISTRATOR),
        Access(**ASSESSOR, args=answer_of("scoring"), colleague_role=Role.MODERATOR),
    ],
    "assessment-sheet": [
        Access(**ASSESSOR, args=of("scoring"), **ADMINISTRATOR),
        Access(**ASSESSOR, args=of("scoring"), colleague_role=Role.PROCUREMENT_OFFICER),
        Access(**ASSESSOR, args=of("scoring"), colleague_role=Role.MODERATOR),
    ],
    "assessment-sheet-file": [
        Access(**ASSESSOR, args=lambda w: of("scoring")(w) | {"kind": "xlsx"}, **ADMINISTRATOR),
        Access(**ASSESSOR, args=lambda w: of("scoring")(w) | {"kind": "xlsx"}, colleague_role=Role.MODERATOR),
        # Before interests are declared nothing is shown, offline neither.
        Access(**ASSESSOR | {"owner": 400}, args=lambda w: of("panel")(w) | {"kind": "ods"}),
    ],
    # A sheet that came back is found by nobody but its own assessor: it holds marks while scoring is blind.
    "assessment-sheet-outcome": [
        Access(**ALONE, args=lambda w: {"sheet_id": w.score_sheet.external_id}, **ADMINISTRATOR),
        Access(**ALONE, args=lambda w: {"sheet_id": w.score_sheet.external_id}, colleague_role=Role.MODERATOR),
    ],
    "assessment-beside": [
        Access(**ASSESSOR, args=question_of("scoring"), **ADMINISTRATOR),
        # The officer and the moderator read nothing side by side while scoring is blind.
        Access(**MODERATOR | {"owner": 400}, args=question_of("scoring"), **ADMINISTRATOR),
        Access(**MODERATOR, args=question_of("moderation"), **ADMINISTRATOR),
        Access(**ASSESSOR | {"owner": 400}, args=question_of("panel"), **ADMINISTRATOR),
    ],
    "assessment-file": [
        Access(**ASSESSOR, args=file_of("scoring"), **ADMINISTRATOR),
        # Before interests are declared nothing is shown, and an officer has a tender's files on the tender's own page.
        Access(**ASSESSOR | {"owner": 400}, args=file_of("panel"), **ADMINISTRATOR),
        Access(**OFFICER | {"owner": 400}, args=file_of("scoring"), **ADMINISTRATOR),
        Access(**MODERATOR | {"owner": 400}, args=file_of("scoring"), **ADMINISTRATOR),
        Access(**MODERATOR, args=file_of("moderation"), **ADMINISTRATOR),
    ],
    "assessment-member-training": Access(**OFFICER, args=lambda w: {"member_id": w.scoring.first.external_id}),
    "assessment-member-leave": [
        Access(**OFFICER, args=lambda w: {"member_id": w.scoring.first.external_id}, **ADMINISTRATOR),
        Access(**OFFICER, args=lambda w: {"member_id": w.scoring.first.external_id}, colleague_role=Role.MODERATOR),
    ],
    "assessment-due": Access(**OFFICER, args=of("scoring"), **ADMINISTRATOR),
    "procurement-conflicts": [
        Access(**OFFICER, args=procurement_of("scoring"), **ADMINISTRATOR),
        Access(**MODERATOR, args=procurement_of("scoring"), colleague_role=Role.ASSESSOR),
    ],
    "procurement-conflict-add": Access(**OFFICER, args=procurement_of("scoring"), **ADMINISTRATOR),
    "procurement-conflicts-review": Access(
        **OFFICER, args=procurement_of("scoring"), colleague_role=Role.MODERATOR
    ),
    # The ask of the locked assessment does not say that promises are checked: nobody looks, and others learn nothing.
    "assessment-credibility": [
        Access(**OFFICER | {"owner": 400}, args=of("locked"), **ADMINISTRATOR),
        Access(**OFFICER | {"owner": 400}, args=of("locked"), colleague_role=Role.ASSESSOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation"), colleague_role=Role.MODERATOR),
    ],
    "assessment-credibility-ask": Access(
        **OFFICER | {"owner": 400}, args=lambda w: of("locked")(w) | {"concern": "vague"}, **ADMINISTRATOR
    ),
    "assessment-hand-in": Access(**ASSESSOR, args=of("scoring"), **ADMINISTRATOR),
    "assessment-grid": [
        Access(**MODERATOR, args=of("moderation"), **ADMINISTRATOR),
        Access(**OFFICER, args=of("moderation"), colleague_role=Role.ASSESSOR),
        # Until every assessor has handed in nobody sees a score, the moderator included.
        Access(**MODERATOR | {"owner": 400}, args=of("scoring"), **ADMINISTRATOR),
        Access(**OFFICER | {"owner": 400}, args=of("scoring"), colleague_role=Role.ASSESSOR),
    ],
    "assessment-agree": [
        Access(**MODERATOR, args=answer_of("moderation"), **ADMINISTRATOR),
        Access(**MODERATOR, args=answer_of("moderation"), colleague_role=Role.ASSESSOR),
        Access(**MODERATOR | {"owner": 400}, args=answer_of("scoring"), **ADMINISTRATOR),
    ],
    "assessment-lock": [
        Access(**MODERATOR, args=of("moderation"), **ADMINISTRATOR),
        Access(**MODERATOR, args=of("moderation"), colleague_role=Role.PROCUREMENT_OFFICER),
    ],
    "assessment-reopen": [
        Access(**OFFICER, args=agreed, **ADMINISTRATOR),
        Access(**OFFICER, args=agreed, colleague_role=Role.MODERATOR),
    ],
    "assessment-ranking": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**OFFICER, args=of("locked"), colleague_role=Role.ASSESSOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation"), **ADMINISTRATOR),
    ],
    "assessment-ranking-csv": Access(**MODERATOR, args=of("locked"), **ADMINISTRATOR),
    "assessment-firm": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**MODERATOR, args=of("locked"), colleague_role=Role.ASSESSOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation"), **ADMINISTRATOR),
    ],
    "assessment-profiles": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**MODERATOR, args=of("locked"), colleague_role=Role.ASSESSOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation"), **ADMINISTRATOR),
        Access(**OFFICER | {"owner": 400}, args=of("scoring")),
    ],
    "assessment-profiles-csv": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation")),
    ],
    "assessment-papers": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**MODERATOR | {"owner": 400}, args=of("scoring"), colleague_role=Role.ASSESSOR),
    ],
    "assessment-scores-file": [
        Access(**OFFICER, args=lambda w: of("moderation")(w) | {"kind": "csv"}, **ADMINISTRATOR),
        Access(**MODERATOR, args=lambda w: of("moderation")(w) | {"kind": "xlsx"}, colleague_role=Role.ASSESSOR),
        # While scoring is blind there is no file of it, for anybody.
        Access(**OFFICER | {"owner": 400}, args=lambda w: of("scoring")(w) | {"kind": "csv"}),
    ],
    "assessment-minute": [
        Access(**OFFICER, args=lambda w: of("locked")(w) | {"kind": "docx"}, **ADMINISTRATOR),
        Access(**MODERATOR | {"owner": 400}, args=lambda w: of("moderation")(w) | {"kind": "odt"}),
    ],
    "assessment-whole-file": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**OFFICER, args=of("locked"), colleague_role=Role.MODERATOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation"), colleague_role=Role.ASSESSOR),
        # Asking for it leads back to the page, for whoever may.
        Access(
            **OFFICER | {"owner": 302},
            args=of("locked"),
            method="post",
            data=lambda w: {"form_key": "whole"},
            **ADMINISTRATOR,
        ),
    ],
    "assessment-challenge-file": [
        Access(**OFFICER, args=a_ready_file, **ADMINISTRATOR),
        Access(**OFFICER, args=a_ready_file, colleague_role=Role.MODERATOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation"), colleague_role=Role.ASSESSOR),
    ],
    "assessment-firm-ranks-csv": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**MODERATOR, args=of("locked"), colleague_role=Role.ASSESSOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation")),
    ],
    "assessment-firm-csv": [
        Access(**OFFICER, args=of("locked"), **ADMINISTRATOR),
        Access(**OFFICER | {"owner": 400}, args=of("moderation")),
    ],
}  # fmt: skip
