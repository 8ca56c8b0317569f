"""Sentences and labels about who tenders together, conditions of participation and the price schedule."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.conditions import ConditionKind
from commonweal.domain.consortium import PartyRole
from commonweal.domain.price_schedule import LineKind

WORDS = {
    "consortium.name_missing": _("Enter the organisation’s name"),
    "consortium.too_long": _("Use at most %(limit)s characters"),
    "consortium.name_twice": _("“%(name)s” is named already"),
    "consortium.is_supplier": _("This is your own organisation. What nobody else is named for is yours"),
    "consortium.work_missing": _("Say which part of the work it does"),
    "consortium.share_out_of_range": _("Enter a share above 0 and up to 100"),
    "consortium.shares_above_whole": _(
        "The shares come to more than the whole. %(left)s is left for this one"
    ),
    "consortium.too_many": _("A tender names at most %(limit)s members and subcontractors"),
    "consortium.in_use": _(
        "Your tender still rests on it: commitments %(where)s, or an answer to a condition. Change those first."
    ),
    "flow.owed_by_another": _(
        "This commitment is owed whole by “%(name)s”. Say that you owe it, then share it out"
    ),
    "flow.party_unknown": _(
        "Row %(row)s names an organisation that is not among your members and subcontractors"
    ),
    "flow.party_twice": _("Row %(row)s names an organisation a second time"),
    "flow.part_long": _("Row %(row)s: use at most %(limit)s characters"),
    "flow.part_missing": _("Row %(row)s: say which part it delivers"),
    "flow.amount_missing": _("Row %(row)s: enter a number above nought"),
    "flow.amount_not_meant": _("Row %(row)s: this commitment has no figure. Say the part in words"),
    "flow.does_not_add_up": _(
        "The parts come to %(given)s %(unit)s, and the commitment promises %(promised)s. Change one of them"
    ),
    "participation.words_missing": _("Say how you meet it, or why you do not"),
    "participation.words_long": _("Use at most %(limit)s words. You have %(count)s"),
    "participation.relies_on_unknown": _("Choose one of your members and subcontractors, or nobody"),
    "participation.unknown": _("The ask has no such condition any more"),
    "condition.title_missing": _("Give the condition a short name"),
    "condition.title_long": _("Use at most %(limit)s characters"),
    "condition.too_many": _("An ask states at most %(limit)s conditions of participation"),
    "schedule.title_missing": _("Say what is priced"),
    "schedule.title_long": _("Use at most %(limit)s characters"),
    "schedule.unit_missing": _("Say for which unit the rate is, for example visit or day"),
    "schedule.unit_long": _("Use at most %(limit)s characters for the unit"),
    "schedule.quantity_missing": _("Enter the quantity: a number above nought"),
    "schedule.quantity_not_meant": _("Only a rate has a unit and a quantity"),
    "schedule.lot_unknown": _("There is no such lot"),
    "schedule.nothing_to_price": _(
        "The price schedule leaves a lot without anything but percentages to price"
    ),
    "schedule.without_price_criterion": _(
        "There is a price schedule, and price is no award criterion. Add price or take the schedule out"
    ),
    "schedule.too_many": _("A price schedule has at most %(limit)s lines"),
    "schedule.line_twice": _("Line %(row)s is there twice for the same lot"),
    "schedule.bad_line": _("Line %(row)s: %(problem)s"),
    "schedule.kind_unknown": _("begin it with Rate, Fixed or Percent"),
    "schedule.too_many_cells": _("a line has at most five cells: kind, what is priced, unit, quantity, lot"),
    "schedule.line_missing": _("Price “%(title)s”"),
    "schedule.line_unknown": _("The price schedule has no such line for this lot"),
    "schedule.negative": _("Enter nought or more"),
    "schedule.not_a_rate": _(
        "Enter an amount in pounds with at most four decimal places, like 18.75 or 0.0425"
    ),
    "schedule.total_differs": _(
        "The price you state is %(stated)s and the lines of the price schedule come to %(total)s. Change one of them"
    ),
    "tender.party_wrong": _("Correct what you say about “%(name)s”"),
    "tender.flow_wrong": _("Correct who delivers the commitment “%(title)s”"),
    "tender.condition_missing": _("Answer the condition of participation “%(title)s”"),
    "tender.condition_wrong": _("Correct your answer to the condition “%(title)s”"),
}
PARTY_ROLE: dict[str, Any] = {
    PartyRole.MEMBER: _("Member of the consortium"),
    PartyRole.SUBCONTRACTOR: _("Subcontractor"),
}
CONDITION_KIND: dict[str, Any] = {
    ConditionKind.LEGAL: _("Legal capacity"),
    ConditionKind.FINANCIAL: _("Financial capacity"),
    ConditionKind.TECHNICAL: _("Technical ability"),
}
LINE_KIND: dict[str, Any] = {
    LineKind.RATE: _("A rate for each unit"),
    LineKind.FIXED: _("A fixed amount"),
    LineKind.PERCENT: _("A percentage of the other lines"),
}
#: How a line begins where a schedule is written as text; part of the format and not translated.
LINE_WORD: dict[LineKind, str] = {LineKind.RATE: "Rate", LineKind.FIXED: "Fixed", LineKind.PERCENT: "Percent"}
REQUIREMENT_WORDS: dict[str, dict[str, Any]] = {
    "role": PARTY_ROLE,
    "condition_kind": CONDITION_KIND,
    "line_kind": LINE_KIND,
}
