"""Review and approval of an ask by a second person, and comments on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.approvals import LONGEST_COMMENT_WORDS, ReviewStatus
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import corrections, draft, queries
from commonweal.lifecycle.procurement.actions import approval as actions
from commonweal.lifecycle.procurement.approval import approving_review, reviews_of, waiting_review
from commonweal.lifecycle.procurement.models import Ask, AskReview
from commonweal.organisations.queries import names_of
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.words import sentence
from commonweal.web.ask.difference import shown_changes
from commonweal.web.forms import ChoiceField, GovForm, WordsField
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm

REVIEW_STATUS: dict[str, Any] = {
    ReviewStatus.WAITING: gettext_lazy("Waiting for a second person"),
    ReviewStatus.APPROVED: gettext_lazy("Approved"),
    ReviewStatus.SENT_BACK: gettext_lazy("Sent back"),
    ReviewStatus.TAKEN_BACK: gettext_lazy("Taken back by its author"),
}


class SendForm(GovForm):
    """Ask for approval."""

    title = gettext_lazy("Send the ask for approval")
    button = gettext_lazy("Send it for approval")
    intro = gettext_lazy(
        "Somebody who wrote nothing in it reads these very words. Approval holds for them alone: if you change the ask "
        "afterwards, it is sent again."
    )

    note = WordsField(label=gettext_lazy("What should they look at?"), required=False, max_words=200, rows=4)


class DecideForm(GovForm):
    """Approve or send back."""

    title = gettext_lazy("Approve it, or send it back?")
    button = gettext_lazy("Record the decision")

    decision = ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=(
            ("approve", gettext_lazy("Approve these words")),
            ("send_back", gettext_lazy("Send it back")),
        ),
        error_messages={"required": gettext_lazy("Choose whether to approve it or to send it back")},
    )
    reason = WordsField(
        label=gettext_lazy("Why? An author needs your reasons to change what you send back"),
        required=False,
        max_words=LONGEST_COMMENT_WORDS,
        rows=6,
    )


class CommentForm(GovForm):
    """Say something about the draft."""

    title = gettext_lazy("Comment on the ask")
    button = gettext_lazy("Keep the comment")

    criterion = ChoiceField(
        label=gettext_lazy("What is it about?"), choices=(), required=False, as_select=True
    )
    text = WordsField(label=gettext_lazy("Your comment"), max_words=LONGEST_COMMENT_WORDS, rows=5)

    def __init__(self, *args: Any, criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [("", gettext_lazy("The whole ask")), *criteria]  # type: ignore[attr-defined]


def _url(name: str, ask: Ask) -> str:
    return reverse(name, kwargs={"ask_id": ask.external_id})


def _content(found: Ask) -> AskContent | None:
    return None if draft.missing(found.procurement) else draft.content(found.procurement)


def _earlier(review: AskReview, reviews: list[AskReview]) -> AskReview | None:
    """The last review before this one in which somebody decided."""
    decided = [
        each for each in reviews if each.number < review.number and each.status != ReviewStatus.TAKEN_BACK
    ]
    return decided[-1] if decided else None


@page()
def approval(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Where the approval stands: who asked, who decided and why, the comments, and what to do next."""
    found = queries.ask(request.actor, ask_id)
    reviews = reviews_of(found)
    comments = list(found.comments.all())
    content = _content(found)
    waiting = waiting_review(found)
    approved = approving_review(found, content) if content else None
    designable = corrections.is_designable(found.procurement)
    authors = {*found.authors, *([waiting.requested_by] if waiting else [])}
    context = {
        "ask": found,
        "reviews": list(reversed(reviews)),
        "status_words": REVIEW_STATUS,
        "comments": comments,
        "approved": approved,
        "waiting": waiting,
        "changed_since": bool(waiting and content and waiting.digest != content.digest()),
        "people": names_of(
            [each.requested_by for each in reviews]
            + [each.decided_by for each in reviews]
            + [each.said_by for each in comments]
            + list(found.authors)
        ),
        "gaps": [sentence(error) for error in draft.gaps(found.procurement, now=request.now)]
        if designable
        else [],
        "can_send": designable and waiting is None and request.actor.can(Permission.ASK_EDIT),
        "can_take_back": waiting is not None and request.actor.can(Permission.ASK_EDIT),
        "can_decide": waiting is not None
        and request.actor.can(Permission.ASK_APPROVE)
        and request.actor.person not in authors,
        "can_comment": request.actor.can(Permission.ASK_EDIT) or request.actor.can(Permission.ASK_APPROVE),
        "is_designable": designable,
    }
    return render(request, "ask/approval.html", context, node=found)


@page()
def send(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Send the ask for approval."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    return submit(
        request,
        SendForm(**form_data(request)),
        context={"back": _url("ask-approval", found), "caption": found.title},
        action=lambda data: actions.send_for_approval(
            found, note=data["note"], by=request.actor, now=request.now
        ),
        then=lambda _review: _url("ask-approval", found),
        done=_("It waits for a second person now. They are told by email."),
        node=found,
    )


@page()
def decide(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Read what was sent and approve it or send it back."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_APPROVE)
    review = waiting_review(found)
    if review is None:
        raise Refused("ask_review.nothing_waits")
    ask = AskContent.from_json(review.content)
    earlier = _earlier(review, reviews_of(found))
    context = {
        "back": _url("ask-approval", found),
        "caption": found.title,
        "review": review,
        "ask": ask,
        "words": ASK_WORDS,
        "earlier": earlier,
        "changes": shown_changes(AskContent.from_json(earlier.content), ask) if earlier else [],
    }

    def act(data: dict[str, Any]) -> AskReview:
        do = actions.approve if data["decision"] == "approve" else actions.send_back
        return do(review, reason=data["reason"], by=request.actor, now=request.now)

    return submit(
        request,
        DecideForm(**form_data(request)),
        "ask/approve.html",
        context,
        action=act,
        then=lambda _review: _url("ask-approval", found),
        done=_("Your decision is recorded, and the author is told."),
        node=found,
    )


@page()
def take_back(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Take the request back."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    review = waiting_review(found)
    if review is None:
        raise Refused("ask_review.nothing_waits")
    form = ConfirmForm(
        **form_data(request), title=_("Take the request for approval back?"), button=_("Take it back")
    )
    return submit(
        request,
        form,
        context={"back": _url("ask-approval", found), "caption": found.title},
        action=lambda _data: actions.take_back(review, by=request.actor, now=request.now),
        then=lambda _review: _url("ask-approval", found),
        done=_("The request is taken back."),
        node=found,
    )


@page()
def comment(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Say something about the draft."""
    wanted = Permission.ASK_EDIT if request.actor.can(Permission.ASK_EDIT) else Permission.ASK_APPROVE
    found = queries.ask(request.actor, ask_id, wanted)
    criteria = [(row.external_id, row.title) for row in found.criteria.all()]
    return submit(
        request,
        CommentForm(**form_data(request), criteria=criteria),
        context={"back": _url("ask-approval", found), "caption": found.title},
        action=lambda data: actions.comment(found, by=request.actor, now=request.now, **data),
        then=lambda _comment: _url("ask-approval", found),
        done=_("Your comment is kept."),
        node=found,
    )
