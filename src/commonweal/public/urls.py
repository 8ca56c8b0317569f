"""URLs of the public site. All but the home page and the notices stand under public/, so that no area shadows another."""

from django.urls import path

from commonweal.public import clarifications, engagements, open_contracting, opportunities, pipelines, views

urlpatterns = [
    path("", views.home, name="public-home"),
    path("public/opportunities", opportunities.opportunities, name="public-opportunities"),
    path("public/opportunities.csv", opportunities.opportunities_csv, name="public-opportunities-csv"),
    path(
        "public/opportunities/<procurement_id>.json",
        opportunities.opportunity_json,
        name="public-opportunity-json",
    ),
    path(
        "public/opportunities/<procurement_id>/files/<file_id>",
        opportunities.opportunity_file,
        name="public-opportunity-file",
    ),
    path(
        "public/opportunities/<procurement_id>/questions",
        clarifications.questions,
        name="public-opportunity-questions",
    ),
    path(
        "public/opportunities/<procurement_id>/questions.csv",
        clarifications.questions_csv,
        name="public-opportunity-questions-csv",
    ),
    path("public/opportunities/<procurement_id>", opportunities.opportunity, name="public-opportunity"),
    path("public/pipelines", pipelines.pipelines, name="public-pipelines"),
    path("public/pipelines/<authority_id>.csv", pipelines.pipeline_csv, name="public-pipeline-csv"),
    path("public/pipelines/<authority_id>.ics", pipelines.pipeline_ics, name="public-pipeline-ics"),
    path("public/pipelines/<authority_id>.json", pipelines.pipeline_json, name="public-pipeline-json"),
    path("public/pipelines/<authority_id>", pipelines.pipeline, name="public-pipeline"),
    path("public/engagements", engagements.engagements, name="public-engagements"),
    path(
        "public/engagements/<engagement_id>.json", engagements.engagement_json, name="public-engagement-json"
    ),
    path("public/engagements/<engagement_id>", engagements.engagement, name="public-engagement"),
    path("public/ocds/releases.json", open_contracting.releases, name="public-ocds-releases"),
    path("public/ocds/releases.jsonl", open_contracting.releases_lines, name="public-ocds-lines"),
    path("public/ocds/records/<ocid>.json", open_contracting.record, name="public-ocds-record"),
    path("public/data", views.data, name="public-data"),
    path("accessibility", views.accessibility, name="public-accessibility"),
    path("privacy", views.privacy, name="public-privacy"),
]
