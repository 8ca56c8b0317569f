"""`commonweal spend`: load, report and train on the command line."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli

TEXT = """Service Area,Expenses Type,Paid Date,Supplier Name,Supplier Postcode,SME,Net Amount
Parks,Grounds upkeep,01/04/2023,Fernbank Gardens Ltd,SR5 2AA,Yes,1000.00
Parks,Grounds upkeep,02/04/2024,FERNBANK GARDENS LIMITED,SR5 2AA,Yes,500.00
Housing,Repairs,03/04/2024,Rooftop Repairs CIC,NE1 4XX,,300.00
Housing,Repairs,04/04/2024,Larder plc,LS1 4AB,No,200.00
Housing,Repairs,05/04/2024,A Penhaligon,SR5 2AA,,100.00
Housing,Repairs,05/04/2024,REDACTED,,,50.00
Housing,Repairs,05/04/2024,Rooftop Repairs CIC,NE1 4XX,,-50.00
"""


def run(*arguments):
    return CliRunner().invoke(cli, ["spend", *map(str, arguments)])


@pytest.fixture
def dataset(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text(TEXT, "utf-8")
    assert run("load", path, "--body", "E08000024", "-o", tmp_path / "dataset").exit_code == 0
    return tmp_path / "dataset"


@pytest.fixture
def report(dataset):
    return json.loads(run("report", dataset, "--json").stdout)


def test_load_has_the_shape_of_the_contract_and_exits_3_with_rejected_rows(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text(TEXT + ",,,Total,,,2100.00\n", "utf-8")
    result = run("load", path, "--body", "E08000024", "-o", tmp_path / "dataset", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout) == {
        "files": 1, "rows_in": 8, "loaded": 7, "rejected": 1, "reasons": {"totals row": 1}, "amount": "2100.00",
    }  # fmt: skip
    assert "amount = Net Amount" in result.stderr


def test_load_of_a_file_that_is_not_there_exits_2(tmp_path):
    result = run("load", tmp_path / "none.csv", "--body", "X", "-o", tmp_path / "dataset")
    assert result.exit_code == 2
    assert "none.csv: cannot be read" in result.stderr


@pytest.mark.parametrize("engine", ["nosuch://somewhere", "sqlite://", "polars://"])
def test_a_report_on_an_engine_that_cannot_do_it_exits_2_in_words(dataset, monkeypatch, engine):
    monkeypatch.setenv("COMMONWEAL_ENGINE", engine)
    result = run("report", dataset, "--json")
    assert result.exit_code == 2
    assert not result.stdout
    assert f"COMMONWEAL_ENGINE={engine}: " in result.stderr


def test_a_dataset_without_payments_has_a_report_of_nothing(tmp_path):
    path = tmp_path / "spend.csv"
    path.write_text("Date,Supplier,Amount\n01/04/2024,Fernbank Gardens Ltd,\n", "utf-8")
    assert run("load", path, "--body", "E08000024", "-o", tmp_path / "dataset").exit_code == 3
    shown = run("report", tmp_path / "dataset", "--json")
    found = json.loads(shown.stdout)
    assert (shown.exit_code, found["payments"], found["amount"]) == (0, 0, "0.00")
    assert {each["amount"] for each in found["flags"].values()} == {"0.00"}
    assert run("report", tmp_path / "dataset").exit_code == 0
    assert run("train", tmp_path / "dataset").exit_code == 2


def shares(part):
    return {name: each["amount"] for name, each in part["total"].items()}


def test_places_sizes_and_kinds_add_up_with_unknown_apart(report):
    assert shares(report["by_place"]) == {
        "own": "1600.00",
        "region": "250.00",
        "elsewhere": "200.00",
        "unknown": "50.00",
    }
    assert shares(report["by_sme"]) == {"yes": "1500.00", "no": "200.00", "unknown": "400.00"}
    assert shares(report["by_vcse"]) == {"yes": "250.00", "no": "200.00", "unknown": "1650.00"}
    assert report["by_place"]["coverage"] == {"known": "0.9762", "unknown": "0.0238"}


def test_financial_years_and_their_change(report):
    assert report["by_year"]["rows"] == [
        {"year": "2023/24", "amount": "1000.00", "payments": 1, "change": None},
        {"year": "2024/25", "amount": "1100.00", "payments": 6, "change": "0.1000"},
    ]


def test_spellings_of_a_name_are_one_supplier_and_a_person_is_not_named(report):
    assert [(each["supplier"], each["amount"]) for each in report["top_suppliers"]["suppliers"]] == [
        ("FERNBANK GARDENS LIMITED", "1500.00"),
        ("Rooftop Repairs CIC", "250.00"),
        ("Larder plc", "200.00"),
        (None, "100.00"),
    ]
    assert "Penhaligon" not in json.dumps(report)


@pytest.mark.parametrize(
    ("name", "pounds", "is_shown"),
    [
        ("Gottlieb Ferrers", "9999999.99", False),
        ("Gottlieb Ferrers", "10000000.00", True),
        ("Mr G Ferrers", "10000000.00", False),
        ("The Secretary of State", "1.00", True),
        ("HMRC", "1.00", True),
    ],
)
def test_who_is_named(tmp_path, name, pounds, is_shown):
    (tmp_path / "spend.csv").write_text(f"Date,Supplier,Amount\n01/04/2024,{name},{pounds}\n")
    dataset = tmp_path / "dataset"
    assert run("load", tmp_path / "spend.csv", "--body", "X", "-o", dataset).exit_code == 0
    (found,) = json.loads(run("report", dataset, "--json").stdout)["top_suppliers"]["suppliers"]
    assert (found["supplier"], found["amount"]) == (name if is_shown else None, pounds)


def test_concentration_of_a_category_of_three_and_none_for_fewer(report):
    rows = {row["category"]: row for row in report["concentration"]["rows"]}
    assert rows["Grounds upkeep"]["hhi"] is None
    # 250, 200 and 100 of 550: 10,000 x (62,500 + 40,000 + 10,000) / 302,500
    assert (rows["Repairs"]["hhi"], rows["Repairs"]["top_1"]) == ("3719.0", "0.4545")


def test_new_and_lost_suppliers(report):
    first, second = report["new_and_lost"]["rows"]
    assert (first["new"], first["lost"]) == (None, None)
    assert (second["new"], second["continuing"], second["lost"]) == (3, 1, 0)


def test_the_multiplier_states_its_assumption_and_its_lower_figure(report):
    local = report["local_multiplier"]
    # p = 1600 / 2050 of what is placed; 1600 / 2100 if the unknown were not local
    assert (local["estimate"], local["if_unknown_is_not_local"]) == ("2.39", "2.34")
    assert local["assumption"]


def test_every_measure_has_its_definition(report):
    for name in (
        "by_year",
        "by_service",
        "by_place",
        "by_sme",
        "by_vcse",
        "top_suppliers",
        "concentration",
        "new_and_lost",
    ):
        assert report[name]["definition"], name


def test_words_for_a_person(dataset):
    words = run("report", dataset).stdout
    assert "By place (known for 97.6% of the money)" in words
    assert "not named" in words


def test_another_place_prepares_again(dataset):
    run("report", dataset, "--json")
    leeds = json.loads(run("report", dataset, "--place", "Leeds", "--json").stdout)
    assert leeds["by_place"]["total"]["own"]["amount"] == "200.00"


def test_report_and_train_say_what_is_no_dataset(tmp_path, dataset):
    assert "is no dataset" in run("report", tmp_path, "--json").stderr
    few = run("train", dataset)
    assert (few.exit_code, "too few" in few.stderr) == (2, True)


def test_train_beats_always_guessing_the_most_common(tmp_path):
    kinds = (
        ("Grounds upkeep", "garden grass trees"),
        ("Repairs", "roof boiler windows"),
        ("Care", "home carer nursing"),
    )
    rows = [
        f"Town,{kind},01/04/2024,{word.title()} Supplier {n} Ltd,{word} work,10.00"
        for n in range(20) for kind, words in kinds for word in words.split()
    ]  # fmt: skip
    path = tmp_path / "spend.csv"
    path.write_text(
        "Service Area,Expenses Type,Paid Date,Supplier Name,Description,Net Amount\n" + "\n".join(rows),
        "utf-8",
    )
    run("load", path, "--body", "X", "-o", tmp_path / "dataset")
    found = json.loads(run("train", tmp_path / "dataset", "--json").stdout)
    assert float(found["accuracy"]) > 0.9 > float(found["most_common_accuracy"])


def test_the_commands_do_not_load_django(dataset):
    code = (
        "import sys; from commonweal.cli.main import cli\n"
        f"cli(['spend', 'report', {str(dataset)!r}], standalone_mode=False)\n"
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


DATA = Path(__file__).parents[3] / "shared" / "data" / "spend"


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("archive", "rows", "rejected", "amount"),
    [
        ("cabinetoffice", 17_535, 60, "3633894722.66"),
        ("london_gla", 44_996, 0, "3859112544.74"),
    ],
)
def test_real_files_add_up_to_an_independent_sum(tmp_path, archive, rows, rejected, amount):
    path = DATA / f"{archive}.tar.gz"
    if not path.exists():
        pytest.skip("not run: real data not present")
    found = json.loads(run("load", path, "--body", "X", "-o", tmp_path / "dataset", "--json").stdout)
    assert (found["rows_in"], found["rejected"], found["amount"]) == (rows, rejected, amount)


REGISTER = """id,name,postcode,charity_number,sme,vcse
1,Larder PLC,LS1 4AB,,no,
2,Rooftop Repairs C.I.C.,NE1 4XX,,yes,yes
3,Somebody Else Ltd,SR5 2AA,,yes,
"""


def test_a_register_fills_what_the_payments_leave_open_and_changes_nothing_they_say(dataset, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, "utf-8")
    before = json.loads(run("report", dataset, "--json").stdout)
    with_it = json.loads(run("report", dataset, "--register", path, "--json").stdout)
    again = json.loads(run("report", dataset, "--json").stdout)
    assert before["by_sme"]["total"]["unknown"]["amount"] == "400.00"
    assert with_it["by_sme"]["total"]["unknown"]["amount"] == "150.00"
    assert with_it["by_sme"]["total"]["yes"]["amount"] == "1750.00"
    assert with_it["by_sme"]["total"]["no"] == before["by_sme"]["total"]["no"]
    assert again == before


def test_a_register_that_cannot_be_read_says_where(dataset, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("id,town\nLarder plc,York\n", "utf-8")
    result = run("report", dataset, "--register", path)
    assert result.exit_code == 2
    assert "register.csv:1" in result.stderr


LABELLED = "Date,Supplier,Service,Description,Category,Amount\n" + "".join(
    f"01/04/2024,{who} {n} Ltd,{service},{words} {n},{category},10.00\n"
    for n in range(12)
    for who, service, words, category in (
        ("Greenway", "Parks", "grass cutting and tree work", "Grounds"),
        ("Homefix", "Homes", "boiler and roofing repairs", "Repairs"),
    )
)
UNLABELLED = (
    "01/04/2024,Greenway 99 Ltd,Parks,tree work and grass,,7.00\n01/04/2024,Zq,,,,3.00\n"
    "01/04/2024,Greenway 99 Ltd,Parks,grass cutting,,2.00\n"
)


def test_payments_without_a_category_have_the_one_the_bodys_own_model_suggests(tmp_path):
    dataset = tmp_path / "dataset"
    path = tmp_path / "spend.csv"
    path.write_text(LABELLED + UNLABELLED, "utf-8")
    run("load", path, "--body", "X", "-o", dataset)
    before = json.loads(run("report", dataset, "--json").stdout)
    run("train", dataset)
    after = json.loads(run("report", dataset, "--json").stdout)
    assert before["by_category"]["model"] is None
    assert before["by_category"]["coverage"] == {
        "known": "0.9524",
        "unknown": "0.0476",
        "suggested": "0.0000",
    }
    sums = {row["category"]: (row["amount"], row["suggested"]) for row in after["by_category"]["rows"]}
    assert sums == {"Grounds": ("129.00", "9.00"), "Repairs": ("120.00", "0.00"), None: ("3.00", "0.00")}
    assert after["by_category"]["model"]["held_out_payments"] > 0
    assert "trained model" in after["by_category"]["definition"]
    assert after["amount"] == before["amount"]
    assert after["by_year"] == before["by_year"]
    assert "9 of it suggested" in run("report", dataset).stdout


def test_a_file_that_is_no_model_is_refused(tmp_path):
    dataset = tmp_path / "dataset"
    path = tmp_path / "spend.csv"
    path.write_text(LABELLED, "utf-8")
    run("load", path, "--body", "X", "-o", dataset)
    result = run("report", dataset, "--model", path)
    assert result.exit_code == 2
    assert "is no model" in result.stderr


def test_spending_by_mission_where_services_are_linked(dataset, tmp_path):
    links = tmp_path / "links.csv"
    plain = json.loads(run("report", str(dataset), "--json").stdout)
    assert "by_mission" not in plain
    service = next(row["service"] for row in plain["by_service"]["rows"] if row["service"])
    links.write_text(
        f"Service,Mission\n{service},Good work\n{service},Warm homes\nNo such service,Clean air\n", "utf-8"
    )
    found = json.loads(run("report", str(dataset), "--missions", str(links), "--json").stdout)["by_mission"]
    of_service = sum(
        Decimal(row["amount"]) for row in plain["by_service"]["rows"] if row["service"] == service
    )
    amounts = {row["mission"]: Decimal(row["amount"]) for row in found["rows"]}
    assert amounts == {
        "Good work": of_service,
        "Warm homes": of_service,
        "Clean air": 0,
        None: Decimal(plain["amount"]) - of_service,
    }
    assert Decimal(found["coverage"]["known"]) + Decimal(found["coverage"]["unknown"]) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [("a,b\n1,2\n", ":1: needs the columns"), ("service,mission\nParks,\n", ":2: needs a service")],
)
def test_a_file_of_links_that_cannot_be_used_is_refused(dataset, tmp_path, content, message):
    links = tmp_path / "links.csv"
    links.write_text(content, "utf-8")
    result = run("report", str(dataset), "--missions", str(links), "--json")
    assert result.exit_code == 2 and message in result.stderr


def test_a_place_that_cannot_be_written_is_named_and_ends_with_2(tmp_path):
    (tmp_path / "spend.csv").write_text(TEXT, "utf-8")
    (tmp_path / "file").write_text("x")
    done = run("load", tmp_path / "spend.csv", "--body", "X", "-o", tmp_path / "file" / "dataset")
    assert done.exit_code == 2
    assert f"{tmp_path / 'file' / 'dataset'}: cannot be written" in done.stderr


def test_a_damaged_dataset_says_so(dataset):
    (dataset / "payments.parquet").write_bytes(b"PAR1 and no end")
    for command in ("report", "train"):
        done = run(command, dataset)
        assert done.exit_code == 2
        assert done.stderr == f"{dataset}: payments.parquet is damaged: load the files again\n"
