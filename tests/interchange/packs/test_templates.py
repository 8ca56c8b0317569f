"""An authority's own Word template is filled in, and can do nothing else."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from commonweal.domain.errors import Invalid
from commonweal.domain.packs.placeholders import LISTS, PARTS, TEXTS, page
from commonweal.interchange.packs.templates import fill, trial
from commonweal.journeys.packs.values import template_parts, template_values
from commonweal.presentation.words import sentence
from tests.interchange.packs.workbooks import with_part
from tests.journeys.packs.examples import a_draft, a_published


def a_template(*paragraphs: str, footer: str = "") -> bytes:
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    word.sections[0].footer.paragraphs[0].text = footer
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


def filled(template: bytes, pack=None):
    pack = pack or a_published()
    return docx.Document(io.BytesIO(fill(template, template_values(pack), template_parts(pack))))


def refusal(*paragraphs: str, **kwargs) -> Invalid:
    with pytest.raises(Invalid) as refused:
        trial(a_template(*paragraphs, **kwargs))
    assert sentence(refused.value)
    return refused.value


def test_every_known_placeholder_has_a_value_and_every_value_is_known():
    values, parts = template_values(a_published()), template_parts(a_published())
    assert values.keys() == TEXTS.keys() | LISTS.keys()
    assert parts.keys() == PARTS.keys()
    for name, fields in LISTS.items():
        assert all(row.keys() == fields.keys() for row in values[name])


def test_every_known_placeholder_is_documented():
    text = page()
    for name in (*TEXTS, *PARTS):
        assert f"`{{{{ {name} }}}}`" in text
    for name, fields in LISTS.items():
        assert f"## Repeated: `{name}`" in text
        assert all(f"`{{{{ each.{field} }}}}`" in text for field in fields)


def test_words_are_filled_in_in_the_body_and_in_the_footer():
    word = filled(a_template("Issued by {{ authority }}: {{ title }}", footer="{{ reference }}"))
    assert word.paragraphs[0].text == "Issued by Borough of Example: Home care in the north of the borough"
    assert word.sections[0].footer.paragraphs[0].text == "procurement-1"


def test_things_are_repeated_and_left_out():
    word = filled(a_template(
        "{%p for question in questions %}", "{{ question.number }}: {{ question.title }} ({{ question.weight }})",
        "{%p endfor %}", "{%p if digest %}", "Published", "{%p endif %}",
    ))  # fmt: skip
    texts = [p.text for p in word.paragraphs]
    assert texts[:3] == [
        "1: Care workers grow in their work (40%)",
        "2: Care workers grow in their work (20%)",
        "Published",
    ]
    assert "Published" not in [
        p.text
        for p in filled(a_template("{%p if digest %}", "Published", "{%p endif %}"), a_draft()).paragraphs
    ]


def test_a_part_stands_where_its_placeholder_stood_with_headings_and_tables():
    word = filled(a_template("Before", "{{ part_contract }}", "After"))
    texts = [p.text for p in word.paragraphs]
    assert (texts[0], texts[-1]) == ("Before", "After")
    assert "8.3 The aim stays, the means may change" in [
        p.text for p in word.paragraphs if p.style.name == "Heading 2"
    ]
    heads = list(word.element.body.iter(qn("w:tblHeader")))
    # How the contract is looked after is facts, a name beside each: a table without a row of heads.
    assert (len(heads), len(word.tables)) == (4, 5)


def test_text_is_escaped_and_never_becomes_markup():
    word = filled(a_template("{{ why }}"), a_published(why="<w:p/> & {{ title }}"))
    assert word.paragraphs[0].text == "<w:p/> & {{ title }}"


def test_an_unknown_placeholder_is_named_with_the_list_of_known_ones():
    error = refusal("{{ titel }}")
    assert (error.code, error.params["name"]) == ("pack.template_unknown", "titel")
    assert "title" in error.params["known"] and "schedule" in error.params["known"]


@pytest.mark.parametrize(
    "text",
    [
        "{% for q in questions %}{{ q.weihgt }}{% endfor %}",
        "{{ title.upper }}",
        "{{ questions }}",
        "{{ self }}",
    ],
)
def test_what_a_thing_does_not_have_is_unknown(text):
    assert refusal(text).code == "pack.template_unknown"


@pytest.mark.parametrize(
    "text",
    [
        "{{ title.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ title|upper }}",
        "{{ title() }}",
        "{{ title[0] }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro x() %}{% endmacro %}",
        "{{ range(10) }}",
        "{{ 'a' * 99999999 }}",
        "{% for a in questions %}{% for b in questions %}{% for c in questions %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_nothing_but_placeholders_repetition_and_leaving_out_is_run(text):
    assert refusal(text).code in (
        "pack.template_not_allowed",
        "pack.template_unknown",
        "pack.template_syntax",
    )
    assert refusal("fine", footer=text).code in (
        "pack.template_not_allowed", "pack.template_unknown", "pack.template_syntax",
    )  # fmt: skip


def test_a_placeholder_that_is_not_closed_is_told():
    assert refusal("{% if title %}").code == "pack.template_syntax"


def test_a_part_amid_other_words_or_in_a_footer_is_told():
    assert refusal("See {{ schedule }} here").code == "pack.template_part_not_alone"
    assert refusal("fine", footer="{{ schedule }}").code == "pack.template_part_not_alone"


def test_what_draws_on_something_outside_is_refused():
    relation = b'<Relationship Id="rId99" Type="http://x/attachedTemplate" Target="http://example.org/t" TargetMode="External"/>'

    def attach(parts):
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", relation + b"</Relationships>")

    with pytest.raises(Invalid) as refused:
        trial(with_part(a_template("fine"), attach))
    assert refused.value.code == "pack.template_links"


def test_what_is_no_word_file_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("word/document.xml", "<nothing/>")
    for data in (b"not a zip", target.getvalue()):
        with pytest.raises(Invalid) as refused:
            trial(data)
        assert refused.value.code == "pack.template_damaged"
