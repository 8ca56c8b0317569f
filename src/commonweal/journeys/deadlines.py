"""Extending a deadline in the sight of everybody, and telling people about tenders that came late."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Role
from commonweal.journeys.clarifications import show
from commonweal.journeys.notices import interested, tell_supplier
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.actions import deadlines as actions
from commonweal.lifecycle.tendering.late import as_late
from commonweal.lifecycle.tendering.models import DeadlineExtension, LateTender
from commonweal.organisations.models import Membership
from commonweal.outbox import actions as outbox
from commonweal.presentation.formats import moment
from commonweal.publication import actions as publication
from commonweal.records.work import transaction


def extend(
    procurement: Procurement,
    deadline: dt.datetime,
    reason: str,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> DeadlineExtension:
    """Extend the deadline, publish the version that says so, show the reason, and tell every interested supplier.

    After the first round those who were invited to it are told, and nobody else.

    Raises:
        Invalid, NotFound, NotPermitted, Refused, Stale: as `tendering.actions.deadlines.extend`.
    """
    with transaction(by=by, at=now):
        made = actions.extend(procurement, deadline, reason, by=by, now=now, revision=revision)
        publication.publish_ask(made.version.read(), authority_id=procurement.authority_id, by=by, now=now)
        show(procurement, by=by, now=now)
        for supplier in interested(procurement):
            outbox.send("deadline.extended", extension=made.external_id, supplier=supplier)
    return made


def tell_extended(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell one supplier of the later deadline, unless it was moved again meanwhile."""
    rows = DeadlineExtension.objects.for_system("the email about an extended deadline")
    made = rows.select_related("round__procurement").get(external_id=ids["extension"])
    if rows.filter(round=made.round, pk__gt=made.pk).exists():
        return
    procurement = made.round.procurement
    whom = _("This is so for every supplier.")
    if made.round.number > 1:
        whom = _("This is so for every supplier that was invited to this round.")
    tell_supplier(
        ids["supplier"],
        procurement,
        _("More time to tender: %(title)s") % {"title": procurement.title},
        _(
            "Tenders are now due by %(after)s. They were due by %(before)s. The reason: %(reason)s\n\n"
            "%(whom)s A tender that you submitted stands; you can revise it until the new deadline."
        )
        % {"after": moment(made.after), "before": moment(made.before), "reason": made.reason, "whom": whom},
    )


def tell_received(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell those who decide that a tender came late. Whose it is is not said."""
    late = _late(ids)
    procurement = late.tender.lot.procurement
    wanted = {Role.OPENER.value, Role.PROCUREMENT_OFFICER.value}
    members = Membership.objects.for_system("who decides on a late tender").filter(
        organisation_id=procurement.authority_id, ended_at__isnull=True, person__is_active=True
    )
    link = f"{settings.PUBLIC_ADDRESS}{reverse('late-tenders', args=[procurement.external_id])}"
    for member in members.select_related("person").order_by("pk"):
        if wanted & set(member.roles):
            send_mail(
                subject=_("A tender came late: %(title)s") % {"title": procurement.title},
                message=_(
                    "Hello %(name)s\n\nA tender came %(minutes)s minutes after the deadline. It is sealed. Decide whether it is "
                    "admitted before the tenders are opened.\n\n%(link)s"
                )
                % {"name": member.person.name, "minutes": as_late(late).minutes, "link": link},
                from_email=None,
                recipient_list=[member.person.email],
            )


def tell_decided(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell the supplier what was decided about its late tender, and why."""
    late = _late(ids)
    procurement = late.tender.lot.procurement
    words = _(
        "Your tender came after the deadline and was admitted. It is opened with the others. The reason: %(reason)s"
    )
    if not late.is_admitted:
        words = _(
            "Your tender came after the deadline and was turned away. It was destroyed unopened. The reason: %(reason)s"
        )
    tell_supplier(
        late.tender.supplier.external_id,
        procurement,
        _("About your late tender: %(title)s") % {"title": procurement.title},
        words % {"reason": late.reason},
    )


def _late(ids: dict[str, str]) -> LateTender:
    rows = LateTender.objects.for_system("the email about a late tender")
    found: LateTender = rows.select_related("tender__lot__procurement", "tender__supplier").get(
        external_id=ids["late"]
    )
    return found
