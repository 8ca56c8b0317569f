"""Reporting and verifying."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import REPORT_STATUSES, WAITING, Decision, ReportStatus
from commonweal.domain.errors import Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.files.blobs import DamagedFileError
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts import tier_two
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery import actions, queries, report_lines
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.actions.answering import may_answer
from commonweal.lifecycle.delivery.actions.reporting import may_add_to
from commonweal.lifecycle.delivery.actions.stories import may_tell, may_withdraw
from commonweal.lifecycle.delivery.claimants import is_claimant
from commonweal.lifecycle.delivery.earlier import earlier_evidence
from commonweal.lifecycle.delivery.models import Report, ReportAnswer, Verification
from commonweal.lifecycle.delivery.reported import own_report
from commonweal.lifecycle.delivery.sampling import chosen_by, sampled_first
from commonweal.lifecycle.delivery.stories import stories_of
from commonweal.web.contracts import wording as contract_words
from commonweal.web.delivery import wording
from commonweal.web.delivery.forms import ClaimForm, EvidenceForm, ReportForm, VerifyForm
from commonweal.web.downloads import stored_file
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
_P = Permission


def report_url(report: Report) -> str:
    return reverse("report", kwargs={"report_id": report.external_id})


@page(_P.REPORT_READ)
def reports(request: HttpRequest) -> HttpResponse:
    """What waits for a decision by the authority, or for an answer by the supplier; what a sample chose first, then by age."""
    is_supplier = request.actor.side is Side.SUPPLIER
    rows = (
        queries.questioned(request.actor)
        if is_supplier
        else sampled_first(queries.to_verify(request.actor), request.actor)
    )
    asked = request.GET.get("contract", "")
    only = contracts.own(request.actor).filter(external_id=asked).first() if asked else None
    if only is not None:
        rows = rows.filter(commitment__contract=only)
    context = {
        "only": only,
        "pages_of": f"&{urlencode({'contract': asked})}" if only else "",
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "is_supplier_side": is_supplier,
        "can_sample": not is_supplier and request.actor.can(_P.REPORT_VERIFY),
        "words": wording,
        "contract_words": contract_words,
    }
    return render(request, "delivery/reports.html", context)


@page()
def report(request: HttpRequest, report_id: str) -> HttpResponse:
    """One report: the claim, the evidence, the decisions."""
    found = queries.report(request.actor, report_id)
    actor = request.actor
    status = ReportStatus(found.status)
    is_ours = actor.organisation_id == found.commitment.contract.authority_id
    mine = may_add_to(found, actor) and not found.commitment.contract.is_published_report
    home = home_of(found.commitment, actor)
    may_verify = is_ours and actor.can(_P.REPORT_VERIFY)
    is_own = may_verify and is_claimant(found, actor)
    context = {
        "report": found,
        "caption": _("Report · %(contract)s") % {"contract": found.commitment.contract.title},
        "words": wording,
        "contract_words": contract_words,
        "tags": [(wording.REPORT_STATUS[found.status], wording.REPORT_TAG[found.status])],
        "earlier": found.corrects,
        "later": getattr(found, "corrected_by", None),
        "history": history_of(found, own=actor.organisation),
        "can_verify": may_verify and status in WAITING and not is_own,
        "is_own_claim": is_own,
        "can_correct": mine and REPORT_STATUSES.allows(status, ReportStatus.CORRECTED),
        "can_add_evidence": mine and status in WAITING,
        "can_answer": mine and may_answer(found, actor),
        "said": said_of(found),
        "earlier_files": earlier_evidence(found, actor),
        "shows_people": is_ours,
        "sees": queries.may_read_details_of(found, actor),
        "home": home,
        "stories": stories_of(found, actor),
        "may_withdraw": lambda story: may_withdraw(story, actor),
        "can_tell": may_tell(found, actor),
    }
    is_tier_two = found.tier_two_id is not None and actor.organisation_id == found.reported_for_id
    return render(request, "delivery/report.html", context, node=None if is_tier_two else found)


def said_of(report: Report) -> list[Verification | ReportAnswer]:
    """Decisions and answers to questions, in the order in which they came."""
    every = (*report.verifications.all(), *report.answers.all())
    return sorted(every, key=lambda each: each.created_at)


def home_of(commitment: Commitment, actor: Actor) -> str:
    """The page of a commitment; for a tier-two supplier the page of its own part, the only one it may see."""
    own = actor.side is Side.SUPPLIER and actor.organisation_id != commitment.contract.supplier_id
    if own and not commitment.contract.is_published_report:
        row = tier_two.delivered_by(actor).filter(contract=commitment.contract).first()
        if row is not None:
            return reverse("tier-two", kwargs={"row_id": row.external_id})
    return reverse("commitment", kwargs={"commitment_id": commitment.external_id})


@page()
def add_report(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """Report on a commitment: where a link names a period, on that one, or on to the report that it has."""
    actor = request.actor
    found = tier_two.commitment_to_report(actor, commitment_id, contracts.readable(actor))
    periods = report_lines.reportable_periods(found, london_day(request.now), actor)
    wanted = _chosen(list(found.periods.all()), request.GET.get("period"))
    is_open = wanted is None or wanted in periods
    if request.method == "GET" and not is_open and (done := own_report(wanted, actor.organisation_id)):
        return HttpResponseRedirect(report_url(done))
    milestones = report_lines.reportable_milestones(found, actor)
    is_tier_two = tier_two.part_of(found, actor) is not None
    form = ReportForm(
        **form_data(request),
        commitment=found,
        periods=periods,
        milestones=milestones,
        is_tier_two=is_tier_two,
        initial=_first([wanted] if wanted else periods),
    )
    form.cancel_url = home_of(found, actor)
    form.intro = _own_part(found, is_tier_two=is_tier_two)
    _refuse_unless_owed(request, found)

    def act(given: dict[str, Any]) -> Report:
        claim = Claim(
            quantity=given.get("quantity"),
            words=given["words"],
            period=_chosen(periods, given.get("period")),
            milestone=_chosen(milestones, given.get("milestone")),
            start_on=given.get("start_on"),
            end_on=given.get("end_on"),
            is_for_authority_only=given.get("is_for_authority_only", False),
            people=given.get("people"),
        )
        return actions.report(found, claim, evidence=uploads(given), by=request.actor, now=request.now)

    context = {
        "commitment": found,
        "words": contract_words,
        "caption": found.title,
        "not_now": None if is_open else wanted,
        "is_to_begin": wanted is not None and wanted.start_on > london_day(request.now),
        "nothing_left": not form.is_bound and _asks_in_vain(form),
    }
    return submit(
        request,
        form,
        "delivery/report_form.html",
        context,
        action=act,
        then=report_url,
        done=_("Your report is sent"),
        node=None if is_tier_two else found,
    )


def _own_part(commitment: Commitment, *, is_tier_two: bool) -> str:
    """Whom to leave out of the figure, where several report on one commitment."""
    if is_tier_two:
        return _("Report on your own part alone: the others report on theirs.")
    names = [each.tier_two.name for each in tier_two.accepted_parts([commitment.pk]).get(commitment.pk, [])]
    if not names:
        return ""
    return _("Leave out what %(who)s did: they report on it themselves.") % {"who": ", ".join(names)}


def _asks_in_vain(form: ReportForm) -> bool:
    """True when a period or a milestone is to be chosen and none is left."""
    return any(not form.fields[name].choices for name in ("period", "milestone") if name in form.fields)


def _first(periods: list[Any]) -> dict[str, str]:
    return {"period": periods[0].external_id} if periods else {}


def _chosen(rows: list[Any], external_id: str | None) -> Any:
    return next((row for row in rows if row.external_id == external_id), None)


def uploads(given: dict[str, Any]) -> list[Upload]:
    file = given.get("file")
    if not file:
        return []
    return [Upload(file.name, file.read(), given.get("name", ""), given["is_looked_at"])]


def _refuse_unless_owed(request: HttpRequest, commitment: Commitment) -> None:
    """Somebody who cannot report is told so before they write."""
    actions.reporting.check_may_report(commitment, request.actor)


def refuse_unless_own(request: HttpRequest, report: Report) -> None:
    """The same for a report that is there: it is added to by those for whom it was made."""
    actions.reporting.check_may_add_to(report, request.actor)


@page()
def correct(request: HttpRequest, report_id: str) -> HttpResponse:
    """Put a new report in the place of an earlier one."""
    found = queries.report(request.actor, report_id)
    refuse_unless_own(request, found)
    form = ClaimForm(
        **form_data(request),
        commitment=found.commitment,
        is_tier_two=found.tier_two_id is not None,
        initial={
            "quantity": found.quantity,
            "words": found.words,
            "people": found.people,
            "is_for_authority_only": found.is_for_authority_only,
        },
        revision=found.revision,
    )
    form.title = _("Correct this report")
    form.intro = _("The earlier report stays and is marked as corrected. The new one is verified afresh.")
    form.cancel_url = report_url(found)

    def act(given: dict[str, Any]) -> Report:
        return actions.correct(
            found,
            Claim(
                quantity=given.get("quantity"),
                words=given["words"],
                is_for_authority_only=given.get("is_for_authority_only", False),
                people=given.get("people"),
            ),
            evidence=uploads(given),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )

    node = None if found.tier_two_id else found
    return submit(request, form, action=act, then=report_url, node=node, current=lambda: _stored(found))


@page()
def add_evidence(request: HttpRequest, report_id: str) -> HttpResponse:
    """Add a file to a report on which nobody has decided yet."""
    found = queries.report(request.actor, report_id)
    refuse_unless_own(request, found)
    form = EvidenceForm(**form_data(request))
    form.cancel_url = report_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.add_evidence(found, uploads(given), by=request.actor, now=request.now),
        then=lambda added: report_url(found),
        done=_("The evidence is added"),
        node=None if found.tier_two_id else found,
    )


@page()
def verify(request: HttpRequest, report_id: str) -> HttpResponse:
    """Decide about a report, with the evidence beside the claim."""
    found = queries.report(request.actor, report_id)
    actions.verifying.check_may_verify(found, request.actor)
    form = VerifyForm(**form_data(request), report=found, revision=found.revision)
    form.cancel_url = report_url(found)

    def act(given: dict[str, Any]) -> Report:
        actions.verify(
            found,
            decision=Decision(given["decision"]),
            reason=given["reason"],
            quantity=given.get("quantity"),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )
        return found

    context = {
        "report": found,
        "words": wording,
        "contract_words": contract_words,
        "caption": found.commitment.title,
        "sampled": chosen_by(request.actor, found),
        "sees": True,
        "shows_people": True,
        "said": said_of(found),
        "earlier_files": earlier_evidence(found, request.actor),
        "home": home_of(found.commitment, request.actor),
        "marks": wording.MARK,
    }
    return submit(
        request,
        form,
        "delivery/verify.html",
        context,
        action=act,
        then=report_url,
        done=_("Your decision is recorded"),
        node=found,
        current=lambda: _decided(found),
    )


def _again(report: Report) -> Report:
    found: Report = Report.objects.for_system("what another person saved meanwhile").get(pk=report.pk)
    return found


def _stored(report: Report) -> dict[str, Any]:
    """What is claimed now, beside what the person was about to put in its place."""
    stored = _again(report)
    return {
        "quantity": stored.quantity,
        "words": stored.words,
        "people": stored.people,
        "is_for_authority_only": stored.is_for_authority_only,
    }


def _decided(report: Report) -> dict[str, Any]:
    """What was decided meanwhile, beside what the person was about to decide."""
    latest = _again(report).verifications.last()
    if latest is None:
        return {}
    return {"decision": latest.decision, "reason": latest.reason, "quantity": latest.quantity}


@page()
def evidence(request: HttpRequest, evidence_id: str) -> HttpResponse:
    """The file itself, as an attachment; never one that is not what was handed in."""
    found = queries.evidence(request.actor, evidence_id)
    try:
        return stored_file(found.file)
    except DamagedFileError as error:
        raise Refused("evidence.damaged", names=found.title) from error
