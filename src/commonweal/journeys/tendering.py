"""What follows from a submission: the receipt by email. Called by the worker, once per outbox message."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.lifecycle.tendering.late import lateness_of
from commonweal.lifecycle.tendering.models import Receipt
from commonweal.organisations.models import Person
from commonweal.presentation.formats import moment


def send_receipt(ids: dict[str, str], now: dt.datetime) -> None:
    """Send the receipt to whoever submitted. It names the procurement and the digest, and no word of the tender."""
    receipts = Receipt.objects.for_system("the email about a submission").select_related(
        "tender__lot__procurement"
    )
    receipt = receipts.get(external_id=ids["receipt"])
    tender = receipt.tender
    person = Person.objects.filter(external_id=receipt.submitted_by, is_active=True).first()
    if person is None:
        return
    send_mail(
        subject=_("Receipt: %(title)s") % {"title": tender.called},
        message=_(
            "Hello %(name)s\n\nYour tender was received on %(moment)s and is sealed.\n\n"
            "Submission number: %(number)s\nSHA-256 digest: %(digest)s\n\n%(link)s\n\n"
            "%(then)s We do not have the code that was shown before you submitted."
        )
        % {
            "name": person.name,
            "then": _(
                "It came after the deadline. It stays unopened until the authority decides whether to admit it."
            )
            if lateness_of(tender)
            else _("You can revise it until the deadline, with your code."),
            "moment": moment(receipt.submitted_at),
            "number": receipt.number,
            "digest": receipt.digest,
            "link": f"{settings.PUBLIC_ADDRESS}{reverse('tender-receipt', args=[tender.external_id])}",
        },
        from_email=None,
        recipient_list=[person.email],
    )
