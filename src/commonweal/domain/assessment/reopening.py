"""Opening a locked score again: only for an error, named without reference to rank and without a tenderer's name.

The list is English and stops plain words; it cannot read minds. What was written, and by whom, stays in the record.
"""

import re
from collections.abc import Iterable

from commonweal.domain.errors import Invalid

FEWEST_WORDS = 5

_NTH = r"(?:first|second|third|fourth|fifth|last|top|bottom|1st|2nd|3rd|\dth)"
_MOST = (
    r"(?:(?:high|low|great|big|large|strong|weak|cheap)(?:er|est)|best|better|worse|worst|top|winning|losing)"
)
_TENDER = r"(?:tender(?:er)?s?|bid(?:der)?s?|suppliers?|compan(?:y|ies))"
_OTHERS = (
    r"(?:(?:all|of|the|their) )*(?:others|rest(?! of)|competitors?|competition|"
    rf"(?:all|any|every|each|other|remaining) (?:(?:the|other) )?{_TENDER})"
)
_PRIZE = r"(?:contracts?|lots?|awards?|work|business)"
# "The tender came first." and "first on the total" speak of rank; "at the top of the page" does not.
_NO_MORE = (
    r"(?=\s*(?:$|[.,;:!?)])|\s+(?:among|amongst|overall|by|with|over|against|instead|and|or|but|not|because|if|when)\b"
    rf"|\s+of (?:all|every|any|the (?:lot|list|table|others|{_TENDER}))\b"
    r"|\s+(?:in|for) (?:the|this) (?:lot|order|list|table|contract|competition)\b|\s+on (?:the )?(?:total|points|price)\b)"
)
_STANDING = (
    r"(?:be|been|being|is|was|come|comes|came|coming|finish\w*|end(?:s|ed)? up|stand|stands|stood|move[sd]?|go|goes|put|"
    r"place[sd]?)"
)
# Each row is one way to speak of rank. What looks alike in an honest error stands beside it in the tests.
_SPEAKS_OF_RANK = (
    r"(?:out)?rank(?:s|ed|ing|ings)?",
    r"win(?:s|ners?|ning)?|won(?!['’]t)",
    rf"los(?:es?|ers?|ing)|lost (?:out|to|against|(?:the|this|their) {_PRIZE})|should (?:not )?have lost",
    r"beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|out(?:scor|class|perform)\w*|surpass\w*|overt(?:ak|ook)\w*",
    r"rivals?|runners?[ -]up|front[ -]?runners?|league table|tie[ -]?break\w*",
    r"ahead(?! of (?:(?:the|its|their) )?(?:moderation|meeting|schedule|time|deadline|plan))",
    r"(?<!reason )(?<!reasons )(?<!evidence )(?<!thinking )behind(?! schedule| time| (?:the|this) (?:score|mark|figure))",
    rf"(?:take[sn]?|took|taking|hold|holds|keep|keeps|in|into) the lead{_NO_MORE}|lead(?:s|ing)? (?:by|over|{_OTHERS})",
    rf"leading {_TENDER}|(?<!in the )(?:{_NTH}|joint|higher|lower|winning) places?|{_STANDING} in {_NTH}{_NO_MORE}",
    r"(?:up|down|higher|lower) (?:by )?(?:a|one|two|three) places?|places? (?:up|down|higher|lower|above|below)",
    rf"{_STANDING} (?:(?:up|out|on|at|to|joint|the|level) )*{_NTH}{_NO_MORE}|placed (?:above|below|higher|lower)",
    rf"(?:{_NTH}|{_MOST}) (?:of|among|amongst) {_OTHERS}",
    rf"(?:above|below|over|past|better than|worse than|more than|less than|level with|tie[sd]? with) {_OTHERS}",
    rf"{_MOST} (?:(?:overall|weighted|combined|final|total|scoring|placed) )*(?:totals?(?! (?:of|number))|overall|{_TENDER})",
    r"(?:overall|weighted|combined|final) (?:totals?(?! of)|order|result|position)|total (?:scores?|points|marks?)",
    rf"(?:preferred|chosen|successful|unsuccessful) {_TENDER}|should (?:not )?(?:have )?(?:be|been) (?:un)?successful",
    rf"should (?:not )?(?:have )?(?:go|gone) to|go(?:es)? to (?:another|this|that|the) {_TENDER}",
    rf"(?:get|gets|got|deserve[sd]?|secure[sd]?|awarded|(?:be|been) given|miss(?:es|ed)? out on) (?:the|this|that) {_PRIZE}",
    r"(?:change|alter|affect|turn|flip|reverse|swing|decide)(?:s|d|ed)? (?:the|who|which) (?:results?|outcome|order|award|gets)",
)
_RANK = re.compile(rf"\b(?:{'|'.join(_SPEAKS_OF_RANK)})\b", re.IGNORECASE)
# fmt: off
_LEGAL_FORMS = frozenset({
    "ltd", "limited", "plc", "llp", "lp", "cic", "cio", "scio", "cbs", "co", "company", "inc", "incorporated", "llc", "corp",
    "corporation", "cyf", "cyfyngedig", "ccc", "cbc", "pac",
})
# fmt: on


def check_error(error: str, tenderers: Iterable[str] = ()) -> str:
    """The error as it will be kept. `tenderers` are the names of all who tendered for the lot.

    Raises:
        Invalid: ``reopening.error_missing`` when it is not said what is wrong; ``reopening.mentions_rank`` when it
            speaks of who wins, because a score may not be changed to change the ranking;
            ``reopening.names_tenderer`` when it names a tenderer, because a score is of an answer and not of its author.
    """
    named = error.strip()
    if len(named.split()) < FEWEST_WORDS:
        raise Invalid("reopening.error_missing", field="error", words=FEWEST_WORDS)
    if _RANK.search(" ".join(named.split())):
        raise Invalid("reopening.mentions_rank", field="error")
    said = f" {' '.join(_words(named))} "
    if any(f" {name} " in said for name in map(_bare, tenderers) if name):
        raise Invalid("reopening.names_tenderer", field="error")
    return named


def _words(text: str) -> list[str]:
    """Words in small letters; what stands between them, and a possessive ’s, says nothing."""
    plain = re.sub(r"['’]s\b", "", text.casefold())
    return re.findall(r"\w+", re.sub(r"['’.]", "", plain).replace("&", " and "))


def _bare(name: str) -> str:
    """A tenderer's name without "the" before it and its legal form behind it; a name of nothing else stays whole."""
    words = _words(name)
    kept = list(words)
    while kept and kept[-1] in _LEGAL_FORMS | {"and"}:
        kept.pop()
    return " ".join(kept[1:] if kept[:1] == ["the"] else kept) or " ".join(words)
