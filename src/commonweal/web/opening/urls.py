"""URLs of the opening and of opened tenders."""

from django.urls import path

from commonweal.web.opening import deadlines, imports, opened, record, views

urlpatterns = [
    path("opening", views.openings, name="openings"),
    path("opening/passphrase", views.passphrase, name="opening-passphrase"),
    path("procurements/<procurement_id>/opening", views.opening, name="opening"),
    path("procurements/<procurement_id>/opening/rehearse", views.rehearse, name="opening-rehearse"),
    path("procurements/<procurement_id>/opening/record", record.record, name="opening-record"),
    path("procurements/<procurement_id>/opening/record.docx", record.as_docx, name="opening-record-docx"),
    path("procurements/<procurement_id>/opening/record.csv", record.as_csv, name="opening-record-csv"),
    path("procurements/<procurement_id>/late", deadlines.late_tenders, name="late-tenders"),
    path("procurements/<procurement_id>/late/policy", deadlines.policy, name="late-policy"),
    path("procurements/<procurement_id>/deadline", deadlines.extend, name="deadline-extend"),
    path("late-tenders/<late_id>", deadlines.late_tender, name="late-tender"),
    path("procurements/<procurement_id>/tenders", opened.tenders, name="opened-tenders"),
    path("procurements/<procurement_id>/tenders/import", imports.tables, name="tender-imports"),
    path("tender-imports/<import_id>", imports.table, name="tender-import"),
    path("tender-imports/<import_id>/check", imports.check, name="tender-import-check"),
    path("tender-imports/<import_id>/discard", imports.discard, name="tender-import-discard"),
    path("opened-tenders/<tender_id>", opened.tender, name="opened-tender"),
    path("opened-tenders/<tender_id>/files/<document_id>", opened.document, name="opened-tender-file"),
]
