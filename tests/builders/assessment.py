"""An assessment at every step, by ordinary actions: panel, scoring, moderation, locked, awarded.

Each step has a procurement of its own, so that no test of one step disturbs another.
"""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import Ground, PartyKind
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.permissions import Role
from commonweal.journeys.assessment_papers.whole_file import make
from commonweal.journeys.score_sheets import take_in
from commonweal.lifecycle.assessment import actions, queries, suitability
from commonweal.lifecycle.assessment.models import (
    Assessment,
    AwardDecision,
    CheckedParty,
    ConfidentialPassage,
    Enquiry,
    ExclusionFinding,
    NoAward,
    PanelMember,
    ParticipationCondition,
    ScoreSheet,
    WholeFile,
)
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.models import Tender
from commonweal.organisations import actions as organisations
from commonweal.organisations.models import Membership
from commonweal.reference.exclusion_grounds import shipped_grounds
from tests.builders.procurement import DEADLINE, fresh
from tests.builders.tendering import AFTER_DEADLINE, a_sealed_ask, a_submitted_tender, an_opening
from tests.cast import PASSWORD, World

LATER = AFTER_DEADLINE + dt.timedelta(days=1)
REASON = "Says who does what and by when."
#: Marks by supplier (the first tenderer is better on words), criterion by criterion, for the first and second assessor.
FIRST_MARKS = {0: (7_500, 10_000), 1: (5_000, 5_000)}
SECOND_MARKS = {0: (5_000, 7_500), 1: (5_000, 2_500)}
AGREED_MARKS = {0: (7_500, 7_500), 1: (5_000, 2_500)}


@dataclass
class Panel:
    """An assessment with the people on it."""

    assessment: Assessment
    first: PanelMember
    second: PanelMember
    moderator: PanelMember

    def again(self) -> Assessment:
        """The assessment as it is stored now."""
        self.assessment.refresh_from_db(from_queryset=system(Assessment))
        return self.assessment


def system(model):
    """Every row, for reading again in a test."""
    return model.objects.for_system("read again in a test")


def an_opened_procurement(
    world: World, title: str, prices: tuple[int, int] = (98_000_000, 104_000_000)
) -> Procurement:
    """Opened, with a tender of the supplier and one of its rival."""
    version = a_sealed_ask(world, deadline=DEADLINE, title=title)
    writers = world.cast.actor(Role.TENDER_WRITER), world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    for writer, pence in zip(writers, prices, strict=True):
        a_submitted_tender(world, version, writer, pence=pence)
    an_opening(world, version.ask.procurement)
    return fresh(version.ask.procurement)


def officer(world: World) -> Actor:
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def two_assessors(world: World) -> list[Membership]:
    """The same two colleagues for every panel."""
    if "_assessors" not in world.__dict__:
        world.__dict__["_assessors"] = [world.cast.member(Role.ASSESSOR), *world.cast.assessors(1)]
    return world.__dict__["_assessors"]


def a_panel(world: World, title: str = "Shopping for neighbours", **facts) -> Panel:
    """Begun, with two assessors who score every question and a moderator; nobody has declared."""
    procurement = an_opened_procurement(world, title, **facts)
    (assessment,) = actions.begin(procurement, by=officer(world), now=LATER)
    questions = [criterion.id for criterion in assessment.ask_version.read().questions]
    first, second = (
        actions.add_member(
            assessment, each, PanelRole.ASSESSOR, criteria=questions, by=officer(world), now=LATER
        )
        for each in two_assessors(world)
    )
    moderator = actions.add_member(
        assessment, world.cast.member(Role.MODERATOR), PanelRole.MODERATOR, by=officer(world), now=LATER
    )
    return Panel(assessment, first, second, moderator)


def another_moderator(world: World) -> Membership:
    """A second moderator of the authority, on no panel yet."""
    person = organisations.register_person(
        name="Moderator 2", email="moderator2@example.org", password=PASSWORD, now=world.now
    )
    return organisations.add_member(world.cast.authority, person, roles=[Role.MODERATOR], now=world.now)


def acting(world: World, member: PanelMember) -> Actor:
    """The panel member, acting through their membership."""
    everyone = [*two_assessors(world), world.cast.member(Role.MODERATOR)]
    return next(each.actor() for each in everyone if each.person_id == member.person_id)


def seat(world: World, member: PanelMember) -> PanelMember:
    """The panel member as their own pages fetch it."""
    return queries.seat(acting(world, member), member.assessment.external_id)


def declare_none(world: World, member: PanelMember) -> None:
    """The member declares that there is no interest."""
    actions.declare(member, has_interest=False, words="", by=acting(world, member), now=LATER)


def a_scoring(world: World, title: str = "Gardens for all", **facts) -> Panel:
    """Scoring has begun and everybody has declared."""
    panel = a_panel(world, title, **facts)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    for member in (panel.first, panel.second, panel.moderator):
        declare_none(world, member)
    return panel


def tenders(assessment: Assessment) -> list[Tender]:
    """The tenders in the order in which they were submitted: the supplier's, then its rival's."""
    return sorted(queries.tenders_of(assessment), key=lambda tender: tender.pk)


def score_all(world: World, member: PanelMember, marks: dict[int, tuple[int, int]]) -> PanelMember:
    """One assessor's marks on every question of every tender."""
    own = seat(world, member)
    for place, tender in enumerate(tenders(own.assessment)):
        for criterion, mark in zip(own.criteria, marks[place], strict=True):
            actions.save_score(
                own, tender, criterion, score=mark, reason=REASON, by=acting(world, member), now=LATER
            )
    return own


def hand_in(world: World, member: PanelMember) -> None:
    """The assessor hands in."""
    actions.hand_in(seat(world, member), by=acting(world, member), now=LATER)


def a_moderation(world: World, title: str = "Lunch club", **facts) -> Panel:
    """Both assessors have scored and handed in."""
    panel = a_scoring(world, title, **facts)
    for member, marks in ((panel.first, FIRST_MARKS), (panel.second, SECOND_MARKS)):
        score_all(world, member, marks)
        hand_in(world, member)
    panel.again()
    return panel


def agree_all(world: World, panel: Panel, marks: dict[int, tuple[int, int]] = AGREED_MARKS) -> None:
    """The moderator agrees every mark."""
    questions = [criterion.id for criterion in panel.assessment.ask_version.read().questions]
    for place, tender in enumerate(tenders(panel.assessment)):
        for criterion, mark in zip(questions, marks[place], strict=True):
            actions.agree(
                panel.assessment,
                tender,
                criterion,
                score=mark,
                reason=REASON,
                by=acting(world, panel.moderator),
                now=LATER,
            )


def a_locked(world: World, title: str = "Dementia support", **facts) -> Panel:
    """Agreed and locked: the supplier leads with 40 + 30 + 15 = 85 of 100."""
    panel = a_moderation(world, title, **facts)
    agree_all(world, panel)
    look_up(world, panel.assessment)
    actions.lock(panel.assessment, by=acting(world, panel.moderator), now=LATER)
    return panel


def look_up(world: World, assessment: Assessment) -> None:
    """Every tenderer, and whom its tender names, is looked up in the debarment list, on which nobody is."""
    said = {"by": officer(world), "now": LATER}
    for tender in tenders(assessment):
        parties = [actions.supplier_party(tender, **said)]
        for name, number, kind in suitability.dossier(assessment, tender).named_in_tender:
            parties.append(actions.add_party(tender, PartyKind(kind), name, number=number, **said))
        for party in parties:
            actions.check_debarment(party, checked_on=LATER.date(), is_listed=False, **said)


def an_award(
    world: World, title: str = "Respite breaks", standstill: Standstill = Standstill.MANDATORY
) -> AwardDecision:
    """Decided in favour of the supplier, with a mandatory standstill of eight working days."""
    panel = a_locked(world, title)
    return decide(world, panel, standstill)


def decide(world: World, panel: Panel, standstill: Standstill = Standstill.MANDATORY) -> AwardDecision:
    """The officer decides for the first tender."""
    return actions.decide(
        panel.assessment,
        tenders(panel.assessment)[0],
        reason="The most advantageous tender by the published criteria.",
        standstill=standstill,
        standstill_days=8,
        standstill_reason="A call-off from a framework agreement."
        if standstill is Standstill.NOT_REQUIRED
        else "",
        by=officer(world),
        now=LATER,
    )


def a_no_award(world: World, title: str = "Allotments") -> NoAward:
    """Nobody is awarded the lot."""
    panel = a_locked(world, title)
    why = "Every tender asked for more than the authority can pay."
    return actions.decide_no_award(panel.assessment, reason=why, by=officer(world), now=LATER)


def a_told_award(world: World, title: str = "Stairlifts") -> AwardDecision:
    """Summaries are sent."""
    return actions.send_summaries(an_award(world, title), by=officer(world), now=LATER)


@dataclass
class Finding:
    """A panel whose first tender has everything that is looked at before scoring."""

    panel: Panel
    tender: Tender
    party: CheckedParty
    finding: ExclusionFinding
    condition: ParticipationCondition
    enquiry: Enquiry


def a_found_ground(world: World, title: str = "Winter heating advice") -> Finding:
    """A ground is noted about a subcontractor of the supplier's tender, and the tenderer is asked about it."""
    panel = a_panel(world, title)
    tender, by = tenders(panel.assessment)[0], officer(world)
    condition = actions.set_condition(
        panel.assessment,
        ConditionKind.TECHNICAL,
        "Has done such work before.",
        stated_in="Tender documents, part 2",
        by=by,
        now=LATER,
    )
    party = actions.add_party(tender, PartyKind.SUBCONTRACTOR, "Example Haulage", by=by, now=LATER)
    finding = actions.find_ground(party, ground("breach-of-contract"), "A notice says so.", by=by, now=LATER)
    enquiry = actions.ask(
        tender,
        EnquiryPurpose.EXCLUSION,
        "Please say what happened and what changed since.",
        answer_until=(LATER + dt.timedelta(days=10)).date(),
        finding=finding,
        by=by,
        now=LATER,
    )
    return Finding(panel, tender, party, finding, condition, enquiry)


def ground(id_: str) -> Ground:
    """A shipped exclusion ground."""
    return next(each for each in shipped_grounds() if each.id == id_)


def a_passage(world: World) -> ConfidentialPassage:
    """The first words of the winner's first reason are confidential."""
    award = world.award
    agreed = award.assessment.agreed_scores.filter(tender=award.tender).order_by("pk").first()
    return actions.mark_confidential(
        award, agreed, "who does what", reason="Names a person.", by=officer(world), now=LATER
    )


def a_score_sheet(world: World) -> ScoreSheet:
    """A file that is no sheet, brought back by the first assessor and refused."""
    panel = world.scoring
    by = acting(world, panel.first)
    sheet = actions.bring_back(seat(world, panel.first), "scores.xlsx", b"not a workbook", by=by, now=LATER)
    return take_in(sheet, by=by, now=LATER)


def a_whole_file(world: World) -> WholeFile:
    """The whole file of the locked assessment, made and ready."""
    asked = actions.ask_for_whole_file(world.locked.again(), by=officer(world), now=LATER)
    return make(asked, now=LATER)


WORLD = {
    "whole_file": a_whole_file,
    "score_sheet": a_score_sheet,
    "passage": a_passage,
    "found_ground": a_found_ground,
    "panel": a_panel,
    "scoring": a_scoring,
    "moderation": a_moderation,
    "locked": a_locked,
    "award": an_award,
    "no_award": a_no_award,
    "told_award": a_told_award,
}
