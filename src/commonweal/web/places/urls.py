"""URLs of places."""

from django.urls import path

from commonweal.web.places import views

urlpatterns = [
    path("places", views.places, name="places"),
    path("places/<place_id>", views.place, name="place"),
    path("places/<place_id>/parts.csv", views.place_csv, name="place-csv"),
    path("places/<place_id>/add", views.add, name="place-add"),
    path("places/<place_id>/edit", views.edit, name="place-edit"),
    path("places/<place_id>/load", views.load, name="place-load"),
]
