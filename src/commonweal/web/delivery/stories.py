"""Telling a story with a report, and taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotPermitted
from commonweal.domain.stories import WHO_LIMIT, WORDS_LIMIT, Reach
from commonweal.lifecycle.delivery import actions, queries, stories
from commonweal.lifecycle.delivery.actions.stories import Told, check_may_tell, may_withdraw
from commonweal.web.delivery.views import report_url
from commonweal.web.forms import ChoiceField, DayField, GovForm, TextField, WordsField
from commonweal.web.pages import form_data, page, submit

REACH: dict[str, Any] = {
    Reach.PARTIES: gettext_lazy("The two sides of the contract"),
    Reach.COMMITTEE: gettext_lazy("The two sides, and papers for a committee, which are public"),
}


class StoryForm(GovForm):
    """A story and the consent to it."""

    title = gettext_lazy("Tell a story")
    intro = gettext_lazy(
        "Only with the consent of whoever it is about. They may take it back at any time: the words are then erased."
    )
    button = gettext_lazy("Save the story")
    words = WordsField(
        label=gettext_lazy("The story"),
        help_text=gettext_lazy("Leave out names and whatever the person did not agree to."),
        max_words=WORDS_LIMIT,
    )
    who = TextField(
        label=gettext_lazy("Who agreed to it?"),
        help_text=gettext_lazy(
            "So that you find it again when they take it back. Only your organisation sees this."
        ),
        max_length=WHO_LIMIT,
    )
    how = TextField(
        label=gettext_lazy("How did they agree?"),
        help_text=gettext_lazy("For example “signed the form of 3 March”. Only your organisation sees this."),
        max_length=WHO_LIMIT,
    )
    consented_on = DayField(label=gettext_lazy("When did they agree?"))
    reach = ChoiceField(
        label=gettext_lazy("Who may read it, as they agreed?"),
        choices=[(each.value, REACH[each]) for each in Reach],
    )

    def __init__(self, *args: Any, is_for_authority_only: bool = False, **kwargs: Any) -> None:
        """`is_for_authority_only`: the report is kept from the contract's supplier, and so is the story."""
        super().__init__(*args, **kwargs)
        if is_for_authority_only:
            kept = _("Your organisation and the authority alone, as the report says")
            self.fields["reach"].choices = [(Reach.PARTIES.value, kept)]


class WithdrawStoryForm(GovForm):
    """Taking it back."""

    title = gettext_lazy("Take this story back?")
    intro = gettext_lazy(
        "The words and who agreed are erased now, wherever they were shown. That there was a story stays on record. Papers that "
        "were made before are not changed: ask for those back."
    )
    button = gettext_lazy("Erase the story")


@page()
def add(request: HttpRequest, report_id: str) -> HttpResponse:
    """Tell one with a report."""
    found = queries.report(request.actor, report_id)
    check_may_tell(found, request.actor)
    form = StoryForm(is_for_authority_only=found.is_for_authority_only, **form_data(request))
    form.cancel_url = report_url(found)

    def act(given: dict[str, Any]) -> Any:
        told = Told(**{**given, "reach": Reach(given["reach"])})
        return actions.tell_story(found, told, by=request.actor, now=request.now)

    return submit(
        request,
        form,
        action=act,
        then=lambda story: report_url(found),
        done=_("The story is saved"),
        node=None if found.tier_two_id else found,
    )


@page()
def withdraw(request: HttpRequest, story_id: str) -> HttpResponse:
    """Erase one whose consent was taken back."""
    found = stories.story(request.actor, story_id)
    if not may_withdraw(found, request.actor):
        raise NotPermitted("story.not_yours")
    form = WithdrawStoryForm(**form_data(request))
    form.cancel_url = report_url(found.report)
    return submit(
        request,
        form,
        action=lambda given: actions.withdraw_story(found, by=request.actor, now=request.now),
        then=lambda story: report_url(found.report),
        done=_("The story is erased"),
    )
