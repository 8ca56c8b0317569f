"""URLs of the pipeline."""

from django.urls import path

from commonweal.web.pipeline import published, times, views

urlpatterns = [
    path("pipeline", views.pipeline, name="pipeline"),
    path("pipeline.csv", views.pipeline_csv, name="pipeline-csv"),
    path("pipeline.ics", times.pipeline_ics, name="pipeline-ics"),
    path("pipeline/timeline", times.pipeline_timeline, name="pipeline-timeline"),
    path("pipeline/publish", times.publish, name="pipeline-publish"),
    path("pipeline/add", views.add, name="pipeline-add"),
    path("pipeline/published", published.plans, name="pipeline-published"),
    path("pipeline/published/<plan_id>", published.start, name="pipeline-published-start"),
    path("pipeline/entries/<entry_id>", views.entry, name="pipeline-entry"),
    path("pipeline/entries/<entry_id>/edit", views.edit, name="pipeline-entry-edit"),
    path("pipeline/entries/<entry_id>/serves", views.serve, name="pipeline-entry-serve"),
    path(
        "pipeline/entries/<entry_id>/serves/<link_id>/remove",
        views.stop_serving,
        name="pipeline-entry-serve-remove",
    ),
    path("pipeline/entries/<entry_id>/withdraw", views.withdraw, name="pipeline-entry-withdraw"),
    path("pipeline/entries/<entry_id>/begin", views.begin, name="pipeline-entry-begin"),
]
