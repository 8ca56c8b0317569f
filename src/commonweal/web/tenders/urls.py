"""URLs of a supplier's own tenders."""

from django.urls import path

from commonweal.web.tenders import (
    commitments,
    edits,
    files,
    parts,
    prices,
    self_check,
    submission,
    together,
    views,
    workbooks,
)

_T = "tenders/<tender_id>"
urlpatterns = [
    path("tenders", views.tenders, name="tenders"),
    path(_T, views.tender, name="tender"),
    path(f"{_T}/price", prices.price, name="tender-price"),
    path(f"{_T}/parties", together.parties, name="tender-parties"),
    path(f"{_T}/parties/add", together.add_party, name="tender-party-add"),
    path(f"{_T}/parties/<key>", together.edit_party, name="tender-party"),
    path(f"{_T}/parties/<key>/remove", together.remove_party, name="tender-party-remove"),
    path(f"{_T}/conditions", together.conditions, name="tender-conditions"),
    path(f"{_T}/conditions/<condition_id>", together.condition, name="tender-condition"),
    path(f"{_T}/answers/<criterion_id>", parts.answer, name="tender-answer"),
    path(f"{_T}/commitments/<criterion_id>", commitments.commitments, name="tender-commitments"),
    path(f"{_T}/commitments/<criterion_id>/kind", commitments.kind, name="tender-commitment-kind"),
    path(f"{_T}/commitments/<criterion_id>/add", commitments.add, name="tender-commitment-add"),
    path(f"{_T}/commitment/<key>", commitments.edit, name="tender-commitment"),
    path(f"{_T}/commitment/<key>/delivery", together.delivery, name="tender-delivery"),
    path(f"{_T}/commitment/<key>/remove", commitments.remove, name="tender-commitment-remove"),
    path(f"{_T}/files", files.files, name="tender-files"),
    path(f"{_T}/files/<key>", files.download, name="tender-file"),
    path(f"{_T}/files/<key>/remove", files.remove, name="tender-file-remove"),
    path(f"{_T}/edits", edits.edits, name="tender-edits"),
    path(f"{_T}/self-check", self_check.check, name="tender-self-check"),
    path(f"{_T}/workbook", workbooks.workbook, name="tender-workbook"),
    path(f"{_T}/workbook/look", workbooks.look, name="tender-workbook-look"),
    path(f"{_T}/workbook/discard", workbooks.discard, name="tender-workbook-discard"),
    path(f"{_T}/workbook/filled.<kind>", workbooks.filled, name="tender-workbook-filled"),
    path(f"{_T}/check", submission.check, name="tender-check"),
    path(f"{_T}/late", submission.late, name="tender-late"),
    path(f"{_T}/receipt", submission.receipt, name="tender-receipt"),
    path(f"{_T}/receipt.ics", submission.calendar, name="tender-calendar"),
    path(f"{_T}/package", submission.package, name="tender-package"),
    path(f"{_T}/revise", submission.revise, name="tender-revise"),
    path(f"{_T}/keep", submission.keep, name="tender-keep"),
    path(f"{_T}/withdraw", submission.withdraw, name="tender-withdraw"),
    path(f"{_T}/again", submission.again, name="tender-again"),
]
