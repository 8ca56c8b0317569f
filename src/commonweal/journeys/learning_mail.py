"""Emails about learning reviews: who is asked to take part, and who has still to prepare. Nothing that somebody wrote stands in
them, nor who else takes part."""

import datetime as dt

from django.core.mail import send_mail
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from commonweal.domain.learning_reviews import ReviewStatus
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.journeys.addressees import who_may
from commonweal.journeys.mail_links import link
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.models import ReviewParty, ReviewPreparation
from commonweal.presentation.formats import day

BEFORE = dt.timedelta(days=7)
"""Whoever has not handed in is reminded once, a week before the review is due."""


def remind_to_prepare(now: dt.datetime) -> None:
    """Remind each organisation that takes part in a shared review due within a week and has not handed in."""
    today = london_day(now)
    for party in _waited_for().filter(
        reminded_on__isnull=True, review__due_on__lte=today + BEFORE, review__due_on__gte=today
    ):
        actions.remind_party(party, on=today, now=now)


def tell_invited(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell an organisation that it is asked to take part, unless it has handed in before the worker came to it."""
    party = _waited_for().filter(external_id=ids["party"]).first()
    if party is not None:
        _send(
            party,
            _("You are asked to take part: %(review)s"),
            _(
                "%(body)s asks you to look back together by %(day)s. Prepare your side alone, then write together."
            ),
        )


def send_reminder(ids: dict[str, str], now: dt.datetime) -> None:
    """Remind an organisation to prepare, unless it has handed in before the worker came to it."""
    party = _waited_for().filter(external_id=ids["party"]).first()
    if party is not None:
        _send(
            party,
            _("Prepare your side: %(review)s"),
            _("%(body)s looks back with you by %(day)s, and your side has not handed in yet."),
        )


def _waited_for():  # type: ignore[no-untyped-def]
    handed_in = ReviewPreparation.objects.for_system("who has handed in for a review").filter(
        review=OuterRef("review"), organisation=OuterRef("organisation"), handed_in_at__isnull=False
    )
    rows = ReviewParty.objects.for_system("who is told by email about a shared review").filter(
        review__contract__isnull=True, review__status=ReviewStatus.PREPARING, not_waited_at__isnull=True
    )
    return rows.exclude(Exists(handed_in)).select_related("review__authority", "organisation").order_by("pk")


def _send(party: ReviewParty, subject: str, sentence: str) -> None:
    review = party.review
    said = {"review": review.title, "body": review.authority.name, "day": day(review.due_on)}
    for person in who_may(party.organisation_id, Permission.LESSON_WRITE):
        send_mail(
            subject=subject % said,
            message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
            % {
                "name": person.name,
                "sentence": sentence % said,
                "link": link("review-prepare", party.organisation, review_id=review.external_id),
            },
            from_email=None,
            recipient_list=[person.email],
        )
