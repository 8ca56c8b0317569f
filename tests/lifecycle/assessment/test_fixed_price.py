"""The ask states the price itself: it is said in the editor, shown to tenderers, and a tender off it is left out alone."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain import tender_parts
from commonweal.domain.assessment.snapshot import Ranking
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Role
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.interchange.packs.xlsx import write_xlsx
from commonweal.journeys import response_workbook
from commonweal.journeys.assessment_papers.minute import minute
from commonweal.journeys.packs.parts import Pack
from commonweal.journeys.packs.workbook import book
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.recomputing import recomputed
from commonweal.lifecycle.procurement.actions.method import set_method
from commonweal.lifecycle.procurement.draft import content
from commonweal.lifecycle.tendering.actions import drafts, submissions
from commonweal.lifecycle.tendering.queries import latest_ask
from commonweal.records.ids import new_id
from tests.builders import tendering
from tests.builders.assessment import LATER, a_locked, decide, tenders
from tests.builders.procurement import a_designed_procurement, fresh
from tests.builders.tendering import CODE, a_sealed_ask, fill, rng
from tests.interchange.packs.workbooks import a_response

STATED = 98_000_000


def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


def fixed(procurement):
    """Prices are fixed, and the price is not stated yet."""
    procurement.ask.criteria.filter(kind="price").update(price_formula="fixed-price")
    return fresh(procurement)


def state(world, procurement, pence=STATED):
    """State the price of its only lot."""
    set_method(
        fixed(procurement).ask,
        tie_rule="lowest-price-first",
        lot_rule="in-lot-order",
        most_lots=None,
        checks_promises=False,
        minimums={},
        fixed_prices={procurement.lots.get().external_id: pence},
        by=officer(world),
        now=world.now,
    )


def post(world, procurement, **typed):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    data = {
        "form_key": new_id(),
        "revision": procurement.ask.revision,
        "tie_rule": "lowest-price-first",
        "lot_rule": "in-lot-order",
        **typed,
    }
    return client, client.post(reverse("ask-method", args=[procurement.ask.external_id]), data)


def test_the_price_is_stated_in_the_editor_and_read_by_tenderers(world):
    procurement = fixed(a_designed_procurement(world))
    field = f"fixed_price_{procurement.lots.get().external_id}"
    client, done = post(world, procurement, **{field: "980,000"})
    assert done.status_code == 302
    assert content(fresh(procurement)).fixed_price(procurement.lots.get().external_id) == STATED
    for name in ("ask", "ask-preview"):
        shown = client.get(reverse(name, args=[procurement.ask.external_id])).content.decode()
        assert "£980,000" in shown
    assert "980000" in client.get(reverse("ask-method", args=[procurement.ask.external_id])).content.decode()


def test_a_price_of_nothing_is_refused_at_its_field(world):
    procurement = fixed(a_designed_procurement(world))
    field = f"fixed_price_{procurement.lots.get().external_id}"
    _client, refused = post(world, procurement, **{field: "0"})
    assert refused.status_code == 422
    assert f'href="#id_{field}"' in refused.content.decode()


def test_until_it_is_stated_the_page_of_the_ask_says_so(world):
    procurement = fixed(a_designed_procurement(world))
    client, _done = post(world, procurement)
    shown = client.get(reverse("ask", args=[procurement.ask.external_id])).content.decode()
    assert "The fixed price is not stated yet" in shown


def test_where_prices_are_not_fixed_none_is_asked_for(world):
    procurement = a_designed_procurement(world)
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    shown = client.get(reverse("ask-method", args=[procurement.ask.external_id])).content.decode()
    assert "fixed_price_" not in shown


@pytest.fixture
def version(world):
    return a_sealed_ask(world, further=lambda procurement: state(world, procurement))


def started(world, version, pence):
    by = world.cast.actor(Role.TENDER_WRITER)
    tender = drafts.start(version, version.read().lots[0].id, by=by, now=world.now, rng=rng)
    fill(tender, version, by=by, now=world.now, pence=pence)
    return tender, by


def test_a_tender_at_another_price_is_told_the_price_and_is_not_submitted(world, version):
    tender, by = started(world, version, STATED - 1)
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    for name in ("tender-price", "tender-check"):
        shown = client.get(reverse(name, args=[tender.external_id])).content.decode()
        assert "The price of this lot is fixed at £980,000, without VAT" in shown
    with pytest.raises(Refused) as refused:
        submissions.submit(tender, CODE, by=by, now=world.now, rng=rng)
    assert refused.value.code == "tender.incomplete"
    drafts.set_price(tender, STATED, revision=None, by=by, now=world.now, rng=rng)
    submissions.submit(tender, CODE, by=by, now=world.now, rng=rng)


def test_a_workbook_that_names_no_lot_is_held_against_the_price_of_the_tender(world, version):
    tender, _by = started(world, version, STATED)
    stands = latest_ask(tender)
    ask = stands.read()
    said = a_response(ask, lot_id=None, price_pence=STATED + 1, answers=(), offers=())
    data = write_xlsx(book(Pack(ask, stands.digest, stands.published_at), said))
    with pytest.raises(UnreadableWorkbook) as refused:
        response_workbook.read(tender, "filled.xlsx", data)
    (fault,) = refused.value.faults
    assert (fault.place, fault.code) == ("Your tender!B6", "tender.price_not_fixed")


@pytest.fixture
def deviating(world, monkeypatch):
    """A locked ranking where the second tender came in £60,000 above the fixed price, as from before it was checked."""

    def designed(*args, **facts):
        procurement = a_designed_procurement(*args, **facts)
        state(world, procurement)
        return fresh(procurement)

    monkeypatch.setattr(tendering, "a_designed_procurement", designed)
    monkeypatch.setattr(tender_parts, "off_the_price", lambda *_args: ())
    return a_locked(world)


def test_a_tender_off_the_price_is_left_out_of_the_ranking_alone(world, deviating):
    kept = Ranking.from_json(queries.latest_snapshot(deviating.assessment).content)
    first, second = tenders(deviating.assessment)
    assert [(each.id, each.rank, each.off_price != ()) for each in kept.results] == [
        (first.external_id, 1, False),
        (second.external_id, 0, True),
    ]
    assert recomputed(deviating.assessment.external_id)["same"]
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    shown = client.get(
        reverse("assessment-ranking", args=[deviating.assessment.external_id])
    ).content.decode()
    assert "Not at the fixed price of £980,000: not ranked" in shown


def test_its_tenderer_reads_why_it_is_not_ranked_on_the_page_and_in_the_document(world, deviating):
    award = decide(world, deviating)
    actions.send_summaries(award, by=officer(world), now=LATER)
    rival = tenders(deviating.assessment)[1]
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER, world.cast.rival))
    why = "Your tender is not ranked: it is not at the fixed price of £980,000."
    assert why in client.get(reverse("assessment-summary", args=[rival.external_id])).text
    file = client.get(reverse("assessment-summary-file", args=[rival.external_id, "docx"]))
    assert why in zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml").decode()
    snapshot = queries.latest_snapshot(deviating.assessment)
    written = repr(minute(deviating.again(), snapshot, now=LATER).blocks)
    assert f"Not at the fixed price, not ranked: {rival.supplier.name}." in written
    assert "Below a published minimum" not in written
