"""The words that mean little in the name of an organisation, and the ones that are written in several ways.

Legal forms are those of the Companies Act 2006, the Limited Liability Partnerships Act 2000, the Charities Act 2011 and
the Co-operative and Community Benefit Societies Act 2014, with the Welsh endings that the law allows.
"""

LEGAL_PHRASES: tuple[tuple[str, str], ...] = (
    ("limited liability partnership", "llp"),
    ("public limited company", "plc"),
    ("community interest company", "cic"),
    ("charitable incorporated organisation", "cio"),
    ("scottish charitable incorporated organisation", "scio"),
    ("community benefit society", "cbs"),
    ("limited partnership", "lp"),
    ("company limited by guarantee", "ltd"),
    ("limited by guarantee", "ltd"),
    ("company limited", "ltd"),
    ("co limited", "ltd"),
    ("co ltd", "ltd"),
    ("private limited", "ltd"),
    ("cwmni cyfyngedig cyhoeddus", "plc"),
    ("great britain", "gb"),
    ("united kingdom", "uk"),
    ("u k", "uk"),
    ("g b", "gb"),
)
"""Phrases written as one word before anything is compared. Longer phrases come before the ones they contain."""

LEGAL_FORMS: dict[str, str] = {
    "ltd": "ltd", "limited": "ltd", "ltd.": "ltd", "limted": "ltd", "limitd": "ltd", "limied": "ltd", "lmited": "ltd",
    "lted": "ltd", "lt": "ltd", "cyf": "ltd", "cyfyngedig": "ltd", "limite": "ltd", "limit": "ltd", "limi": "ltd",
    "lim": "ltd", "li": "ltd",
    "plc": "plc", "ccc": "plc", "llp": "llp", "lp": "lp", "pac": "llp",
    "cic": "cic", "cbc": "cic", "cio": "cio", "scio": "cio", "cbs": "cbs",
    "inc": "foreign", "incorporated": "foreign", "llc": "foreign", "gmbh": "foreign", "sarl": "foreign", "bv": "foreign",
    "corp": "foreign", "corporation": "foreign", "pty": "foreign", "spa": "foreign", "srl": "foreign",
    "co": "", "company": "", "coy": "",
}  # fmt: skip
"""Each word with the form it stands for; an empty form is taken off and says nothing."""

STOP_WORDS = frozenset(
    {
        "the",
        "and",
        "of",
        "for",
        "y",
        "de",
        "teh",
        "hte",
        "thee",
        "adn",
        "nad",
        "amd",
        "snd",
        "annd",
        "tthe",
        "thhe",
        "tge",
        "yhe",
        "rhe",
        "thr",
        "thw",
    }
)
"""Left out of every comparison, slips of the same words with them."""

MINOR_WORDS = frozenset({"uk", "gb", "england", "europe", "british", "britain"})
"""Often added to or left off the same name."""

STRUCTURE_WORDS = frozenset(
    {
        "group", "holdings", "holding", "services", "solutions", "international", "management", "properties",
        "investments", "developments", "enterprises", "trading", "partnership", "consulting", "consultants", "systems",
        "projects", "contracts", "contractors", "supplies", "partners", "associates", "trust", "foundation",
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "midlands",
    }
)  # fmt: skip
"""Words that tell the companies of one group or one brand apart: their difference weighs more than they are rare."""

ABBREVIATIONS: dict[str, str] = {
    "svcs": "services", "svc": "services", "serv": "services", "servs": "services", "srvs": "services",
    "srv": "services", "servcs": "services", "service": "services", "srvcs": "services",
    "mgmt": "management", "mgt": "management", "mngmt": "management", "mgmnt": "management",
    "intl": "international", "int": "international", "internat": "international", "internatl": "international",
    "grp": "group", "gp": "group", "grp.": "group", "hldgs": "holdings", "hldg": "holdings", "hlds": "holdings",
    "bros": "brothers", "bro": "brothers", "assoc": "associates", "assocs": "associates", "asscs": "associates",
    "assn": "association", "assoctn": "association", "ctr": "centre", "center": "centre", "cntr": "centre",
    "ctre": "centre", "saint": "st", "street": "st", "road": "rd", "avenue": "ave",
    "uni": "university", "univ": "university", "coll": "college", "sch": "school", "schl": "school",
    "hosp": "hospital", "dept": "department", "govt": "government", "gov": "government", "cncl": "council",
    "eng": "engineering", "engs": "engineers", "engrs": "engineers", "engr": "engineering", "engrg": "engineering",
    "const": "construction", "constr": "construction", "constrn": "construction", "cons": "construction",
    "elec": "electrical", "elect": "electrical", "electr": "electrical", "mech": "mechanical",
    "tech": "technology", "technol": "technology", "techs": "technologies", "dev": "development",
    "devs": "developments", "devt": "development", "devts": "developments", "prop": "properties",
    "props": "properties", "inv": "investments", "invs": "investments", "invests": "investments",
    "mfg": "manufacturing", "mfr": "manufacturing", "manu": "manufacturing", "manuf": "manufacturing",
    "sols": "solicitors", "solrs": "solicitors", "soln": "solutions", "solns": "solutions", "soltns": "solutions",
    "sys": "systems", "syst": "systems", "maint": "maintenance", "mtce": "maintenance", "maintce": "maintenance",
    "bldg": "building", "bldgs": "buildings", "bldrs": "builders", "bldr": "builders", "blders": "builders",
    "contr": "contractors", "contrs": "contractors", "contrctrs": "contractors", "cont": "contractors",
    "comm": "community", "commty": "community", "comms": "communications", "ind": "industrial", "inds": "industries",
    "indust": "industrial", "ent": "enterprises", "ents": "enterprises", "enterp": "enterprises",
    "natl": "national", "nat": "national", "org": "organisation", "organization": "organisation",
    "ptnr": "partners", "ptnrs": "partners", "pship": "partnership", "ptnrship": "partnership", "ptners": "partners",
    "transp": "transport", "trans": "transport", "trspt": "transport", "dist": "distribution",
    "distrib": "distribution", "equip": "equipment", "eqpt": "equipment", "env": "environmental",
    "environ": "environmental", "educ": "education", "edu": "education", "trg": "training", "trng": "training",
    "consult": "consulting", "conslt": "consulting", "cnslt": "consulting", "accts": "accountants",
    "ins": "insurance", "fin": "financial", "refrig": "refrigeration", "htg": "heating", "plumb": "plumbing",
    "plbg": "plumbing", "sup": "supplies", "supps": "supplies", "labs": "laboratories", "lab": "laboratory",
    "pub": "publishing", "med": "medical", "hse": "house", "gdns": "gardens", "nth": "north", "sth": "south",
    "mt": "mount", "ft": "fort", "jct": "junction", "pk": "park", "cos": "companies", "agcy": "agency",
    "rec": "recruitment", "recruit": "recruitment", "rcrtmt": "recruitment", "sec": "security", "secy": "security",
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "organisations": "organisation", "programme": "program",
}  # fmt: skip
"""Written short, written out. Anything not here is still recognised when it is the beginning or skeleton of a word."""

EXPANSIONS: dict[str, tuple[str, ...]] = {
    "mbc": ("metropolitan", "borough", "council"),
    "lbc": ("london", "borough", "council"),
    "tmbc": ("metropolitan", "borough", "council"),
    "cab": ("citizens", "advice"),
    "nhsft": ("nhs", "foundation", "trust"),
    "pcc": ("parochial", "church", "council"),
}
"""Initials that stand for several words."""

COMMON_WORDS = STRUCTURE_WORDS | MINOR_WORDS | frozenset(ABBREVIATIONS.values())
"""Words that are common in names everywhere, however small the register at hand."""
