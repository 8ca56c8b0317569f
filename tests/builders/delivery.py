"""Reports in every status, evidence, and a lesson, by ordinary actions."""

import datetime as dt

from commonweal.domain.delivery import Decision, LessonEffect
from commonweal.domain.permissions import Role
from commonweal.domain.sampling import Parameters
from commonweal.domain.stories import Reach
from commonweal.journeys.report_sheets import take_in
from commonweal.lifecycle.contracts.models import CommitmentPeriod
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions.stories import Told
from commonweal.lifecycle.delivery.models import (
    Lesson,
    LessonOffer,
    Report,
    ReportEvidence,
    ReportSheet,
    Story,
    Verification,
    VerificationSample,
)
from tests.builders.contracts import commitment_of
from tests.cast import World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one transparent dot."""


def first_period(world: World) -> CommitmentPeriod:
    """The first period of the contract's quantity."""
    found: CommitmentPeriod = world.commitment.periods.first()
    return found


def in_first_period(world: World) -> dt.datetime:
    """Noon on the last day of the first period."""
    return dt.datetime.combine(first_period(world).end_on, dt.time(12), tzinfo=dt.UTC)


def a_report(world: World, *, quantity: int = 30_000, words: str = "Six carers, five hours each.") -> Report:
    """What the supplier's delivery lead says of the first period."""
    return again(
        actions.report(
            world.commitment,
            actions.Claim(quantity=quantity, words=words, period=first_period(world)),
            by=world.cast.actor(Role.DELIVERY_LEAD),
            now=in_first_period(world),
        )
    )


def a_narrative_report(world: World) -> Report:
    """A report in words on the contract's narrative commitment, with a picture as evidence."""
    commitment = commitment_of(world.contract, "narrative")
    starts = world.contract.starts_on
    made = actions.report(
        commitment,
        actions.Claim(
            words="We said what did not work.", start_on=starts, end_on=starts + dt.timedelta(days=89)
        ),
        evidence=[actions.Upload("evening.png", PNG, "The open evening")],
        by=world.cast.actor(Role.DELIVERY_LEAD),
        now=in_first_period(world),
    )
    return again(made)


def reports_in_words(world: World, number: int) -> list[Report]:
    """So many reports in words, a day each."""
    commitment = commitment_of(world.contract, "narrative")
    lead, first = world.cast.actor(Role.DELIVERY_LEAD), world.contract.starts_on
    return [
        actions.report(
            commitment,
            actions.Claim(words="Done.", start_on=first + dt.timedelta(n), end_on=first + dt.timedelta(n)),
            by=lead,
            now=in_first_period(world),
        )
        for n in range(number)
    ]


def a_verification(world: World) -> Verification:
    """The contract manager accepts the report in words."""
    return actions.verify(
        world.narrative_report,
        decision=Decision.ACCEPT,
        reason="I was there.",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=in_first_period(world),
    )


def a_lesson(world: World) -> Lesson:
    """A lesson on the contract that strengthens an assumption of the borough's mission."""
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    lesson = actions.write_lesson(
        world.contract,
        title="Carers see damp first",
        what_happened="Carers reported damp in nine homes that nobody had on a list.",
        what_we_believe="Whoever is at home with people sees what surveys miss.",
        what_we_change="Repairs now take referrals from carers.",
        by=manager,
        now=in_first_period(world),
    )
    actions.link_lesson(
        lesson,
        world.assumption,
        effect=LessonEffect.STRENGTHENED,
        reason="Residents let in the people they know.",
        by=manager,
        now=in_first_period(world),
    )
    return lesson


def an_offer(world: World) -> LessonOffer:
    """The lesson offered to every ask that serves the mission."""
    return actions.offer_lesson(
        world.lesson,
        world.mission,
        suggestion="Ask how the people who visit homes will pass on what they see.",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=in_first_period(world),
    )


def again(report: Report) -> Report:
    """The report as it is stored now."""
    rows = Report.objects.for_system("read again in a test")
    found: Report = rows.select_related(
        "commitment__contract__authority", "commitment__contract__supplier", "reported_by"
    ).get(pk=report.pk)
    return found


def _evidence(world: World) -> ReportEvidence:
    found: ReportEvidence = world.narrative_report.evidence.get()
    return found


def a_report_sheet(world: World) -> ReportSheet:
    """A workbook that the delivery lead brought back and that is no workbook: refused, with the reason kept."""
    lead, now = world.cast.actor(Role.DELIVERY_LEAD), in_first_period(world)
    brought = actions.bring_report_sheet(world.contract, "reports.xlsx", b"nothing", by=lead, now=now)
    return take_in(brought, by=lead, now=now)


def a_sample(world: World) -> VerificationSample:
    """A draw among the reports that wait, with one that was sent."""
    assert world.report
    return actions.draw_sample(
        contract=None,
        given=Parameters(),
        seed="lottery-2026-11-21",
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=in_first_period(world),
    )


def a_story(world: World) -> Story:
    """What a carer agreed to be told, also to a committee."""
    told = Told(
        words="A carer told her manager about the damp, and it was mended.",
        who="The carer of flat 3",
        how="Signed the form",
        consented_on=first_period(world).start_on,
        reach=Reach.COMMITTEE,
    )
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    return actions.tell_story(world.narrative_report, told, by=lead, now=in_first_period(world))


WORLD = {
    "story": a_story,
    "sample": a_sample,
    "report": a_report,
    "report_sheet": a_report_sheet,
    "narrative_report": a_narrative_report,
    "evidence": _evidence,
    "verification": a_verification,
    "lesson": a_lesson,
    "lesson_offer": an_offer,
}
