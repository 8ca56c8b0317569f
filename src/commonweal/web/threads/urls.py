"""URLs of thread pages."""

from django.urls import path

from commonweal.web.threads import views

urlpatterns = [
    path("thread/<kind>/<id_>.json", views.thread_json, name="thread-json"),
    path("thread/<kind>/<id_>.csv", views.thread_csv, name="thread-csv"),
    path("thread/<kind>/<id_>", views.thread, name="thread"),
]
