"""Engagements as an invited supplier sees them: what is asked of it, and its own answers, nobody else's."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.engagements import EngagementStatus
from commonweal.domain.permissions import Permission
from commonweal.journeys import engagement as journeys
from commonweal.lifecycle.planning import actions, queries
from commonweal.lifecycle.planning.actions import taking_part
from commonweal.lifecycle.planning.models import EngagementInvitation
from commonweal.presentation.before_words import BEFORE_WORDS
from commonweal.publication import queries as publication
from commonweal.web.engagement.forms import AnswersForm, AskAuthorityForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm

PER_PAGE = 25


@page(Permission.OPPORTUNITY_READ)
def invitations(request: HttpRequest) -> HttpResponse:
    """What the supplier is asked to take part in."""
    shown = Paginator(queries.invitations(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    mine = queries.invitations(request.actor).values("engagement__external_id")
    calls = list(publication.open_calls(request.now).exclude(thing_id__in=mine)[:PER_PAGE])  # type: ignore[attr-defined]
    context = {"page": shown, "before": BEFORE_WORDS, "calls": calls}
    return render(request, "engagement/invitations.html", context)


@page(Permission.TENDER_WRITE)
def sign_up(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Take part in an engagement that was announced to everybody."""
    _row, call = publication.engagement_call(engagement_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("Take part in “%(title)s”?") % {"title": call.title},
        button=_("Sign up"),
        intro=_(
            "The authority sees that you take part. Taking part or not makes no difference to a later tender."
        ),
    )
    return submit(
        request,
        form,
        context={"back": reverse("public-engagement", kwargs={"engagement_id": engagement_id})},
        action=lambda _data: journeys.sign_up(engagement_id, by=request.actor, now=request.now),
        then=lambda made: reverse("engagement-invitation", kwargs={"invitation_id": made.external_id}),
        done=_("You are signed up."),
    )


@page()
def ask(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Ask the authority a question."""
    found = queries.invitation(request.actor, invitation_id, Permission.TENDER_WRITE)
    home = reverse("engagement-invitation", kwargs={"invitation_id": invitation_id})
    return submit(
        request,
        AskAuthorityForm(**form_data(request)),
        context={"back": home, "caption": found.engagement.title},
        action=lambda data: taking_part.ask(found, data["text"], by=request.actor, now=request.now),
        then=lambda _asked: home,
        done=_("Your question is sent. The reply will stand on this page."),
    )


def _takes_answers(request: HttpRequest, found: EngagementInvitation) -> bool:
    engagement = found.engagement
    return engagement.status == EngagementStatus.OPEN and request.now <= engagement.answers_until  # type: ignore[attr-defined]


@page()
def invitation(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """One invitation, with the questions and the supplier's own answers."""
    found = queries.invitation(request.actor, invitation_id)
    questions = list(found.engagement.questions.all())
    own = {each.question_id: each for each in found.answers.all()}
    can_answer = request.actor.can(Permission.TENDER_WRITE) and _takes_answers(request, found)
    context = {
        "invitation": found,
        "engagement": found.engagement,
        "authority": found.engagement.entry.authority,
        "answers": [(each.text, own[each.pk].text if each.pk in own else "") for each in questions],
        "can_answer": can_answer and bool(questions),
        "can_ask": can_answer,
        "own_questions": list(found.asked.filter(replied_at__isnull=True)),
        "replied": list(found.engagement.asked.filter(replied_at__isnull=False)),
        "before": BEFORE_WORDS,
        "back": reverse("engagement-invitations"),
    }
    if request.method == "POST":
        request.actor.must(Permission.TENDER_WRITE)
    elif not context["can_answer"]:
        return render(request, "engagement/invitation.html", context)
    form = AnswersForm(
        **form_data(request),
        questions=questions,
        initial={each.external_id: own[each.pk].text for each in questions if each.pk in own},
    )
    return submit(
        request,
        form,
        "engagement/invitation.html",
        context,
        action=lambda data: actions.answer(
            found, {each.pk: data[each.external_id] for each in questions}, by=request.actor, now=request.now
        ),
        then=lambda _none: reverse("engagement-invitation", kwargs={"invitation_id": invitation_id}),
        done=_("Your answers are sent. You can change them until the time is over."),
    )
