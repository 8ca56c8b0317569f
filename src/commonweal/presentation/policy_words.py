"""Words for local policies: what each kind asks for, and what it comes to for one ask."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commonweal.domain.policies import UNIT, Checked, Policy, PolicyKind, PolicyUnit
from commonweal.presentation.formats import money, number, percent

K = PolicyKind
KIND: dict[str, Any] = {
    K.SOCIAL_VALUE_ABOVE: _("Social value is a criterion in every contract above a value"),
    K.LEAST_WEIGHTING: _("Social value is weighted at least this much"),
    K.MOST_WEIGHTING: _("Social value is weighted at most this much"),
    K.MOST_METRICS: _("At most this many metrics"),
    K.MOST_SOCIAL_CRITERIA: _("At most this many social value criteria"),
    K.MOST_WORDS: _("At most this many words for a tenderer to write"),
    K.METRIC_ABOUT: _("At least this many metrics about a subject"),
    K.LEAST_PROMISES: _("At least this many promises of our own"),
}
_SENTENCE: dict[str, Any] = {
    K.SOCIAL_VALUE_ABOVE: _("Social value is a criterion in every contract above %(figure)s with VAT"),
    K.LEAST_WEIGHTING: _("Social value is weighted at least %(figure)s"),
    K.MOST_WEIGHTING: _("Social value is weighted at most %(figure)s"),
    K.MOST_METRICS: _("At most %(figure)s metrics"),
    K.MOST_SOCIAL_CRITERIA: _("At most %(figure)s social value criteria"),
    K.MOST_WORDS: _("At most %(figure)s words for a tenderer to write"),
    K.METRIC_ABOUT: _("At least %(figure)s metrics with one of these words: %(words)s"),
    K.LEAST_PROMISES: _("At least %(figure)s promises of our own"),
}


def figure(kind: PolicyKind, value: int) -> str:
    """The figure of a policy as a person reads it."""
    shown = {PolicyUnit.PENCE: money, PolicyUnit.BASIS_POINTS: percent, PolicyUnit.COUNT: number}[UNIT[kind]]
    return str(shown(value))


def policy_sentence(policy: Policy) -> str:
    """What a policy asks for, in one sentence without a full stop."""
    return str(_SENTENCE[policy.kind]) % {
        "figure": figure(policy.kind, policy.figure),
        "words": policy.words,
    }


def result(checked: Checked) -> str:
    """What it comes to for one ask."""
    if checked.actual is None:
        return _now("It does not reach a contract of this value.")
    if checked.policy.kind is K.SOCIAL_VALUE_ABOVE:
        return _now("The value is %(figure)s.") % {"figure": money(checked.actual)}
    return _now("In this ask: %(figure)s.") % {"figure": figure(checked.policy.kind, checked.actual)}
