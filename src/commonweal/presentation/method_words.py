"""How tenders are assessed, in words: for the schedule that tenderers read and for what changed between two versions."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from commonweal.domain.asks import FixedPriceContent, GroupContent, MethodContent
from commonweal.domain.assessment.lot_awards import LOT_RULES
from commonweal.domain.assessment.quantity import QUANTITY_RULES
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.weights import percent
from commonweal.presentation.formats import money, quantity

MARKS = 100


def method_lines(how: MethodContent, titles: Mapping[str, str] | None = None) -> Iterator[str]:
    """One sentence or two for everything that the method states. `titles` names criteria; without it they are not named."""
    named = titles or {}
    yield _("When totals are level: %(rule)s") % {"rule": _(TIE_RULES[how.tie_rule].statement)}
    if how.most_lots:
        yield _("One tenderer is awarded at most %(most)s lots. %(rule)s") % {
            "most": how.most_lots,
            "rule": _(LOT_RULES[how.lot_rule].statement),
        }
    for group in how.groups:
        yield divided(group, named)
    yield from fixed_prices(how.fixed_prices, named)
    for minimum in how.minimums:
        yield _("%(title)s: a tender with an agreed score below %(marks)s marks is not ranked.") % {
            "title": _title(named, minimum.criterion_id),
            "marks": minimum.score // MARKS,
        }
    yield from _quantities(how, named)
    if how.checks_promises:
        yield _(
            "After scoring, each promise is checked for whether it can be kept. The check changes no score."
        )
    if how.may_refine:
        yield _("Award criteria may be refined before a later round, for every remaining tenderer alike.")


def fixed_prices(prices: Sequence[FixedPriceContent], titles: Mapping[str, str]) -> Iterator[str]:
    """The fixed price of each lot, where the ask states it; with one lot alone it is not named."""
    for each in prices:
        words = {"price": money(each.pence), "lot": titles.get(each.lot_id) or _("a lot")}
        if len(prices) == 1:
            yield (
                _("The fixed price is %(price)s, without VAT. A tender at another price is not ranked.")
                % words
            )
        else:
            yield (
                _(
                    "The fixed price of %(lot)s is %(price)s, without VAT. A tender at another price is not ranked."
                )
                % words
            )


def divided(group: GroupContent, titles: Mapping[str, str]) -> str:
    """A divided criterion with the share of each of its parts."""
    parts = "; ".join(
        _("%(title)s %(share)s of it")
        % {"title": _title(titles, part.criterion_id), "share": percent(part.share_bp)}
        for part in group.parts
    )
    return _("%(title)s carries %(weight)s and is divided: %(parts)s.") % {
        "title": group.title,
        "weight": percent(group.weight_bp),
        "parts": parts,
    }


def _quantities(how: MethodContent, titles: Mapping[str, str]) -> Iterator[str]:
    for each in how.quantities:
        rule = each.rule
        yield _("%(title)s: %(share)s of the points come from how much is promised. %(rule)s") % {
            "title": _title(titles, each.criterion_id),
            "share": percent(rule.share_bp),
            "rule": _(QUANTITY_RULES[rule.rule].statement),
        }
        if rule.cap:
            yield _("The cap is %(cap)s.") % {"cap": quantity(rule.cap)}
        for step in rule.steps:
            yield _("From %(quantity)s on: %(marks)s points.") % {
                "quantity": quantity(step.quantity),
                "marks": step.score // MARKS,
            }


def _title(titles: Mapping[str, str], criterion_id: str) -> str:
    return titles.get(criterion_id) or _("a criterion")
