"""URLs of the contracts registers."""

from django.urls import path

from commonweal.web.insight.registers import views

_ONE = "insight/registers/<register_id>"
urlpatterns = [
    path("insight/registers", views.registers, name="registers"),
    path("insight/registers/load", views.begin, name="register-begin"),
    path(_ONE, views.register, name="register"),
    path(f"{_ONE}/remove", views.remove, name="register-remove"),
    path(f"{_ONE}/<measure>.csv", views.measure_csv, name="register-measure"),
]
