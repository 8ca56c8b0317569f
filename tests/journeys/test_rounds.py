"""From one round to the next: nobody but those who go on, each told, and nothing refined that the ask did not allow."""

import csv
import datetime as dt
import io
import secrets
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.errors import NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.jobs.handlers import HANDLERS
from commonweal.journeys import deadlines, reissue, rounds
from commonweal.journeys.clarifications import show
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.tendering.queries import latest_ask
from commonweal.outbox.actions import dispatch
from commonweal.publication import actions as publication
from commonweal.publication import queries as public
from tests.builders.assessment import LATER, decide, officer
from tests.builders.procurement import approved, fresh
from tests.builders.rounds import SECOND, a_locked_first_round, select_first


@pytest.fixture
def two_rounds(world, monkeypatch):
    """The ask has a second round; `refines` says that criteria may be refined before it."""

    def built(*, refines):
        return a_locked_first_round(world, monkeypatch, refines=refines)

    return built


def mail(settings):
    return [path.read_text() for path in settings.EMAIL_OUTBOX.iterdir()]


def test_the_next_round_is_invited_on_its_page_and_refined_where_the_ask_says_so(
    world, two_rounds, settings, monkeypatch
):
    monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda: LATER))
    panel = two_rounds(refines=True)
    procurement = fresh(panel.assessment.lot.procurement)
    publication.publish_ask(
        panel.assessment.ask_version.read(),
        authority_id=procurement.authority_id,
        by=officer(world),
        now=world.now,
    )
    show(procurement, by=officer(world), now=world.now)
    asked_until = public.tendering(procurement.external_id).questions_until
    with pytest.raises(Refused, match=r"down_selection\.not_decided"):
        rounds.invite_next_round(procurement, by=officer(world), now=LATER)
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    where = reverse("procurement-next-round", args=[procurement.external_id])
    assert "It is not decided yet who goes on" in client.get(where).content.decode()
    first, second = select_first(world, panel)
    shown = client.get(where).content.decode()
    assert first.supplier.name in shown and second.supplier.name not in shown
    assert "Yes: the published ask says so." in shown

    with pytest.raises(NotPermitted):
        rounds.invite_next_round(procurement, by=world.cast.actor(Role.MODERATOR), now=LATER)
    rounds.invite_next_round(procurement, by=officer(world), now=LATER)
    dispatch(HANDLERS, now=LATER)
    writer, rival = (world.cast.person(Role.TENDER_WRITER, each.supplier).email for each in (first, second))
    (invitation,) = [each for each in mail(settings) if "The next round is open" in each]
    assert writer in invitation and rival not in invitation
    opened = fresh(procurement)
    assert (opened.status, opened.round_number) == (ProcurementStatus.OPEN, 2)
    assert (latest_ask(first).number, latest_ask(first).read().round_number) == (2, 2)
    assert public.tendering(procurement.external_id).questions_until > asked_until
    page = reverse("opportunity", args=[procurement.external_id])
    begin = reverse("opportunity-start", args=[procurement.external_id])
    for tender, goes_on in ((first, True), (second, False)):
        client.force_login(world.cast.person(Role.TENDER_WRITER, tender.supplier))
        read = client.get(page).content.decode()
        assert (
            "This is round 2 of 2." in read
            and "Open to those who were invited" in read
            and "Open to tenders" not in read
        )
        assert (begin in read) is goes_on
    said = {
        "by": world.cast.actor(Role.TENDER_WRITER, first.supplier),
        "now": LATER,
        "rng": secrets.token_bytes,
    }
    assert rounds.begin_tender(latest_ask(first), first.lot.external_id, **said).round.number == 2

    anybody = Client()
    read = anybody.get(reverse("public-opportunity", args=[procurement.external_id])).content.decode()
    assert "Open to those who were invited" in read
    assert "Open to tenders" not in read and "Sign in to tender" not in read
    for listed in ("/", reverse("public-opportunities")):
        assert "Open to those who were invited" in anybody.get(listed).content.decode()
    listed = anybody.get(reverse("public-opportunities-csv")).content.decode()
    (row,) = csv.DictReader(io.StringIO(listed))
    assert row["invited_tenderers_only"] == "yes"

    deadlines.extend(opened, SECOND + dt.timedelta(days=5), "A holiday.", by=officer(world), now=LATER)
    dispatch(HANDLERS, now=LATER)
    extended = [each for each in mail(settings) if "More time to tender" in each]
    assert any(writer in each for each in extended) and not any(rival in each for each in extended)
    assert all("invited to this round" in " ".join(each.split()) for each in extended)

    opened = fresh(procurement)
    reissue.withdraw(opened, reason="We refine how words are weighed.", by=officer(world), now=LATER)
    again = fresh(procurement)
    quality = again.ask.criteria.get(kind="quality")
    procurement_actions.edit_criterion(quality, word_limit=1_500, by=officer(world), now=LATER)
    version = reissue.reissue(approved(world, again), by=officer(world), now=LATER)
    assert (version.number, latest_ask(first).number) == (4, 4)
    assert version.read().tender_deadline_at == SECOND + dt.timedelta(days=5)
    dispatch(HANDLERS, now=LATER)
    refined = [each for each in mail(settings) if "Corrected:" in each]
    assert any(writer in each for each in refined)
    assert not any(rival in each for each in refined)


def test_a_round_before_the_last_is_not_awarded(world, two_rounds):
    panel = two_rounds(refines=False)
    with pytest.raises(Refused, match=r"award\.later_round"):
        decide(world, panel)
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    shown = client.get(reverse("assessment", args=[panel.assessment.external_id])).content.decode()
    assert "to decide who goes on to the next round" in shown
    going = client.get(reverse("assessment-rounds", args=[panel.assessment.external_id])).text
    assert reverse("assessment-ranking", args=[panel.assessment.external_id]) in going
    award = reverse("award-decide", args=[panel.assessment.external_id])
    assert award not in shown and client.get(award).status_code == 400


def test_what_the_ask_does_not_allow_is_not_refined(world, two_rounds):
    panel = two_rounds(refines=False)
    select_first(world, panel)
    procurement = fresh(panel.assessment.lot.procurement)
    rounds.invite_next_round(procurement, by=officer(world), now=LATER)
    with pytest.raises(Refused, match=r"ask_withdrawal\.later_round"):
        reissue.withdraw(fresh(procurement), reason="A slip.", by=officer(world), now=LATER)


def test_of_two_who_invite_one_is_told(world, two_rounds):
    panel = two_rounds(refines=False)
    select_first(world, panel)
    procurement = fresh(panel.assessment.lot.procurement)
    read = procurement.revision
    rounds.invite_next_round(procurement, by=officer(world), now=LATER, revision=read)
    with pytest.raises(Stale):
        rounds.invite_next_round(fresh(procurement), by=officer(world), now=LATER, revision=read)


def test_a_supplier_that_was_not_invited_asks_nothing_about_the_round_and_is_told_why(
    world, two_rounds, monkeypatch
):
    monkeypatch.setattr("commonweal.web.middleware.timezone", SimpleNamespace(now=lambda: LATER))
    panel = two_rounds(refines=False)
    procurement = fresh(panel.assessment.lot.procurement)
    version = panel.assessment.ask_version.read()
    publication.publish_ask(version, authority_id=procurement.authority_id, by=officer(world), now=world.now)
    show(procurement, by=officer(world), now=world.now)
    select_first(world, panel)
    opened = rounds.invite_next_round(procurement, by=officer(world), now=LATER)
    invited = world.cast.actor(Role.TENDER_WRITER)
    left_out = world.cast.actor(Role.TENDER_WRITER, world.cast.rival)
    text = "May learning be counted when it is given in the evening?"
    with pytest.raises(Refused, match=r"down_selection\.not_asking"):
        rounds.ask_question(opened, text, by=left_out, now=LATER)
    assert rounds.ask_question(opened, text, by=invited, now=LATER).status == "asked"

    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    where = reverse("opportunity-question-ask", args=[procurement.external_id])
    shown = client.get(reverse("opportunity-questions", args=[procurement.external_id])).text
    assert "Your organisation is not among them" in shown and where not in shown
    answer = client.post(where, {"form_key": "asks", "text": text})
    assert answer.status_code == 422 and "Only tenderers who were invited to this round" in answer.text

    client.force_login(world.cast.person(Role.TENDER_WRITER))
    shown = client.get(reverse("opportunity-questions", args=[procurement.external_id])).text
    assert where in shown and "not among them" not in shown


def test_a_lot_that_nobody_is_awarded_needs_no_decision_who_goes_on(world, two_rounds):
    """Where it is the only lot, nobody is left to invite."""
    panel = two_rounds(refines=False)
    procurement = fresh(panel.assessment.lot.procurement)
    assert rounds.undecided_lots(procurement) == [panel.assessment.lot.title]
    why = "Every tender asked for more than the authority can pay."
    actions.decide_no_award(panel.again(), reason=why, by=officer(world), now=LATER)
    assert rounds.undecided_lots(procurement) == []
    with pytest.raises(Refused, match=r"award\.no_award_stands"):
        select_first(world, panel)
    with pytest.raises(Refused, match=r"down_selection\.nobody_left"):
        rounds.invite_next_round(procurement, by=officer(world), now=LATER)
