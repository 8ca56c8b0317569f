"""Organisations, conditions, prices and who delivers come back from a workbook, or every mistake with its cell."""

import io
from dataclasses import replace

import openpyxl
import pytest

from commonweal.domain.consortium import LEAD, Flow
from commonweal.domain.errors import Invalid
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.bringing_in import applied, plan, response_of
from commonweal.domain.packs.workbook import Response
from commonweal.domain.price_schedule import LinePrice
from commonweal.domain.tenders import blank
from commonweal.interchange.packs.faults import UnreadableWorkbook
from tests.domain.requirement_examples import TOTAL, a_fuller_ask, a_fuller_tender
from tests.interchange.packs.workbooks import a_response, a_workbook, read

ASK = a_fuller_ask()
TENDER = a_fuller_tender()


def a_fuller_response() -> Response:
    """What the fuller tender says, under the keys that a workbook gives."""
    said = response_of(TENDER, ASK, "Example Carers Ltd")
    keys = {"": "", "party-1": "org-1", "party-2": "org-2"}
    return replace(
        said,
        offers=tuple(replace(offer, key="row-1") for offer in said.offers),
        parties=tuple(replace(party, key=keys[party.key]) for party in said.parties),
        flows=tuple(replace(flow, offer_key="row-1", party_key=keys[flow.party_key]) for flow in said.flows),
        conditions=tuple(replace(each, relies_on=keys[each.relies_on]) for each in said.conditions),
    )


def spoilt(change) -> bytes:
    file = openpyxl.load_workbook(io.BytesIO(a_workbook("xlsx", a_fuller_response(), ASK)))
    change(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def faults(change) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableWorkbook) as refused:
        read("xlsx", spoilt(change), ASK)
    return [(fault.place, fault.code) for fault in refused.value.faults]


def put(**cells):
    """Enter values: ``put(Organisations_B4="")``."""

    def change(file):
        for name, value in cells.items():
            sheet, _, place = name.rpartition("_")
            file[sheet.replace("_", " ")][place] = value

    return change


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_everything_comes_back_as_it_was(kind):
    assert read(kind, a_workbook(kind, a_fuller_response(), ASK), ASK) == a_fuller_response()


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (put(Organisations_B5=""), [("Organisations!B5", "pack.cell_required")]),
        (put(Organisations_B5="example kitchens CIC"), [("Organisations!B5", "consortium.name_twice")]),
        (put(Organisations_D5="Friend"), [("Organisations!D5", "pack.choice_unknown")]),
        (put(Organisations_F5=90), [("Organisations!F5", "consortium.shares_above_whole")]),
        (put(Organisations_F5=12.345), [("Organisations!F5", "pack.not_a_number")]),
        (put(Conditions_C4=""), [("Conditions!C4", "pack.cell_required")]),
        (put(Conditions_D4="word " * 401), [("Conditions!D4", "participation.words_long")]),
        (put(Conditions_E4="7"), [("Conditions!E4", "participation.relies_on_unknown")]),
        (put(Conditions_A4="9. Other"), [("Conditions!A4", "pack.row_moved")]),
        (put(Price_schedule_E4="about 4"), [("Price schedule!E4", "schedule.not_a_rate")]),
        (put(Price_schedule_E4=0.00001), [("Price schedule!E4", "pack.not_a_number")]),
        (put(Price_schedule_E7=100), [("Price schedule!E7", "schedule.line_unknown")]),
        (put(Who_delivers_C4=60), [("Who delivers!C4", "flow.does_not_add_up")]),
        (put(Who_delivers_C4=""), [("Who delivers!C4", "flow.amount_missing"), ("Who delivers!C4", "flow.does_not_add_up")]),
        (put(Amounts_E4="many"), [("Amounts!E4", "quantity.not_a_number")]),
        (put(Amounts_B4="", Amounts_A5="9"), [("Amounts!B4", "pack.cell_required"), ("Amounts!A5", "pack.commitment_missing")]),
        (put(Amounts_A4="9"), [("Amounts!A4", "pack.commitment_missing")]),
        (put(Who_delivers_A5="9"), [("Who delivers!A5", "pack.commitment_missing")]),
        (put(Who_delivers_B5="7"), [("Who delivers!B5", "flow.party_unknown")]),
        (put(Who_delivers_B5=form.OURSELVES), [("Who delivers!B5", "flow.party_twice")]),
    ],
)  # fmt: skip
def test_every_mistake_is_told_by_sheet_and_cell(change, wanted):
    assert faults(change) == wanted


def in_the_format_before(data: bytes) -> bytes:
    """A workbook as it was issued before there were organisations, conditions, prices and deliveries."""
    file = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in form.READ:
        if sheet not in form.READ_1:
            del file[sheet.name]
    for row in file[form.ABOUT].iter_rows(min_row=4):
        if row[0].value == "format":
            row[1].value = form.FORMAT_1
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_workbook_of_the_format_before_is_read_and_leaves_the_rest_as_it_is():
    said = read("xlsx", in_the_format_before(a_workbook("xlsx", a_response())))
    assert said == a_response()
    old = read("xlsx", in_the_format_before(a_workbook("xlsx", a_fuller_response(), ASK)), ASK)
    assert (old.parties, old.flows, old.conditions, old.lines) == ((), (), (), ())
    assert applied(TENDER, ASK, plan(TENDER, ASK, old)) == TENDER


def test_the_format_before_has_no_other_sheets():
    with pytest.raises(UnreadableWorkbook, match=r"pack\.sheet_unknown"):
        read("xlsx", _only_named(a_workbook("xlsx", a_fuller_response(), ASK)), ASK)


def _only_named(data: bytes) -> bytes:
    file = openpyxl.load_workbook(io.BytesIO(data))
    for row in file[form.ABOUT].iter_rows(min_row=4):
        if row[0].value == "format":
            row[1].value = form.FORMAT_1
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def an_empty_draft():
    return blank(ASK, ASK.digest(), lot_id="lot-1", round_number=1, supplier_id="supplier-1")


def test_a_whole_workbook_brought_into_an_empty_draft_says_the_same_and_twice_changes_nothing():
    content = applied(
        an_empty_draft(), ASK, plan(an_empty_draft(), ASK, a_fuller_response()), "Example Carers Ltd"
    )
    assert [party.name for party in content.parties] == [party.name for party in TENDER.parties]
    assert [(flow.amount, flow.part) for flow in content.flows] == [
        (flow.amount, flow.part) for flow in TENDER.flows
    ]
    assert content.lines == TENDER.lines
    again = plan(content, ASK, a_fuller_response())
    assert again.parts == () and again.same > 6


def test_an_organisation_of_the_same_name_keeps_its_key_and_everything_that_rests_on_it():
    what = plan(TENDER, ASK, a_fuller_response())
    assert what.parts == ()
    moved = replace(
        a_fuller_response(), flows=(Flow("row-1", LEAD, 20_500, ""), Flow("row-1", "org-2", 80_000, ""))
    )
    (change,) = plan(TENDER, ASK, moved).others.flows
    assert (change.offer_key, [flow.party_key for flow in change.after]) == ("offer-1", ["", "party-2"])


def test_shares_may_move_from_one_organisation_to_another_in_one_go():
    first, second = a_fuller_response().parties
    swapped = replace(
        a_fuller_response(), parties=(replace(first, share_bp=9_000), replace(second, share_bp=1_000))
    )
    content = applied(TENDER, ASK, plan(TENDER, ASK, swapped), "Example Carers Ltd")
    assert [party.share_bp for party in content.parties] == [9_000, 1_000]


def test_the_supplier_itself_is_refused_as_its_own_subcontractor():
    first, second = a_fuller_response().parties
    own = replace(a_fuller_response(), parties=(replace(first, name="Example Carers Ltd"), second))
    with pytest.raises(Invalid, match=r"consortium\.is_supplier"):
        applied(TENDER, ASK, plan(TENDER, ASK, own), "Example Carers Ltd")


def test_an_empty_price_is_taken_from_the_lines_and_one_line_alone_leaves_the_others():
    response = replace(a_fuller_response(), price_pence=None)
    assert plan(an_empty_draft(), ASK, response).price.after == TOTAL
    one = replace(response, lines=(LinePrice("line-start", 2_000_000),))
    what = plan(TENDER, ASK, one)
    assert {price.line_id: price.value for price in what.others.lines.after} == {
        "line-visits": 187_525, "line-start": 2_000_000, "line-overhead": 750,
    }  # fmt: skip
    assert what.parts == ("price",)
