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
