"""The evidence of a link in words, strongest first."""

from commonweal.analytics.matching.columns import Floats
from commonweal.analytics.matching.evidence import PLACE

_SAID: tuple[tuple[str, str], ...] = (
    ("same company number", "same company number"),
    ("same charity number", "same charity number"),
    ("near company number", "company number one character apart"),
    ("other company number", "different company number"),
    ("other charity number", "different charity number"),
    ("same postcode", "same postcode"),
    ("near postcode", "postcode one character apart"),
    ("same sector", "same postcode sector"),
    ("same district", "same postcode district"),
    ("same area", "same postcode area"),
    ("other area", "another postcode area"),
    ("other form", "different legal form"),
    ("cut short", "name cut short"),
    ("other name", "by a trading or former name"),
    ("numbers", "a number in the name differs"),
)


def reason(evidence: Floats, rivals: int, *, is_contested: bool = False) -> str:
    """What speaks for and against a pair; `rivals` is how many other entries are nearly as likely, `is_contested` that
    another entry has the whole name."""
    said = [_name(evidence), *(words for name, words in _SAID if evidence[PLACE[name]] > 0)]
    if is_contested:
        said.append("another entry has the same name")
    if rivals:
        said.append(f"{rivals} other {'entry fits' if rivals == 1 else 'entries fit'} about as well")
    return "; ".join(said)


def _name(evidence: Floats) -> str:
    if evidence[PLACE["same order"]] or not evidence[PLACE["letters"]]:
        return "same name" if evidence[PLACE["letters"]] else "no name"
    if evidence[PLACE["same words"]]:
        return "same words in another order"
    asked, held = evidence[PLACE["only in query"]] > 0, evidence[PLACE["only in register"]] > 0
    if not evidence[PLACE["agreed"]] and not evidence[PLACE["spaced otherwise"]]:
        return "different name"
    if asked and held:
        return "some words agree, others differ"
    if asked or held:
        return f"words agree, the {'query' if asked else 'register'} has more"
    return (
        "every word agrees but for spelling"
        if evidence[PLACE["slipped"]] > 0
        else "same name, spaced differently"
    )
