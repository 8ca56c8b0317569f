"""The small multiple of a value profile: a mark for each promise, kinds by shape, words that stay words."""

import re

from commonweal.presentation.charts.profiles import (
    MOST_MARKS,
    WIDTH,
    ProfileRow,
    profile_key,
    profile_picture,
)

SAID = {"chart_id": "profile-1", "title": "Promises", "description": "A mark for each."}


def test_a_mark_stands_for_each_promise_and_squares_are_not_circles():
    drawn = str(profile_picture([ProfileRow("Warm homes", (2, 1, 1, 3))], **SAID))
    assert (drawn.count("<rect"), drawn.count("<circle")) == (3, 4)


def test_a_long_name_is_broken_between_words_within_the_picture():
    name = "Residents of the northern wards live in homes that are warm and dry in every winter"
    drawn = str(profile_picture([ProfileRow(name, (1, 0, 0, 0))], **SAID))
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert " ".join(texts) == name and 2 <= len(texts) <= 4
    assert f'viewBox="0 0 {WIDTH} ' in drawn


def test_nothing_promised_is_said_in_words():
    assert "nothing promised" in profile_picture([ProfileRow("Warm homes", (0, 0, 0, 0))], **SAID)


def test_what_does_not_fit_is_counted():
    drawn = str(profile_picture([ProfileRow("Warm homes", (MOST_MARKS + 4, 0, 0, 0))], **SAID))
    assert drawn.count("<rect") == MOST_MARKS and "and 4" in drawn


def test_the_key_names_every_shape():
    key = str(profile_key("key", ["A quantity", "A rate", "A pathway", "A promise in words"]))
    assert key.count("<rect") == key.count("<circle") == 2
    assert "A promise in words" in key
