"""What a contract award notice needs, from what is recorded: nothing is typed again. The notice itself is published elsewhere.

Facts stand in the order in which a notice asks for them; where something is not known, the line is there and empty.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.periods import london_day, london_moment
from commonweal.domain.weights import percent
from commonweal.interchange.ocds.export import release
from commonweal.interchange.ocds.process_values import Award, Lot, Organisation, Procurement, Span, Worth
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import AwardDecision, ConflictsReview
from commonweal.lifecycle.assessment.told import summaries_sent_at
from commonweal.lifecycle.tendering.models import Tender
from commonweal.organisations.models import Organisation as StoredOrganisation
from commonweal.presentation.formats import day, money
from commonweal.presentation.procurement_words import ASK_WORDS

SHOWN = ("GB-COH", "GB-PPON", "GB-CHC")
SME = (StoredOrganisation.Size.MICRO, StoredOrganisation.Size.SMALL, StoredOrganisation.Size.MEDIUM)
STANDSTILLS = {
    Standstill.MANDATORY: gettext_lazy("Mandatory"),
    Standstill.VOLUNTARY: gettext_lazy("Voluntary"),
    Standstill.NOT_REQUIRED: gettext_lazy("Not required"),
}


def facts(award: AwardDecision) -> list[tuple[str, str]]:
    """Everything the notice says, as a label and its value."""
    one, winner = award.assessment, award.tender
    ask = one.ask_version.read()
    supplier = winner.supplier
    ranked = queries.tenders_of(one)
    price = queries.prices_of(one).get(winner.pk)
    rows = [
        (_("Contracting authority"), one.lot.procurement.authority.name),
        (_("Procurement"), ask.title),
        (_("Reference"), ocid(award)),
        (_("Lot"), f"{one.lot.number}. {one.lot.title}"),
        (_("Law"), str(ASK_WORDS["regime"].get(ask.regime, ask.regime))),
        (_("Supplier"), supplier.name),
        (_("Identifier"), _identifier(supplier)),
        (_("Small or medium-sized enterprise"), _yes_no(_is_sme(supplier))),
        (
            _("Voluntary, community or social enterprise"),
            _yes_no(supplier.is_vcse),
        ),
        (_("Contract value without VAT"), money(price) if price is not None else ""),
        (_("Date of the decision"), _day(award.decided_at)),
        (_("Contract starts on"), day(ask.contract_starts_on)),
        (_("Contract ends on"), day(ask.contract_ends_on)),
        (_("Tenders received"), str(len(queries.opened_tenders_of(one)))),
        (_("Tenders assessed"), str(len(ranked))),
        (_("Assessment summaries sent"), _day(summaries_sent_at(award))),
        (_("Standstill"), str(STANDSTILLS[Standstill(award.standstill)])),
        *_standstill(award),
        (_("Notice published on"), _date(award.notice_published_on)),
        (_("Conflicts assessment last looked at on"), _date(_conflicts_seen(award))),
    ]
    rows += [
        (_("Award criterion: %(title)s") % {"title": each.title}, percent(each.weight_bp))
        for each in ask.criteria
    ]
    rows += [
        (_("Tenderer that is not awarded"), tender.supplier.name)
        for tender in ranked
        if tender.pk != winner.pk
    ]
    return rows


def _standstill(award: AwardDecision) -> list[tuple[str, str]]:
    """How long, and until when; or why there is none."""
    if award.standstill == Standstill.NOT_REQUIRED:
        return [(_("Why no standstill is required"), award.standstill_reason)]
    return [
        (_("Working days of standstill"), str(award.standstill_days)),
        (_("Standstill ends on"), _date(award.standstill_ends_on)),
    ]


def as_release(award: AwardDecision, *, now: dt.datetime) -> dict[str, Any]:
    """The same as an open contracting release with the tag `award`. Tenderers that are not awarded are not in it."""
    one, winner = award.assessment, award.tender
    ask = one.ask_version.read()
    price = queries.prices_of(one).get(winner.pk)
    worth = Worth(price) if price is not None else None
    ends = award.standstill_ends_on
    made = Procurement(
        ocid=ocid(award),
        release_id=f"{award.external_id}-award",
        released_at=now,
        tags=("award",),
        tender_id=ask.procurement_id,
        title=ask.title,
        status="complete",
        buyer=Organisation(ask.authority_id, ask.authority_name),
        suppliers=(_organisation(winner),),
        lots=(Lot(one.lot.external_id, one.lot.title),),
        awards=(
            Award(
                id=award.external_id,
                suppliers=(winner.supplier.external_id,),
                lots=(one.lot.external_id,),
                title=ask.title,
                status="pending",
                decided_at=award.decided_at,
                value=worth,
                standstill=Span(None, _end_of(ends)) if ends else None,
                summaries_sent_at=summaries_sent_at(award),
            ),
        ),
        legal_basis=None,
    )
    return release(made)


def ocid(award: AwardDecision) -> str:
    """The contracting process, as every other release of it names it."""
    return f"{settings.OCID_PREFIX}-{award.assessment.lot.procurement.external_id}"


def _organisation(tender: Tender) -> Organisation:
    supplier = tender.supplier
    held = {each.scheme: each.value for each in supplier.identifiers.all()}
    scheme = next((each for each in SHOWN if each in held), None)
    return Organisation(
        supplier.external_id,
        supplier.name,
        scheme,
        held[scheme] if scheme else None,
        _is_sme(supplier),
        supplier.is_vcse,
    )


def _identifier(supplier: StoredOrganisation) -> str:
    held = {each.scheme: each.value for each in supplier.identifiers.all()}
    return next((f"{scheme} {held[scheme]}" for scheme in SHOWN if scheme in held), "")


def _is_sme(supplier: StoredOrganisation) -> bool | None:
    return None if supplier.size == StoredOrganisation.Size.UNKNOWN else supplier.size in SME


def _yes_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")


def _conflicts_seen(award: AwardDecision) -> dt.date | None:
    rows = ConflictsReview.objects.for_system("the conflicts assessment that an award notice confirms")
    found: dt.date | None = (
        rows.filter(procurement=award.assessment.lot.procurement)
        .order_by("-reviewed_on")
        .values_list("reviewed_on", flat=True)
        .first()
    )
    return found


def _end_of(on: dt.date) -> dt.datetime:
    return london_moment(on, dt.time(23, 59))


def _day(moment: dt.datetime | None) -> str:
    return day(london_day(moment)) if moment else ""


def _date(on: dt.date | None) -> str:
    return day(on) if on else ""
