"""URLs of a procurement."""

from django.urls import path

from commonweal.web.procurement import parts, planning, views

_ONE = "pipeline/procurements/<procurement_id>"

urlpatterns = [
    path(_ONE, views.procurement, name="procurement"),
    path(f"{_ONE}/plan/<step>", planning.plan, name="procurement-plan"),
    path(f"{_ONE}/check", planning.check, name="procurement-check"),
    path(f"{_ONE}/serves", planning.serve, name="procurement-serve"),
    path(f"{_ONE}/move/<to>", views.move, name="procurement-move"),
    path(f"{_ONE}/publish", views.publish, name="procurement-publish"),
    path(f"{_ONE}/lots/add", parts.add_lot, name="procurement-lot-add"),
    path("pipeline/lots/<lot_id>", parts.edit_lot, name="procurement-lot"),
    path("pipeline/lots/<lot_id>/remove", parts.remove_lot, name="procurement-lot-remove"),
    path(f"{_ONE}/rounds/add", parts.add_round, name="procurement-round-add"),
    path("pipeline/rounds/<round_id>", parts.edit_round, name="procurement-round"),
    path("pipeline/rounds/<round_id>/remove", parts.remove_round, name="procurement-round-remove"),
    path("pipeline/links/<link_id>/remove", parts.stop_serving, name="procurement-serve-remove"),
]
