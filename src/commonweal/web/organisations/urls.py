"""URLs of one's own organisation."""

from django.urls import path

from commonweal.web.organisations import joining, members, partnerships, views

urlpatterns = [
    path("organisation", views.organisation, name="organisation"),
    path("organisation/edit", views.edit, name="organisation-edit"),
    path("organisation/identifiers/add", views.add_identifier, name="organisation-identifier-add"),
    path("organisation/invite", members.invite, name="organisation-invite"),
    path(
        "organisation/invitations/<invitation_id>/withdraw",
        members.withdraw,
        name="organisation-invitation-withdraw",
    ),
    path("organisation/members/<membership_id>", members.roles, name="organisation-member"),
    path("organisation/members/<membership_id>/end", members.end, name="organisation-member-end"),
    path("organisation/partners/propose", partnerships.propose, name="partnership-propose"),
    path("organisation/partners/<row_id>/answer", partnerships.answer, name="partnership-answer"),
    path("organisation/partners/<row_id>/end", partnerships.end, name="partnership-end"),
    path("partnerships/<partnership_id>", partnerships.partnership, name="partnership"),
    path("organisation/audit", views.audit, name="organisation-audit"),
    path("organisation/audit.csv", views.audit_csv, name="organisation-audit-csv"),
    path("invitation/<token>", joining.accept, name="invitation"),
]
