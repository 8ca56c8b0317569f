"""A partnership asks, an authority answers, either ends it; every step is on the record."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.strategies import sampled_from

from commonweal.audit.models import AuditEvent
from commonweal.domain.errors import DomainError, Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.journeys import founding
from commonweal.organisations import queries
from commonweal.organisations.actions import partnerships
from commonweal.organisations.models import PartnershipMember

pytestmark = pytest.mark.django_db
ADMIN, HUB = Role.AUTHORITY_ADMINISTRATOR, Role.PARTNERSHIP_ADMINISTRATOR


@pytest.fixture
def proposal(cast):
    return partnerships.propose(cast.partnership, cast.authority, by=cast.actor(HUB), now=cast.now)


def names(cast) -> list[str]:
    return [row.member.name for row in queries.members_of_partnership(cast.partnership)]


def last_event() -> str:
    return AuditEvent.objects.order_by("-number").first().type


def test_who_was_asked_is_a_member_only_after_their_administrator_accepts(cast, proposal):
    assert names(cast) == []
    row = partnerships.accept(proposal, lead=" Leader of the council ", by=cast.actor(ADMIN), now=cast.now)
    assert names(cast) == ["Borough of Example"]
    assert (row.lead, row.accepted_by) == ("Leader of the council", cast.actor(ADMIN).person)
    assert last_event() == "organisation.partner_accepted"


def test_who_declines_is_no_member_and_may_be_asked_again(cast, proposal):
    partnerships.decline(proposal, by=cast.actor(ADMIN), now=cast.now)
    assert names(cast) == []
    assert last_event() == "organisation.partner_declined"
    assert partnerships.propose(cast.partnership, cast.authority, by=cast.actor(HUB), now=cast.now)


def test_an_answer_is_given_once(cast, proposal):
    partnerships.accept(proposal, lead="", by=cast.actor(ADMIN), now=cast.now)
    with pytest.raises(Refused, match="answered"):
        partnerships.decline(proposal, by=cast.actor(ADMIN), now=cast.now)


def test_nobody_answers_for_another_authority_not_even_the_partnership(cast, proposal):
    for by in (cast.actor(HUB), cast.actor(ADMIN, cast.other_authority)):
        with pytest.raises(Refused, match="not_yours_to_answer"):
            partnerships.accept(proposal, lead="", by=by, now=cast.now)


@pytest.mark.parametrize("role", [Role.READER, Role.MISSION_LEAD, Role.PROCUREMENT_OFFICER])
def test_only_an_administrator_answers(cast, proposal, role):
    with pytest.raises(NotPermitted):
        partnerships.accept(proposal, lead="", by=cast.actor(role), now=cast.now)


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("role", [ADMIN, HUB])
def test_either_side_ends_it_once_and_a_proposal_is_only_withdrawn(cast, proposal, role, accepted):
    if accepted:
        partnerships.accept(proposal, lead="", by=cast.actor(ADMIN), now=cast.now)
    partnerships.end(proposal, by=cast.actor(role), now=cast.now)
    assert last_event() == ("organisation.partner_ended" if accepted else "organisation.partner_withdrawn")
    assert names(cast) == []
    with pytest.raises(Refused, match="ended"):
        partnerships.end(proposal, by=cast.actor(role), now=cast.now)


def test_a_third_body_ends_nothing(cast, proposal):
    for by in (cast.actor(HUB, cast.other_partnership), cast.actor(ADMIN, cast.other_authority)):
        with pytest.raises(Refused, match="not_yours"):
            partnerships.end(proposal, by=by, now=cast.now)


def test_an_authority_is_asked_once_at_a_time(cast, proposal):
    with pytest.raises(Invalid, match="already"):
        partnerships.propose(cast.partnership, cast.authority, by=cast.actor(HUB), now=cast.now)


def test_only_authorities_join_and_only_partnerships_have_members(cast):
    with pytest.raises(Invalid, match="only_authorities"):
        partnerships.propose(cast.partnership, cast.supplier, by=cast.actor(HUB), now=cast.now)
    with pytest.raises(Refused, match="not_a_partnership"):
        partnerships.add_partner(cast.authority, cast.other_authority, now=cast.now)
    with pytest.raises(Refused, match="not_yours"):
        partnerships.propose(cast.other_partnership, cast.authority, by=cast.actor(HUB), now=cast.now)


def test_an_answer_to_what_has_changed_meanwhile_is_stale(cast, proposal):
    with pytest.raises(Stale):
        partnerships.accept(
            proposal, lead="", by=cast.actor(ADMIN), now=cast.now, revision=proposal.revision + 1
        )
    assert names(cast) == []


def test_only_authorities_that_somebody_acts_for_and_that_were_not_asked_are_offered(cast):
    assert cast.authority and cast.other_authority and cast.supplier
    assert queries.may_be_asked(cast.partnership) == []
    cast.actor(ADMIN), cast.actor(ADMIN, cast.other_authority), cast.actor(Role.TENDER_WRITER)
    assert queries.may_be_asked(cast.partnership) == [cast.other_authority, cast.authority]
    partnerships.propose(cast.partnership, cast.authority, by=cast.actor(HUB), now=cast.now)
    assert queries.may_be_asked(cast.partnership) == [cast.other_authority]


def test_a_partnership_is_found_by_its_own_people_and_its_members_only(cast, proposal):
    id_ = cast.partnership.external_id
    assert queries.partnership(cast.actor(Role.READER), id_) == cast.partnership
    assert queries.partnership(cast.actor(Role.PARTNERSHIP_STAFF), id_) == cast.partnership
    for stranger in (
        cast.actor(ADMIN, cast.other_authority),
        cast.actor(HUB, cast.other_partnership),
        cast.actor(Role.SUPPLIER_ADMINISTRATOR),
    ):
        with pytest.raises(NotFound):
            queries.partnership(stranger, id_)
    partnerships.end(proposal, by=cast.actor(ADMIN), now=cast.now)
    with pytest.raises(NotFound):
        queries.partnership(cast.actor(Role.READER), id_)


def test_without_its_event_nothing_is_saved(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the chain is broken")

    hub = cast.actor(HUB)
    monkeypatch.setattr("commonweal.records.work._sink", [broken])
    with pytest.raises(RuntimeError):
        partnerships.propose(cast.partnership, cast.authority, by=hub, now=cast.now)
    assert not PartnershipMember.objects.for_system("test").exists()


def test_the_first_member_is_named_on_the_command_line(cast):
    row = founding.join(
        partnership=cast.partnership.external_id,
        authority=cast.authority.external_id,
        lead="Leader",
        now=cast.now,
    )
    assert row.accepted_by == "system"
    assert names(cast) == ["Borough of Example"]
    with pytest.raises(NotFound, match="no_such"):
        founding.join(partnership="nothing", authority=cast.authority.external_id, lead="", now=cast.now)


def test_whoever_sets_up_a_partnership_can_invite_and_ask(cast):
    made = founding.found(
        name="A hub",
        side=cast.actor(HUB).side,
        authority_kind="",
        email="a@example.org",
        person="A",
        now=cast.now,
    )
    assert made.invitations.get().roles == [HUB.value]


class Steps(RuleBasedStateMachine):
    """Whatever people do in whatever order, at most one row between the two is open, and members have accepted."""

    cast = None

    def _try(self, step):
        try:
            step()
        except DomainError:
            return

    def _row(self):
        return PartnershipMember.objects.for_system("test").order_by("-pk").first()

    @rule(role=sampled_from([HUB, Role.PARTNERSHIP_STAFF]))
    def ask(self, role):
        cast = self.cast
        self._try(
            lambda: partnerships.propose(cast.partnership, cast.authority, by=cast.actor(role), now=cast.now)
        )

    @rule(act=sampled_from(["accept", "decline", "end"]), role=sampled_from([ADMIN, HUB, Role.READER]))
    def respond(self, act, role):
        row, cast = self._row(), self.cast
        if row is not None:
            more = {"lead": ""} if act == "accept" else {}
            self._try(lambda: getattr(partnerships, act)(row, by=cast.actor(role), now=cast.now, **more))

    @invariant()
    def at_most_one_row_is_open(self):
        rows = PartnershipMember.objects.for_system("test").filter(ended_at__isnull=True)
        assert rows.count() <= 1
        by = {row.accepted_by for row in queries.members_of_partnership(self.cast.partnership)}
        assert by <= {self.cast.actor(ADMIN).person}


def test_any_order_of_steps_keeps_the_partnership_whole(cast):
    from hypothesis.stateful import run_state_machine_as_test

    for role in (ADMIN, HUB, Role.READER, Role.PARTNERSHIP_STAFF):
        assert cast.actor(role)

    class OfThisCast(Steps):
        pass

    OfThisCast.cast = cast
    run_state_machine_as_test(
        OfThisCast, settings=hypothesis_settings(max_examples=10, stateful_step_count=8, deadline=None)
    )


@pytest.mark.migrations
@pytest.mark.django_db(transaction=True)
def test_who_belonged_before_memberships_could_end_belongs_still():
    before = [("organisations", "0001_initial")]
    executor = MigrationExecutor(connection)
    executor.migrate(before)
    try:
        old = executor.loader.project_state(before).apps
        at = "2026-03-02T10:00:00Z"
        hub, body = (
            old.get_model("organisations", "Organisation").objects.create(
                external_id=name, name=name, side=side, created_at=at
            )
            for name, side in (("hub", "partnership"), ("body", "authority"))
        )
        old.get_model("organisations", "PartnershipMember").objects.create(
            partnership=hub, member=body, created_at=at
        )
    finally:
        call_command("migrate", verbosity=0)
    row = PartnershipMember.objects.for_system("test").get()
    assert (row.accepted_at, row.accepted_by, row.ended_at) == (row.created_at, "system", None)
