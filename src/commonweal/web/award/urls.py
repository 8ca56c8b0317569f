"""URLs of decisions to award."""

from django.urls import path

from commonweal.web.award import summaries, views

ONE = "awards/<award_id>"

urlpatterns = [
    path("assessments/<assessment_id>/award", views.decide, name="award-decide"),
    path(ONE, views.award, name="award"),
    path(f"{ONE}/summaries", views.send_summaries, name="award-summaries"),
    path(f"{ONE}/notice", views.publish_notice, name="award-notice"),
    path(f"{ONE}/standstill", views.begin_standstill, name="award-standstill"),
    path(f"{ONE}/enter", views.enter, name="award-enter"),
    path(f"{ONE}/withdraw", views.withdraw, name="award-withdraw"),
    path("tenders/<tender_id>/assessment-summary", summaries.summary, name="assessment-summary"),
]
