"""How wide words are and where lines break, in pixels of Arial, without a browser.

Widths are those of Helvetica in Adobe's font metrics, which Arial shares, in thousandths of the letter size. Letters outside
the table count as wide, so that a label is never given too little room.
"""

from __future__ import annotations

_WIDTHS = {
    278: " !,./:;I[\\]ft",
    333: "()-`r{}·“”",
    222: "'ijl‘’",
    260: "|",
    355: '"',
    389: "*",
    556: "#$£0123456789?L_abdeghnopqu–",
    500: "cksvxyzJ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    611: "FTZ",
    778: "GOQ",
    833: "Mm",
    584: "+<=>~",
    889: "%",
    944: "W",
}  # fmt: skip
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
WIDE = 1000
BOLD_TENTHS = 11  # bold letters are about a tenth wider


def width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of one line in whole pixels, rounded up."""
    thousandths = sum(_WIDTH.get(letter, WIDE) for letter in text) * size
    return -(-thousandths * (BOLD_TENTHS if bold else 10) // 10_000)


def lines(text: str, size: int, room: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text broken into lines no wider than `room`; a word too long for a line is cut within. Never empty."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and width(joined, size, bold=bold) <= room:
            found[-1] = joined
        else:
            found += _pieces(word, size, room, bold)
    return tuple(found) or ("",)


def _pieces(word: str, size: int, room: int, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
