"""`commonweal register report`: contracts registers of different shapes, by place and size."""

import json

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli

HEADER = "Contract Ref,Contract Title,Supplier Name,Supplier Postcode,SME,Start Date,End Date,Estimated Annual Value (£)"
REGISTER = f"""Anytown contracts register,,,,,,,
{HEADER}
C1,Cleaning,Fernbank Ltd,SR5 2AA,Yes,01/04/2024,31/03/2027,"£120,000.00"
C2,Food,Larder plc,NE1 4XX,No,01/04/2024,31/03/2027,"50,000.50"
C3,Paper,Quire Ltd,LS1 4AB,,01/04/2024,31/03/2027,TBC
C4,Advice,Lantern CIC,,Micro,01/04/2024,31/03/2027,1000
,,Total,,,,,"171,000.50"
"""


@pytest.fixture
def report(tmp_path):
    def run(text, *options, name="register.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return CliRunner().invoke(cli, ["register", "report", str(path), *options])

    return run


def figures(result):
    return json.loads(result.stdout)


def test_the_contract_of_the_command_line(report):
    result = report(REGISTER, "--place", "E08000024", "--json")
    assert result.exit_code == 3
    assert figures(result) == {
        "rows": 4,
        "annual_value": "171000.50",
        "by_place": {
            "own": {"contracts": 1, "annual_value": "120000.00"},
            "region": {"contracts": 1, "annual_value": "50000.50"},
            "elsewhere": {"contracts": 1, "annual_value": "0.00"},
            "unknown": {"contracts": 1, "annual_value": "1000.00"},
        },
        "by_sme": {
            "yes": {"contracts": 2, "annual_value": "121000.00"},
            "no": {"contracts": 1, "annual_value": "50000.50"},
            "unknown": {"contracts": 1, "annual_value": "0.00"},
        },
    }
    assert "totals row" in result.stderr


def test_without_rows_left_out_it_exits_0(report):
    assert report(REGISTER.rsplit(",,Total", 1)[0], "--place", "Sunderland", "--json").exit_code == 0


@pytest.mark.parametrize(
    ("start", "end", "total", "annual"),
    [
        ("01/04/2024", "31/03/2027", "300000", "100000.00"),
        ("01/04/2024", "01/04/2027", "300000", "100000.00"),
        ("01/04/2024", "30/09/2024", "50000", "50000.00"),
        ("01/04/2024", "30/09/2025", "90000", "60000.00"),
        ("01/04/2024", "", "90000", "0.00"),
    ],
)
def test_a_total_is_spread_over_the_duration(report, start, end, total, annual):
    text = f"Title,Supplier,Start date,End date,Total contract value\nCleaning,Fernbank Ltd,{start},{end},{total}\n"
    assert figures(report(text, "--place", "Leeds", "--json"))["annual_value"] == annual


@pytest.mark.parametrize(
    ("written", "annual"),
    [("24", "50000.00"), ("2 years", "50000.00"), ("4", "25000.00"), ("2+1+1 years", "50000.00")],
)
def test_a_stated_duration_comes_before_dates(report, written, annual):
    text = f"Title,Supplier,Contract Length,Contract Value\nCleaning,Fernbank Ltd,{written},100000\n"
    assert figures(report(text, "--place", "Leeds", "--json"))["annual_value"] == annual


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Sunderland", "own"),
        ("City of Sunderland", "own"),
        ("Local", "own"),
        ("Gateshead", "region"),
        ("12 High Street, Durham", "region"),
        ("North East", "region"),
        ("Tyne and Wear", "region"),
        ("Leeds", "elsewhere"),
        ("London", "elsewhere"),
        ("Scotland", "elsewhere"),
        ("National", "elsewhere"),
        ("SR1 3AA", "own"),
        ("Sunderland City", "own"),
        ("Based in Sunderland", "own"),
        ("Local (Sunderland)", "own"),
        ("Washington", "own"),
        ("South Shields", "region"),
        ("Co. Durham", "region"),
        ("Rest of North East", "region"),
        ("North East (excluding Sunderland)", "region"),
        ("Outside the North East", "elsewhere"),
        ("Glasgow", "elsewhere"),
        ("Warrington, Cheshire", "elsewhere"),
        ("Outside Sunderland", "unknown"),
        ("Non local", "unknown"),
        ("England", "unknown"),
        ("Somewhere else entirely", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_place_from_names(report, place, expected):
    text = f'Title,Supplier,Supplier Location,Annual Value\nCleaning,Fernbank Ltd,"{place}",10\n'
    by_place = figures(report(text, "--place", "E08000024", "--json"))["by_place"]
    assert [name for name, part in by_place.items() if part["contracts"]] == [expected]


@pytest.mark.parametrize(
    ("answers", "expected"), [("Y,Y", "own"), ("N,Y", "region"), ("N,N", "elsewhere"), (",", "unknown")]
)
def test_a_place_from_yes_and_no_under_headings_that_name_it(report, answers, expected):
    text = f"Title,Supplier,Sunderland Based?,North East Supplier (Y/N),Annual Value\nCleaning,Fernbank,{answers},10\n"
    by_place = figures(report(text, "--place", "E08000024", "--json"))["by_place"]
    assert [name for name, part in by_place.items() if part["contracts"]] == [expected]


LOCAL_GOVERNMENT = """Organisation Name,Department responsible,Contract reference number,Title of agreement,\
Supplier name and details,Start date,End date,Value of contract,Value of irrecoverable VAT,Is supplier a SME,\
Is supplier a VCSE,Company registration number
Anytown,Parks,1,Mowing,"A Ltd, 1 High St, Sunderland SR1 1AA",01/04/2023,31/03/2025,"£24,000.00",0,Y,N,0123
Anytown,Parks,2,Trees,"B plc, Leeds LS1 1AA",01/04/2023,31/03/2024,12000,0,N,N,
"""


def test_the_columns_of_the_transparency_code(report):
    found = figures(report(LOCAL_GOVERNMENT, "--place", "E08000024", "--json"))
    assert found["annual_value"] == "24000.00"
    assert [part["contracts"] for part in found["by_place"].values()] == [1, 0, 1, 0]
    assert [part["contracts"] for part in found["by_sme"].values()] == [1, 1, 0]


@pytest.mark.parametrize("heading", ["Organisation Size", "Supplier Type", "SME Y/N", "Number of employees"])
def test_sizes_under_other_headings(report, heading):
    text = (
        f"Title,Supplier,{heading},Annual Value\nA,A,Micro,1\nB,B,Large,1\nC,C,250+,1\nD,D,10-49,1\nE,E,,1\n"
    )
    found = figures(report(text, "--place", "E08000024", "--json"))["by_sme"]
    assert [part["contracts"] for part in found.values()] == [2, 2, 1]


def test_without_a_column_of_values_they_are_absent(report):
    assert (
        figures(report("Title,Supplier\nCleaning,Fernbank Ltd\n", "--place", "Leeds", "--json"))[
            "annual_value"
        ]
        is None
    )


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("hello\nworld\n", "Leeds", "no header row of a contracts register"),
        (HEADER + "\n", "Leeds", "has a header and no contracts"),
        (REGISTER, "E99999999", "is no place we know"),
        ("", "Leeds", "is empty"),
    ],
)
def test_bad_input_exits_2_with_the_reason(report, text, place, message):
    result = report(text, "--place", place, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_words_show_the_definitions(report):
    words = report(REGISTER, "--place", "Sunderland").stdout
    assert "rest of North East Mayoral Combined Authority" in words
    assert "4 contracts, annual value £171,000.50" in words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Contract title,Contractor,Value (£000),Start,End\nRoads,A Ltd,300,01/04/2023,31/03/2024\n",
            "300000.00",
        ),
        ("Title,Supplier,Value (£m),Duration (years)\nRoads,A Ltd,1.5,3\nCare,B Ltd,£1.5m,3\n", "1000000.00"),
        (
            "Title;Provider;Contract Value;Commencement Date;Expiry Date\nR;A;10.000,00;01/04/2023;31/03/2024\n",
            "10000.00",
        ),
        ("Teitl y Contract,Enw'r Cyflenwr,Gwerth Blynyddol\nFfyrdd,A Cyf,1000\n", "1000.00"),
        ("Agreement title,Supplier name,Total value,Term (months)\nRoads,A Ltd,240000,24\n", "120000.00"),
        (
            "<table><tr><th>Contract Title<th>Supplier<th>Annual Value<tr><td>R<td>A<td>&pound;10</table>",
            "10.00",
        ),
    ],
)
def test_registers_headed_otherwise(report, text, value):
    assert figures(report(text, "--place", "E08000024", "--json"))["annual_value"] == value


CONTRACTS_FINDER = """Notice Identifier,Organisation Name,Title,Postcode,Region,Start Date,End Date,Suitable for SME,Value,\
"Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]",Contract start date,Contract end date
N1,Anytown Council,Roads,NE1 4XX,North East,,,Yes,24000,"[A Ltd|1 Dale St, Sunderland SR5 2AA|NONE||No|No]",2023-04-01,2025-03-31
"""


def test_the_export_of_contracts_finder_places_the_supplier_and_not_the_body(report):
    found = figures(report(CONTRACTS_FINDER, "--place", "E08000024", "--json"))
    assert found["annual_value"] == "12000.00"
    assert found["by_place"]["own"]["contracts"] == 1
    assert found["by_sme"]["no"]["contracts"] == 1


def test_a_value_that_says_it_is_of_a_year_is_not_spread_over_the_years(report):
    lines = ["Title,Supplier,Contract Value,Duration (months)"]
    lines += [
        f'{n},S{n} Ltd,"{said}",24'
        for n, said in enumerate(("£5,000 per annum", "£500 p.a.", "£60 a year", "£4"))
    ]
    assert figures(report("\n".join(lines), "--place", "E08000024", "--json"))["annual_value"] == "5562.00"
