"""Before scoring: the list of tenders, one tender's page, and each thing that is noted, asked or decided."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.conditions import ConditionKind, ConditionOutcome
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome, GroundKind, PartyKind
from commonweal.domain.assessment.low_price import RULE, PriceOutcome
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.price_schedule import lines_for
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment import suitability as reads
from commonweal.lifecycle.assessment.holding import elsewhere_of
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.queries import line_prices_of
from commonweal.organisations.queries import names_of
from commonweal.presentation.formats import money
from commonweal.presentation.price_rows import price_rows
from commonweal.web.assessment import suitability_forms as forms
from commonweal.web.assessment.panels import caption, home
from commonweal.web.assessment.suitability_words import CONDITION, GROUND, OUTCOME, PARTY, PURPOSE, share
from commonweal.web.forms import GovForm
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
DECIDE = "assessment/suitability_decide.html"
PER_PAGE = 50


def list_url(one: Assessment) -> str:
    return reverse("suitability", kwargs={"assessment_id": one.external_id})


def tender_url(one: Assessment, tender: Tender) -> str:
    return reverse(
        "suitability-tender", kwargs={"assessment_id": one.external_id, "tender_id": tender.external_id}
    )


def _sees_prices(request: HttpRequest, one: Assessment) -> bool:
    """Whoever agrees the scores of words reads no price before they are locked; who runs the assessment decides on prices."""
    return one.status == AssessmentStatus.LOCKED or request.actor.can(_P.ASSESSMENT_MANAGE)


@page()
def suitability(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Every opened tender, with what is still open before scoring."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    shown = Paginator(reads.lines(one), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("Before scoring"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
        "page": shown,
        "conditions": list(one.conditions.all()),
        "condition_words": CONDITION,
        "is_blocked": reads.is_blocked(one),
        "share": share,
        "rule": _(RULE),
        "sees_prices": _sees_prices(request, one),
        "may_manage": request.actor.can(_P.ASSESSMENT_MANAGE),
        "may_condition": one.status == AssessmentStatus.PANEL,
    }
    return render(request, "assessment/suitability.html", context, node=one.lot.procurement)


@page()
def tender(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Everything about one tender before scoring."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    about = reads.dossier(one, reads.tender_in(one, tender_id))
    decisions = [each for _about, each in (*about.findings, *about.conditions) if each]
    decisions += [about.price_decision] if about.price_decision else []
    checks = [check for party in about.parties for check in party.debarment_checks.all()]
    sees_prices = _sees_prices(request, one)
    schedule = lines_for(one.ask_version.read().schedule, one.lot.external_id) if sees_prices else ()
    rows, total = price_rows(schedule, line_prices_of(about.tender) if sees_prices else ())
    context = {
        "price_rows": rows,
        "schedule_total": total,
        "heading": about.tender.supplier.name,
        "caption": caption(one),
        "back": list_url(one),
        "tags": [(_("Out"), "warn")] if about.is_out else [],
        "about": about,
        "sees_prices": sees_prices,
        "elsewhere": elsewhere_of(about),
        "enquiries": [
            each for each in about.enquiries if sees_prices or each.purpose != EnquiryPurpose.LOW_PRICE
        ],
        "assessment": one,
        "names": names_of([*(each.decided_by for each in decisions), *(each.noted_by for each in checks)]),
        "party_words": PARTY,
        "ground_words": GROUND,
        "condition_words": CONDITION,
        "outcome_words": OUTCOME,
        "purpose_words": PURPOSE,
        "share": share,
        "rule": _(RULE),
        "may_manage": request.actor.can(_P.ASSESSMENT_MANAGE),
        "is_locked": one.status == AssessmentStatus.LOCKED,
        "has_grounds": bool(reads.grounds_of(one)),
    }
    return render(request, "assessment/suitability_tender.html", context, node=one.lot.procurement)


def _form(
    request: HttpRequest,
    one: Assessment,
    tender: Tender,
    form: GovForm,
    *,
    action: Callable[[dict[str, Any]], Any],
    done: str,
    intro: Any = "",
    template: str = "layouts/form.html",
    **shown: Any,
) -> HttpResponse:
    """A form about one tender that comes back to its page."""
    if intro:
        form.intro = intro
    back = tender_url(one, tender)
    return submit(
        request,
        form,
        template,
        context={"back": back, "caption": tender.supplier.name, **shown},
        action=action,
        then=lambda _result: back,
        done=done,
        node=one.lot.procurement,
    )


def _managed(request: HttpRequest, assessment_id: str, tender_id: str) -> tuple[Assessment, Tender]:
    one = queries.assessment(request.actor, assessment_id, _P.ASSESSMENT_MANAGE)
    return one, reads.tender_in(one, tender_id)


@page()
def add_party(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Name somebody beside the supplier."""
    one, about = _managed(request, assessment_id, tender_id)
    form = forms.PartyForm(**form_data(request), initial=_named(request))
    return _form(
        request,
        one,
        about,
        form,
        action=lambda data: actions.add_party(
            about,
            PartyKind(data["kind"]),
            data["name"],
            number=data["number"],
            by=request.actor,
            now=request.now,
        ),
        done=_("Added."),
    )


def _named(request: HttpRequest) -> dict[str, str]:
    """Whom the tender names, as the link on its page says."""
    limits = {"name": 200, "number": 40, "kind": 20}
    return {field: request.GET.get(field, "")[:limit] for field, limit in limits.items()}


@page()
def own_debarment(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Look the supplier itself up; it is entered with its first check."""
    one, about = _managed(request, assessment_id, tender_id)
    return _debarment(
        request, one, about, lambda: actions.supplier_party(about, by=request.actor, now=request.now)
    )


@page()
def debarment(request: HttpRequest, party_id: str) -> HttpResponse:
    """Look an associated person or a subcontractor up."""
    party = reads.party(request.actor, party_id)
    return _debarment(request, reads.assessment_of(party.tender), party.tender, lambda: party)


def _debarment(
    request: HttpRequest, one: Assessment, about: Tender, party: Callable[[], Any]
) -> HttpResponse:
    form = forms.DebarmentForm(**form_data(request), initial={"checked_on": london_day(request.now)})
    return _form(
        request,
        one,
        about,
        form,
        action=lambda data: actions.check_debarment(
            party(),
            checked_on=data["checked_on"],
            is_listed=data["is_listed"] == "yes",
            note=data["note"],
            by=request.actor,
            now=request.now,
        ),
        done=_("The check is recorded with its day."),
    )


@page()
def own_ground(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Note a ground about the supplier itself."""
    one, about = _managed(request, assessment_id, tender_id)
    return _ground(
        request, one, about, lambda: actions.supplier_party(about, by=request.actor, now=request.now)
    )


@page()
def ground(request: HttpRequest, party_id: str) -> HttpResponse:
    """Note a ground about an associated person or a subcontractor."""
    party = reads.party(request.actor, party_id)
    return _ground(request, reads.assessment_of(party.tender), party.tender, lambda: party)


def _ground(request: HttpRequest, one: Assessment, about: Tender, party: Callable[[], Any]) -> HttpResponse:
    grounds = {each.id: each for each in reads.grounds_of(one)}
    form = forms.GroundForm(**form_data(request), grounds=grounds.values())
    return _form(
        request,
        one,
        about,
        form,
        action=lambda data: actions.find_ground(
            party(), grounds[data["ground"]], data["facts"], by=request.actor, now=request.now
        ),
        done=_("The ground is noted. Ask the tenderer, then decide."),
        intro=""
        if grounds
        else _(
            "No list of grounds ships for the law that this procurement falls under. Keep the record by hand."
        ),
    )


@page()
def ask_finding(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Ask the tenderer about a ground: the opportunity to be heard, and to give evidence of self-cleaning."""
    found = reads.finding(request.actor, finding_id)
    return _ask(
        request, reads.assessment_of(found.party.tender), found.party.tender, EnquiryPurpose.EXCLUSION, found
    )


@page()
def ask_price(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Tell the tenderer that its price seems abnormally low and let it explain."""
    return _ask(request, *_managed(request, assessment_id, tender_id), EnquiryPurpose.LOW_PRICE)


@page()
def ask_condition(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Ask the tenderer about a condition of participation."""
    return _ask(request, *_managed(request, assessment_id, tender_id), EnquiryPurpose.CONDITION)


def _ask(
    request: HttpRequest, one: Assessment, about: Tender, purpose: EnquiryPurpose, finding: Any = None
) -> HttpResponse:
    return _form(
        request,
        one,
        about,
        forms.AskForm(**form_data(request)),
        action=lambda data: actions.ask(
            about,
            purpose,
            data["question"],
            answer_until=data["answer_until"],
            finding=finding,
            by=request.actor,
            now=request.now,
        ),
        done=_("The question is with the tenderer."),
    )


@page()
def decide_finding(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Decide about a ground."""
    found = reads.finding(request.actor, finding_id)
    form = forms.FindingForm(
        **form_data(request), kind=GroundKind(found.kind), party=PartyKind(found.party.kind)
    )
    return _form(
        request,
        reads.assessment_of(found.party.tender),
        found.party.tender,
        form,
        action=lambda data: actions.decide_finding(
            found,
            ExclusionOutcome(data["outcome"]),
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        done=_("The decision is recorded."),
        intro=f"{found.party.name}: {found.title}",
        template=DECIDE,
        facts=[
            (GROUND[found.kind], found.facts),
            (_("Where the ground stands"), found.source),
        ],
        enquiries=found.enquiries.all(),
        purpose_words=PURPOSE,
        unheard=_("Before a tender is excluded, its tenderer is heard."),
    )


@page()
def decide_price(request: HttpRequest, assessment_id: str, tender_id: str) -> HttpResponse:
    """Decide about a price."""
    one, about = _managed(request, assessment_id, tender_id)
    known = reads.dossier(one, about)
    return _form(
        request,
        one,
        about,
        forms.PriceForm(**form_data(request)),
        action=lambda data: actions.decide_price(
            about, PriceOutcome(data["outcome"]), reason=data["reason"], by=request.actor, now=request.now
        ),
        done=_("The decision is recorded."),
        template=DECIDE,
        facts=[(_("The price, without VAT"), money(known.price))],
        enquiries=_asked(known, EnquiryPurpose.LOW_PRICE),
        purpose_words=PURPOSE,
        unheard=_("Before a price is disregarded, its tenderer is heard."),
    )


@page()
def add_condition(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Enter a condition of participation."""
    one = queries.assessment(request.actor, assessment_id, _P.ASSESSMENT_MANAGE)
    return submit(
        request,
        forms.ConditionForm(**form_data(request)),
        context={"back": list_url(one), "caption": caption(one)},
        action=lambda data: actions.set_condition(
            one,
            ConditionKind(data["kind"]),
            data["text"],
            stated_in=data["stated_in"],
            lawful_because=data["lawful_because"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _condition: list_url(one),
        done=_("The condition is entered."),
        node=one.lot.procurement,
    )


@page()
def decide_condition(request: HttpRequest, condition_id: str, tender_id: str) -> HttpResponse:
    """Decide whether one tenderer meets a condition."""
    condition = reads.condition(request.actor, condition_id)
    about = reads.tender_in(condition.assessment, tender_id)
    known = reads.dossier(condition.assessment, about)
    said = known.statements.get(condition.asked_as)
    return _form(
        request,
        condition.assessment,
        about,
        forms.ConditionDecisionForm(**form_data(request)),
        action=lambda data: actions.decide_condition(
            condition,
            about,
            ConditionOutcome(data["outcome"]),
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        done=_("The decision is recorded."),
        intro=condition.text,
        template=DECIDE,
        facts=[
            (
                _("The tenderer says: met.") if said.is_met else _("The tenderer says: not met, or not yet."),
                said.words,
            )
        ]
        if said
        else [],
        enquiries=_asked(known, EnquiryPurpose.CONDITION),
        purpose_words=PURPOSE,
        unheard="",
    )


def _asked(known: reads.Dossier, purpose: EnquiryPurpose) -> list[Any]:
    return [each for each in known.enquiries if each.purpose == purpose]
