"""Emails about the review of an ask: to those who may approve it, and back to whoever asked. Called by the worker."""

import datetime as dt

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from commonweal.domain.approvals import ReviewStatus
from commonweal.domain.permissions import Permission, Role, permissions_of
from commonweal.journeys.mail_links import link
from commonweal.lifecycle.procurement.models import AskReview
from commonweal.organisations.models import Membership, Person


def tell_reviewers(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell everybody who may approve and wrote nothing in it, unless it was decided before the worker came to it."""
    review = _review(ids)
    if review.status != ReviewStatus.WAITING:
        return
    title = review.ask.procurement.title
    authors = {*review.ask.authors, review.requested_by}
    for member in _who_may_approve(review.ask.procurement.authority_id):
        if member.person.external_id not in authors:
            _send(
                member.person,
                _("An ask waits for your approval: %(title)s") % {"title": title},
                _("You wrote nothing in it, so you can approve it or send it back with reasons."),
                review,
            )


def tell_author(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell whoever asked what was decided. The reasons are read on the page."""
    review = _review(ids)
    person = Person.objects.filter(external_id=review.requested_by, is_active=True).first()
    if person is None:
        return
    subject = (
        _("Approved: %(title)s") if review.status == ReviewStatus.APPROVED else _("Sent back: %(title)s")
    )
    _send(
        person,
        subject % {"title": review.ask.procurement.title},
        _("A second person has decided. Their reasons are on the page."),
        review,
    )


def _review(ids: dict[str, str]) -> AskReview:
    rows = AskReview.objects.for_system("the review that an email is about")
    found: AskReview = rows.select_related("ask__procurement__authority").get(external_id=ids["review"])
    return found


def _who_may_approve(authority_id: int) -> list[Membership]:
    members = Membership.objects.for_system("who is told that an ask waits for approval").filter(
        organisation_id=authority_id, ended_at__isnull=True, person__is_active=True
    )
    rows = members.select_related("person").order_by("pk")
    return [row for row in rows if Permission.ASK_APPROVE in permissions_of(frozenset(map(Role, row.roles)))]


def _send(person: Person, subject: str, words: str, review: AskReview) -> None:
    path = link("ask-approval", review.ask.procurement.authority, ask_id=review.ask.external_id)
    send_mail(
        subject=subject,
        message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
        % {"name": person.name, "sentence": words, "link": path},
        from_email=None,
        recipient_list=[person.email],
    )
