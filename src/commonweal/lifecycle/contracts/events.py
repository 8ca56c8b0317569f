"""Audit events of the contracts stage."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class ContractEvent(EventType):
    CONTRACT_PREPARED = "contract.prepared", _("carried the promises of the tender over into a contract")
    CONTRACT_ENTERED = "contract.entered", _("entered into the contract: its commitments are binding")
    CONTRACT_NOT_ENTERED = "contract.not_entered", _("recorded that the contract is not entered into")
    CONTRACT_FINISHED = "contract.finished", _("recorded that the contract has run to its end")
    CONTRACT_TERMINATED = "contract.terminated", _("recorded that the contract was ended early")
    CONTRACT_PUBLISHED = "contract.published_recorded", _("recorded a contract from a published report")
    LEADS_NAMED = "contract.leads_named", _("named who looks after the contract")
    COMMITMENT_LEADS_NAMED = "commitment.leads_named", _("named who looks after the commitment")
    SERVES_LINKED = "contract.serves_linked", _("said what the contract serves")
    SERVES_REMOVED = "contract.serves_removed", _("took back what the contract was said to serve")
    KPI_SET = "kpi.set", _("set a KPI")
    KPI_CHANGED = "kpi.changed", _("changed the KPI")
    KPI_WITHDRAWN = "kpi.withdrawn", _("withdrew the KPI")
    KPI_ASSESSED = "kpi.assessed", _("assessed performance against the KPI")
    FAILURE_RECORDED = "contract.failure_recorded", _("recorded a failure of performance")
    FAILURE_CORRECTED = (
        "contract.failure_corrected",
        _("corrected what was recorded of a failure of performance"),
    )
    HANDOVER_BEGUN = "handover.begun", _("began to hand the contract over")
    HANDOVER_CONFIRMED = "handover.confirmed", _("confirmed starting points and evidence for the handover")
    HANDOVER_REVIEWS_SET = "handover.reviews_set", _("said how often the contract is reviewed together")
    HANDOVER_SENT = "handover.sent", _("sent the handover to the contract manager")
    HANDOVER_SENT_BACK = "handover.sent_back", _("sent the handover back")
    HANDOVER_ACCEPTED = "handover.accepted", _("took the contract over")
    NOTICE_FACTS_STATED = (
        "contract.notice_facts_stated",
        _("said what only the notices of the contract ask for"),
    )
    RECOMMENDED = "contract.recommended", _("wrote the recommendations of the contract's report")
    CHANGE_PROPOSED = "commitment.change_proposed", _("proposed other means for the commitment")
    CHANGE_ANSWERED = "commitment.change_answered", _("answered a proposed change of the commitment")
    CHANGE_AGREED = "commitment.change_agreed", _("gave the last approval of a change of the commitment")
    CHANGE_REFUSED = "commitment.change_refused", _("refused a proposed change of the commitment")
    CHANGE_WITHDRAWN = "commitment.change_withdrawn", _("took back a proposed change of the commitment")
    CHANGE_IN_FORCE = "commitment.change_in_force", _("put an agreed change of the commitment into force")
    CHANGE_LAPSED = "commitment.change_lapsed", _("recorded that a change of the commitment lapsed")
    DEAL_PROPOSED = "contract.change_proposed", _("proposed another price or term")
    DEAL_ANSWERED = "contract.change_answered", _("answered a proposed change of price or term")
    DEAL_AGREED = "contract.change_agreed", _("gave the last approval of a change of price or term")
    DEAL_REFUSED = "contract.change_refused", _("refused a proposed change of price or term")
    DEAL_WITHDRAWN = "contract.change_withdrawn", _("took back a proposed change of price or term")
    DEAL_IN_FORCE = (
        "contract.change_in_force",
        _("put an agreed change of price or term into force"),
    )
    DEAL_LAPSED = "contract.change_lapsed", _("recorded that a change of price or term lapsed")
    TERM_SET = "contract.term_set", _("set a condition or charter on the contract")
    TERM_SHOWN = "contract.term_shown", _("showed what meets a condition or charter")
    TERM_DECIDED = "contract.term_decided", _("decided about a condition or charter")
    COMMITMENT_EDITED = (
        "commitment.edited",
        _("edited what is noted of the commitment and who looks after it"),
    )
    COMMITMENT_ADDED = "commitment.added", _("added a promise of the authority’s own")
    SPEND_ENTERED = "contract.spend_entered", _("entered what was spent on the contract")
    SPEND_CORRECTED = "contract.spend_corrected", _("corrected what was spent on the contract")
    TIER_TWO_NAMED = "tier_two.named", _("named a tier-two supplier")
    TIER_TWO_PART_SET = "tier_two.part_set", _("said which part a tier-two supplier delivers")
    TIER_TWO_PART_REMOVED = "tier_two.part_removed", _("took out a part of a tier-two supplier")
    TIER_TWO_INVITED = "tier_two.invited", _("invited a tier-two supplier")
    TIER_TWO_ACCEPTED = "tier_two.accepted", _("accepted its part as a tier-two supplier")
    TIER_TWO_DECLINED = "tier_two.declined", _("declined its part as a tier-two supplier")
    TIER_TWO_ENDED = "tier_two.ended", _("ended the part of a tier-two supplier")
    REMEDY_BEGUN = "remedy.begun", _("began a matter on the remedies ladder")
    REMEDY_STEP_TAKEN = "remedy.step_taken", _("took a step of the remedies ladder")
    REMEDY_REPLIED = "remedy.replied", _("answered a step of the remedies ladder")
    REMEDY_FAILURE_LINKED = (
        "remedy.failure_linked",
        _("linked a recorded failure to a step of the remedies ladder"),
    )
    REMEDY_STEP_CLOSED = "remedy.step_closed", _("said what came of a step of the remedies ladder")
