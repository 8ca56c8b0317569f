"""URLs of the spend pages."""

from django.urls import path

from commonweal.web.insight.spend import learning, loads, reports

urlpatterns = [
    path("insight/spend", loads.spend, name="spend"),
    path("insight/spend/load", loads.begin, name="spend-begin"),
    path("insight/spend/<load_id>", loads.load, name="spend-load"),
    path("insight/spend/<load_id>/columns", loads.columns, name="spend-columns"),
    path("insight/spend/<load_id>/again", loads.again, name="spend-again"),
    path("insight/spend/<load_id>/remove", loads.remove, name="spend-remove"),
    path("insight/spend/<load_id>/rejected.csv", loads.rejected, name="spend-rejected"),
    path("insight/spend/<load_id>/learn", learning.learn, name="spend-learn"),
    path("insight/spend/<load_id>/model", learning.model, name="spend-model"),
    path("insight/spend/<load_id>/report", reports.report, name="spend-report"),
    path("insight/spend/<load_id>/report/<measure>.csv", reports.measure_csv, name="spend-measure"),
    path("insight/spend/<load_id>/serves", reports.serves, name="spend-serves"),
    path("insight/spend/<load_id>/serves/<link_id>/remove", reports.stop_serving, name="spend-serves-remove"),
]
