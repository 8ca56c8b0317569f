"""Files of names as they come: any case and order of columns, several encodings; what is wrong is told with its line."""

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.interchange.match_files import OUTPUT, UnreadableNames, read_names, written_rows

PLAIN = "id,name,postcode\n1,Café Ltd,NE1 4ST\n2,Dale,\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        b"Suppliers\nas at 1 April 2024,,\n\n" + PLAIN.encode(),
        b"sep=;\n" + PLAIN.replace(",", ";").encode(),
        b"NAME,extra,Id,Post Code\nCaf\xc3\xa9 Ltd,x,1,NE1 4ST\n\nDale,,2\n",
    ],
)
def test_the_same_names_however_they_are_written(content):
    found = read_names(content)
    assert (found.ids, found.names, found.postcodes) == (["1", "2"], ["Café Ltd", "Dale"], ["NE1 4ST", ""])
    assert found.company_numbers == found.charity_numbers == ["", ""]


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "empty"),
        (b"id,title\n1,x\n", 1, 'no column "name"'),
        (b"id,name\n1,A\n,B\n", 3, "the id is empty"),
        (b"id,name\n1,A\n1,B\n", 3, "used twice"),
        (b"id,name\n1,A\n2\n", 3, "1 cells"),
        (b"id,name\n1,Dale, Sons and Co\n", 2, "quote the commas"),
        (b'id,name\n1,"Dale\n2,B\n', 3, "cannot be read as CSV"),
        (b"id,name\n1,A\n2,B\0\n", 3, "not text"),
        (codecs.BOM_UTF16_LE + b"i", 1, "UTF-16"),
        (b"PK\3\4\0\0", 1, "save the table as CSV first"),
        (b"Title\n\nid,name\n1,A\n1,B\n", 5, "used twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(content, line, reason):
    with pytest.raises(UnreadableNames) as refused:
        read_names(content)
    assert refused.value.line == line
    assert reason in refused.value.reason


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Supplier Number,Supplier Name,Supplier Postcode", ("c0", "c1", "c2", "", "")),
        (" CompanyName, CompanyNumber,RegAddress.PostCode", ("c1", "c0", "c2", "c1", "")),
        ("registered_charity_number,charity_name,charity_contact_postcode", ("c0", "c1", "c2", "", "c0")),
        ("Ref,Organisation,Charity No.,Company Reg No", ("c0", "c1", "", "c3", "c2")),
        ("Vendor,Company Code,Post Code", ("c1", "c0", "c2", "", "")),
        ("Beneficiary,Amount", ("1", "c0", "", "", "")),
        ("name,id,supplier name,supplier id", ("c1", "c0", "", "", "")),
    ],
)
def test_columns_under_the_names_of_finance_systems_and_public_registers(heading, expected):
    cells = ",".join(f"c{place}" for place in range(heading.count(",") + 1))
    found = read_names(f"{heading}\n{cells}\n".encode())
    columns = (found.ids, found.names, found.postcodes, found.company_numbers, found.charity_numbers)
    assert tuple(column[0] for column in columns) == expected


def test_rows_without_ids_are_numbered_when_their_official_numbers_repeat():
    found = read_names(b"company number,company\n0123,A\n0123,B\n")
    assert found.ids == ["1", "2"]
    assert read_names(b"company number,company\n0123,A\n0124,B\n").ids == ["0123", "0124"]


def test_quotation_marks_inside_a_cell_are_taken_as_they_stand():
    found = read_names(b'id,name\n1,"Bob ""The"" Ltd"\n2,Bob "The Builder" Ltd\n3,"Bob" Ltd\n')
    assert found.names == ['Bob "The" Ltd', 'Bob "The Builder" Ltd', "Bob Ltd"]


def test_a_register_may_give_one_entry_several_names():
    assert read_names(b"id,name\n1,A\n1,B\n", ids_repeat=True).ids == ["1", "1"]


def test_the_output_is_csv_with_the_agreed_columns():
    text = "".join(written_rows([("1", "R1", 987, 'same name, "twice"', "automatic")]))
    assert list(csv.reader(io.StringIO(text))) == [
        list(OUTPUT),
        ["1", "R1", "98.7", 'same name, "twice"', "automatic"],
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_line(content):
    try:
        found = read_names(b"id,name\n" + content)
    except UnreadableNames as refused:
        assert refused.line >= 1
    else:
        assert len(found.ids) == len(found.names) == len(set(found.ids))
