"""URLs of a procurement."""

from django.urls import path

from commonweal.web.procurement import access, duties, parts, planning, procedure, social_value_act, views

_ONE = "pipeline/procurements/<procurement_id>"

urlpatterns = [
    path(_ONE, views.procurement, name="procurement"),
    path(f"{_ONE}/plan/<step>", planning.plan, name="procurement-plan"),
    path(f"{_ONE}/check", planning.check, name="procurement-check"),
    path(f"{_ONE}/serves", planning.serve, name="procurement-serve"),
    path(f"{_ONE}/move/<to>", views.move, name="procurement-move"),
    path(f"{_ONE}/publish", views.publish, name="procurement-publish"),
    path(f"{_ONE}/duties", duties.duties, name="procurement-duties"),
    path(f"{_ONE}/duties.csv", duties.duties_csv, name="procurement-duties-csv"),
    path(f"{_ONE}/duties.ics", duties.duties_ics, name="procurement-duties-ics"),
    path(f"{_ONE}/duties/facts", duties.facts, name="procurement-legal-facts"),
    path(f"{_ONE}/duties/<duty>", duties.mark, name="procurement-duty"),
    path(f"{_ONE}/procedure", procedure.procedure, name="procurement-procedure"),
    path(f"{_ONE}/procedure/ask", procedure.ask, name="procurement-procedure-ask"),
    path(f"{_ONE}/procedure/choose", procedure.choose, name="procurement-procedure-choose"),
    path(f"{_ONE}/social-value-act", social_value_act.record, name="procurement-social-value-act"),
    path(f"{_ONE}/social-value-act/add", social_value_act.add, name="procurement-social-value-act-add"),
    path(
        f"{_ONE}/social-value-act/<int:number>.txt",
        social_value_act.as_text,
        name="procurement-social-value-act-text",
    ),
    path(
        f"{_ONE}/social-value-act/<int:number>.json",
        social_value_act.as_json,
        name="procurement-social-value-act-json",
    ),
    path(f"{_ONE}/access", access.access, name="procurement-access"),
    path(f"{_ONE}/access.csv", access.access_csv, name="procurement-access-csv"),
    path(f"{_ONE}/access/register", access.register, name="procurement-access-register"),
    path(f"{_ONE}/access/review", access.review, name="procurement-access-review"),
    path(f"{_ONE}/lots/add", parts.add_lot, name="procurement-lot-add"),
    path("pipeline/lots/<lot_id>", parts.edit_lot, name="procurement-lot"),
    path("pipeline/lots/<lot_id>/remove", parts.remove_lot, name="procurement-lot-remove"),
    path(f"{_ONE}/rounds/add", parts.add_round, name="procurement-round-add"),
    path("pipeline/rounds/<round_id>", parts.edit_round, name="procurement-round"),
    path("pipeline/rounds/<round_id>/remove", parts.remove_round, name="procurement-round-remove"),
    path("pipeline/links/<link_id>/remove", parts.stop_serving, name="procurement-serve-remove"),
]
