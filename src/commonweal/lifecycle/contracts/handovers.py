"""Reads of handovers: how far one has come, what its lines start from, and those that wait for somebody."""

from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent, MetricContent
from commonweal.domain.contracts import NOT_OVER
from commonweal.domain.errors import NotFound
from commonweal.domain.handover import EDITABLE, HandoverFacts, HandoverStatus
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.leaders import belongs, still_leads
from commonweal.lifecycle.contracts.models import Commitment, Contract, Handover, HandoverLine
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet


def handover_of(contract: Contract) -> Handover | None:
    """The handover of a contract that was read in scope; None before one is begun."""
    rows = Handover.objects.for_system("handovers of contracts that were read in scope").select_related(
        "contract__authority", "contract__supplier", "contract__authority_lead", "contract__supplier_lead"
    )
    found: Handover | None = rows.filter(contract=contract).first()
    return found


def handover(actor: Actor, contract_id: str, permission: Permission) -> Handover:
    """The handover of one contract, for somebody who may. Raises NotFound or NotPermitted."""
    rows = Handover.objects.for_system("handovers of contracts that were read in scope").filter(
        contract__in=queries.own(actor)
    )
    rows = rows.select_related(
        "contract__authority",
        "contract__supplier",
        "contract__authority_lead",
        "contract__supplier_lead",
        "contract__procurement",
        "contract__tender__ask_version",
    )
    contract = fetch(queries.own(actor), contract_id, actor, permission)
    found: Handover | None = rows.filter(contract=contract).first()
    if found is None:
        raise NotFound("record.not_found", kind="contract-handover")
    return found


def facts_of(of: Handover) -> HandoverFacts:
    """How far it has come, read afresh."""
    contract = of.contract
    return HandoverFacts(
        has_authority_lead=contract.authority_lead_id is not None,
        has_supplier_lead=contract.supplier_lead_id is not None,
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        has_reviews=of.every_months is not None,
        open_lines=contract.commitments.count() - of.lines.count(),
    )


def lines_of(of: Handover) -> list[tuple[Commitment, HandoverLine | None]]:
    """Each commitment of the contract in its order, with what was confirmed about it."""
    confirmed = {line.commitment_id: line for line in of.lines.all()}
    rows = of.contract.commitments.select_related("place", "authority_lead", "supplier_lead")
    return [(each, confirmed.get(each.pk)) for each in rows.prefetch_related("periods__place", "milestones")]


def metrics_of(contract: Contract) -> dict[str, MetricContent]:
    """The metrics of the ask that the contract's tender answered, by their code."""
    if contract.tender is None:
        return {}
    ask: AskContent = contract.tender.ask_version.read()
    return {metric.code: metric for criterion in ask.criteria for metric in criterion.metrics if metric.code}


def to_answer(actor: Actor) -> ScopedQuerySet:
    """Handovers that wait for the actor, who looks after the contract for the authority.

    Where whoever did has left, for everybody else there who may look after contracts.
    """
    rows = Handover.objects.for_authority(actor).filter(
        status=HandoverStatus.SENT, contract__status__in=NOT_OVER
    )
    is_led = belongs("contract__authority_id", person_id="contract__authority_lead_id")
    is_own = Q(contract__authority_lead_id=actor.person_id)
    rows = rows.filter(is_own | (~Q(is_led) & ~Q(sent_by=actor.person)))
    return rows.select_related("contract").order_by("sent_at", "pk")


def sent_back(actor: Actor) -> ScopedQuerySet:
    """Handovers that the actor sent, or somebody who has left, and that came back."""
    rows = Handover.objects.for_authority(actor).filter(
        status=HandoverStatus.SENT_BACK, contract__status__in=NOT_OVER
    )
    is_here = belongs("contract__authority_id", person__external_id="sent_by")
    rows = rows.filter(Q(sent_by=actor.person) | ~Q(is_here))
    return rows.select_related("contract").order_by("sent_at", "pk")


def may_answer(of: Handover, actor: Actor) -> bool:
    """True for who looks after the contract for the authority; where they left, for whoever there may look after it."""
    if not actor.can(Permission.CONTRACT_EDIT) or actor.organisation_id != of.contract.authority_id:
        return False
    return of.contract.authority_lead_id == actor.person_id or not still_leads(of.contract)


def is_editable(of: Handover) -> bool:
    """True while it can still be worked on."""
    return HandoverStatus(of.status) in EDITABLE
