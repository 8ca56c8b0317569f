"""Emails about enquiries, decisions and summaries. They say that there is something to read, never what."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission, Role, permissions_of
from commonweal.lifecycle.assessment.models import Enquiry
from commonweal.lifecycle.assessment.queries import standing_no_award
from commonweal.lifecycle.assessment.suitability import assessment_of
from commonweal.lifecycle.assessment.told import stands_as_told
from commonweal.lifecycle.tendering.models import Tender
from commonweal.organisations.models import Membership, Person
from commonweal.presentation.formats import day, moment


def tell_supplier(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell the tenderer's writers that there is a question and until when it can be answered."""
    enquiry = _enquiry(ids)
    if enquiry.answered_at is not None:
        return
    _send(
        _writers(enquiry.tender),
        _("A question about your tender: %(title)s") % {"title": enquiry.tender.lot.procurement.title},
        _("%(authority)s asks something about your tender. You can answer until the end of %(day)s.")
        % {"authority": enquiry.tender.lot.procurement.authority.name, "day": day(enquiry.answer_until)},
        reverse("tender-enquiries", args=[enquiry.tender.external_id]),
    )


def tell_asker(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell whoever asked that there is an answer."""
    enquiry = _enquiry(ids)
    one = assessment_of(enquiry.tender)
    _send(
        Person.objects.filter(external_id=enquiry.asked_by, is_active=True),
        _("A tenderer has answered: %(title)s") % {"title": enquiry.tender.lot.procurement.title},
        _("The answer is on the tender’s page."),
        reverse("suitability-tender", args=[one.external_id, enquiry.tender.external_id]),
    )


def tell_taken_out(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that its tender is not assessed further; the reason is on the page."""
    tender = _tender(ids)
    _send(
        _writers(tender),
        _("A decision about your tender: %(title)s") % {"title": tender.lot.procurement.title},
        _("Your tender is not assessed further. What was decided, and why, is on the page."),
        reverse("tender-enquiries", args=[tender.external_id]),
    )


def tell_withdrawn(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that the decision it was told of was withdrawn, unless it was told of a newer one already."""
    tender = _tender(ids)
    if stands_as_told(tender):
        return
    _send(
        _writers(tender),
        _("A decision to award is withdrawn: %(title)s") % {"title": tender.called},
        _(
            "The decision that your assessment summary was about is withdrawn. No contract has been entered into. The "
            "summary stays on the page, marked as withdrawn. You will be told what is decided next."
        ),
        reverse("tender", args=[tender.external_id]),
    )


def tell_summary(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that its assessment summary can be read, unless the decision was withdrawn meanwhile."""
    tender = _tender(ids)
    if not stands_as_told(tender):
        return
    _send(
        _writers(tender),
        _("Your assessment summary: %(title)s") % {"title": tender.called},
        _("An award has been decided. Your scores and the reasons for them are on the page."),
        reverse("assessment-summary", args=[tender.external_id]),
    )


def tell_not_awarded(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that nobody is awarded the lot, unless that was taken back meanwhile; the reason is on the page."""
    tender = _tender(ids)
    if standing_no_award(assessment_of(tender)) is None:
        return
    _send(
        _writers(tender),
        _("No contract is awarded: %(title)s") % {"title": tender.called},
        _("It has been decided that nobody is awarded what you tendered for. The reason is on the page."),
        reverse("tender-enquiries", args=[tender.external_id]),
    )


def tell_open_again(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that the decision not to award was taken back, unless it was decided again meanwhile."""
    tender = _tender(ids)
    if standing_no_award(assessment_of(tender)) is not None:
        return
    _send(
        _writers(tender),
        _("The award is open again: %(title)s") % {"title": tender.called},
        _("The decision not to award was taken back. You will be told what is decided."),
        reverse("tender-enquiries", args=[tender.external_id]),
    )


def tell_round(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that it was decided who goes on to the next round."""
    tender = _tender(ids)
    _send(
        _writers(tender),
        _("Who goes on to the next round: %(title)s") % {"title": tender.lot.procurement.title},
        _("It has been decided which tenderers go on. What was decided about yours is on the page."),
        reverse("tender-enquiries", args=[tender.external_id]),
    )


def tell_invited(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell a tenderer that goes on that the next round takes tenders, and until when."""
    tender = _tender(ids)
    procurement = tender.lot.procurement
    if procurement.tender_deadline_at is None:
        return
    _send(
        _writers(tender),
        _("The next round is open: %(title)s") % {"title": procurement.title},
        _("%(authority)s invites you to the next round. Tenders are due by %(deadline)s.")
        % {"authority": procurement.authority.name, "deadline": moment(procurement.tender_deadline_at)},
        reverse("opportunity", args=[procurement.external_id]),
    )


def _enquiry(ids: dict[str, str]) -> Enquiry:
    rows = Enquiry.objects.for_system("the enquiry that an email is about")
    found: Enquiry = rows.select_related("tender__lot__procurement__authority").get(
        external_id=ids["enquiry"]
    )
    return found


def _tender(ids: dict[str, str]) -> Tender:
    rows = Tender.objects.for_system("the tender that an email is about")
    found: Tender = rows.select_related("lot__procurement__authority").get(external_id=ids["tender"])
    return found


def _writers(tender: Tender) -> list[Person]:
    """People of the tender's supplier who may write tenders."""
    members = Membership.objects.for_system("who is told about a supplier's own tender").filter(
        organisation_id=tender.supplier_id, ended_at__isnull=True, person__is_active=True
    )
    rows = members.select_related("person").order_by("pk")
    may = [row for row in rows if Permission.TENDER_WRITE in permissions_of(frozenset(map(Role, row.roles)))]
    return [row.person for row in may]


def _send(people: Iterable[Person], subject: str, words: str, path: str) -> None:
    for person in people:
        send_mail(
            subject=subject,
            message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
            % {"name": person.name, "sentence": words, "link": f"{settings.PUBLIC_ADDRESS}{path}"},
            from_email=None,
            recipient_list=[person.email],
        )
