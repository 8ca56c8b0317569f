"""An assessment summary in words: what a total is made of, and by which published rule another tender is awarded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.asks import MethodContent
from commonweal.domain.assessment.explained import Made, Why
from commonweal.domain.assessment.lot_awards import LOT_RULES
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.weights import WHOLE
from commonweal.presentation.formats import percent
from commonweal.presentation.points import points


def made_words(made: Made | None) -> str:
    """How an agreed score and how much is promised come together; nothing where quantity does not count."""
    if made is None or made.method is None or made.quantity is None:
        return ""
    return _(
        "Agreed score for the method: %(method)s of 100, which counts %(method_share)s. How much is promised: %(quantity)s "
        "of 100, which counts %(quantity_share)s. Together: %(points)s."
    ) % {
        "method": points(made.method),
        "method_share": percent(WHOLE - made.quantity_bp),
        "quantity": points(made.quantity),
        "quantity_share": percent(made.quantity_bp),
        "points": points(made.points),
    }


def why_words(why: Why | None, how: MethodContent, tie_rule: str, winner: str, reason: str) -> Iterator[str]:
    """The published rule by which another tender is awarded, named and stated; nothing where its total is higher.

    `reason` is that of the decision: what decides where the rule for equal totals does not.
    """
    if why is Why.LOT_RULE:
        yield _("Your tender comes before that of %(winner)s in the ranking of this lot.") % {
            "winner": winner
        }
        most = how.most_lots or 0
        yield ngettext(
            "The tender documents limit one tenderer to %(most)s lot.",
            "The tender documents limit one tenderer to %(most)s lots.",
            most,
        ) % {"most": most}
        rule = LOT_RULES[how.lot_rule]
        yield _("The published rule that keeps to the limit gives this lot to %(winner)s:") % {
            "winner": winner
        }
        yield f"“{_(rule.title)}”. {_(rule.statement)}"
    elif why is not None:
        rule = TIE_RULES[tie_rule]
        yield _("Your total and that of %(winner)s are equal.") % {"winner": winner}
        yield _("The published rule for equal totals is:")
        yield f"“{_(rule.title)}”. {_(rule.statement)}"
        if why is Why.ALIKE:
            yield _(
                "It does not tell the two tenders apart, as they are alike in every score. The decision says:"
            )
            yield reason
        else:
            yield _("By it %(winner)s comes first.") % {"winner": winner}
