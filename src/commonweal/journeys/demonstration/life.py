"""The life of the contract of three years, scene by scene, as far as the clock has come.

The same scenes are played by the demonstration up to today, and by a test to the end of the contract. Reads `prepared` of
the assessment stage. Leaves `life` in `demo.things`, and the contract among `contracts`. Everything here is invented.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.kpis import FailureGround, PenaltyType
from commonweal.domain.periods import london_day
from commonweal.domain.quantities import SCALE
from commonweal.journeys import contracts as entering
from commonweal.journeys import handover as handing_over
from commonweal.journeys.changes_in_force import put_due_into_force
from commonweal.journeys.demonstration import life_delivery, life_learning, life_terms, life_words
from commonweal.journeys.demonstration.contracts import MANAGER, morning
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.publish_contract import publish_contract
from commonweal.lifecycle.assessment.actions import check_debarment
from commonweal.lifecycle.assessment.models import CheckedParty
from commonweal.lifecycle.contracts import actions, handovers
from commonweal.lifecycle.contracts.models import Commitment, Contract, Handover

KEY, SUPPLIER = "heating", "large"
FIRST_REVIEW, EVERY_MONTHS = 120, 6
VALUE_PENCE = 613_800_000
FINAL_VALUE_PENCE = 622_980_000
Scene = tuple[int, Callable[["Life", int], object]]


@dataclass
class Life:
    """The contract whose life is played, and the clock of its scenes: days count from its first day."""

    demo: Demonstration
    contract_id: int
    starts_on: dt.date

    @property
    def contract(self) -> Contract:
        """As it is stored now."""
        rows = Contract.objects.for_system("the demonstration goes on")
        found: Contract = rows.select_related("procurement", "award", "authority", "supplier").get(
            pk=self.contract_id
        )
        return found

    def commitment(self, kind: CommitmentKind, owed_by: OwedBy | None = None) -> Commitment:
        """The contract's commitment of a kind."""
        rows = self.contract.commitments.filter(kind=kind).select_related("contract")
        others = (OwedBy.SUPPLIER, OwedBy.SUBCONTRACTOR) if owed_by is None else (owed_by,)
        found: Commitment = rows.get(owed_by__in=others)
        return found

    @property
    def lead(self) -> Actor:
        return self.demo.actor("delivery", SUPPLIER)

    def day(self, days: int) -> dt.date:
        return self.starts_on + dt.timedelta(days=days)

    def now(self, days: int) -> dt.datetime:
        return morning(self.day(days))

    def said(self, who: str, days: int) -> dict[str, Any]:
        """Somebody of the borough acts on that day."""
        return {"by": self.demo.actor(who), "now": self.now(days)}

    def told(self, days: int) -> dict[str, Any]:
        """The supplier's delivery lead acts on that day."""
        return {"by": self.lead, "now": self.now(days)}


def load(demo: Demonstration) -> None:
    """Play every scene that lies in the past."""
    prepared: Contract = demo.things["prepared"][KEY]
    assert prepared.starts_on is not None, "the ask says when the contract starts"
    life = Life(demo, prepared.pk, prepared.starts_on)
    demo.things["life"] = life
    for _day in played(life):
        pass
    demo.things["contracts"][KEY] = [life.contract]
    life_learning.answer_the_next_ask(life)


def played(life: Life) -> Iterator[int]:
    """Play scene after scene up to now; after each the day it was played on."""
    for days, scene in sorted(scenes(life), key=lambda each: each[0]):
        if life.now(days) > life.demo.now:
            return
        put_due_into_force(life.now(days))
        scene(life, days)
        yield days


def scenes(life: Life) -> Iterator[Scene]:
    """Every scene of the life, in no order: the contract, its terms and remedies, its delivery and what was learnt."""
    yield from SCENES
    yield from life_delivery.scenes(life)
    yield from life_terms.scenes(life)
    yield from life_learning.scenes(life)
    ends = life.contract.ends_on
    assert ends is not None, "the ask says when the contract ends"
    last = (ends - life.starts_on).days
    yield last + 1, _finish
    yield last + life_delivery.RATED, life_delivery.rate_at_the_end


def _name_and_measure(life: Life, days: int) -> None:
    """Who looks after it, the KPIs before anybody signs, and the handover is begun."""
    actions.name_leads(
        life.contract,
        authority_lead=life.demo.member(MANAGER).person,
        supplier_lead=life.demo.member("delivery", SUPPLIER).person,
        **life.said("procurement", days),
    )
    for title, words, unit, target, direction in life_words.KPI_WORDS:
        facts = actions.KpiFacts(
            title=title, words=words, unit=unit, target=target * SCALE, direction=direction, is_material=True
        )
        actions.set_kpi(life.contract, facts, **life.said("procurement", days))
    training = life.commitment(CommitmentKind.QUANTITY)
    own = actions.KpiFacts(title="Paid training hours for residents", commitment=training, is_material=True)
    actions.set_kpi(life.contract, own, **life.said("procurement", days))


def _look_up_again(contract: Contract, officer: dict[str, Any]) -> None:
    """Months lie between the decision and the signature: the debarment list is looked at on the day."""
    assert contract.tender is not None, "it was awarded"
    for party in CheckedParty.objects.for_authority(officer["by"]).filter(tender=contract.tender):
        check_debarment(party, checked_on=london_day(officer["now"]), is_listed=False, **officer)


def _enter(life: Life, days: int) -> None:
    contract = life.contract
    assert contract.ends_on is not None, "the ask says when the contract ends"
    officer = life.said("procurement", days)
    _look_up_again(contract, officer)
    entering.enter_prepared(contract, starts_on=life.starts_on, ends_on=contract.ends_on, **officer)
    actions.state_notice_facts(
        life.contract,
        value_pence=VALUE_PENCE,
        final_value_pence=None,
        is_supported_employment=False,
        is_public_service_mutual=False,
        **officer,
    )
    publish_contract(life.contract, **officer)


def _hand_over(life: Life, days: int) -> None:
    """Confirmed as the ask and the tender suggest, with a review every six months, and sent."""
    officer = life.said("procurement", days)
    actions.begin_handover(life.contract, **officer)
    actions.confirm_lines(_handover(life), handing_over.suggested_lines(_handover(life)), **officer)
    actions.set_reviews(
        _handover(life),
        every_months=EVERY_MONTHS,
        first_on=life.day(FIRST_REVIEW),
        words="The two firms that did not win offered to lend heaters in a hard winter. Their numbers are with the desk.",
        **officer,
    )
    actions.send_handover(_handover(life), words="The promises are as they were written.", **officer)


def _send_back(life: Life, days: int) -> None:
    actions.answer_handover(
        _handover(life),
        is_accepted=False,
        words="Who at the supplier answers at night? I need a name before the first cold week.",
        **life.said(MANAGER, days),
    )


def _send_again(life: Life, days: int) -> None:
    words = "The supplier's delivery lead, until a night manager begins in the second month."
    actions.send_handover(_handover(life), words=words, **life.said("procurement", days))


def _accept(life: Life, days: int) -> None:
    actions.answer_handover(
        _handover(life), is_accepted=True, words="I have read it with them.", **life.said(MANAGER, days)
    )


def _handover(life: Life) -> Handover:
    found = handovers.handover_of(life.contract)
    assert found is not None, "the handover was begun in an earlier scene"
    return found


def _fail(life: Life, days: int) -> None:
    """Three nights without an answer, after an opportunity to put it right: published, with the agreed penalty."""
    requirement, description = life_words.FAILURE
    facts = actions.FailureFacts(
        ground=FailureGround.NOT_IMPROVED,
        requirement=requirement,
        description=description,
        decided_on=life.day(days - 2),
        kpi=life.contract.kpis.get(number=1),
        penalty_type=PenaltyType.CONTRACTED,
        penalty_on=life.day(days - 2),
        penalty_pence=1_200_000,
    )
    actions.record_failure(life.contract, facts, **life.said(MANAGER, days))


def _publish_again(life: Life, days: int) -> None:
    publish_contract(life.contract, **life.said(MANAGER, days))


def _recommend(life: Life, days: int) -> None:
    actions.recommend(life.contract, life_words.RECOMMENDED, **life.said(MANAGER, days))


def _finish(life: Life, days: int) -> None:
    manager = life.said(MANAGER, days)
    actions.finish(life.contract, **manager)
    actions.state_notice_facts(
        life.contract,
        value_pence=VALUE_PENCE,
        final_value_pence=FINAL_VALUE_PENCE,
        is_supported_employment=False,
        is_public_service_mutual=False,
        **manager,
    )


SCENES: tuple[Scene, ...] = (
    (-28, _name_and_measure),
    (-10, _enter),
    (-8, _hand_over),
    (-7, _send_back),
    (-5, _send_again),
    (-4, _accept),
    (235, _fail),
    (400, _publish_again),
    (440, _recommend),
)
