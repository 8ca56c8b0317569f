"""The 45 divisions ship by name."""

from commonweal.reference.cpv import divisions


def test_there_are_45_divisions_of_two_digits_in_order() -> None:
    codes = list(divisions())
    assert len(codes) == 45
    assert codes == sorted(codes)
    assert all(len(code) == 2 and code.isdigit() for code in codes)


def test_each_has_its_own_title() -> None:
    titles = list(divisions().values())
    assert all(titles)
    assert len(set(titles)) == 45
    assert divisions()["85"] == "Health and social work services"
