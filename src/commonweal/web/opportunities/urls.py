"""URLs of opportunities."""

from django.urls import path

from commonweal.web.opportunities import views

urlpatterns = [
    path("opportunities", views.opportunities, name="opportunities"),
    path("opportunities/followed", views.followed, name="opportunities-followed"),
    path("opportunities/<procurement_id>", views.opportunity, name="opportunity"),
    path("opportunities/<procurement_id>/tender", views.start, name="opportunity-start"),
    path("opportunities/<procurement_id>/follow", views.follow, name="opportunity-follow"),
]
