"""URLs of the market pages."""

from django.urls import path

from commonweal.web.insight.market import notices, views

_ONE = "insight/market/<reading_id>"

urlpatterns = [
    path("insight/market", views.market, name="market"),
    path("insight/market/load", views.begin, name="market-begin"),
    path("insight/market/notices", notices.notices, name="market-notices"),
    path(_ONE, views.reading, name="market-reading"),
    path(f"{_ONE}/remove", views.remove, name="market-remove"),
    path(f"{_ONE}/<measure>.csv", views.measure_csv, name="market-measure"),
]
