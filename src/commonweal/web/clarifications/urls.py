"""URLs of clarification questions."""

from django.urls import path

from commonweal.web.clarifications import answering, asking

_O = "opportunities/<procurement_id>/questions"
_P = "pipeline/procurements/<procurement_id>/questions"
_Q = "pipeline/questions/<question_id>"

urlpatterns = [
    path(_O, asking.questions, name="opportunity-questions"),
    path(f"{_O}/ask", asking.ask, name="opportunity-question-ask"),
    path(
        "opportunities/questions/<question_id>/take-back",
        asking.take_back,
        name="opportunity-question-take-back",
    ),
    path(_P, answering.questions, name="procurement-questions"),
    path(f"{_P}.csv", answering.questions_csv, name="procurement-questions-csv"),
    path(f"{_P}/until", answering.until, name="procurement-questions-until"),
    path(_Q, answering.answer, name="procurement-question"),
    path(f"{_Q}/same", answering.same, name="procurement-question-same"),
    path(f"{_Q}/asker", answering.asker, name="procurement-question-asker"),
]
