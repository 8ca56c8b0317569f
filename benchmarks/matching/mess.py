"""How names, postcodes and numbers get messy on their way into a finance system."""

import random
from collections.abc import Callable

SHORT = {
    "Services": ("Svcs", "Serv", "Servs"), "Management": ("Mgmt", "Mgt"), "Limited": ("Ltd", "LTD.", "Ltd", "Lim"),
    "Ltd": ("Limited", "Ltd.", "L.T.D.", "Limited"), "PLC": ("P.L.C.", "Plc", "Public Limited Company"),
    "LLP": ("L.L.P.", "Llp"), "CIC": ("C.I.C.", "Community Interest Company"), "Group": ("Grp", "Gp"),
    "Association": ("Assoc", "Assn"), "International": ("Intl", "Int'l"), "Construction": ("Constr", "Const"),
    "Engineering": ("Eng", "Engrg"), "Electrical": ("Elec", "Elect"), "Contractors": ("Contr", "Contrs"),
    "Properties": ("Props", "Prop"), "Community": ("Comm", "Cmty"), "Centre": ("Ctr", "Center"), "School": ("Sch",),
    "Primary": ("Prim", "Pri"), "Bros": ("Brothers",), "Solicitors": ("Sols", "Solrs"), "Supplies": ("Supp", "Sups"),
    "University": ("Uni", "Univ"), "Council": ("Cncl",), "Holdings": ("Hldgs",), "Recruitment": ("Recruit", "Rec"),
    "Building": ("Bldg", "Build"), "Builders": ("Bldrs",), "Solutions": ("Solns", "Soln"), "Training": ("Trg", "Trng"),
    "Property": ("Prop", "Ppty"), "Technologies": ("Tech", "Techs"), "Environmental": ("Env", "Environ"),
    "House": ("Hse",), "Residential": ("Res", "Resid"), "Medical": ("Med",), "Systems": ("Sys",), "&": ("and", "+"),
    "and": ("&",), "St": ("Saint", "St."), "Church": ("Ch",), "Developments": ("Devs", "Dev"), "Heating": ("Htg",),
    "Investments": ("Invs", "Inv"), "Northern": ("Nthn", "North"), "Maintenance": ("Maint",), "Transport": ("Transp",),
}  # fmt: skip
ACCENTS = {"e": "é", "a": "á", "o": "ö", "u": "ü", "i": "í"}
TAILS = ("(UK)", "- Acct 221", "(Main)", "UK", "A/C 2", "*", "(BACS)", "- Head Office", "England", "(GB) ")
KEYS = {
    "a": "s",
    "s": "ad",
    "e": "rw",
    "i": "uo",
    "o": "ip",
    "n": "bm",
    "m": "n",
    "t": "ry",
    "r": "et",
    "l": "k",
    "c": "xv",
}


def messy(name: str, dice: random.Random, slips: float, other: Callable[[], str]) -> str:
    """`name` as somebody might have typed, cut, abbreviated or reordered it. `other` makes another trading name."""
    words = name.split()
    steps: list[tuple[float, Callable[[list[str]], list[str]]]] = [
        (0.3, lambda w: _forms(w, dice)),
        (0.25, lambda w: _abbreviate(w, dice)),
        (0.06, lambda w: _drop(w, dice)),
        (0.06, lambda w: _reorder(w, dice)),
        (0.02, _initials),
        (0.03, lambda w: _join(w, dice)),
        (0.03, lambda w: _split(w, dice)),
        (0.05, lambda w: [*w, dice.choice(TAILS)]),
        (0.04, lambda w: ["The", *w]),
    ]
    for share, step in steps:
        if dice.random() < share * slips:
            words = step(words)
    text = " ".join(words)
    for share in (0.22, 0.06):
        if dice.random() < share * slips:
            text = slip(text, dice)
    if dice.random() < 0.03 * slips:
        text = f"{other()} t/a {text}" if dice.random() < 0.5 else f"{text} {_trading(dice)} {other()}"
    if dice.random() < 0.05 * slips:
        text = text[: dice.choice((18, 20, 24, 25, 30, 32, 35))]
    return _case(_punctuate(text, dice, slips), dice)


def slip(text: str, dice: random.Random) -> str:
    """One slip of the keyboard somewhere in the text."""
    place = dice.randrange(max(1, len(text) - 1))
    letter, rest = text[place : place + 1], text[place + 1 :]
    way = dice.randrange(5)
    if way == 0:
        return text[:place] + rest
    if way == 1:
        return text[:place] + letter + letter + rest
    if way == 2:
        return text[:place] + rest[:1] + letter + rest[1:]
    if way == 3:
        return text[:place] + dice.choice(KEYS.get(letter.lower(), "aeiou")) + rest
    return text[:place] + dice.choice("aeinorst") + letter + rest


def postcode(text: str, dice: random.Random) -> str:
    """The same postcode written otherwise, or once in fifty with a slip."""
    if text and dice.random() < 0.02:
        text = slip(text, dice)
    return dice.choice(
        (text, text, text.lower(), text.replace(" ", ""), f" {text} ", text.replace(" ", "  "))
    )


def number(text: str, dice: random.Random, wrong: float) -> str:
    """A company number without its leading zeros, with spaces, or with a digit wrong."""
    if text and dice.random() < wrong:
        place = dice.randrange(len(text))
        text = text[:place] + dice.choice("0123456789") + text[place + 1 :]
    return dice.choice((text, text, text.lstrip("0"), f" {text}"))


def _trading(dice: random.Random) -> str:
    return dice.choice(("t/a", "T/A", "trading as", "T/as", "t/a"))


def _forms(words: list[str], dice: random.Random) -> list[str]:
    if words[-1] not in ("Ltd", "Limited", "PLC", "LLP", "CIC", "CIO"):
        return [*words, "Ltd"] if dice.random() < 0.1 else words
    if len(words) > 1 and dice.random() < 0.5:
        return words[:-1]
    if dice.random() < 0.04:
        return [*words[:-1], dice.choice(("Ltd", "PLC", "LLP", "Limited"))]
    return [
        *words[:-1],
        *dice.choice((("Co", words[-1]), (words[-1],), ("(UK)", words[-1]), ("&", "Co", words[-1]))),
    ]


def _abbreviate(words: list[str], dice: random.Random) -> list[str]:
    return [dice.choice(SHORT[word]) if word in SHORT and dice.random() < 0.7 else word for word in words]


def _drop(words: list[str], dice: random.Random) -> list[str]:
    if len(words) < 3:
        return words
    place = dice.randrange(1, len(words))
    return words[:place] + words[place + 1 :]


def _reorder(words: list[str], dice: random.Random) -> list[str]:
    if len(words) < 2:
        return words
    if dice.random() < 0.5:
        return (
            [*words[1:], words[0]]
            if words[-1] not in ("Ltd", "Limited")
            else [*words[1:-1], words[0], words[-1]]
        )
    place = dice.randrange(len(words) - 1)
    return [*words[:place], words[place + 1], words[place], *words[place + 2 :]]


def _initials(words: list[str]) -> list[str]:
    return [words[0][0], *words[1:]] if len(words) > 2 and words[0].isalpha() else words


def _join(words: list[str], dice: random.Random) -> list[str]:
    if len(words) < 2:
        return words
    place = dice.randrange(len(words) - 1)
    return [*words[:place], words[place] + words[place + 1].lower(), *words[place + 2 :]]


def _split(words: list[str], dice: random.Random) -> list[str]:
    place = dice.randrange(len(words))
    if len(words[place]) < 6:
        return words
    cut = dice.randrange(2, len(words[place]) - 2)
    return [*words[:place], words[place][:cut], words[place][cut:], *words[place + 1 :]]


def _punctuate(text: str, dice: random.Random, slips: float) -> str:
    if dice.random() < 0.1 * slips:
        text = text.replace(" ", dice.choice(("  ", " - ", "-", ".", ", ")), 1)
    if dice.random() < 0.03 * slips:
        text = text.replace("(", "").replace(")", "")
    if dice.random() < 0.02 * slips:
        letter = dice.choice("eaoui")
        text = text.replace(letter, ACCENTS[letter], 1)
    return text


def _case(text: str, dice: random.Random) -> str:
    way = dice.random()
    return text.upper() if way < 0.4 else text.lower() if way < 0.5 else text.title() if way < 0.6 else text
