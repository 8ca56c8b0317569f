"""The list of assessments, the page of one, and its panel."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import Clearance, PanelRole
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus
from commonweal.domain.errors import NotFound, NotPermitted
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment import actions, queries, seats
from commonweal.lifecycle.assessment.actions.panels import NEEDED, STILL_NAMING
from commonweal.lifecycle.assessment.kept_out import unscored
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision, NoAward, PanelMember
from commonweal.lifecycle.procurement.queries import procurement as fetch_procurement
from commonweal.organisations.models import Membership
from commonweal.organisations.queries import members as colleagues
from commonweal.web.assessment.forms import ConfirmForm, InterestForm, LiftingForm, MemberForm
from commonweal.web.assessment.words import AFTER, CLEARANCE, ROLE, STATUS, STATUS_TAG, TURN
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
LABELS = {"status_words": STATUS, "role_words": ROLE, "clearance_words": CLEARANCE}


def home(assessment: Assessment) -> str:
    return reverse("assessment", kwargs={"assessment_id": assessment.external_id})


def caption(assessment: Assessment) -> str:
    """``Homecare, lot 2: North``; one lot goes without its number."""
    procurement = assessment.lot.procurement
    if procurement.title == assessment.lot.title:
        return str(procurement.title)
    return _("%(procurement)s, lot %(number)s: %(lot)s") % {
        "procurement": procurement.title,
        "number": assessment.lot.number,
        "lot": assessment.lot.title,
    }


@page()
def assessments(request: HttpRequest) -> HttpResponse:
    """The panels one sits on and, for those who may, every assessment of the authority."""
    actor = request.actor
    may_read = actor.can(_P.ASSESSMENT_READ)
    if actor.side is not Side.AUTHORITY or not (may_read or actor.can(_P.SCORE_WRITE)):
        raise NotPermitted("permission.missing", permission=_P.ASSESSMENT_READ.value)
    context = {
        "seats": queries.seats(actor),
        "left_seats": queries.left_seats(actor),
        "assessments": list(queries.assessments(actor)[:200]) if may_read else [],
        "may_read": may_read,
        "caption_of": caption,
        **LABELS,
    }
    return render(request, "assessment/assessments.html", context)


@page()
def assessment(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Where one assessment stands, who is on it, what to do next."""
    actor = request.actor
    one = queries.assessment(actor, assessment_id)
    status = AssessmentStatus(one.status)
    award, no_award = queries.standing_award(one), queries.standing_no_award(one)
    context = {
        "assessment": one,
        "heading": _("Assessment"),
        "caption": caption(one),
        "tags": [(STATUS[one.status], STATUS_TAG.get(one.status, ""))],
        "turn": _turn(one, award, no_award),
        "needs_moderator": not seats.has_moderator(one),
        "unscored": unscored(one) if status in (AssessmentStatus.MODERATION, AssessmentStatus.LOCKED) else (),
        "status": status.value,
        "members": _rows(one),
        "tenders": len(queries.tenders_of(one)),
        "questions": {each.id: each.title for each in one.ask_version.read().questions},
        "award": award,
        "no_award": no_award,
        "checks_promises": one.ask_version.read().how.checks_promises,
        "has_next_round": one.has_later_round,
        "may_manage": actor.can(_P.ASSESSMENT_MANAGE),
        "may_read": seats.may_read(actor, one),
        "may_decide": actor.can(_P.AWARD_DECIDE),
        "history": history_of(one),
        **LABELS,
    }
    return render(request, "assessment/assessment.html", context, node=one.lot.procurement)


def _turn(one: Assessment, award: AwardDecision | None, no_award: NoAward | None) -> str:
    """Whose turn it is, and to do what; or that the lot is settled and nobody's turn comes."""
    if no_award is not None:
        return _("Nobody is awarded this lot.")
    if one.lot.procurement.status == ProcurementStatus.TERMINATED:
        return _("The procurement is terminated.")
    if award is not None:
        return str(AFTER[AwardStatus(award.status)])
    return _("It is the turn of %(turn)s.") % {"turn": _whose(one)}


def _whose(one: Assessment) -> str:
    if one.status == AssessmentStatus.LOCKED and one.has_later_round:
        decided = queries.is_round_decided(one)
        return (
            _("the procurement officer, to invite the next round")
            if decided and one.lot.procurement.round_number == one.round.number
            else _("those who were invited to the next round")
            if decided
            else _("the procurement officer, to decide who goes on to the next round")
        )
    return str(TURN[one.status])


def _rows(one: Assessment) -> list[dict[str, Any]]:
    """The panel as the page shows it: how far each has come, never a mark."""
    done = {each.member.pk: each for each in queries.progress(one)}
    members = one.members.select_related("person").prefetch_related("declarations__decision__lifting")
    return [
        {
            "member": member,
            "clearance": member.clearance,
            "to_decide": member.clearance is Clearance.TO_DECIDE,
            "may_lift": member.clearance is Clearance.EXCLUDED
            and member.left_at is None
            and one.status != AssessmentStatus.LOCKED,
            "progress": done.get(member.pk),
            "may_leave": member.left_at is None
            and one.status in (AssessmentStatus.SCORING, AssessmentStatus.MODERATION),
            "may_remove": one.status == AssessmentStatus.PANEL and member.clearance is Clearance.NOT_DECLARED,
        }
        for member in members
    ]


@page()
def of_procurement(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """From a procurement to its assessment; to the list when there is one for each of several lots."""
    procurement = fetch_procurement(request.actor, procurement_id, _P.ASSESSMENT_READ)
    found = queries.for_procurement(request.actor, procurement.external_id)
    if not found:
        raise NotFound("record.not_found", kind=Assessment.KIND)
    if len(found) == 1:
        return HttpResponseRedirect(home(found[0]))
    context = {
        "seats": [],
        "assessments": found,
        "may_read": True,
        "caption_of": caption,
        "only": True,
        **LABELS,
    }
    return render(request, "assessment/assessments.html", context, node=procurement)


@page()
def begin(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Begin to assess an opened procurement."""
    procurement = fetch_procurement(request.actor, procurement_id, _P.ASSESSMENT_MANAGE)
    form = ConfirmForm(
        **form_data(request),
        title=_("Begin the assessment"),
        button=_("Begin"),
        intro=_("One assessment begins for each lot that has tenders. Next you name the panel."),
    )
    return submit(
        request,
        form,
        context={"caption": procurement.title},
        action=lambda _data: actions.begin(procurement, by=request.actor, now=request.now),
        then=lambda begun: home(begun[0]) if len(begun) == 1 else reverse("assessments"),
        node=procurement,
    )


@page()
def add_member(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Name a panel member."""
    one = queries.assessment(request.actor, assessment_id, _P.ASSESSMENT_MANAGE)
    # Once moderation has begun only a moderator can follow another, and an assessor the last one of a question.
    is_open = one.status in STILL_NAMING
    again = () if is_open else unscored(one)
    roles = tuple(PanelRole) if is_open or again else (PanelRole.MODERATOR,)
    questions = [each for each in one.ask_version.read().questions if is_open or each.id in again]
    people = {each.external_id: each for each in _who_may_join(request, one, roles)}
    form = MemberForm(**form_data(request), people=people.values(), questions=questions, roles=roles)
    return submit(
        request,
        form,
        context={"back": home(one), "caption": caption(one)},
        action=lambda data: actions.add_member(
            one,
            people[data["person"]],
            PanelRole(data["role"]),
            criteria=data.get("criteria", ()),
            by=request.actor,
            now=request.now,
        ),
        then=lambda _member: home(one),
        done=_("Added to the panel."),
        node=one.lot.procurement,
    )


def _who_may_join(request: HttpRequest, one: Assessment, roles: Iterable[PanelRole]) -> list[Membership]:
    seated = set(one.members.values_list("person_id", flat=True))
    return [
        each
        for each in colleagues(request.actor).select_related("organisation")
        if each.person_id not in seated and any(each.actor().can(NEEDED[role]) for role in roles)
    ]


@page()
def remove_member(request: HttpRequest, member_id: str) -> HttpResponse:
    """Take somebody off before scoring begins."""
    member = queries.member(request.actor, member_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("Take %(name)s off the panel?") % {"name": member.person.name},
        button=_("Take them off"),
    )
    return about_member(
        request,
        member,
        form,
        action=lambda _data: actions.remove_member(member, by=request.actor, now=request.now),
        done=_("They are no longer on the panel."),
    )


@page()
def decide_interest(request: HttpRequest, member_id: str) -> HttpResponse:
    """Decide whether a member with an interest may take part."""
    member = queries.member(request.actor, member_id)
    declared = list(member.declarations.order_by("-pk"))
    form = InterestForm(**form_data(request))
    form.intro = next((each.words for each in declared if each.has_interest), "")
    if declared and not declared[0].has_interest:
        form.intro += " " + _("They have since declared that they have no interest.")
    return about_member(
        request,
        member,
        form,
        action=lambda data: actions.decide_interest(
            member,
            is_allowed=data["is_allowed"] == "yes",
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        done=_("The decision is recorded."),
    )


@page()
def lift_exclusion(request: HttpRequest, member_id: str) -> HttpResponse:
    """Let a member take part again who was kept out by an interest."""
    member = queries.member(request.actor, member_id)
    form = LiftingForm(**form_data(request))
    if member.role == PanelRole.MODERATOR:
        form.intro = _("They read and moderate again. The decision that kept them out stays in the record.")
    elif member.assessment.status in STILL_NAMING:
        form.intro = _(
            "They can score again. What they gave before stays out until they have looked at it and hand it in again."
        )
    else:
        form.intro = _(
            "Independent scoring is over, so they can change no mark. What they gave before stays out until they confirm it."
        )
    return about_member(
        request,
        member,
        form,
        action=lambda data: actions.lift_exclusion(
            member, reason=data["reason"], by=request.actor, now=request.now
        ),
        done=_("The exclusion is lifted. Tell them: they find the panel under their assessments."),
    )


def about_member(
    request: HttpRequest, member: PanelMember, form: Any, *, action: Any, done: str
) -> HttpResponse:
    return submit(
        request,
        form,
        context={"back": home(member.assessment), "caption": member.person.name},
        action=action,
        then=lambda _result: home(member.assessment),
        done=done,
        node=member.assessment.lot.procurement,
    )


@page()
def start(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Let assessors begin."""
    one = queries.assessment(request.actor, assessment_id, _P.ASSESSMENT_MANAGE)
    form = ConfirmForm(
        **form_data(request),
        title=_("Let assessors begin"),
        button=_("Let them begin"),
        intro=_(
            "Panel members can then declare their interests and, once cleared, read and score. "
            "Nobody sees a score before every assessor has handed in."
        ),
        revision=one.revision,
    )
    return submit(
        request,
        form,
        context={"back": home(one), "caption": caption(one)},
        action=lambda _data: actions.start_scoring(
            one, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _one: home(one),
        done=_("Assessors can begin."),
        node=one.lot.procurement,
    )
