"""URLs of an assessment."""

from django.urls import path

from commonweal.web.assessment import moderation, panels, rankings, scoring

ONE = "assessments/<assessment_id>"

urlpatterns = [
    path("assessments", panels.assessments, name="assessments"),
    path("procurements/<procurement_id>/assessments", panels.of_procurement, name="procurement-assessments"),
    path("procurements/<procurement_id>/assessment/begin", panels.begin, name="assessment-begin"),
    path("assessments/panel/<member_id>/remove", panels.remove_member, name="assessment-member-remove"),
    path("assessments/panel/<member_id>/interest", panels.decide_interest, name="assessment-interest-decide"),
    path("assessments/agreed/<agreed_id>/reopen", moderation.reopen, name="assessment-reopen"),
    path(ONE, panels.assessment, name="assessment"),
    path(f"{ONE}/panel/add", panels.add_member, name="assessment-member-add"),
    path(f"{ONE}/start", panels.start, name="assessment-start"),
    path(f"{ONE}/declare", scoring.declare, name="assessment-declare"),
    path(f"{ONE}/questions", scoring.questions, name="assessment-questions"),
    path(f"{ONE}/questions/<criterion_id>/<tender_id>", scoring.score, name="assessment-score"),
    path(f"{ONE}/hand-in", scoring.hand_in, name="assessment-hand-in"),
    path(f"{ONE}/moderation", moderation.grid, name="assessment-grid"),
    path(f"{ONE}/moderation/<criterion_id>/<tender_id>", moderation.agree, name="assessment-agree"),
    path(f"{ONE}/lock", moderation.lock, name="assessment-lock"),
    path(f"{ONE}/ranking", rankings.ranking, name="assessment-ranking"),
    path(f"{ONE}/ranking.csv", rankings.ranking_csv, name="assessment-ranking-csv"),
    path(f"{ONE}/firmness", rankings.firm, name="assessment-firm"),
    path(f"{ONE}/firmness.csv", rankings.firm_csv, name="assessment-firm-csv"),
]
