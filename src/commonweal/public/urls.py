"""URLs of the public site. All but the home page and the notices stand under public/, so that no area shadows another."""

from django.urls import path

from commonweal.public import opportunities, views

urlpatterns = [
    path("", views.home, name="public-home"),
    path("public/opportunities", opportunities.opportunities, name="public-opportunities"),
    path("public/opportunities.csv", opportunities.opportunities_csv, name="public-opportunities-csv"),
    path(
        "public/opportunities/<procurement_id>.json",
        opportunities.opportunity_json,
        name="public-opportunity-json",
    ),
    path("public/opportunities/<procurement_id>", opportunities.opportunity, name="public-opportunity"),
    path("public/data", views.data, name="public-data"),
    path("accessibility", views.accessibility, name="public-accessibility"),
    path("privacy", views.privacy, name="public-privacy"),
]
