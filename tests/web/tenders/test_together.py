"""Naming who tenders with you, sharing commitments out, answering conditions and pricing lines, in the browser's words."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering import queries
from commonweal.records.ids import new_id
from tests.builders.tendering import a_draft, rng
from tests.builders.together import PARTNER, TOTAL, a_fuller_ask


@pytest.fixture
def writer(world):
    client = Client()
    client.force_login(world.cast.person(Role.TENDER_WRITER))
    return client


@pytest.fixture
def tender(world):
    return world.fuller_draft


@pytest.fixture
def blank(world):
    return a_draft(world, a_fuller_ask(world), world.cast.actor(Role.TENDER_WRITER))


def content(world, tender):
    return queries.read_draft(tender, by=world.cast.actor(Role.TENDER_WRITER), rng=rng).content


def url(view, tender, *more):
    return reverse(view, args=[tender.external_id, *more])


def post(client, address, **data):
    return client.post(address, {"form_key": new_id(), **data})


A_PARTY = {
    "name": "Friends Together",
    "role": "member",
    "work": "Visits at the weekend",
    "share": "25",
    "size": ["sme"],
}


def test_a_member_is_named_changed_and_taken_out(world, writer, blank):
    assert post(writer, url("tender-party-add", blank), **A_PARTY).status_code == 302
    (party,) = content(world, blank).parties
    assert (party.name, party.role.value, party.share_bp, party.is_sme, party.is_vcse) == (
        "Friends Together", "member", 2_500, True, False,
    )  # fmt: skip
    page = writer.get(url("tender-parties", blank)).content.decode()
    assert "Friends Together" in page and "75%" in page
    post(writer, url("tender-party", blank, party.key), revision=1, **{**A_PARTY, "share": "30.5"})
    assert content(world, blank).parties[0].share_bp == 3_050
    post(writer, url("tender-party-remove", blank, party.key))
    assert content(world, blank).parties == ()


def test_shares_above_the_whole_are_told_at_their_field_and_nothing_entered_is_lost(writer, tender):
    answer = post(writer, url("tender-party-add", tender), **{**A_PARTY, "share": "90"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "85% is left for this one" in text and "Visits at the weekend" in text


def a_row(number, **changed):
    """The fields of one row of the page of several."""
    party = {"name": f"Firm {number}", "role": "subcontractor", "work": "Driving", "share": "5"} | changed
    return {f"row{number}-{name}": value for name, value in party.items()}


def rows(*given, count=4):
    filled = {key: value for row in given for key, value in row.items()}
    empty = {f"row{number}-role": "subcontractor" for number in range(count)}
    return {**empty, **filled, "rows": str(count)}


def test_several_are_named_on_one_page_and_empty_rows_are_left_out(world, writer, blank):
    answer = writer.get(url("tender-parties-add", blank)).text
    assert answer.count("Organisation ") >= 4 and "(optional)" in answer
    given = rows(a_row(0), a_row(2, role="member", size=["vcse"], identifier="12345"))
    answer = writer.post(url("tender-parties-add", blank), {"form_key": "several", **given}, follow=True)
    assert "2 organisations are saved." in answer.text
    saved = content(world, blank).parties
    assert [(each.name, each.role.value, each.is_vcse, each.identifier, each.share_bp) for each in saved] == [
        ("Firm 0", "subcontractor", False, "", 500),
        ("Firm 2", "member", True, "12345", 500),
    ]
    assert len({each.key for each in saved}) == 2
    # The same form sent twice saves once.
    writer.post(url("tender-parties-add", blank), {"form_key": "several", **given})
    assert len(content(world, blank).parties) == 2


def test_of_several_all_are_saved_or_none_and_nothing_typed_is_lost(world, writer, blank):
    address = url("tender-parties-add", blank)
    answer = post(writer, address, **rows(a_row(0), a_row(1, work="", share="much")))
    assert answer.status_code == 422 and "Organisation 2: " in answer.text and "#id_row1-work" in answer.text
    assert 'value="Firm 0"' in answer.text and 'value="much"' in answer.text
    # What only the whole tender shows: the same name twice, and shares above the whole.
    answer = post(writer, address, **rows(a_row(0), a_row(1), a_row(3, name="firm  1")))
    assert answer.status_code == 422 and "is named already" in answer.text and "#id_row3-name" in answer.text
    answer = post(writer, address, **rows(a_row(0, share="60"), a_row(1, share="60")))
    assert answer.status_code == 422 and "40% is left for this one" in answer.text
    assert "#id_row1-share" in answer.text
    answer = post(writer, address, **rows())
    assert answer.status_code == 422 and "Name at least one organisation" in answer.text
    assert content(world, blank).parties == ()


def test_more_rows_can_be_had_without_javascript_and_keep_what_was_typed(world, writer, blank):
    given = rows(a_row(0, work="", share="much"))
    answer = post(writer, url("tender-parties-add", blank), more="1", **given)
    assert answer.status_code == 200 and "There is a problem" not in answer.text
    assert 'name="row7-name"' in answer.text and 'name="row8-name"' not in answer.text
    assert 'name="rows" value="8"' in answer.text and 'value="much"' in answer.text
    assert content(world, blank).parties == ()
    assert answer.text.count('<option value="subcontractor" selected') == 8
    # A row for which only the kind was chosen names nobody, whichever kind it is.
    given = rows(a_row(0), count=8) | {"row6-role": "member"}
    post(writer, url("tender-parties-add", blank), **given)
    assert [party.name for party in content(world, blank).parties] == ["Firm 0"]
    answer = post(writer, url("tender-parties-add", blank), more="1", **rows(count=37))
    assert 'name="row38-name"' in answer.text and 'name="row39-name"' not in answer.text
    assert "More rows" not in answer.text


def test_the_supplier_does_not_name_itself(world, writer, blank):
    own = {**A_PARTY, "name": world.cast.supplier.name.upper()}
    answer = post(writer, url("tender-party-add", blank), **own)
    assert answer.status_code == 422 and "your own organisation" in answer.content.decode()


def test_a_partner_that_delivers_something_stays(world, writer, tender):
    answer = post(writer, url("tender-party-remove", tender, PARTNER.key))
    assert answer.status_code == 422 and "Paid learning" in answer.content.decode()
    assert content(world, tender).parties == (PARTNER,)


def test_parts_that_do_not_add_up_are_refused_with_both_sums(world, writer, tender):
    address = url("tender-delivery", tender, "offer-1")
    wrong = post(writer, address, revision=1, amount0="60", amount1="40", part0="", part1="")
    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert "The parts come to 100 hours" in text and "promises 100.5" in text
    right = post(writer, address, revision=1, amount0="80", amount1="20.5", part0="", part1="Courses")
    assert right.status_code == 302
    assert [(flow.party_key, flow.amount, flow.part) for flow in content(world, tender).flows] == [
        ("", 80_000, ""),
        (PARTNER.key, 20_500, "Courses"),
    ]


def test_of_two_who_share_a_commitment_out_the_second_is_told(writer, tender):
    address = url("tender-delivery", tender, "offer-1")
    data = {"revision": 1, "amount0": "80.5", "amount1": "20", "part0": "", "part1": ""}
    assert post(writer, address, **data).status_code == 302
    assert post(writer, address, **data).status_code == 409


def test_a_condition_is_answered_and_the_task_list_counts_it(world, writer, blank):
    stated = blank.ask_version.read().conditions[0]
    assert "0 of 1 answered" in writer.get(url("tender", blank)).content.decode()
    empty = post(writer, url("tender-condition", blank, stated.id), is_met="yes", words="")
    assert empty.status_code == 422
    assert (
        post(writer, url("tender-condition", blank, stated.id), is_met="no", words="Not yet.").status_code
        == 302
    )
    (answer,) = content(world, blank).conditions
    assert (answer.is_met, answer.words, answer.relies_on) == (False, "Not yet.", "")
    assert "1 of 1 answered" in writer.get(url("tender", blank)).content.decode()
    assert "You say that you do not meet" in writer.get(url("tender-self-check", blank)).content.decode()


def test_lines_are_priced_and_the_total_becomes_the_price(world, writer, blank):
    address = url("tender-price", blank)
    half = post(writer, address, line0="18.75", line1="", line2="", price="")
    assert half.status_code == 302
    assert content(world, blank).price_pence is None
    assert "Total so far" in writer.get(address).content.decode()
    post(writer, address, revision=1, line0="18.75", line1="5000", line2="7.5", price="")
    assert content(world, blank).price_pence == TOTAL
    assert "£247,250" in writer.get(address).content.decode()


def test_a_price_that_is_not_the_total_is_kept_told_and_not_submitted(world, writer, tender):
    post(
        writer,
        url("tender-price", tender),
        revision=1,
        line0="18.75",
        line1="5000",
        line2="7.5",
        price="250000",
    )
    assert content(world, tender).price_pence == 25_000_000
    assert "come to £247,250" in writer.get(url("tender-price", tender)).content.decode()
    assert "come to £247,250" in writer.get(url("tender-check", tender)).content.decode()


@pytest.mark.parametrize("rate", ["18.12345", "-3", "about 4"])
def test_a_rate_that_is_none_is_told_at_its_line(writer, blank, rate):
    answer = post(writer, url("tender-price", blank), line0=rate, line1="", line2="", price="")
    assert answer.status_code == 422 and "four decimal places" in answer.content.decode()


def test_everything_is_read_once_more_before_submitting(writer, tender):
    page = writer.get(url("tender-check", tender)).content.decode()
    for text in (
        PARTNER.name,
        "Our partner has.",
        "Relying on",
        "Visit of 30 minutes",
        "£18.75",
        "The evening courses",
    ):
        assert text in page, text
    assert "Keep this code" in page


def test_who_worked_on_it_is_said_by_name_of_the_part(writer, tender):
    page = writer.get(url("tender-edits", tender)).content.decode()
    assert "Who delivers: Paid learning for care workers" in page
    assert "Condition: Care at home" in page and PARTNER.name in page


def test_after_opening_the_authority_reads_all_of_it_at_its_place(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    page = client.get(reverse("opened-tender", args=[world.fuller_opened.external_id])).content.decode()
    for text in (
        PARTNER.name,
        "15%",
        "Our partner has.",
        "Visit of 30 minutes",
        "£225,000",
        "£247,250",
        "40 hours",
    ):
        assert text in page, text


def test_before_opening_no_row_says_any_of_it(world):
    from commonweal.lifecycle.tendering import models

    assert world.fuller_draft
    for model in (
        models.TenderParty,
        models.OfferedDelivery,
        models.ConditionStatement,
        models.TenderPriceLine,
    ):
        assert not model.objects.for_system("a test that looks before opening").exists()
