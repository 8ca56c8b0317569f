"""Screenshots for the README and the how-tos, made by the tests: COMMONWEAL_SCREENSHOTS=1 make test-browser.

Without it the pages are visited all the same, so that a picture never shows a page that no longer stands.
"""

import pytest

PICTURES = (
    # name, who, address, what the page must say
    ("contract", "reader@borough.example", "/contracts/northern-spire", "Nobody has verified"),
    ("missions", "mission-lead@borough.example", "/missions", "From published reports of other bodies"),
    ("week", "contracts@borough.example", "/week", "Coming up"),
    ("pipeline", "procurement@borough.example", "/pipeline", "Value with VAT"),
    ("portfolio", "reader@borough.example", "/insight", "three different figures"),
    ("opportunities", "writer@sme.borough.example", "/opportunities", "the soonest to close first"),
)


@pytest.mark.parametrize(("name", "who", "address", "words"), PICTURES, ids=[row[0] for row in PICTURES])
def test_a_page_that_the_docs_show_still_stands(wide_visitor, name, who, address, words):
    wide_visitor.sign_in(who).go(address).sees(words).picture(name)


def test_a_small_picture_in_a_table_is_seen_at_every_width(visitor):
    """What is drawn for a telephone is hidden only beside a wide drawing of the same; a bar stands alone."""
    visitor.sign_in("reader@borough.example").go("/contracts/northern-spire")
    bars = visitor.page.locator("td svg.cw-chart").all()
    assert len(bars) > 10
    assert all(bar.is_visible() for bar in bars)


def test_of_a_pair_of_pictures_exactly_one_is_seen(visitor):
    visitor.sign_in("reader@borough.example").go("/insight/spend")
    first = visitor.page.locator("main table th a").first.get_attribute("href")
    visitor.go(first)
    figures = visitor.page.locator("figure.cw-picture--either").all()
    assert figures
    for figure in figures:
        assert [each.is_visible() for each in figure.locator("svg.cw-chart").all()].count(True) == 1
