"""The contract's statuses, and from when on its promises bind."""

import datetime as dt
import itertools

import pytest

from commonweal.domain.contracts import (
    BINDING,
    CONTRACT_STATUSES,
    ContractStatus,
    check_dates,
    check_may_enter,
)
from commonweal.domain.errors import Invalid, Refused

ALLOWED = {
    (ContractStatus.PREPARED, ContractStatus.IN_FORCE),
    (ContractStatus.PREPARED, ContractStatus.NOT_ENTERED),
    (ContractStatus.IN_FORCE, ContractStatus.FINISHED),
    (ContractStatus.IN_FORCE, ContractStatus.TERMINATED),
}


@pytest.mark.parametrize(("old", "new"), [*itertools.product(ContractStatus, repeat=2)])
def test_every_ordered_pair_of_contract_statuses(old: ContractStatus, new: ContractStatus) -> None:
    if (old, new) in ALLOWED:
        CONTRACT_STATUSES.check(old, new)
    else:
        with pytest.raises(Refused) as refused:
            CONTRACT_STATUSES.check(old, new)
        assert refused.value.code == "contract.status_not_allowed"


def test_promises_bind_from_entry_into_contract_only() -> None:
    assert ContractStatus.PREPARED not in BINDING
    assert ContractStatus.NOT_ENTERED not in BINDING
    assert ContractStatus.IN_FORCE in BINDING


def test_a_contract_is_entered_into_only_when_its_award_is_ready() -> None:
    check_may_enter(True, ContractStatus.PREPARED)
    with pytest.raises(Refused) as refused:
        check_may_enter(False, ContractStatus.PREPARED)
    assert refused.value.code == "contract.award_not_ready"
    with pytest.raises(Refused):
        check_may_enter(True, ContractStatus.IN_FORCE)


def test_a_contract_runs_forward_and_either_day_may_be_unknown() -> None:
    early, late = dt.date(2026, 4, 1), dt.date(2027, 3, 31)
    check_dates(early, late)
    check_dates(None, early)
    check_dates(early, early)
    with pytest.raises(Invalid):
        check_dates(late, early)
