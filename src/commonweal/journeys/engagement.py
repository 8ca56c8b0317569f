"""Market engagement across rooms: sending invitations, keeping the plan before, publishing what was heard."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.engagements import (
    SCHEMA,
    ChangeContent,
    DifferenceContent,
    EngagementContent,
    EngagementKind,
    EngagementStatus,
    HeardContent,
)
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission, Role, permissions_of
from commonweal.lifecycle.planning import actions as planning
from commonweal.lifecycle.planning.models import Engagement, EngagementInvitation, Heard
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.models import EngagementChange, Procurement
from commonweal.organisations.models import Membership
from commonweal.presentation.before_words import difference_words
from commonweal.presentation.formats import moment
from commonweal.publication import actions as publication
from commonweal.publication.models import Snapshot
from commonweal.records.work import transaction


def move(
    engagement: Engagement, to: EngagementStatus, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Engagement:
    """Move an engagement on. When invitations are sent, the plan is kept as it stands before anybody answers."""
    with transaction(by=by, at=now):
        if to is EngagementStatus.OPEN:
            procurement_actions.take_baseline(engagement.entry.procurement, engagement, by=by, now=now)
        return planning.move_engagement(engagement, to, by=by, now=now, revision=revision)


def publish_summary(engagement: Engagement, *, by: Actor, now: dt.datetime) -> Snapshot:
    """Show everybody what was heard and what was changed because of it. Suppliers are counted, never named.

    Raises:
        Refused: nothing public was heard, or answers are still taken. NotPermitted.
    """
    by.must(Permission.PIPELINE_PUBLISH)
    if engagement.status != EngagementStatus.CLOSED:
        raise Refused("engagement.not_closed")
    content = summary_of(engagement)
    if not content.heard:
        raise Refused("engagement.nothing_heard")
    return publication.publish_engagement(content, authority_id=engagement.entry.authority_id, by=by, now=now)


def summary_of(engagement: Engagement) -> EngagementContent:
    """The summary as it would be published now."""
    procurement: Procurement = engagement.entry.procurement
    invited = list(engagement.invitations.prefetch_related("answers"))
    heard = engagement.heard.filter(is_public=True).prefetch_related("changes")
    return EngagementContent(
        schema=SCHEMA,
        engagement_id=engagement.external_id,
        procurement_id=procurement.external_id,
        procurement_title=procurement.title,
        authority_name=engagement.entry.authority.name,
        kind=EngagementKind(engagement.kind),
        title=engagement.title,
        purpose=engagement.purpose,
        meets=engagement.meets,
        invited=len(invited),
        attended=sum(each.attended is True for each in invited),
        answered=sum(bool(each.answers.all()) for each in invited),
        questions=tuple(each.text for each in engagement.questions.all()),
        heard=tuple(_heard(each) for each in heard),
    )


def _heard(heard: Heard) -> HeardContent:
    return HeardContent(heard.text, tuple(_change(each) for each in heard.changes.all()))


def _change(change: EngagementChange) -> ChangeContent:
    rows = tuple(DifferenceContent(*difference_words(row)) for row in change.differences)
    return ChangeContent(change.what, rows)


def send_invitation(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell the invited supplier, or the address given for another, unless the engagement is over by now."""
    rows = EngagementInvitation.objects.for_system("the email about a market engagement")
    invitation = rows.select_related("engagement__entry__authority").get(external_id=ids["invitation"])
    if invitation.engagement.status != EngagementStatus.OPEN:
        return
    for address in _addresses(invitation):
        send_mail(
            subject=_("%(authority)s would like to hear from you: %(title)s")
            % {"authority": invitation.engagement.entry.authority.name, "title": invitation.engagement.title},
            message=_message(invitation),
            from_email=None,
            recipient_list=[address],
        )


def _addresses(invitation: EngagementInvitation) -> list[str]:
    """Those of the supplier who may answer; else the one address that was given."""
    if invitation.supplier_id is None:
        return [invitation.email]
    members = Membership.objects.for_system("who is told of a market engagement").filter(
        organisation_id=invitation.supplier_id, ended_at__isnull=True, person__is_active=True
    )
    may_answer = {role for role in Role if Permission.TENDER_WRITE in permissions_of(frozenset({role}))}
    return [each.person.email for each in members.select_related("person") if may_answer & set(each.roles)]


def _message(invitation: EngagementInvitation) -> str:
    engagement = invitation.engagement
    parts = [_("Hello %(name)s") % {"name": invitation.name}, engagement.purpose]
    if engagement.meets is not None:
        parts.append(
            _("It takes place on %(moment)s: %(where)s")
            % {"moment": moment(engagement.meets), "where": engagement.where or _("you will be told where")}
        )
    if invitation.supplier_id is not None:
        link = reverse("engagement-invitation", kwargs={"invitation_id": invitation.external_id})
        parts.append(
            _("Read and answer until %(moment)s:\n%(link)s")
            % {"moment": moment(engagement.answers_until), "link": f"{settings.PUBLIC_ADDRESS}{link}"}
        )
    parts.append(_("Taking part or not makes no difference to a later tender."))
    return "\n\n".join(parts)
