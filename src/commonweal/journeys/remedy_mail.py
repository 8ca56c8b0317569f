"""Emails about the remedies ladder: to the supplier when a step is taken or closed, to the authority when it is answered.

They name the contract and the day by which an answer is asked. What anybody wrote is read on the page.
"""

import datetime as dt

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.remedies import StepStatus
from commonweal.journeys.addressees import who_may
from commonweal.journeys.mail_links import link
from commonweal.lifecycle.contracts.models import RemedyStep
from commonweal.organisations.models import Organisation, Person
from commonweal.presentation.formats import day


def tell_taken(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell the supplier that a step was taken, unless it was closed before the worker came to it."""
    step = _step(ids)
    if step.status == StepStatus.OPEN:
        sentence = _("The authority says that something in this contract is not kept. Read why, and answer.")
        if step.answer_by is not None:
            sentence += " " + _("It asks for an answer by %s.") % day(step.answer_by)
        _tell_supplier(step, _("A step was taken: %(title)s"), sentence)


def tell_closed(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell the supplier what is known of the end of a step."""
    step = _step(ids)
    _tell_supplier(step, _("A step is closed: %(title)s"), _("The authority has said what came of it."))


def tell_replied(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell whoever looks after the contract that the supplier has answered; everybody who may, where nobody does."""
    step = _step(ids)
    contract = step.matter.contract
    able = who_may(contract.authority_id, Permission.CONTRACT_EDIT)
    people = [each for each in able if each.pk == contract.authority_lead_id] or able
    _send(
        step,
        people,
        contract.authority,
        _("A step was answered: %(title)s"),
        _("The supplier has answered. Read it, and say what comes of it."),
    )


def _step(ids: dict[str, str]) -> RemedyStep:
    rows = RemedyStep.objects.for_system("the step of the remedies ladder that an email is about")
    related = rows.select_related("matter__contract__authority", "matter__contract__supplier")
    found: RemedyStep = related.get(external_id=ids["step"])
    return found


def _tell_supplier(step: RemedyStep, subject: str, sentence: str) -> None:
    supplier = step.matter.contract.supplier
    if supplier is not None:
        _send(step, who_may(supplier.pk, Permission.REPORT_WRITE), supplier, subject, sentence)


def _send(
    step: RemedyStep, people: list[Person], organisation: Organisation, subject: str, sentence: str
) -> None:
    path = link("remedy", organisation, matter_id=step.matter.external_id)
    for person in people:
        send_mail(
            subject=subject % {"title": step.matter.contract.title},
            message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
            % {"name": person.name, "sentence": sentence, "link": path},
            from_email=None,
            recipient_list=[person.email],
        )
