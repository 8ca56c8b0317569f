"""What is said of one procurement of the demonstration."""

from dataclasses import dataclass

from commonweal.domain.metrics import MetricKind
from commonweal.domain.procurements import InnovationStage, Nature


@dataclass(frozen=True)
class Case:
    """One procurement. Days count from the day of the demonstration; money in pence with VAT and without.

    `reaches` is how far this stage plays it: `entry`, `planned`, `engagement`, `design`, `withdrawn`, `open` or
    `terminated`. Later stages take those with a past deadline further. `serves` is the key of an outcome that the
    strategy stage left. Whether it is below the threshold follows PPN 023 (health and social work is light touch).
    `copies` are a criterion and a metric of the PPN 002 edition that the social value criterion is copied from; without
    them it is written by hand. `first_deadline` is the one that was published, where it was extended to `deadline` later.
    `later_round` is the title and the deadline of a second round, before which the criteria may be refined.
    """

    key: str
    reaches: str
    title: str
    description: str
    nature: Nature
    cpv_division: str
    innovation_stage: InnovationStage
    value_pence: int
    value_ex_vat_pence: int
    begins: int
    published: int
    deadline: int
    starts: int
    ends: int
    serves: str
    reason: str
    why: str = ""
    quality: tuple[str, str] = ("", "")
    social: tuple[str, str] = ("", "")
    covers: str = ""
    copies: tuple[str, str] | None = None
    metric: tuple[str, str, MetricKind] | None = None
    promise: tuple[str, str] = ("", "")
    lots: tuple[tuple[str, int], ...] = ()
    ending: str = ""
    is_below_threshold: bool = False
    first_deadline: int | None = None
    later_round: tuple[str, int] | None = None
