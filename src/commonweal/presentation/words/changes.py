"""Sentences about changing a commitment."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "change.status_not_allowed": _("This proposal has been settled already."),
    "change.nothing_changes": _("Nothing in this proposal differs from what stands."),
    "change.title_missing": _("Say what is promised in a few words"),
    "change.reason_missing": _("Say why"),
    "change.equivalence_missing": _("Say how it is shown"),
    "change.less_is_not_as_much": _(
        "The figures say less than was promised. Answer no, or propose at least as much"
    ),
    "change.words_missing": _("Say why, or what you need to know"),
    "change.not_equivalent": _(
        "Other means are accepted only if every question of the equivalence test is answered yes. Refuse it with a "
        "reason, or ask."
    ),
    "change.balance_missing": _("Say whether the balance shifts to the supplier"),
    "change.ground_missing": _("Choose the ground on which the law permits it"),
    "change.ground_unknown": _("Choose from the list"),
    "change.ground_is_passed": _(
        "Price or term moves by more than this ground leaves free, by itself or since the award. Say why the ground still "
        "holds, or choose another"
    ),
    "change.shift_without_words": _("Say how the balance shifts, and why that is right"),
    "change.shift_is_substantial": _(
        "A change that shifts the balance to the supplier is substantial: it needs another ground"
    ),
    "change.another_is_open": _("Another proposal about this commitment is open. Settle it first."),
    "change.not_a_party": _("Contract managers and delivery leads of the two parties propose changes."),
    "change.not_in_force": _("Only commitments of a contract in force can be changed."),
    "change.not_your_approval": _("Your approval is not one of those that this proposal needs."),
    "change.not_your_proposal": _("Only the side that made a proposal takes it back."),
    "change.commitment_moved_on": _(
        "The commitment is no longer as it was when this was proposed. Propose it again."
    ),
    "change.reported_already": _(
        "Somebody has reported on a part that would change. What was reported on stays as it was promised."
    ),
    "change.quantity_not_positive": _("Enter more than nothing"),
    "change.before_contract": _("The contract starts on %(first)s"),
    "change.after_contract": _("The contract ends on %(last)s"),
    "change.period_incomplete": _("Fill in all three of the further period, or none"),
    "change.another_person_approves": _(
        "You proposed this, or approved it in another role. A colleague approves it: two approvals are two people’s."
    ),
    "change.place_unknown": _("There is no place of this code or name here"),
    "change.place_of_several": _("Several places have this name. Enter the code"),
    "change.unit_is_reported_in": _(
        "Somebody has reported in this unit, so it stays. Say in the words what is done otherwise."
    ),
    "change.periods_overlap": _(
        "The same place has a period from %(start)s to %(end)s already: what is delivered then would count twice"
    ),
    "change.outside_the_term": _(
        "It promises something for days on which there will be no contract: its end has moved, or is agreed to move."
    ),
    "change.unit_is_given_in": _(
        "Tier-two suppliers have parts of this commitment in its unit, so it stays. Their parts come out or end first."
    ),
    "change.rate_is_given_at": _(
        "Tier-two suppliers have parts of this commitment at its rate, so it stays. Their parts come out or end first."
    ),
    "change.less_than_given": _(
        "Tier-two suppliers have parts of this commitment that come to %(given)s. Promise at least that, or their parts come "
        "out or end first."
    ),
    "change.unit_is_rated_in": _(
        "A KPI of this commitment has a target or a rating in this unit. Withdraw the KPI first, and set another afterwards."
    ),
    "change.rate_is_owed_at": _(
        "Spend or reports are counted at this rate, so it stays. A change would price again what is past."
    ),
}
