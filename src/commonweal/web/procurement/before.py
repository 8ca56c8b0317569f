"""What a procurement's own page says of everything that comes before the ask."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.periods import london_day
from commonweal.domain.procurements import Regime, law_doubt
from commonweal.lifecycle.procurement import law
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.presentation.before_words import BEFORE_WORDS, SPLIT
from commonweal.presentation.formats import day


def before_of(request: HttpRequest, found: Procurement) -> dict[str, Any]:
    """The threshold and one line for each page: what it is, where it leads, how it stands."""
    facts = law.legal_facts(found)
    is_above = law.is_above(found, facts)
    return {
        "threshold": law.threshold(found, facts),
        "is_above": is_above,
        "law_doubt": law_doubt(Regime(found.regime), is_above),
        "before": BEFORE_WORDS,
        "before_lines": [
            (title, reverse(name, kwargs={"procurement_id": found.external_id}), stands)
            for title, name, stands in _lines(request, found)
        ],
    }


def _lines(request: HttpRequest, found: Procurement) -> list[tuple[str, str, str]]:
    today = london_day(request.now)  # type: ignore[attr-defined]
    open_duties = sum(line.is_open for line in law.duty_lines(found, today=today))
    chosen = law.chosen_procedure(law.latest_choice(found))
    record = found.social_value_act_records.order_by("-number").first()
    return [
        (
            _("Duties"),
            "procurement-duties",
            ngettext("%(num)s is open", "%(num)s are open", open_duties) % {"num": open_duties},
        ),
        (_("Procedure"), "procurement-procedure", chosen.title if chosen else _("not chosen yet")),
        (
            _("Social Value Act record"),
            "procurement-social-value-act",
            _("version %(number)s, considered %(day)s")
            % {"number": record.number, "day": day(record.considered_on)}
            if record
            else _("nothing recorded yet"),
        ),
        (_("Market engagement"), "procurement-engagements", _engagements(found)),
        (_("Lots and access"), "procurement-access", _access(found)),
    ]


def _engagements(found: Procurement) -> str:
    entry = found.pipeline_entry
    count = entry.engagements.count() if entry else 0
    return (
        ngettext("%(num)s engagement", "%(num)s engagements", count) % {"num": count}
        if count
        else _("none planned")
    )


def _access(found: Procurement) -> str:
    review = found.access_reviews.order_by("-number").first()
    if review is None:
        return _("not considered yet")
    return _("considered %(day)s: %(what)s") % {"day": day(review.reviewed_at), "what": SPLIT[review.split]}
