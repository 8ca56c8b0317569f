"""URLs of contracts and commitments."""

from django.urls import path

from commonweal.web.contracts import failures, handover, kpis, looking_after, notices, ratings, views

_ONE = "contracts/<contract_id>"

urlpatterns = [
    path("contracts", views.contracts, name="contracts"),
    path("contracts.csv", views.contracts_csv, name="contracts-csv"),
    path("contracts/published", views.published, name="contracts-published"),
    path("contracts/links/<link_id>/remove", looking_after.stop_serving, name="contract-serve-remove"),
    path("awards/<award_id>/contract", looking_after.prepare, name="contract-prepare"),
    path(_ONE, views.contract, name="contract"),
    path(f"{_ONE}/register.csv", views.register_csv, name="contract-csv"),
    path(f"{_ONE}/register.xlsx", views.register_xlsx, name="contract-xlsx"),
    path(f"{_ONE}/enter", looking_after.enter, name="contract-enter"),
    path(f"{_ONE}/not-entered", looking_after.not_entered, name="contract-not-entered"),
    path(f"{_ONE}/leads", looking_after.leads, name="contract-leads"),
    path(f"{_ONE}/serves", looking_after.serve, name="contract-serve"),
    path(f"{_ONE}/publish", looking_after.publish, name="contract-publish"),
    path(f"{_ONE}/finish", looking_after.finish, name="contract-finish"),
    path(f"{_ONE}/terminate", looking_after.terminate, name="contract-terminate"),
    path(f"{_ONE}/performance", kpis.overview, name="contract-performance"),
    path(f"{_ONE}/performance.csv", kpis.ratings_csv, name="contract-performance-csv"),
    path(f"{_ONE}/kpis/add", kpis.add, name="kpi-add"),
    path("kpis/<kpi_id>", kpis.one, name="kpi"),
    path("kpis/<kpi_id>/edit", kpis.edit, name="kpi-edit"),
    path("kpis/<kpi_id>/withdraw", kpis.withdraw, name="kpi-withdraw"),
    path("kpis/<kpi_id>/assess", ratings.assess, name="kpi-assess"),
    path("kpis/<kpi_id>/rate", ratings.decide, name="kpi-decide"),
    path(f"{_ONE}/failures/add", failures.add, name="failure-add"),
    path("failures/<failure_id>/correct", failures.correct, name="failure-correct"),
    path(f"{_ONE}/handover", handover.overview, name="contract-handover"),
    path(f"{_ONE}/handover/begin", handover.begin, name="handover-begin"),
    path(f"{_ONE}/handover/promises", handover.lines, name="handover-lines"),
    path(f"{_ONE}/handover/reviews", handover.reviews, name="handover-reviews"),
    path(f"{_ONE}/handover/send", handover.send, name="handover-send"),
    path(f"{_ONE}/handover/answer", handover.answer, name="handover-answer"),
    path(f"{_ONE}/handover/pack.<kind>", handover.pack, name="handover-pack"),
    path("commitments/<commitment_id>/handover", handover.line, name="handover-line"),
    path(f"{_ONE}/notices", notices.overview, name="contract-notices"),
    path(f"{_ONE}/notices/facts", notices.facts, name="notice-facts"),
    path(f"{_ONE}/notices/<kind>.json", notices.as_json, name="notice-json"),
    path(f"{_ONE}/notices/<kind>.docx", notices.as_docx, name="notice-docx"),
    path("commitments/<commitment_id>", views.commitment, name="commitment"),
    path("commitments/<commitment_id>/leads", looking_after.commitment_leads, name="commitment-leads"),
]
