"""Each role signs in and follows every link: each kind of page is checked once per width (axe, one heading, no overflow).

A kind of page is its address with ids taken out. Downloads are left to their own tests.
"""

import re
from collections import deque

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.pages

PEOPLE = {
    "anonymous": "",
    "administrator": "administrator@borough.example",
    "mission lead": "mission-lead@borough.example",
    "commissioner": "commissioner@borough.example",
    "procurement officer": "procurement@borough.example",
    "assessor": "assessor-1@borough.example",
    "moderator": "moderator@borough.example",
    "opener": "opener-1@borough.example",
    "contract manager": "contracts@borough.example",
    "reader": "reader@borough.example",
    "resident": "resident@borough.example",
    "tender writer": "writer@sme.borough.example",
    "delivery lead": "delivery@large.borough.example",
    "supplier administrator": "administrator@charity.borough.example",
}
FILES = re.compile(
    r"\.(csv|xlsx|json|jsonl|ics|yaml|pdf|ods|odt|docx|txt)$"
    r"|/(yaml|xlsx|package|calendar|download)$|/files/|^/evidence/|^/static/"
    # What is in somebody's mail works once, for them: test_whole_life.py follows it.
    r"|^/invitation/|^/password/reset/.+"
)
IDS = re.compile(r"/([23456789bcdfghjkmnpqrstvwxz]{16}|[a-z0-9]+(?:-[a-z0-9]+)+|[A-Z]\d{8}|\d+)(?=/|$)")
ENOUGH = 400


def kind_of(path: str) -> str:
    """The address without ids; slugs of published cases count as ids where a thing is expected."""
    return IDS.sub("/*", path.split("?", maxsplit=1)[0])


def links_on(visitor: Visitor) -> list[str]:
    # By the attribute: `href` of a link inside an SVG is an object, not a string.
    whole = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
    hrefs = visitor.page.eval_on_selector_all("a[href]", whole)
    own = visitor.product.address
    paths = [href.removeprefix(own).split("#")[0] for href in hrefs if href.startswith(own)]
    return [path for path in dict.fromkeys(paths) if path and not FILES.search(path.split("?")[0])]


@pytest.mark.parametrize("who", PEOPLE)
def test_every_kind_of_page_a_person_can_reach_is_sound(visitor, who):
    if PEOPLE[who]:
        visitor.sign_in(PEOPLE[who])
        first = visitor.page.url.removeprefix(visitor.product.address)
    else:
        first = "/"
    seen: set[str] = set()
    waiting = deque([first])
    problems: list[str] = []
    while waiting and len(seen) < ENOUGH:
        path = waiting.popleft()
        kind = kind_of(path)
        if kind in seen:
            continue
        seen.add(kind)
        try:
            visitor.go(path)
        except AssertionError as error:
            problems.append(f"{path}: {str(error)[:600]}")
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            continue  # a file: what it is called and holds is for its own tests
        if kind != "/demonstration/emails":  # letters to other people lead to pages of theirs
            waiting.extend(link for link in links_on(visitor) if kind_of(link) not in seen)
    assert problems == []
    assert len(seen) > 3, "the walk found hardly any pages"
