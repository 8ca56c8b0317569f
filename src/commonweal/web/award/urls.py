"""URLs of decisions to award."""

from django.urls import path

from commonweal.web.award import nobody, notice, preview, summaries, views

ONE = "awards/<award_id>"

urlpatterns = [
    path("assessments/<assessment_id>/award", views.decide, name="award-decide"),
    path("assessments/<assessment_id>/no-award", nobody.decide, name="no-award-decide"),
    path("no-awards/<no_award_id>", nobody.no_award, name="no-award"),
    path("no-awards/<no_award_id>/take-back", nobody.take_back, name="no-award-take-back"),
    path(ONE, views.award, name="award"),
    path(f"{ONE}/summaries", views.send_summaries, name="award-summaries"),
    path(f"{ONE}/preview", preview.preview, name="award-preview"),
    path(f"{ONE}/preview/<tender_id>", preview.one_summary, name="award-preview-summary"),
    path(f"{ONE}/confidential/<agreed_id>", preview.mark, name="award-confidential"),
    path("awards/passages/<passage_id>/show", preview.unmark, name="award-confidential-show"),
    path(f"{ONE}/notice", views.publish_notice, name="award-notice"),
    path(f"{ONE}/notice-data", notice.notice_data, name="award-notice-data"),
    path(f"{ONE}/notice-data.csv", notice.as_csv, name="award-notice-csv"),
    path(f"{ONE}/notice-data.json", notice.as_json, name="award-notice-json"),
    path(f"{ONE}/standstill", views.begin_standstill, name="award-standstill"),
    path(f"{ONE}/enter", views.enter, name="award-enter"),
    path(f"{ONE}/withdraw", views.withdraw, name="award-withdraw"),
    path("tenders/<tender_id>/assessment-summary", summaries.summary, name="assessment-summary"),
    path(
        "tenders/<tender_id>/assessment-summary.<kind>",
        summaries.summary_as_file,
        name="assessment-summary-file",
    ),
]
