"""Market engagement across rooms: sending invitations, keeping the plan before, publishing what was heard."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.engagements import (
    CALL_SCHEMA,
    SCHEMA,
    ChangeContent,
    DifferenceContent,
    EngagementCall,
    EngagementContent,
    EngagementKind,
    EngagementStatus,
    HeardContent,
    RepliedContent,
)
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.permissions import Permission, Role, permissions_of
from commonweal.lifecycle.planning import actions as planning
from commonweal.lifecycle.planning.actions import taking_part
from commonweal.lifecycle.planning.models import Engagement, EngagementInvitation, Heard, MarketQuestion
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.models import EngagementChange, Procurement
from commonweal.organisations.models import Membership
from commonweal.organisations.queries import own_organisation
from commonweal.presentation.before_words import difference_words
from commonweal.presentation.formats import moment
from commonweal.publication import actions as publication
from commonweal.publication import queries as public
from commonweal.publication.models import Snapshot
from commonweal.records.work import check_revision, locked, transaction


def move(
    engagement: Engagement, to: EngagementStatus, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Engagement:
    """Move an engagement on. When invitations are sent, the plan is kept as it stands before anybody answers."""
    with transaction(by=by, at=now):
        if to is EngagementStatus.OPEN:
            procurement_actions.take_baseline(engagement.entry.procurement, engagement, by=by, now=now)
        moved = planning.move_engagement(engagement, to, by=by, now=now, revision=revision)
        if _is_announced(engagement):
            _publish_call(moved, by=by, now=now)
        return moved


def announce(engagement: Engagement, *, by: Actor, now: dt.datetime, revision: int | None = None) -> Snapshot:
    """Call everybody to take part: open it if it is planned, and publish what it is about and until when.

    Raises:
        NotPermitted. Refused: it is closed or withdrawn, its time has passed, or a questionnaire asks nothing.
    """
    by.must(Permission.PIPELINE_PUBLISH)
    with transaction(by=by, at=now):
        if revision is not None:
            check_revision(locked(engagement), revision)
        if engagement.status == EngagementStatus.PLANNED:
            procurement_actions.take_baseline(engagement.entry.procurement, engagement, by=by, now=now)
            planning.move_engagement(
                engagement, EngagementStatus.OPEN, by=by, now=now, revision=revision, is_public=True
            )
        if engagement.status != EngagementStatus.OPEN or engagement.answers_until < now:
            raise Refused("engagement.call_over")
        return _publish_call(engagement, by=by, now=now)


def call_of(engagement: Engagement) -> EngagementCall:
    """The public call as it would read now."""
    replied = engagement.asked.filter(replied_at__isnull=False)
    return EngagementCall(
        schema=CALL_SCHEMA,
        engagement_id=engagement.external_id,
        procurement_title=engagement.entry.procurement.title,
        authority_name=engagement.entry.authority.name,
        kind=EngagementKind(engagement.kind),
        title=engagement.title,
        purpose=engagement.purpose,
        meets=engagement.meets,
        answers_until=engagement.answers_until,
        is_taking_part=engagement.status == EngagementStatus.OPEN,
        questions=tuple(each.text for each in engagement.questions.all()),
        replied=tuple(RepliedContent(each.question, each.reply) for each in replied),
    )


def sign_up(engagement_id: str, *, by: Actor, now: dt.datetime) -> EngagementInvitation:
    """Take part in an engagement that was announced to everybody. Raises NotFound when it was not; as `planning.sign_up`."""
    public.engagement_call(engagement_id)
    rows = Engagement.objects.for_system("a market engagement that was announced to everybody")
    engagement = rows.select_related("entry__authority").get(external_id=engagement_id)
    return taking_part.sign_up(engagement, name=own_organisation(by).name, by=by, now=now)


def reply(
    asked: MarketQuestion,
    *,
    question: str,
    reply: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> MarketQuestion:
    """Reply to a supplier's question so that all who take part read it, and everybody where the engagement is public."""
    with transaction(by=by, at=now):
        taking_part.reply(asked, question=question, text=reply, by=by, now=now, revision=revision)
        if _is_announced(asked.engagement):
            _publish_call(asked.engagement, by=by, now=now)
    return asked


def _is_announced(engagement: Engagement) -> bool:
    try:
        public.engagement_call(engagement.external_id)
    except NotFound:
        return False
    return True


def _publish_call(engagement: Engagement, *, by: Actor, now: dt.datetime) -> Snapshot:
    return publication.publish_call(
        call_of(engagement), authority_id=engagement.entry.authority_id, by=by, now=now
    )


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
