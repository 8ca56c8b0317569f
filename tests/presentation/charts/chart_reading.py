"""Reads a chart's markup back, so that tests judge what a browser would get."""

import re
from xml.etree import ElementTree

from hypothesis import settings
from hypothesis import strategies as st

from commonweal.presentation.charts import lettering

DRAWN = settings(max_examples=20, deadline=None)  # drawing and reading back takes a while
LABEL = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=70)
SVG = "{http://www.w3.org/2000/svg}"


def tree(markup):
    return ElementTree.fromstring(str(markup))


def texts(markup):
    return ["".join(each.itertext()) for each in tree(markup).iter(f"{SVG}text")]


def boxes(markup, fill):
    return [
        tuple(float(each.get(name)) for name in ("x", "y", "width", "height"))
        for each in tree(markup).iter(f"{SVG}rect")
        if each.get("fill") == fill
    ]


def check(markup, chart_id):
    """What holds for every chart: named, safe under a strict policy, large enough, nothing written off the edge."""
    root = tree(markup)
    assert root.get("aria-labelledby") == f"{chart_id}-title {chart_id}-description"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text.strip() and description.text.strip()
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(each.startswith(f"{chart_id}-") for each in ids)
    links = list(root.iter(f"{SVG}a"))
    assert root.get("role") == ("group" if links else "img")
    assert all(each.get("aria-label") for each in links)
    for each in root.iter():
        assert each.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject")
        assert not [name for name in each.attrib if name == "style" or name.startswith("on")]
    assert not re.search(r"NaN|None|inf|e-\d", "".join(each.get("d", "") for each in root.iter()))
    _check_words_stay_inside(root)


def _check_words_stay_inside(root):
    _, _, width, height = map(float, root.get("viewBox").split())
    for each in root.iter(f"{SVG}text"):
        size = int(each.get("font-size"))
        assert size >= 14
        room = lettering.width("".join(each.itertext()), size, bold=each.get("font-weight") == "bold")
        x, y = float(each.get("x")), float(each.get("y"))
        left = {"start": x, "middle": x - room / 2, "end": x - room}[each.get("text-anchor", "start")]
        assert left >= -1 and left + room <= width + 1, each.text
        assert size - 4 <= y <= height, each.text
