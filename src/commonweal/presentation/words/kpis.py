"""Sentences about KPIs and failures of performance."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "kpi.bands_out_of_order": _(
        "“Close to the target” must begin above “below the target”, and both below 100%"
    ),
    "kpi.title_missing": _("Say what is measured"),
    "kpi.target_missing": _("Give the target: a service measure has no promise to be held against"),
    "kpi.unit_missing": _("Say what the target counts, like “days” or “% of calls”"),
    "kpi.target_of_nothing": _("A target of nothing is always met. Give a figure above nothing"),
    "kpi.commitment_of_another_contract": _("Choose a commitment of this contract"),
    "kpi.reason_missing": _("Say why: the supplier reads it, and the rating may be published"),
    "kpi.days_not_over": _("Performance can be rated once the days are over."),
    "kpi.assessed_already": _(
        "Some of these days have been rated already. Correct that rating, or choose other days."
    ),
    "kpi.corrected_already": _("This rating has been corrected already. Correct the one that stands."),
    "kpi.stands_once_assessed": _(
        "This KPI has been assessed and stays as it is. Withdraw it with a reason and set another."
    ),
    "kpi.contract_not_binding": _("Performance is assessed once the contract has been entered into."),
    "kpi.contract_is_over": _("This contract is over: its KPIs stay as they are."),
    "kpi.is_withdrawn": _("This KPI has been withdrawn."),
    "failure.requirement_missing": _("Say what the contract required"),
    "failure.description_missing": _("Say what happened"),
    "failure.decided_later": _("The decision cannot lie in the future"),
    "failure.penalty_type_missing": _("Say what kind of penalty it was, or leave its date and value empty"),
    "failure.contract_not_binding": _("A failure can be recorded once the contract has been entered into."),
    "failure.kpi_of_another_contract": _("Choose a KPI of this contract"),
    "failure.corrected_already": _("This entry has been corrected already. Correct the one that stands."),
}
