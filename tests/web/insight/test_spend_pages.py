"""Spend in the browser: giving files, confirming columns, what was rejected and why, and the report."""

import csv
import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.journeys import spend_learning
from commonweal.spending import actions, learning_actions
from commonweal.spending.models import SpendColumns, SpendLoad
from tests.builders import spending as build
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _datasets(tmp_path, settings) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def text_of(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def fill(client: Client, url: str, **fields: object):
    """Send a page's form with what it already says, and `fields` in place of some of it."""
    page = client.get(url).content.decode()
    values = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        values[name] = chosen[1] if chosen else ""
    return client.post(url, values | fields)


def give(client: Client, *files: tuple[str, bytes], **fields: object):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return fill(client, "/insight/spend/load", name="Payments over £500", place="", files=uploads, **fields)


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_an_empty_list_says_what_to_do_next(officer):
    assert "No payments have been loaded yet" in text_of(officer.get("/insight/spend"))


def test_from_a_file_to_its_report(officer):
    answer = give(officer, ("payments.csv", build.PAYMENTS.encode()))
    url = answer["Location"]
    assert "Look at the columns and confirm them" in text_of(officer.get(url))

    page = text_of(officer.get(f"{url}/columns"))
    assert "Net amount" in page and "Sample Paving Ltd" in page
    assert fill(officer, f"{url}/columns")["Location"] == url

    shown = text_of(officer.get(url))
    assert "9 rows in the files = 8 loaded + 1 rejected" in shown
    assert "A total of other rows 1" in shown
    report = text_of(officer.get(f"{url}/report"))
    assert "£7,540 paid by Borough of Example in 8 payments" in report


def test_the_report_prints_a_definition_beside_every_figure(officer, world):
    load = build.loaded(world)
    page = officer.get(f"/insight/spend/{load.external_id}/report").content.decode()
    assert page.count("<section") == page.count("<strong>Definition</strong>")
    assert page.count("<svg") >= 7
    assert page.count("Download CSV") == page.count("<section")


def test_unknown_is_a_share_of_its_own(officer, world):
    load = build.loaded(world)
    found = rows_of(officer.get(f"/insight/spend/{load.external_id}/report/by_place.csv"))
    by_part = {(row["year"], row["part"]): row["amount"] for row in found}
    assert by_part["2024/25", "own"] == "849.50"
    assert by_part["2024/25", "region"] == "300.00"
    assert by_part["2024/25", "unknown"] == "100.00"
    assert by_part["2023/24", "elsewhere"] == "5000.00"


def test_somebody_who_may_be_a_person_is_counted_and_not_named(officer, world):
    load = build.loaded(world)
    page = officer.get(f"/insight/spend/{load.external_id}/report").content.decode()
    assert "Joan Madeup" not in page
    assert "Not named: may be a person" in page
    table = officer.get(f"/insight/spend/{load.external_id}/report/top_suppliers.csv").content.decode()
    assert "Joan Madeup" not in table and "Fictional Build plc" in table


def test_a_table_by_month_is_confirmed_and_loaded_month_by_month(officer):
    table = b"Supplier,Apr-24,May-24,Total\nSample Paving Ltd,1000.00,500.00,1500.00\nTotal,1000.00,500.00,1500.00\n"
    url = give(officer, ("by month.csv", table))["Location"]
    page = text_of(officer.get(f"{url}/columns"))
    assert "2024-04" in page and "2024-05" in page
    fill(officer, f"{url}/columns")
    assert "3 rows in the files = 2 loaded + 1 rejected" in text_of(officer.get(url))
    assert "\u00a31,500 paid by Borough of Example in 2 payments" in text_of(officer.get(f"{url}/report"))


def test_a_file_in_which_nothing_could_be_loaded_has_a_report_of_nothing(officer):
    table = b"Date,Supplier,Ref,Amount\n01/04/2024,Hill, Dale and Co,123,50.00\n"
    url = give(officer, ("payments.csv", table))["Location"]
    fill(officer, f"{url}/columns")
    page = text_of(officer.get(url))
    assert "1 rejected" in page and "More cells than the header has columns" in page
    assert officer.get(f"{url}/report").status_code == 200


def test_rejected_rows_are_given_back_with_their_reason(officer, world):
    load = build.loaded(world)
    (row,) = rows_of(officer.get(f"/insight/spend/{load.external_id}/rejected.csv"))
    assert (row["file"], row["line"], row["reason"]) == ("payments.csv", "10", "totals row")


def test_what_was_said_about_columns_is_kept_for_the_next_file(officer, world):
    build.loaded(world)
    assert SpendColumns.objects.for_system("test").count() == 1
    again = give(officer, ("next.csv", build.PAYMENTS.replace("2023", "2025").encode()))
    assert "As you confirmed it before" in text_of(officer.get(f"{again['Location']}/columns"))


def test_a_column_that_is_said_to_be_unused_is_not_used(officer):
    url = give(officer, ("payments.csv", build.PAYMENTS.encode()))["Location"]
    fill(officer, f"{url}/columns", **{"header-0-column-2": "unused"})
    found = rows_of(officer.get(f"{url}/report/by_place.csv"))
    assert {row["part"] for row in found if row["amount"] != "0.00"} == {"unknown"}


def test_two_columns_cannot_mean_the_same(officer):
    url = give(officer, ("payments.csv", build.PAYMENTS.encode()))["Location"]
    answer = fill(officer, f"{url}/columns", **{"header-0-column-5": "amount"})
    assert answer.status_code == 422
    assert "Two columns cannot both be the amount, net of vat" in text_of(answer)


def test_without_a_column_of_amounts_nothing_is_loaded(officer):
    url = give(officer, ("payments.csv", build.PAYMENTS.encode()))["Location"]
    answer = fill(officer, f"{url}/columns", **{"header-0-column-6": "unused"})
    assert answer.status_code == 422
    assert "Say which column holds the amount" in text_of(answer)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<html></html>", "is not accepted"),
        ("page.csv", b"<html><script>1</script></html>", "is not a CSV table"),
        ("broken.zip", b"PK not an archive", "is not a ZIP archive"),
        ("cut.gz", b"\x1f\x8b\x08cut short", "is not a gzip archive"),
        ("empty.csv", b"", "empty"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(officer, name, content, said):
    answer = give(officer, (name, content))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not SpendLoad.objects.for_system("test").exists()


def test_a_file_without_payments_says_why_and_loads_nothing(officer):
    url = give(officer, ("words.csv", b"Only,words\nand,no payments\n"))["Location"]
    shown = text_of(officer.get(url))
    assert "Could not be loaded" in shown
    assert "words.csv" in shown


def test_an_unknown_place_is_told_beside_its_field(officer):
    answer = fill(
        officer,
        "/insight/spend/load",
        name="Payments",
        place="Nowhere on Sea",
        files=[SimpleUploadedFile("payments.csv", build.PAYMENTS.encode())],
    )
    assert answer.status_code == 422
    assert "We know no place called “Nowhere on Sea”" in text_of(answer)


def test_figures_that_are_gone_can_be_made_again(officer, world, settings, tmp_path):
    load = build.loaded(world)
    settings.DATA = tmp_path / "another-machine"
    url = f"/insight/spend/{load.external_id}"
    assert "The figures are not on this machine" in text_of(officer.get(url))
    assert officer.get(f"{url}/report").status_code == 404
    fill(officer, f"{url}/again")
    assert officer.get(f"{url}/report").status_code == 200


def test_removed_payments_are_gone(officer, world):
    load = build.loaded(world)
    fill(officer, f"/insight/spend/{load.external_id}/remove")
    assert officer.get(f"/insight/spend/{load.external_id}").status_code == 404


def test_spending_by_mission_keeps_what_is_linked_to_none(officer, world):
    load, mission = build.loaded(world), world.mission
    url = f"/insight/spend/{load.external_id}"
    fill(officer, f"{url}/serves", service="Housing", mission=mission.external_id, reason="Warm homes")
    found = rows_of(officer.get(f"{url}/report/by_mission.csv"))
    assert [(row["mission"], row["amount"], row["share"]) for row in found] == [
        (mission.statement, "340.00", "0.0451"),
        ("Linked to no mission", "7200.00", "0.9549"),
    ]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    officer, world, django_assert_max_num_queries
):
    build.given(world)
    officer.get("/insight/spend")
    for _number in range(4):
        build.given(world)
    with django_assert_max_num_queries(12):
        officer.get("/insight/spend")


LABELLED = "Date paid,Supplier,Service,Description,Category,Net amount\n" + "".join(
    f"01/04/2024,{who} {n} Ltd,{service},{words} {n},{category},10.00\n"
    for n in range(12)
    for who, service, words, category in (
        ("Sample Paving", "Roads", "gritting and paving work", "Roads"),
        ("Invented Lighting", "Homes", "boiler and lighting repairs", "Repairs"),
    )
)


def test_categories_are_learnt_in_the_background_and_used_by_the_report(officer, world):
    load = build.work(
        world,
        build.given(world, (LABELLED + "01/04/2024,Sample Paving 99 Ltd,Roads,gritting,,6.00\n").encode()),
    )
    actions.confirm(
        load, build.columns_of(load), by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now
    )
    load = build.work(world, load)
    url = f"/insight/spend/{load.external_id}"
    assert "Nothing has been learnt yet" in text_of(officer.get(f"{url}/model"))
    assert "suggested category" not in text_of(officer.get(f"{url}/report"))
    answer = fill(officer, f"{url}/learn")
    assert answer["Location"] == f"{url}/model"
    page = text_of(officer.get(f"{url}/model"))
    assert "of the payments that were held out" in page
    assert "The category whose keywords fit most" in page
    report = text_of(officer.get(f"{url}/report"))
    assert "2.4% of the money has a suggested category" in report
    (roads,) = [
        row for row in rows_of(officer.get(f"{url}/report/by_category.csv")) if row["category"] == "Roads"
    ]
    assert (roads["amount"], roads["suggested"]) == ("126.00", "6.00")


def test_while_categories_are_learnt_the_page_says_so(officer, world):
    load = build.loaded(world)
    model = learning_actions.ask(load, by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now)
    url = f"/insight/spend/{load.external_id}/model"
    assert "Waiting for its turn" in text_of(officer.get(url))
    spend_learning.work_on(model.external_id, clock=lambda: world.now)
    page = text_of(officer.get(url))
    assert "Nothing could be learnt" in page
    assert "too few" in page
