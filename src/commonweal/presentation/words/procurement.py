"""Sentences about procurements and asks."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "content.unreadable": _("This file does not have the shape of an ask: %(path)s %(reason)s"),
    "place.not_known": _("There is no place called %(name)s. Check the spelling, or give its code"),
    "place.several_of_that_name": _(
        "There are several places called %(name)s. Give the code of the one you mean"
    ),
    "procurement.status_not_allowed": _("The procurement cannot go there from where it stands."),
    "procurement.status_has_its_own_action": _(
        "Tenders are invited by publishing the ask, and closed by the clock."
    ),
    "procurement.not_editable": _("Tenders have been invited, so this cannot be changed any more."),
    "procurement.begun_already": _("A procurement has already begun from this entry."),
    "procurement.title_missing": _("Give it a title"),
    "procurement.value_missing": _("Enter the estimated value"),
    "procurement.value_without_vat_above_value": _(
        "The value without VAT cannot be above the value with VAT"
    ),
    "procurement.ends_before_start": _("The contract must not end before it starts"),
    "procurement.extension_out_of_range": _("Extensions may add at most %(most)s months"),
    "procurement.call_off_without_parent": _(
        "Choose the framework agreement or dynamic market it is made under"
    ),
    "procurement.parent_of_wrong_kind": _(
        "A call-off is made under a framework agreement or a dynamic market"
    ),
    "procurement.parent_not_expected": _(
        "Only a call-off is made under a framework agreement or dynamic market"
    ),
    "procurement.parent_of_another_authority": _(
        "Choose one of your own framework agreements or dynamic markets"
    ),
    "procurement.no_lot": _("There is no lot."),
    "procurement.lots_do_not_add_up": _("The values of the lots do not add up to the estimated value."),
    "procurement.last_lot": _("The last lot stays: it is the procurement itself."),
    "procurement.too_many_lots": _("There may be at most %(most)s lots."),
    "procurement.first_round": _("The first round stays."),
    "procurement.too_many_rounds": _("There may be at most %(most)s rounds."),
    "procurement.no_next_round": _("There is no next round."),
    "procurement.contract_dates_missing": _("Say when the contract starts and ends."),
    "procurement.deadline_missing": _("Set the deadline of round %(round)s."),
    "procurement.deadline_past": _("The deadline of round %(round)s has passed. Set a later one."),
    "procurement.deadlines_out_of_order": _("Round %(round)s must close after the round before it."),
    "procurement.deadline_after_start": _("The last deadline must be before the contract starts."),
    "procurement.too_few_openers": _("Name at least %(least)s people who can open the tenders"),
    "procurement.opener_named_twice": _("Name each opener once"),
    "procurement.reason_missing": _("Give a reason"),
    "lot.title_missing": _("Give the lot a title"),
    "round.title_missing": _("Give the round a title"),
    "ask.title_missing": _("Give the procurement a title."),
    "ask.description_missing": _("Describe what is bought and for whom."),
    "ask.why_missing": _("Say why you ask this."),
    "ask.no_criteria": _("There is no award criterion yet."),
    "ask.too_many_criteria": _("There may be at most %(most)s award criteria."),
    "ask.too_many_metrics": _("There may be at most %(most)s metrics in an ask."),
    "ask.too_many_promises": _("There may be at most %(most)s promises."),
    "ask.weights_of_other_criteria": _("Somebody added or removed a criterion. Open the page again"),
    "criterion.title_missing": _("Give the criterion a title"),
    "criterion.question_missing": _("“%(title)s” has no question yet."),
    "criterion.word_limit_out_of_range": _("“%(title)s” needs a word limit between 1 and %(most)s."),
    "criterion.weight_out_of_range": _("Every criterion needs a weighting above nothing and at most 100%%."),
    "criterion.price_formula_missing": _("“%(title)s” needs a stated price formula."),
    "criterion.outcome_of_another_authority": _("Choose an outcome of one of your own missions"),
    "criterion.bands_incomplete": _("The scoring bands must run from 0 to 100 marks."),
    "criterion.bands_out_of_order": _("The scoring bands must rise."),
    "criterion.band_without_words": _("Every scoring band needs a title and words"),
    "metric.title_or_unit_missing": _("Say what is counted and in what unit"),
    "metric.fixed_needs_one_figure": _("Enter the figure that is wanted, above nought"),
    "metric.range_needs_two_figures": _("Enter both ends of the range"),
    "metric.range_out_of_order": _("The range must run from low to high"),
    "metric.target_without_figure": _("Leave the figures empty, or choose a fixed figure or a range"),
    "metric.baseline_incomplete": _("A baseline needs a figure and who fixed it"),
    "metric.not_for_price": _("Price is not counted in metrics."),
    "promise.text_missing": _("Say what the authority commits to"),
    "promise.due_on_past": _("Give today or a day that is still to come, or leave it open"),
    "promise.post_missing": _("Say which post answers for it"),
    "criterion.price_has_no_bands": _("Price is scored by its formula, not by bands."),
    "library.nothing_chosen": _("Choose at least one outcome, criterion or metric"),
    "library.metric_without_criterion": _("Choose a criterion too: a metric stands under one"),
    "library.not_a_criterion": _("This item of the library is not an outcome or a criterion."),
    "library.not_a_metric": _("This item of the library is not a metric."),
}
