"""Evidence that looks as if it held personal data is sent only by somebody who says that they have looked."""

import pytest

from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Role
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Upload
from tests.builders.delivery import again, in_first_period

pytestmark = pytest.mark.django_db
SHARED = ("report",)
LIST = b"Full name,Hours\nA. Nother,3\n"


def test_the_sender_is_warned_and_may_send_it_all_the_same(shared_world, db):
    world = shared_world
    lead, now = world.cast.actor(Role.DELIVERY_LEAD), in_first_period(world)
    report = again(world.report)
    with pytest.raises(Invalid) as invalid:
        actions.add_evidence(report, [Upload("people.csv", LIST)], by=lead, now=now)
    assert (invalid.value.code, invalid.value.field) == ("evidence.looks_personal_name_column", "file")
    assert not report.evidence.exists()
    (added,) = actions.add_evidence(report, [Upload("people.csv", LIST, is_looked_at=True)], by=lead, now=now)
    assert added.file.name == "people.csv"
