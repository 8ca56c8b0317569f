"""External ids: sixteen characters of the alphabet, none more likely than another, never the same twice."""

from commonweal.records import ids
from commonweal.records.ids import ALPHABET, LENGTH, new_id


def test_an_id_is_of_the_alphabet_and_of_its_length():
    found = {new_id() for _ in range(2_000)}
    assert len(found) == 2_000
    assert {len(each) for each in found} == {LENGTH}
    assert set("".join(found)) == set(ALPHABET)


def test_every_character_stands_for_one_value_of_five_bits_and_the_rest_are_left_out(monkeypatch):
    """27 values of 32 stand for a character; bytes that hold one of the other five are drawn again."""
    drawn = iter([bytes([27, 31, 255]) * 8, bytes(range(32)), bytes(range(224, 256))])
    monkeypatch.setattr(ids.secrets, "token_bytes", lambda _size: next(drawn))
    assert new_id() == ALPHABET[:LENGTH]
    assert new_id() == ALPHABET[:LENGTH]
