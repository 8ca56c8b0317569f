"""Who tenders together, who delivers which part of a commitment, and the conditions of participation."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.commitments import Offer, OwedBy
from commonweal.domain.consortium import (
    IDENTIFIER_LIMIT,
    LEAD,
    NAME_LIMIT,
    PART_LIMIT,
    Flow,
    Party,
    PartyRole,
    counts,
    left_to_lead_bp,
    promised,
)
from commonweal.domain.errors import DomainError, NotFound
from commonweal.domain.participation import ANSWER_WORDS, ConditionAnswer, ConditionContent
from commonweal.lifecycle.tendering.actions import together as actions
from commonweal.presentation.words.requirements import PARTY_ROLE, REQUIREMENT_WORDS
from commonweal.records.ids import ALPHABET
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    GovForm,
    PercentField,
    QuantityField,
    TextField,
    WordsField,
)
from commonweal.web.pages import form_data, render, submit
from commonweal.web.tenders.forms import RemoveForm
from commonweal.web.tenders.own import Own, acting, own_draft, own_page

KEY_LENGTH = 10


class PartyForm(GovForm):
    """One member or subcontractor."""

    title = gettext_lazy("A member or subcontractor")
    button = gettext_lazy("Save")
    name = TextField(label=gettext_lazy("Name of the organisation"), max_length=NAME_LIMIT)
    identifier = TextField(
        label=gettext_lazy("Identifier"),
        help_text=gettext_lazy("For example its company or charity number"),
        max_length=IDENTIFIER_LIMIT,
        required=False,
        width="govuk-input--width-20",
    )
    role = ChoiceField(
        label=gettext_lazy("How does it stand to you?"),
        choices=[(role.value, words) for role, words in PARTY_ROLE.items()],
        hints={
            PartyRole.MEMBER: gettext_lazy("It tenders with you and answers for its part beside you"),
            PartyRole.SUBCONTRACTOR: gettext_lazy("You buy its part from it and answer for it"),
        },
    )
    work = WordsField(label=gettext_lazy("Which part of the work does it do?"), rows=3, max_length=500)
    share = PercentField(
        label=gettext_lazy("Share of the work"),
        help_text=gettext_lazy("Of the contract’s value. What nobody is named for is your own"),
        required=False,
    )
    size = ChoicesField(
        label=gettext_lazy("What kind of organisation is it?"),
        choices=(
            ("sme", gettext_lazy("A small or medium-sized enterprise (SME)")),
            ("vcse", gettext_lazy("A voluntary, community or social enterprise (VCSE)")),
        ),
        required=False,
    )

    def party(self, key: str) -> Party:
        """The party as entered."""
        data = self.cleaned_data
        return Party(
            key,
            data["name"].strip(),
            data["identifier"].strip(),
            PartyRole(data["role"]),
            data["work"].replace("\r\n", "\n").strip(),
            data["share"],
            "sme" in data["size"],
            "vcse" in data["size"],
        )


def _initial(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "identifier": party.identifier,
        "role": party.role.value,
        "work": party.work,
        "share": party.share_bp,
        "size": [name for name, holds in (("sme", party.is_sme), ("vcse", party.is_vcse)) if holds],
    }


@own_page
def parties(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Members and subcontractors, with their shares and what each delivers."""
    found = own_draft(request, tender_id)
    content = found.content
    titles = {offer.key: offer.title for offer in content.offers}
    context = {
        "tender": found.tender,
        "rows": [
            (party, [titles[flow.offer_key] for flow in content.flows if flow.party_key == party.key])
            for party in content.parties
        ],
        "own_delivers": [offer.title for offer in content.offers if _delivers_itself(found, offer)],
        "own_share": left_to_lead_bp(content.parties),
        "offers": [(offer, content.flows_of(offer.key)) for offer in content.offers],
        "names": names_of_parties(found),
        "words": REQUIREMENT_WORDS,
    }
    return render(request, "tenders/parties.html", context, node=found.tender)


def _delivers_itself(found: Own, offer: Offer) -> bool:
    """True where the supplier delivers some of a commitment, or nobody else is named for it."""
    flows = found.content.flows_of(offer.key)
    if flows:
        return any(flow.party_key == LEAD for flow in flows)
    return offer.owed_by is OwedBy.SUPPLIER


@own_page
def add_party(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Name a member or subcontractor."""
    found = own_draft(request, tender_id)
    key = "".join(secrets.choice(ALPHABET) for _place in range(KEY_LENGTH))
    return _party_form(request, found, key, {"role": PartyRole.SUBCONTRACTOR.value})


@own_page
def edit_party(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """Change what is said of a member or subcontractor."""
    found = own_draft(request, tender_id)
    return _party_form(request, found, key, _initial(_party(found, key)))


def _party_form(request: HttpRequest, found: Own, key: str, initial: dict[str, Any]) -> HttpResponse:
    back = reverse("tender-parties", args=[found.tender.external_id])
    form = PartyForm(initial=initial, revision=found.revision(f"party:{key}"), **form_data(request))
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"back": back},
        action=lambda _data: actions.set_party(
            found.tender, form.party(key), revision=form.cleaned_data["revision"], **acting(request)
        ),
        then=lambda _result: back,
        done=_("Saved."),
        node=found.tender,
    )


@own_page
def remove_party(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """Take a member or subcontractor out, after asking."""
    found = own_draft(request, tender_id)
    party = _party(found, key)
    back = reverse("tender-parties", args=[tender_id])
    form = RemoveForm(**form_data(request))
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"heading": _("Remove this organisation?"), "caption": party.name, "back": back},
        action=lambda _data: actions.remove_party(found.tender, key, **acting(request)),
        then=lambda _result: back,
        done=_("Removed."),
        node=found.tender,
    )


def _party(found: Own, key: str) -> Party:
    try:
        return found.content.party(key)
    except KeyError:
        raise NotFound("record.not_found", kind="party") from None


def names_of_parties(found: Own) -> dict[str, str]:
    """Names by key, the supplier itself first."""
    return {LEAD: found.tender.supplier.name} | {party.key: party.name for party in found.content.parties}


class DeliveryForm(GovForm):
    """Who delivers which part of one commitment: a row for each organisation of the tender."""

    title = gettext_lazy("Who delivers this commitment?")
    button = gettext_lazy("Save")

    def __init__(
        self, *args: Any, offer: Offer, names: dict[str, str], flows: tuple[Flow, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer, self.names = offer, names
        kept = {flow.party_key: flow for flow in flows}
        for number, (key, name) in enumerate(names.items()):
            flow = kept.get(key)
            if counts(offer):
                self.fields[f"amount{number}"] = QuantityField(
                    label=_("How much does %(name)s deliver?") % {"name": name},
                    suffix=offer.unit,
                    required=False,
                    initial=flow.amount if flow else None,
                )
            self.fields[f"part{number}"] = TextField(
                label=_("Which part does %(name)s deliver?") % {"name": name},
                max_length=PART_LIMIT,
                required=False,
                initial=flow.part if flow else "",
            )

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """Each organisation's name with its fields."""
        kinds = ("amount", "part") if counts(self.offer) else ("part",)
        return [
            (name, [self[f"{kind}{number}"] for kind in kinds])
            for number, name in enumerate(self.names.values())
        ]

    def flows(self) -> tuple[Flow, ...]:
        """The rows in which anything was entered."""
        found = []
        for number, key in enumerate(self.names):
            amount, part = (
                self.cleaned_data.get(f"amount{number}"),
                self.cleaned_data[f"part{number}"].strip(),
            )
            if amount is not None or part:
                found.append(Flow(self.offer.key, key, amount, part))
        return tuple(found)

    def add_domain_error(self, error: DomainError) -> None:
        """What is wrong with a row stands at its organisation, under the name that the page shows."""
        row = error.params.get("row")
        given = [flow.party_key for flow in self.flows()]
        if isinstance(row, int) and 0 < row <= len(given):
            number = list(self.names).index(given[row - 1])
            error.params["row"] = number + 1
            kind = "amount" if error.code.startswith("flow.amount") and counts(self.offer) else "part"
            error.field = f"{kind}{number}"
        elif error.field == "flows":
            error.field = "amount0" if counts(self.offer) else "part0"
        super().add_domain_error(error)


@own_page
def delivery(request: HttpRequest, tender_id: str, key: str) -> HttpResponse:
    """Share one commitment out between the supplier, its members and its subcontractors."""
    found = own_draft(request, tender_id)
    offer = next((each for each in found.content.offers if each.key == key), None)
    if offer is None:
        raise NotFound("record.not_found", kind="commitment")
    back = reverse("tender-commitments", args=[tender_id, offer.criterion_id])
    form = DeliveryForm(
        offer=offer,
        names=names_of_parties(found),
        flows=found.content.flows_of(key),
        revision=found.revision(f"delivery:{key}"),
        **form_data(request),
    )
    form.cancel_url = back
    return submit(
        request,
        form,
        "tenders/delivery.html",
        {
            "offer": offer,
            "promised": promised(offer, found.ask),
            "caption": offer.title,
            "tender": found.tender,
            "has_parties": bool(found.content.parties),
            "back": back,
        },
        action=lambda _data: actions.share_out(
            found.tender, key, form.flows(), revision=form.cleaned_data["revision"], **acting(request)
        ),
        then=lambda _result: back,
        done=_("Saved."),
        node=found.tender,
    )


class ConditionForm(GovForm):
    """The answer to one condition of participation."""

    button = gettext_lazy("Save")
    is_met = ChoiceField(
        label=gettext_lazy("Do you meet it?"),
        choices=(("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, or not yet"))),
    )
    words = WordsField(label=gettext_lazy("How do you meet it, or why not?"), max_words=ANSWER_WORDS, rows=8)
    relies_on = ChoiceField(
        label=gettext_lazy("On whom do you rely to meet it?"), choices=(), required=False, as_select=True
    )

    def __init__(self, *args: Any, parties: tuple[Party, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parties:
            named = [(party.key, party.name) for party in parties]
            self.fields["relies_on"].choices = [("", _("Nobody: we meet it ourselves")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["relies_on"]

    def answer(self, condition_id: str) -> ConditionAnswer:
        """The answer as entered."""
        data = self.cleaned_data
        words = data["words"].replace("\r\n", "\n").strip()
        return ConditionAnswer(condition_id, data["is_met"] == "yes", words, data.get("relies_on", ""))


@own_page
def conditions(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Every condition of participation with what is answered so far."""
    found = own_draft(request, tender_id)
    context = {
        "tender": found.tender,
        "rows": [(each, found.content.condition(each.id)) for each in found.ask.conditions],
        "names": names_of_parties(found),
        "words": REQUIREMENT_WORDS,
    }
    return render(request, "tenders/conditions.html", context, node=found.tender)


@own_page
def condition(request: HttpRequest, tender_id: str, condition_id: str) -> HttpResponse:
    """Answer one condition of participation."""
    found = own_draft(request, tender_id)
    stated = {each.id: each for each in found.ask.conditions}.get(condition_id)
    if stated is None:
        raise NotFound("record.not_found", kind="condition")
    back = reverse("tender-conditions", args=[tender_id])
    form = ConditionForm(
        parties=found.content.parties,
        initial=_answered(found, stated),
        revision=found.revision(f"condition:{condition_id}"),
        **form_data(request),
    )
    form.cancel_url = back
    return submit(
        request,
        form,
        "tenders/condition.html",
        {"heading": stated.title, "condition": stated, "back": back, "words": REQUIREMENT_WORDS},
        action=lambda _data: actions.answer_condition(
            found.tender, form.answer(condition_id), revision=form.cleaned_data["revision"], **acting(request)
        ),
        then=lambda _result: back,
        done=_("Saved."),
        node=found.tender,
        current=lambda: _answered(found, stated),
    )


def _answered(found: Own, condition: ConditionContent) -> dict[str, Any]:
    answer = found.content.condition(condition.id)
    if answer is None:
        return {}
    return {
        "is_met": "yes" if answer.is_met else "no",
        "words": answer.words,
        "relies_on": answer.relies_on,
    }
