"""The response workbook: which sheets it has, which columns, what may stand in each cell.

This is the format that is published, written and read: `commonweal.response.2`. Workbooks of the format before it,
`commonweal.response.1`, are read as well: they have fewer sheets and say nothing of what stands in the others. The
writers and the reader in `interchange.packs` take names and limits from here, and docs/reference/response-workbook.md is
generated from here.

A tender's parties, conditions, prices, answers and commitments travel in it. Quantities are typed as numbers with at
most three decimal places and become integer thousandths; amounts are typed in pounds and become integer pence; days are dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import AskContent, CriterionContent, MetricContent
from commonweal.domain.commitments import CommitmentKind, Offer, OwedBy, outcomes_of
from commonweal.domain.consortium import MOST_PARTIES, Flow, Party, PartyRole
from commonweal.domain.participation import ConditionAnswer, ConditionContent
from commonweal.domain.price_schedule import LineKind, LinePrice, ScheduleLine
from commonweal.domain.tenders import MOST_OFFERS, Answer

FORMAT, FORMAT_1 = "commonweal.response.2", "commonweal.response.1"
#: The most signs one cell of an Excel workbook can hold.
LONGEST_CELL = 32_767
#: Words that fit a cell with certainty; a longer answer is given several cells, one under another.
WORDS_IN_A_CELL = 4_000
COMMITMENT_ROWS, AMOUNT_ROWS, MILESTONE_ROWS, DELIVERY_ROWS = MOST_OFFERS, 240, 180, 240
MOST_BYTES, MOST_UNPACKED, MOST_PART = 5_000_000, 40_000_000, 16_000_000


class Holds(StrEnum):
    """What a column holds, which decides how it is shown, guarded and read."""

    FIXED = "fixed"
    COUNTED = "counted"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    RATE = "rate"
    DAY = "day"


#: What a person may type; all else is ours and locked.
TYPED = frozenset({Holds.TEXT, Holds.CHOICE, Holds.NUMBER, Holds.MONEY, Holds.RATE, Holds.DAY})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` in signs; `choices` names a list in `Lists`."""

    key: str
    title: str
    holds: Holds
    width: int
    meaning: str
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with a heading row and then rows to fill in. `first_row` is the sheet row (from 1) of the first."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    first_row: int = 4

    def place(self, key: str) -> int:
        """The number of a column, from 0."""
        return [column.key for column in self.columns].index(key)


INSTRUCTIONS, ABOUT, LISTS = "Instructions", "About this workbook", "Lists"

TENDER = Sheet(
    "Your tender",
    "Who tenders, for which lot, at what price.",
    (
        Column("what", "What we need", Holds.FIXED, 34, "The line's name."),
        Column("value", "Your entry", Holds.TEXT, 60, "What you enter: name, lot from the list, price."),
        Column("hint", "How to fill it in", Holds.FIXED, 70, "A hint."),
    ),
)
#: The lines of `TENDER`, in order: key, what holds the entry, and the list it is chosen from.
TENDER_LINES = (
    ("organisation", Holds.TEXT, ""),
    ("lot", Holds.CHOICE, "lots"),
    ("price", Holds.MONEY, ""),
)
ANSWERS = Sheet(
    "Answers",
    "One row for each question; a very long answer has several rows.",
    (
        Column("question", "Question", Holds.FIXED, 26, "The question's number and title."),
        Column("asked", "What is asked", Holds.FIXED, 60, "The question in full."),
        Column("limit", "Words at most", Holds.FIXED, 12, "The word limit of the whole answer."),
        Column("answer", "Your answer", Holds.TEXT, 90, "Your answer in plain text."),
        Column("words", "Words used", Holds.COUNTED, 12, "Counted while you write; never read back."),
    ),
)
COMMITMENTS = Sheet(
    "Commitments",
    "One row for each thing you promise. Rows you do not need stay empty.",
    (
        Column("number", "No.", Holds.FIXED, 6, "Its number; the sheets Amounts and Milestones refer to it."),
        Column(
            "question", "Under which question", Holds.CHOICE, 30, "The question it belongs to.", "questions"
        ),
        Column("kind", "Kind", Holds.CHOICE, 20, "Quantity, rate, pathway or words.", "kinds"),
        Column("title", "What you promise", Holds.TEXT, 44, "In one line of at most 200 signs."),
        Column("metric", "Counted on", Holds.CHOICE, 40, "A metric of ours, or your own measure.", "metrics"),
        Column("unit", "Unit of your own measure", Holds.TEXT, 22, "Only for a measure of your own."),
        Column(
            "outcome", "Aim of your own measure", Holds.CHOICE, 36, "Only for a measure of your own.", "aims"
        ),
        Column(
            "owed_by", "Who will do it", Holds.CHOICE, 18, "You, or a subcontractor that you name.", "owners"
        ),
        Column("subcontractor", "Subcontractor", Holds.TEXT, 26, "Its name, where one will do it."),
        Column(
            "place", "Where", Holds.CHOICE, 26, "For all but a quantity; empty is wherever we work.", "places"
        ),
        Column("rate", "Rate: how much", Holds.NUMBER, 14, "Only for a rate."),
        Column("per", "Rate: for every £", Holds.MONEY, 14, "Only for a rate: pounds of spend."),
        Column(
            "words",
            "How you will do it",
            Holds.TEXT,
            70,
            "At most 300 words; for a promise in words, the promise.",
        ),
        Column("count", "Words used", Holds.COUNTED, 12, "Counted while you write; never read back."),
    ),
)
AMOUNTS = Sheet(
    "Amounts",
    "For a quantity: how much, from when to when, where. One row for each period and place.",
    (
        Column(
            "number", "Commitment No.", Holds.CHOICE, 16, "The number in the sheet Commitments.", "numbers"
        ),
        Column("start", "From", Holds.DAY, 14, "The first day."),
        Column("end", "To", Holds.DAY, 14, "The last day."),
        Column("place", "Where", Holds.CHOICE, 30, "A place of the ask, or empty.", "places"),
        Column(
            "quantity", "How much", Holds.NUMBER, 14, "In the metric's unit, at most three decimal places."
        ),
    ),
)
MILESTONES = Sheet(
    "Milestones",
    "For a pathway: each step, by when, and how anybody could see that it has happened.",
    (
        Column(
            "number", "Commitment No.", Holds.CHOICE, 16, "The number in the sheet Commitments.", "numbers"
        ),
        Column("title", "What will have happened", Holds.TEXT, 60, "The step."),
        Column("due", "By when", Holds.DAY, 14, "The last day."),
        Column("shown_by", "How anybody could see it", Holds.TEXT, 60, "The evidence."),
    ),
)
ORGANISATIONS = Sheet(
    "Organisations",
    "Members of your consortium and subcontractors, a row each. Leave it empty if you do all the work yourself.",
    (
        Column("number", "No.", Holds.FIXED, 6, "Its number; Conditions and Who delivers refer to it."),
        Column("name", "Organisation", Holds.TEXT, 40, "Its name."),
        Column("identifier", "Identifier", Holds.TEXT, 20, "Its company or charity number, for example."),
        Column("role", "How it stands to you", Holds.CHOICE, 24, "A member or a subcontractor.", "roles"),
        Column("work", "Part of the work", Holds.TEXT, 50, "Which part of the work it does."),
        Column(
            "share", "Share of the work in %", Holds.NUMBER, 16, "Of the contract's value; may stay empty."
        ),
        Column("sme", "SME", Holds.CHOICE, 8, "A small or medium-sized enterprise: yes or no.", "yes_no"),
        Column("vcse", "VCSE", Holds.CHOICE, 8, "A voluntary, community or social enterprise.", "yes_no"),
    ),
)
CONDITIONS = Sheet(
    "Conditions",
    "One row for each condition of participation of the ask. Where there is no row, the ask states none.",
    (
        Column("condition", "Condition", Holds.FIXED, 30, "The condition's number and name."),
        Column("asked", "What it says", Holds.FIXED, 60, "The condition in full, and what to say or show."),
        Column("met", "Do you meet it?", Holds.CHOICE, 12, "Yes or no.", "yes_no"),
        Column("words", "How, or why not", Holds.TEXT, 70, "At most 400 words."),
        Column(
            "relies_on",
            "Relying on organisation",
            Holds.CHOICE,
            18,
            "A number of Organisations.",
            "organisations",
        ),
    ),
)
PRICES = Sheet(
    "Price schedule",
    "One row for each line of the ask's price schedule. Price those of your lot. Where there is no row, the ask has no schedule.",
    (
        Column("line", "What is priced", Holds.FIXED, 50, "The line's number and name."),
        Column("how", "How", Holds.FIXED, 26, "A rate, a fixed amount or a percentage."),
        Column("quantity", "Quantity", Holds.FIXED, 18, "For a rate: how many."),
        Column("lot", "Lot", Holds.FIXED, 24, "The lot it is for; empty for every lot."),
        Column(
            "entry",
            "Your entry",
            Holds.RATE,
            16,
            "Pounds for a rate (four places) or an amount, or per cent.",
        ),
    ),
)
DELIVERY = Sheet(
    "Who delivers",
    "For a commitment that others deliver with you: a row for each of you. The parts add up to the commitment.",
    (
        Column(
            "number", "Commitment No.", Holds.CHOICE, 16, "The number in the sheet Commitments.", "numbers"
        ),
        Column(
            "organisation",
            "Organisation",
            Holds.CHOICE,
            18,
            "A number of Organisations, or you.",
            "organisations",
        ),
        Column("amount", "How much", Holds.NUMBER, 14, "For a quantity or a rate, in its unit."),
        Column("part", "Which part", Holds.TEXT, 60, "In words; needed where the commitment has no figure."),
    ),
)
METRICS = Sheet(
    "Metrics",
    "What may be counted, in which unit. For reading only.",
    (
        Column("metric", "Metric", Holds.FIXED, 50, "As it is chosen in the sheet Commitments."),
        Column("unit", "Unit", Holds.FIXED, 20, "What is counted."),
        Column("question", "Under which question", Holds.FIXED, 30, "The question it belongs to."),
        Column("wanted", "How much we ask for", Holds.FIXED, 34, "A figure, a range, or what you offer."),
        Column("period", "Reported", Holds.FIXED, 24, "How often."),
    ),
)
#: The sheets that are read back, in the order they stand.
READ = (
    TENDER,
    ORGANISATIONS,
    CONDITIONS,
    PRICES,
    ANSWERS,
    COMMITMENTS,
    AMOUNTS,
    MILESTONES,
    DELIVERY,
)
READ_1 = (TENDER, ANSWERS, COMMITMENTS, AMOUNTS, MILESTONES)
#: Every sheet that a workbook of this format has.
SHEETS = (INSTRUCTIONS, *(sheet.name for sheet in (*READ, METRICS)), LISTS, ABOUT)
SHEETS_1 = (INSTRUCTIONS, *(sheet.name for sheet in (*READ_1, METRICS)), LISTS, ABOUT)
#: The lines of the sheet About this workbook: the manifest by which the reader knows a workbook as this ask's.
MANIFEST = ("format", "procurement", "ask", "version", "digest", "draft")

KIND_WORDS = {
    CommitmentKind.QUANTITY: "Quantity",
    CommitmentKind.RATE: "Rate for each pound",
    CommitmentKind.PATHWAY: "Pathway of milestones",
    CommitmentKind.NARRATIVE: "Promise in words",
}
OWNER_WORDS = {OwedBy.SUPPLIER: "We do", OwedBy.SUBCONTRACTOR: "A subcontractor"}
ROLE_WORDS = {PartyRole.MEMBER: "Member", PartyRole.SUBCONTRACTOR: "Subcontractor"}
YES, NO = "Yes", "No"
OURSELVES = "We ourselves"
OWN_MEASURE = "Our own measure"


@dataclass(frozen=True)
class Response:
    """What a workbook says. `lot_id` and `price_pence` are None where nothing was entered.

    `flows` name commitments by the keys in `offers` and organisations by those in `parties`, and so do `conditions`.
    """

    procurement_id: str
    ask_version: int
    ask_digest: str
    organisation: str
    lot_id: str | None
    price_pence: int | None
    answers: tuple[Answer, ...]
    offers: tuple[Offer, ...]
    parties: tuple[Party, ...] = ()
    flows: tuple[Flow, ...] = ()
    conditions: tuple[ConditionAnswer, ...] = ()
    lines: tuple[LinePrice, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of the sheet Answers: a part of the answer to one question, `part` from 1."""

    criterion: CriterionContent
    label: str
    part: int
    parts: int


def answer_rows(ask: AskContent) -> tuple[AnswerRow, ...]:
    """The rows of the sheet Answers, in order."""
    rows = []
    for label, criterion in question_labels(ask).items():
        parts = -(-max(criterion.word_limit, 1) // WORDS_IN_A_CELL)
        rows += [AnswerRow(criterion, label, part, parts) for part in range(1, parts + 1)]
    return tuple(rows)


def condition_labels(ask: AskContent) -> dict[str, ConditionContent]:
    """How each condition of participation is named in the workbook."""
    return {_named(number, each.title): each for number, each in enumerate(ask.conditions, start=1)}


def line_labels(ask: AskContent) -> dict[str, ScheduleLine]:
    """How each line of the price schedule is named in the workbook."""
    return {_named(number, each.title): each for number, each in enumerate(ask.schedule, start=1)}


def line_holds(line: ScheduleLine) -> Holds:
    """What the entry of a price line holds."""
    return {LineKind.RATE: Holds.RATE, LineKind.FIXED: Holds.MONEY, LineKind.PERCENT: Holds.NUMBER}[line.kind]


def question_labels(ask: AskContent) -> dict[str, CriterionContent]:
    """How each question is named in the workbook's lists: its number makes the name its own."""
    return {_named(number, each.title): each for number, each in enumerate(ask.questions, start=1)}


def metric_labels(ask: AskContent) -> dict[str, MetricContent]:
    """How each metric is named: the question's number and its own."""
    return {
        _named(f"{number}.{place}", metric.title): metric
        for number, criterion in enumerate(ask.questions, start=1)
        for place, metric in enumerate(criterion.metrics, start=1)
    }


def lists(ask: AskContent) -> dict[str, dict[str, str]]:
    """What may be chosen: the name of each list, and in it each label with the id or value it stands for."""
    return {
        "lots": {_named(lot.number, lot.title): lot.id for lot in ask.lots},
        "questions": {label: each.id for label, each in question_labels(ask).items()},
        "kinds": {label: kind.value for kind, label in KIND_WORDS.items()},
        "metrics": {label: each.id for label, each in metric_labels(ask).items()} | {OWN_MEASURE: ""},
        "aims": {
            _named(number, title): outcome_id
            for number, (outcome_id, title) in enumerate(outcomes_of(ask).items(), start=1)
        },
        "owners": {label: owner.value for owner, label in OWNER_WORDS.items()},
        "places": {
            _named(number, place.name): place.code for number, place in enumerate(ask.places, start=1)
        },
        "roles": {label: role.value for role, label in ROLE_WORDS.items()},
        "yes_no": {YES: "yes", NO: "no"},
        "organisations": {
            OURSELVES: "",
            **{str(number): str(number) for number in range(1, MOST_PARTIES + 1)},
        },
        "numbers": {str(number): str(number) for number in range(1, COMMITMENT_ROWS + 1)},
    }


def _named(number: int | str, title: str) -> str:
    """A label of at most 200 signs on one line; spreadsheet programs cut longer ones in their lists."""
    return f"{number}. {' '.join(title.split())}"[:200].strip()


def manifest(ask: AskContent, digest: str) -> dict[str, str]:
    """What the sheet About this workbook says. A draft has no digest and can never be read back."""
    return {
        "format": FORMAT,
        "procurement": ask.procurement_id,
        "ask": ask.ask_id,
        "version": str(ask.version),
        "digest": digest,
        "draft": "no" if digest else "yes",
    }


def word_formula(cell: str) -> str:
    """The formula that counts the words of a cell, the same on screen and after saving in another program."""
    text = f'SUBSTITUTE(SUBSTITUTE({cell},CHAR(10)," "),CHAR(9)," ")'
    return f'=IF(LEN(TRIM({text}))=0,0,LEN(TRIM({text}))-LEN(SUBSTITUTE(TRIM({text})," ",""))+1)'
