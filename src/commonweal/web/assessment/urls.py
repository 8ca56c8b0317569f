"""URLs of an assessment."""

from django.urls import path

from commonweal.web.assessment import (
    beside,
    changes,
    credibility,
    enquiries,
    moderation,
    panels,
    papers,
    rankings,
    rounds,
    scoring,
    sheets,
    suitability,
)

ONE = "assessments/<assessment_id>"
_BEFORE = f"{ONE}/before-scoring"
_TENDER = f"{_BEFORE}/<tender_id>"

urlpatterns = [
    path("assessments", panels.assessments, name="assessments"),
    path("procurements/<procurement_id>/assessments", panels.of_procurement, name="procurement-assessments"),
    path("procurements/<procurement_id>/assessment/begin", panels.begin, name="assessment-begin"),
    path("assessments/panel/<member_id>/remove", panels.remove_member, name="assessment-member-remove"),
    path("assessments/panel/<member_id>/interest", panels.decide_interest, name="assessment-interest-decide"),
    path("assessments/panel/<member_id>/training", changes.training, name="assessment-member-training"),
    path("assessments/panel/<member_id>/leave", changes.leave, name="assessment-member-leave"),
    path(f"{ONE}/due", changes.due, name="assessment-due"),
    path("procurements/<procurement_id>/conflicts", changes.conflicts, name="procurement-conflicts"),
    path(
        "procurements/<procurement_id>/conflicts/add", changes.add_conflict, name="procurement-conflict-add"
    ),
    path(
        "procurements/<procurement_id>/conflicts/review",
        changes.review_conflicts,
        name="procurement-conflicts-review",
    ),
    path("assessments/agreed/<agreed_id>/reopen", moderation.reopen, name="assessment-reopen"),
    path(ONE, panels.assessment, name="assessment"),
    path(_BEFORE, suitability.suitability, name="suitability"),
    path(f"{ONE}/conditions/add", suitability.add_condition, name="suitability-condition-add"),
    path(_TENDER, suitability.tender, name="suitability-tender"),
    path(f"{_TENDER}/party", suitability.add_party, name="suitability-party-add"),
    path(f"{_TENDER}/debarment", suitability.own_debarment, name="suitability-own-debarment"),
    path(f"{_TENDER}/ground", suitability.own_ground, name="suitability-own-ground"),
    path(f"{_TENDER}/ask-price", suitability.ask_price, name="suitability-ask-price"),
    path(f"{_TENDER}/ask-condition", suitability.ask_condition, name="suitability-ask-condition"),
    path(f"{_TENDER}/price", suitability.decide_price, name="suitability-price"),
    path("assessments/parties/<party_id>/debarment", suitability.debarment, name="suitability-debarment"),
    path("assessments/parties/<party_id>/ground", suitability.ground, name="suitability-ground"),
    path("assessments/grounds/<finding_id>", suitability.decide_finding, name="suitability-finding"),
    path("assessments/grounds/<finding_id>/ask", suitability.ask_finding, name="suitability-ask-finding"),
    path(
        "assessments/conditions/<condition_id>/<tender_id>",
        suitability.decide_condition,
        name="suitability-condition",
    ),
    path(f"{ONE}/papers", papers.papers, name="assessment-papers"),
    path(f"{ONE}/papers/scores.<kind>", papers.scores, name="assessment-scores-file"),
    path(f"{ONE}/papers/minute.<kind>", papers.minute, name="assessment-minute"),
    path(f"{ONE}/papers/file.zip", papers.challenge, name="assessment-challenge-file"),
    path(f"{ONE}/promises", credibility.credibility, name="assessment-credibility"),
    path(f"{ONE}/promises/<concern>", credibility.ask, name="assessment-credibility-ask"),
    path(f"{ONE}/next-round", rounds.rounds, name="assessment-rounds"),
    path("procurements/<procurement_id>/next-round", rounds.invite, name="procurement-next-round"),
    path("tenders/<tender_id>/enquiries", enquiries.enquiries, name="tender-enquiries"),
    path("tenders/enquiries/<enquiry_id>/answer", enquiries.answer, name="enquiry-answer"),
    path(f"{ONE}/panel/add", panels.add_member, name="assessment-member-add"),
    path(f"{ONE}/start", panels.start, name="assessment-start"),
    path(f"{ONE}/declare", scoring.declare, name="assessment-declare"),
    path(f"{ONE}/questions", scoring.questions, name="assessment-questions"),
    path(f"{ONE}/questions/<criterion_id>/<tender_id>", scoring.score, name="assessment-score"),
    path(f"{ONE}/sheet", sheets.sheet, name="assessment-sheet"),
    path(f"{ONE}/sheet.<kind>", sheets.download, name="assessment-sheet-file"),
    path("assessments/sheets/<sheet_id>", sheets.outcome, name="assessment-sheet-outcome"),
    path(f"{ONE}/beside/<criterion_id>", beside.beside, name="assessment-beside"),
    path(f"{ONE}/hand-in", scoring.hand_in, name="assessment-hand-in"),
    path(f"{ONE}/moderation", moderation.grid, name="assessment-grid"),
    path(f"{ONE}/moderation/<criterion_id>/<tender_id>", moderation.agree, name="assessment-agree"),
    path(f"{ONE}/lock", moderation.lock, name="assessment-lock"),
    path(f"{ONE}/ranking", rankings.ranking, name="assessment-ranking"),
    path(f"{ONE}/ranking.csv", rankings.ranking_csv, name="assessment-ranking-csv"),
    path(f"{ONE}/firmness", rankings.firm, name="assessment-firm"),
    path(f"{ONE}/firmness.csv", rankings.firm_csv, name="assessment-firm-csv"),
]
