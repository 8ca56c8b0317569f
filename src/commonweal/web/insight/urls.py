"""URLs of the insight pages."""

from django.urls import path

from commonweal.web.insight import explorer, views

urlpatterns = [
    path("insight", views.insight, name="insight"),
    path("insight/portfolio.csv", views.portfolio_csv, name="insight-csv"),
    path("insight/behind", views.behind, name="insight-behind"),
    path("insight/missions/<mission_id>", explorer.mission, name="insight-mission"),
    path("insight/missions/<mission_id>/flows.csv", explorer.mission_csv, name="insight-mission-csv"),
]
