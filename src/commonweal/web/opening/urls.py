"""URLs of the opening and of opened tenders."""

from django.urls import path

from commonweal.web.opening import opened, views

urlpatterns = [
    path("opening", views.openings, name="openings"),
    path("opening/passphrase", views.passphrase, name="opening-passphrase"),
    path("procurements/<procurement_id>/opening", views.opening, name="opening"),
    path("procurements/<procurement_id>/tenders", opened.tenders, name="opened-tenders"),
    path("opened-tenders/<tender_id>", opened.tender, name="opened-tender"),
    path("opened-tenders/<tender_id>/files/<document_id>", opened.document, name="opened-tender-file"),
]
