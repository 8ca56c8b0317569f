"""URLs of reports, verification and lessons."""

from django.urls import path

from commonweal.web.delivery import health, lessons, library, reviews, shared_reviews, sheets, views

urlpatterns = [
    path("reports", views.reports, name="reports"),
    path("commitments/<commitment_id>/report", views.add_report, name="report-add"),
    path("reports/<report_id>", views.report, name="report"),
    path("reports/<report_id>/correct", views.correct, name="report-correct"),
    path("reports/<report_id>/evidence/add", views.add_evidence, name="report-evidence-add"),
    path("reports/<report_id>/verify", views.verify, name="report-verify"),
    path("contracts/<contract_id>/reports", sheets.sheet, name="report-sheet"),
    path("contracts/<contract_id>/reports.<kind>", sheets.download, name="report-sheet-file"),
    path("report-sheets/<sheet_id>", sheets.outcome, name="report-sheet-outcome"),
    path("evidence/<evidence_id>", views.evidence, name="evidence"),
    path("contracts/<contract_id>/lessons/add", lessons.add, name="lesson-add"),
    path("lessons/<lesson_id>", lessons.lesson, name="lesson"),
    path("lessons/<lesson_id>/assumption", lessons.link, name="lesson-link"),
    path("lessons/<lesson_id>/offer", lessons.offer, name="lesson-offer"),
    path("lessons/<lesson_id>/library", library.propose, name="lesson-propose"),
    path("library/proposals/<proposal_id>", library.answer, name="lesson-proposal-answer"),
    path("pipeline/procurements/<procurement_id>/lessons", lessons.offered, name="lessons-offered"),
    path("pipeline/procurements/<procurement_id>/lessons/<offer_id>", lessons.answer, name="lesson-answer"),
    path("contracts/<contract_id>/reviews", reviews.listed, name="contract-reviews"),
    path("contracts/<contract_id>/reviews/plan", reviews.plan, name="review-plan"),
    path("reviews", shared_reviews.listed, name="reviews"),
    path("reviews/call-together", shared_reviews.plan, name="review-call"),
    path("reviews/health", health.health, name="reviews-health"),
    path("reviews/health.csv", health.health_csv, name="reviews-health-csv"),
    path("reviews/<review_id>/contracts", shared_reviews.bring, name="review-contracts"),
    path("reviews/<review_id>/invite", shared_reviews.invite, name="review-invite"),
    path("reviews/<review_id>/without/<party_id>", shared_reviews.without, name="review-without"),
    path("reviews/<review_id>", reviews.one, name="review"),
    path("reviews/<review_id>/prepare", reviews.prepare, name="review-prepare"),
    path("reviews/<review_id>/together", reviews.together, name="review-together"),
    path("reviews/<review_id>/hold", reviews.hold, name="review-hold"),
    path("reviews/<review_id>/actions/add", reviews.add_action, name="review-action-add"),
    path("review-actions/<action_id>/done", reviews.finish_action, name="review-action-done"),
]
