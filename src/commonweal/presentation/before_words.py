"""The words for what comes before the ask: duties, procedures, the Social Value Act record, access and engagement."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.domain.access import Reservation, Size, Split
from commonweal.domain.duty_marks import Mark
from commonweal.domain.engagements import EngagementKind, EngagementStatus
from commonweal.domain.procurements import LawDoubt
from commonweal.domain.rules.duties import Bites, Phase
from commonweal.domain.rules.model import Basis, Confidence
from commonweal.domain.rules.thresholds import ThresholdRow
from commonweal.domain.social_value_act import Consult
from commonweal.presentation.formats import day, moment
from commonweal.presentation.procurement_words import INNOVATION_STAGE

PHASE: dict[str, Any] = {
    Phase.PLANNING: _("Before tenders are invited"),
    Phase.TENDER: _("When tenders are invited"),
    Phase.AWARD: _("When it is awarded"),
    Phase.CONTRACT: _("During the contract"),
}
BITES: dict[str, Any] = {
    Bites.YES: _("It bites"),
    Bites.OPTIONAL: _("A choice"),
    Bites.UNKNOWN: _("Cannot be told yet"),
    Bites.NO: _("It does not bite"),
}
MARK: dict[str, Any] = {
    Mark.DONE: _("Done"),
    Mark.NOT_APPLICABLE: _("Not applicable here"),
    Mark.OPEN: _("Open"),
}
MARK_TAG = {Mark.DONE: "ok", Mark.NOT_APPLICABLE: "teal"}
BASIS: dict[str, Any] = {
    Basis.STATUTE: _("statute"),
    Basis.POLICY: _("policy"),
    Basis.PUBLISHED_PRACTICE: _("published practice"),
    Basis.PROJECT_JUDGEMENT: _("project judgement"),
}
CONFIDENCE: dict[str, Any] = {
    Confidence.PRIMARY: _("read in an official or primary source"),
    Confidence.SECONDARY: _("read in a secondary source"),
    Confidence.BACKGROUND: _("wording not yet checked"),
    Confidence.OWN: _("our own judgement"),
}
THRESHOLD_ROW: dict[str, Any] = {
    ThresholdRow.CENTRAL: _("Goods and services, central government and the NHS"),
    ThresholdRow.SUB_CENTRAL: _("Goods and services, other authorities"),
    ThresholdRow.UTILITIES_DEFENCE: _("Utilities, defence and security"),
    ThresholdRow.WORKS: _("Works"),
    ThresholdRow.CONCESSIONS: _("Concessions"),
    ThresholdRow.LIGHT_TOUCH: _("Light touch services"),
    ThresholdRow.LIGHT_TOUCH_UTILITIES: _("Light touch, utilities"),
    ThresholdRow.LIGHT_TOUCH_CONCESSION: _("Light touch concessions"),
}
CONSULT: dict[str, Any] = {
    Consult.YES: _("We will consult"),
    Consult.DONE: _("We have consulted"),
    Consult.NO: _("We will not consult"),
}
SIZE: dict[str, Any] = {
    Size.MICRO: _("Micro (fewer than 10 people)"),
    Size.SMALL: _("Small (fewer than 50)"),
    Size.MEDIUM: _("Medium (fewer than 250)"),
    Size.LARGE: _("Large"),
}
SPLIT: dict[str, Any] = {
    Split.SPLIT: _("Divide it into lots"),
    Split.WHOLE: _("Keep it whole"),
}
RESERVATION: dict[str, Any] = {
    Reservation.NONE: _("Not reserved"),
    Reservation.LOCAL: _("Suppliers of a defined local area"),
    Reservation.UK: _("Suppliers of the United Kingdom"),
    Reservation.SME_VCSE: _("Small and medium-sized firms, charities and social enterprises"),
    Reservation.SUPPORTED_EMPLOYMENT: _("Supported employment providers"),
    Reservation.MUTUALS: _("Public service mutuals"),
}
ENGAGEMENT_KIND: dict[str, Any] = {
    EngagementKind.EVENT: _("An event, in a room or online"),
    EngagementKind.QUESTIONNAIRE: _("A questionnaire"),
}
ENGAGEMENT_STATUS: dict[str, Any] = {
    EngagementStatus.PLANNED: _("Being planned"),
    EngagementStatus.OPEN: _("Invitations are out"),
    EngagementStatus.CLOSED: _("Closed"),
    EngagementStatus.WITHDRAWN: _("Withdrawn"),
}
#: What a line of a plan is about.
PLAN_FIELD: dict[str, Any] = {
    "title": _("Title"),
    "description": _("Description"),
    "value": _("Estimated value with VAT"),
    "starts": _("Contract starts"),
    "ends": _("Contract ends"),
    "extension": _("Months that extensions could add"),
    "stage": _("How certain the solution is"),
    "procedure": _("Procedure"),
    "why": _("Why we ask this"),
    "lot": _("Lot"),
    "deadline": _("Tenders due"),
    "criterion": _("Award criterion"),
    "weight": _("Weighting"),
    "question": _("Question"),
    "word_limit": _("Word limit"),
    "metric": _("Metric"),
    "promise": _("What we commit to"),
}


def difference_words(row: dict[str, str]) -> tuple[str, str, str]:
    """A difference as people read it: what, before, after."""
    field, about = str(PLAN_FIELD.get(row["field"], row["field"])), row["about"]
    what = f"{field}: {about}" if about else field
    before, after = (_value(row["field"], row[name]) for name in ("before", "after"))
    return what, before, after


def _value(field: str, value: str) -> str:
    if not value:
        return gettext("nothing")
    if field == "stage":
        return str(INNOVATION_STAGE.get(value, value))
    if field in ("starts", "ends"):
        return day(dt.date.fromisoformat(value))
    return moment(dt.datetime.fromisoformat(value)) if field == "deadline" else value


#: Everything a template needs to word these pages.
LAW_DOUBT: dict[str, Any] = {
    LawDoubt.VALUE_REACHES_THRESHOLD: _(
        "The law says below the threshold, and the estimated value reaches it. Correct the law or the value, or say that "
        "the services are light touch or a concession, which have thresholds of their own."
    ),
    LawDoubt.VALUE_IS_BELOW: _(
        "The estimated value is below the threshold: only the lighter rules for contracts below it apply. Correct the law, "
        "unless your body chose to follow the full rules."
    ),
}

BEFORE_WORDS: dict[str, dict[Any, Any]] = {
    "phase": PHASE,
    "bites": BITES,
    "mark": MARK,
    "mark_tag": MARK_TAG,
    "basis": BASIS,
    "confidence": CONFIDENCE,
    "threshold_row": THRESHOLD_ROW,
    "consult": CONSULT,
    "size": SIZE,
    "split": SPLIT,
    "reservation": RESERVATION,
    "engagement_kind": ENGAGEMENT_KIND,
    "engagement_status": ENGAGEMENT_STATUS,
    "law_doubt": LAW_DOUBT,
}
