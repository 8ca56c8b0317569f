"""Conditions and charters of a contract: setting them, showing what meets them, deciding when they fall due."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.terms import TermKind, TermOutcome, TermState, state_of
from commonweal.lifecycle.contracts import actions, queries, terms
from commonweal.lifecycle.contracts.actions import Shown, TermFacts
from commonweal.lifecycle.contracts.models import Contract, ContractTerm
from commonweal.lifecycle.strategy.models import Charter
from commonweal.organisations.access import fetch
from commonweal.presentation import term_words as words
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.contracts.register_file import terms_as_csv
from commonweal.web.contracts.term_forms import ShowForm, TermDecisionForm, TermForm
from commonweal.web.downloads import attachment, stored_file
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


def term_url(of: ContractTerm) -> str:
    return reverse("term", kwargs={"term_id": of.external_id})


def _list_url(of: Contract) -> str:
    return reverse("contract-terms", kwargs={"contract_id": of.external_id})


@page()
def listed(request: HttpRequest, contract_id: str) -> HttpResponse:
    """The conditions and charters of one contract, with where each stands."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    is_ours = request.actor.organisation_id == found.authority_id
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "terms": terms.terms_of(found, london_day(request.now)),
        "term_words": words,
        "can_edit": is_ours
        and request.actor.can(_P.CONTRACT_EDIT)
        and found.is_binding
        and not found.is_published_report,
    }
    return render(request, "contracts/terms.html", context, node=found)


@page()
def listed_csv(request: HttpRequest, contract_id: str) -> HttpResponse:
    """The same as a table."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    seen = terms.terms_of(found, london_day(request.now))
    name = f"conditions-{found.external_id}.csv"
    return attachment(terms_as_csv(seen), name, "text/csv; charset=utf-8")


@page()
def add(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Put a condition or a charter on a contract."""
    found = own_to_edit(request, contract_id)
    charters = {each.external_id: each for each in Charter.objects.for_authority(request.actor)}
    criteria = _criteria(found)
    form = TermForm(
        **form_data(request),
        charters=[(key, each.title) for key, each in charters.items()],
        criteria=[(key, title) for key, (title, _text) in criteria.items()],
        initial={"due_on": found.ends_on},
    )
    form.cancel_url = _list_url(found)

    def act(given: dict[str, Any]) -> ContractTerm:
        title, text = criteria.get(given.get("criterion", ""), ("", ""))
        facts = TermFacts(
            kind=TermKind(given["kind"]),
            title=given["name"],
            words=given["words"] or text,
            stated_in=given["stated_in"]
            or (_("The ask: %(question)s") % {"question": title} if title else ""),
            due_on=given["due_on"],
            every_months=given["every_months"],
            charter=charters.get(given["charter"]),
            level=given["level"],
            criterion_id=given.get("criterion", ""),
        )
        return actions.set_term(found, facts, by=request.actor, now=request.now)

    return submit(request, form, action=act, then=term_url, done=_("It is saved"), node=found)


def _criteria(of: Contract) -> dict[str, tuple[str, str]]:
    """The questions of the ask that the contract's tender answered: title and words by id."""
    if of.tender is None:
        return {}
    content = of.tender.ask_version.read()
    return {each.id: (each.title, each.question or each.text) for each in content.questions}


@page()
def one(request: HttpRequest, term_id: str) -> HttpResponse:
    """One term: what it asks, what was shown, what was decided."""
    found = terms.term(request.actor, term_id)
    actor, contract = request.actor, found.contract
    decisions = list(found.decisions.all())
    latest = TermOutcome(decisions[-1].outcome) if decisions else None
    state = state_of(found.due_on, latest, london_day(request.now))
    is_ours = actor.organisation_id == contract.authority_id
    context = {
        "term": found,
        "caption": _("%(kind)s · %(contract)s")
        % {"kind": words.KIND[found.kind], "contract": contract.title},
        "tags": [(words.STATE[state], words.STATE_TAG[state])],
        "decisions": reversed(decisions),
        "words": words,
        "is_ours": is_ours,
        "is_over": state in (TermState.MET, TermState.WAIVED, TermState.NOT_MET) and found.due_on is None,
        "can_show": contract.is_binding
        and actor.can(_P.REPORT_WRITE if actor.side is Side.SUPPLIER else _P.CONTRACT_EDIT),
        "can_decide": is_ours
        and actor.can(_P.CONTRACT_EDIT)
        and contract.is_binding
        and found.due_on is not None,
    }
    return render(request, "contracts/term.html", context, node=contract)


@page()
def show(request: HttpRequest, term_id: str) -> HttpResponse:
    """Show what meets a term."""
    is_supplier = request.actor.side is Side.SUPPLIER
    found = terms.term(request.actor, term_id, _P.REPORT_WRITE if is_supplier else _P.CONTRACT_EDIT)
    form = ShowForm(**form_data(request), is_charter=found.charter is not None)
    form.intro = found.charter.equivalent if found.charter else found.words
    form.cancel_url = term_url(found)

    def act(given: dict[str, Any]) -> Any:
        file = given.pop("file")
        shown = Shown(**given, file_name=file.name if file else "", content=file.read() if file else None)
        return actions.show_for_term(found, shown, by=request.actor, now=request.now)

    return submit(
        request,
        form,
        action=act,
        then=lambda row: term_url(found),
        done=_("It is on the page of the term"),
        node=found.contract,
    )


@page()
def decide(request: HttpRequest, term_id: str) -> HttpResponse:
    """Decide whether a term is met."""
    found = terms.term(request.actor, term_id, _P.CONTRACT_EDIT)
    form = TermDecisionForm(**form_data(request), revision=found.revision)
    form.intro = found.words
    form.cancel_url = term_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.decide_term(
            found,
            outcome=TermOutcome(given["outcome"]),
            reason=given["reason"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda row: term_url(found),
        done=_("Your decision is recorded"),
        node=found.contract,
        current=lambda: _stored(terms.term(request.actor, term_id)),
    )


def _stored(term: ContractTerm) -> dict[str, Any]:
    latest = list(term.decisions.all())[-1:]
    return {"outcome": words.OUTCOME[latest[0].outcome], "reason": latest[0].reason} if latest else {}


@page()
def file(request: HttpRequest, shown_id: str) -> HttpResponse:
    """A file that was shown for a term, as an attachment."""
    found = terms.shown(request.actor, shown_id)
    if found.file is None:
        raise Http404
    return stored_file(found.file)
