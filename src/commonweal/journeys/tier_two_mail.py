"""The email that asks an organisation to deliver a part of another supplier's contract. Called by the worker."""

import datetime as dt

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.tier_two import TierTwoStatus
from commonweal.journeys.addressees import who_may
from commonweal.journeys.mail_links import link
from commonweal.lifecycle.contracts.models import TierTwoSupplier


def tell_invited(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell everybody who reports for it, unless it answered, or it was ended, before the worker came to it."""
    rows = TierTwoSupplier.objects.for_system("the tier-two supplier that an email is about")
    row = rows.select_related("contract__supplier", "supplier").get(external_id=ids["tier_two"])
    if row.status != TierTwoStatus.INVITED:
        return
    for person in who_may(row.supplier_id, Permission.REPORT_WRITE):
        send_mail(
            subject=_("%(supplier)s asks you to deliver a part of a contract")
            % {"supplier": row.contract.supplier.name},
            message=_(
                "Hello %(name)s\n\n%(supplier)s asks %(own)s to deliver a part of its contract and to report on it. Read "
                "which part, and answer:\n%(link)s\n\nIf you did not expect this, decline it and say so."
            )
            % {
                "name": person.name,
                "supplier": row.contract.supplier.name,
                "own": row.supplier.name,
                "link": link("tier-two", row.supplier, row_id=row.external_id),
            },
            from_email=None,
            recipient_list=[person.email],
        )
