"""URLs of preliminary market engagement."""

from django.urls import path

from commonweal.web.engagement import hearing, invited, planning, views

_PROCUREMENT = "pipeline/procurements/<procurement_id>/engagements"
_ONE = "pipeline/engagements/<engagement_id>"

urlpatterns = [
    path(_PROCUREMENT, views.engagements, name="procurement-engagements"),
    path(f"{_PROCUREMENT}/plan", planning.plan, name="engagement-plan"),
    path(_ONE, views.engagement, name="engagement"),
    path(f"{_ONE}/answers.csv", views.answers_csv, name="engagement-answers-csv"),
    path(f"{_ONE}/edit", planning.edit, name="engagement-edit"),
    path(f"{_ONE}/questions/add", planning.add_question, name="engagement-question-add"),
    path(
        f"{_ONE}/questions/<question_id>/remove", planning.remove_question, name="engagement-question-remove"
    ),
    path(f"{_ONE}/invite", planning.invite, name="engagement-invite"),
    path(f"{_ONE}/invitations/<invitation_id>/remove", planning.uninvite, name="engagement-uninvite"),
    path(f"{_ONE}/move/<to>", planning.move, name="engagement-move"),
    path(f"{_ONE}/attendance", hearing.attendance, name="engagement-attendance"),
    path(f"{_ONE}/heard/add", hearing.add_heard, name="engagement-heard-add"),
    path(f"{_ONE}/heard/<heard_id>/changed", hearing.changed, name="engagement-changed"),
    path(f"{_ONE}/announce", hearing.announce, name="engagement-announce"),
    path(f"{_ONE}/asked/<question_id>", hearing.reply, name="engagement-reply"),
    path(f"{_ONE}/publish", hearing.publish, name="engagement-publish"),
    path("opportunities/engagements", invited.invitations, name="engagement-invitations"),
    path("opportunities/engagements/<engagement_id>/sign-up", invited.sign_up, name="engagement-sign-up"),
    path("opportunities/engagements/<invitation_id>/ask", invited.ask, name="engagement-ask"),
    path("opportunities/engagements/<invitation_id>", invited.invitation, name="engagement-invitation"),
]
