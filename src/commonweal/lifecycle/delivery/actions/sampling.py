"""Drawing a sample of the reports that wait: kept with who, when, the seed and the parameters, and never drawn over."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.sampling import Candidate, Choice, Parameters, check_seed, draw
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery import sampling
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, SampledReport, VerificationSample
from commonweal.records.work import transaction

MOST = 5_000
"""Reports that one sample is drawn from; of more, each contract has a sample of its own."""
BATCH = 500


def draw_sample(
    *, contract: Contract | None, given: Parameters, seed: str, by: Actor, now: dt.datetime
) -> VerificationSample:
    """Draw among the reports that wait, of one contract or of all. What an earlier draw chose stays chosen.

    Raises:
        NotPermitted: the actor does not verify for the authority. Refused: nothing waits, or too much for one draw.
        Invalid: the seed or a parameter cannot be drawn with.
    """
    by.must(Permission.REPORT_VERIFY)
    if by.side is not Side.AUTHORITY or (contract and contract.authority_id != by.organisation_id):
        raise NotPermitted("verification.not_the_authority")
    given.check()
    seed = check_seed(seed)
    with transaction(by=by, at=now) as work:
        rows = sampling.waiting(by, contract)
        waiting = rows.count()
        if waiting > MOST:
            raise Refused("sample.too_many", field="contract", waiting=waiting, most=MOST)
        reports = list(rows.select_related("commitment__contract").order_by("pk"))
        found = sampling.candidates(by, reports, london_day(now), given.late_days)
        choices = draw(found, given, seed)
        row = VerificationSample(
            authority_id=by.organisation_id,
            contract=contract,
            seed=seed,
            parameters=given.plain(),
            waiting=len(choices),
            chosen=sum(each.is_chosen for each in choices),
            drawn_by_id=by.person_id,
        )
        row.save()
        SampledReport.objects.bulk_create(_lines(row, reports, found, choices, now), batch_size=BATCH)
        work.record(Event.SAMPLE_DRAWN, row, seed=seed, waiting=row.waiting, chosen=row.chosen)
    return row


def _lines(
    sample: VerificationSample,
    reports: list[Report],
    candidates: list[Candidate],
    choices: list[Choice],
    now: dt.datetime,
) -> list[SampledReport]:
    keys = {each.external_id: each.pk for each in reports}
    known = {each.key: each for each in candidates}
    return [
        SampledReport(
            sample=sample,
            report_id=keys[each.key],
            position=place,
            why=each.why,
            is_chosen=each.is_chosen,
            marks=sorted(known[each.key].marks),
            value=known[each.key].value,
            share=each.share,
            tickets=each.tickets,
            number=each.number,
            created_at=now,
        )
        for place, each in enumerate(choices, 1)
    ]
