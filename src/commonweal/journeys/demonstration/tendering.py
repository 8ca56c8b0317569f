"""The suppliers tender, and the borough opens what is due, by ordinary actions.

Reads `asks` and `procurements` of the procurement stage. Leaves in `demo.things`:
- `tenders`: by the key of the case, the submitted tenders in the order they were submitted;
- `openings`: by the same key, the record of each opening (those whose deadline has passed).

The `open` case keeps one sealed tender (the large firm's, its copy unlocked by `CODE`) and the charity's unfinished draft.
The `windows` case, in two lots, keeps two sealed ones and the drafts of a small firm that tenders with others.
The `closed` case waits for two of the three openers.
"""

import datetime as dt
import secrets
from dataclasses import replace

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent, CriterionContent, LotContent
from commonweal.domain.commitments import (
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
    contract_periods,
    outcomes_of,
)
from commonweal.domain.tender_parts import takes_commitments
from commonweal.journeys.demonstration import partners
from commonweal.journeys.demonstration.people import SUPPLIERS, Demonstration
from commonweal.journeys.demonstration.procurement import OPENING_PASSPHRASE
from commonweal.journeys.demonstration.tendering_words import CANAL, SUBJECTS, UNFINISHED, VOICES, Subject
from commonweal.lifecycle.procurement import actions as procurements
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.procurement.queries import procurement as fetch_procurement
from commonweal.lifecycle.tendering.actions import drafts, openings, submissions
from commonweal.lifecycle.tendering.models import Opening, Tender

CODE = "wrm5h-24kp9-n7dtx-c83qv-jz6bg"
"""Unlocks every supplier's own copy in the demonstration. A real code is random and shown once."""
SEALED = ("open", "closed", "windows")
PARTNER = "charity"
rng = secrets.token_bytes


def load(demo: Demonstration) -> None:
    """Tender for every case, then close and open those whose turn has come."""
    demo.things["tenders"], demo.things["openings"] = {}, {}
    for key, version in demo.things["asks"].items():
        if key not in SUBJECTS:
            continue
        subject = SUBJECTS[key]
        demo.things["tenders"][key] = [
            _submit(demo, key, lot, supplier, place)
            for lot in version.read().lots
            for place, supplier in enumerate(subject.suppliers)
        ]
        if key not in SEALED:
            demo.things["openings"][key] = _open(demo, version)
    for key, leave in (("closed", _close), ("open", _leave_unfinished), ("windows", _leave_together)):
        if key in demo.things["asks"]:
            leave(demo, demo.things["asks"][key])


def _close(demo: Demonstration, version: AskVersion) -> None:
    procurements.close_if_due(_procurement(demo, version), now=demo.now)


def _submit(demo: Demonstration, key: str, lot: LotContent, supplier: str, place: int) -> Tender:
    """One supplier's tender for a lot, written in the weeks before the deadline and submitted some hours before it."""
    version: AskVersion = demo.things["asks"][key]
    writer, ask = demo.actor("writer", supplier), version.read()
    submitted_at = min(ask.tender_deadline_at, demo.now) - dt.timedelta(hours=30 - 3 * place)
    written_at = submitted_at - dt.timedelta(days=2)
    tender = drafts.start(version, lot.id, by=writer, now=written_at, rng=rng)
    _write(tender, ask, key, supplier, by=writer, now=written_at)
    submissions.submit(tender, CODE, by=writer, now=submitted_at, rng=rng)
    return tender


def _write(tender: Tender, ask: AskContent, key: str, supplier: str, *, by: Actor, now: dt.datetime) -> None:
    said = {"by": by, "now": now, "rng": rng}
    partners.team(tender, key, supplier, **said)
    partners.conditions(tender, ask, key, supplier, **said)
    for criterion in ask.questions:
        _answer(tender, ask, criterion, key, supplier, by=by, now=now)
    lot, whole = ask.lot(tender.lot.external_id), ask.value_ex_vat_pence or ask.value_pence
    percent = SUBJECTS[key].prices.get(supplier, VOICES[supplier].price_percent)
    pence = whole * percent // 100 * lot.value_pence // ask.value_pence
    partners.price(tender, ask, lot.id, pence, **said)


def _answer(
    tender: Tender,
    ask: AskContent,
    criterion: CriterionContent,
    key: str,
    supplier: str,
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    """The answer to one question, and what is promised under it."""
    voice, subject, social = VOICES[supplier], SUBJECTS[key], takes_commitments(criterion)
    body = f"{voice.opening}\n\n{subject.social if social else subject.quality}\n\n{voice.closing}"
    drafts.write_answer(tender, criterion.id, body, revision=None, by=by, now=now, rng=rng)
    promised = offers(ask, criterion, subject, _extras(subject, supplier), percent=voice.promise_percent)
    for offer in promised if social else ():
        drafts.offer(tender, offer, revision=None, by=by, now=now, rng=rng)
        if offer.kind is CommitmentKind.QUANTITY:
            partners.share_out(tender, key, supplier, offer, ask, by=by, now=now, rng=rng)


def _extras(subject: Subject, supplier: str) -> tuple[str, ...]:
    """The kinds of commitment that the supplier offers beside the quantity."""
    return tuple(_EXTRA) if supplier in subject.offers_all else (VOICES[supplier].extra,)


def offers(
    ask: AskContent, criterion: CriterionContent, subject: Subject, extras: tuple[str, ...], *, percent: int
) -> tuple[Offer, ...]:
    """A quantity for each period, on the ask's metric if it names one, and one commitment more of each extra kind.

    Without the strategy stage an ask serves nothing, so nothing can be promised against it.
    """
    metric = criterion.metrics[0] if criterion.metrics else None
    outcome = next(iter(outcomes_of(ask)), None)
    if metric is None and outcome is None:
        return ()
    each_period = subject.yearly * subject.months // 12 * percent // 100
    quantity = Offer(
        key="offer-1",
        criterion_id=criterion.id,
        kind=CommitmentKind.QUANTITY,
        title=subject.promise,
        metric_id=metric.id if metric else None,
        outcome_id=None if metric else outcome,
        unit=metric.unit if metric else "people",
        owed_by=OwedBy.SUPPLIER,
        subcontractor="",
        place_code="",
        periods=tuple(
            OfferedPeriod(start, end, "", each_period)
            for start, end in contract_periods(ask, subject.months)
            # A last period of a few days is no period to promise anything for.
            if (end - start).days > 60
        ),
        rate=None,
        milestones=(),
        words="The same number in each period, so that a slow start shows early.",
    )
    wanted = [extra for extra in extras if extra == "rate" or outcome is not None]
    made = (_EXTRA[extra](ask, quantity, subject) for extra in wanted)
    return quantity, *(replace(each, key=f"offer-{place}") for place, each in enumerate(made, start=2))


def _rate(ask: AskContent, quantity: Offer, subject: Subject) -> Offer:
    """More as more is called off, done by a local charity."""
    return replace(
        quantity,
        kind=CommitmentKind.RATE,
        title="More when more is spent",
        owed_by=OwedBy.SUBCONTRACTOR,
        subcontractor=SUPPLIERS[PARTNER]["name"],
        periods=(),
        rate=OfferedRate(quantity=subject.rate, per_pence=2_500_000),
        words="For extra work beyond the contract price, at the same rate for every order.",
    )


def _own(ask: AskContent, quantity: Offer, **changed: object) -> Offer:
    """A commitment on no metric of the ask, against the first thing that the ask serves."""
    outcome = next(iter(outcomes_of(ask)))
    own = replace(quantity, metric_id=None, outcome_id=outcome, unit="", periods=())
    return replace(own, **changed)  # type: ignore[arg-type]


def _pathway(ask: AskContent, quantity: Offer, subject: Subject) -> Offer:
    """Steps with dates, where a figure would be a guess."""
    starts = ask.contract_starts_on
    return _own(
        ask,
        quantity,
        kind=CommitmentKind.PATHWAY,
        title="A way of working that others can copy",
        milestones=(
            OfferedMilestone(
                "Residents have said what they want changed", _after(starts, 90), "Notes of two evenings"
            ),
            OfferedMilestone(
                "The change is tried on one estate", _after(starts, 180), "What it cost and what it did"
            ),
            OfferedMilestone(
                "What was learned is written down for others", _after(starts, 300), "A report of four pages"
            ),
        ),
        words="We do not know what residents will ask for, so we promise the steps and not the result.",
    )


def _narrative(ask: AskContent, quantity: Offer, subject: Subject) -> Offer:
    """A promise in words."""
    return _own(
        ask,
        quantity,
        kind=CommitmentKind.NARRATIVE,
        title="Saying openly what does not work",
        words="Every quarter we will write down one thing that did not work, and what we changed, for residents to read.",
    )


_EXTRA = {"rate": _rate, "pathway": _pathway, "narrative": _narrative}


def _after(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


def _open(demo: Demonstration, version: AskVersion) -> Opening:
    """Two of the openers, the day after the deadline."""
    at = version.read().tender_deadline_at + dt.timedelta(hours=22)
    procurement = _procurement(demo, version)
    openings.begin(procurement, OPENING_PASSPHRASE, by=demo.actor("opener-1"), now=at)
    later = at + dt.timedelta(minutes=20)
    return openings.complete(
        _procurement(demo, version), OPENING_PASSPHRASE, by=demo.actor("opener-2"), now=later
    )


def _procurement(demo: Demonstration, version: AskVersion) -> Procurement:
    return fetch_procurement(demo.actor("procurement"), version.ask.procurement.external_id)


def _leave_unfinished(demo: Demonstration, version: AskVersion) -> None:
    """The charity has begun and is not done: somebody who signs in as its writer can go on."""
    writer, ask, at = demo.actor("writer", PARTNER), version.read(), demo.at(-1)
    tender = drafts.start(version, ask.lots[0].id, by=writer, now=at, rng=rng)
    for question, words in zip(ask.questions, UNFINISHED, strict=True):
        drafts.write_answer(tender, question.id, words, revision=None, by=writer, now=at, rng=rng)
    subject, social = SUBJECTS["open"], ask.questions[-1]
    for offer in offers(ask, social, subject, (), percent=VOICES[PARTNER].promise_percent):
        drafts.offer(tender, offer, revision=None, by=writer, now=at, rng=rng)


def _leave_together(demo: Demonstration, version: AskVersion) -> None:
    """The small firm tenders with two others: its tender for the first lot is ready, that for the second has begun.

    Two people wrote it, so that who worked on what has something to say.
    """
    ask, firm = version.read(), "sme"
    writer, director = demo.actor("writer", firm), demo.actor("administrator", firm)
    first, second = (
        drafts.start(version, lot.id, by=writer, now=demo.at(-4), rng=rng) for lot in ask.lots[:2]
    )
    _write(first, ask, "windows", firm, by=writer, now=demo.at(-3))
    _answer(first, ask, ask.questions[0], "windows", firm, by=director, now=demo.at(-2))
    drafts.write_answer(
        second, ask.questions[0].id, CANAL, revision=None, by=director, now=demo.at(-1), rng=rng
    )
