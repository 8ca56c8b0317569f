"""The words for fit findings: severities, what a rule rests on, what was decided, and the facts a rule may need."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.fit.case import AuthorityKind, DeliveryPlace
from commonweal.domain.fit.choices import Choice
from commonweal.domain.fit.decisions import Decision, Remedy
from commonweal.domain.rules.model import Basis, Confidence, Severity, Unit

SEVERITY: dict[str, Any] = {
    Severity.STOP: _("Stop"),
    Severity.WARN: _("Warning"),
    Severity.CONSIDER: _("Consider"),
}
SEVERITY_MEANS: dict[str, Any] = {
    Severity.STOP: _("Unlawful or void. The ask cannot be published like this."),
    Severity.WARN: _("Likely to do harm or to be wasted."),
    Severity.CONSIDER: _("It could be better."),
}
SEVERITY_TAG: dict[str, str] = {Severity.STOP: "stop", Severity.WARN: "warn", Severity.CONSIDER: "teal"}
BASIS: dict[str, Any] = {
    Basis.STATUTE: _("Statute"),
    Basis.POLICY: _("Policy"),
    Basis.PUBLISHED_PRACTICE: _("Published practice"),
    Basis.PROJECT_JUDGEMENT: _("Project judgement"),
}
CONFIDENCE: dict[str, Any] = {
    Confidence.PRIMARY: _("read in an official or primary source"),
    Confidence.SECONDARY: _("read in a reliable secondary source"),
    Confidence.BACKGROUND: _("wording not yet checked"),
    Confidence.OWN: _("our own judgement"),
}
DECISION: dict[str, Any] = {
    Decision.ACCEPTED: _("Accepted"),
    Decision.OVERRIDDEN: _("Overridden"),
    Decision.REOPENED: _("Opened again"),
}
REMEDY: dict[str, Any] = {
    Remedy.PATHWAY_INSTEAD_OF_FIXED: _("Ask for a pathway of milestones instead of the fixed figure"),
    Remedy.LEARNING_INSTEAD_OF_PAYMENT: _("Use the figure for learning, not for payment"),
    Remedy.WHOLE_CONTRACT_INSTEAD_OF_YEAR: _("Measure over the whole contract, not by the year"),
    Remedy.LEARNING_IN_TOP_BAND: _("Add learning to the words of the highest scoring band"),
    Remedy.STORIES_IN_REPORTS: _("Ask for an account in words with every report"),
    Remedy.POUNDS_AS_INFORMATION: _("Show pounds as information; let them decide no score"),
    Remedy.NO_RESTRICTION: _("Do not restrict or score where suppliers are based"),
}
REMEDY_DONE: dict[str, Any] = {
    Remedy.PATHWAY_INSTEAD_OF_FIXED: _("a pathway of milestones is asked for instead of the fixed figure"),
    Remedy.LEARNING_INSTEAD_OF_PAYMENT: _("the figure is used for learning"),
    Remedy.WHOLE_CONTRACT_INSTEAD_OF_YEAR: _("it is measured over the whole contract"),
    Remedy.LEARNING_IN_TOP_BAND: _("the highest scoring band rewards learning"),
    Remedy.STORIES_IN_REPORTS: _("an account in words comes with every report"),
    Remedy.POUNDS_AS_INFORMATION: _("pounds are information only"),
    Remedy.NO_RESTRICTION: _("nobody is restricted or scored by where they are based"),
}
CHOICE: dict[str, Any] = {
    Choice.DESCRIPTION: _("what is bought"),
    Choice.NATURE: _("its nature"),
    Choice.VALUE: _("the value"),
    Choice.DATES: _("how long it runs"),
    Choice.PLACES: _("the places"),
    Choice.STAGE: _("how certain the solution is"),
    Choice.WORK: _("what the work is like"),
    Choice.MARKET: _("the market and the law"),
    Choice.MANAGING: _("how it is looked after"),
    Choice.ASKING: _("how it is asked"),
    Choice.AIM: _("what it serves"),
    Choice.PURPOSE: _("why it is asked"),
    Choice.OUTCOME: _("the outcome"),
    Choice.QUESTION: _("the question and its word limit"),
    Choice.BANDS: _("the scoring bands"),
    Choice.METRIC: _("the metrics"),
    Choice.WEIGHTING: _("the weightings"),
}
#: The page that holds the record a rule misses, and what it is called after “Change”.
RECORD_PAGES: dict[str, tuple[str, Any]] = {
    "social-value-act-not-considered": ("procurement-social-value-act", _("the Social Value Act record")),
    "no-market-engagement": ("procurement-engagements", _("the market engagement")),
}
DELIVERY: dict[str, Any] = {
    DeliveryPlace.ON_SITE: _("Where the people or the building are"),
    DeliveryPlace.REMOTE: _("From anywhere"),
    DeliveryPlace.MIXED: _("Some of each"),
}
AUTHORITY_KIND: dict[str, Any] = {
    AuthorityKind.CENTRAL: _("Central government"),
    AuthorityKind.LOCAL: _("Local government"),
    AuthorityKind.NHS: _("NHS"),
    AuthorityKind.OTHER: _("Other public body"),
}
UNIT: dict[str, Any] = {
    Unit.PENCE: _("pounds"),
    Unit.BASIS_POINTS: _("per cent"),
    Unit.MONTHS: _("months"),
    Unit.PEOPLE: _("full-time equivalents"),
    Unit.LEVEL: "",
    Unit.WORDS: _("words"),
    Unit.COUNT: "",
}
#: What is asked for each fact that only a person can say, by its place in the case.
FACT: dict[str, Any] = {
    "authority": _("What kind of authority are you?"),
    "procurement.duration_months": _("When does the contract start and end?"),
    "procurement.people_facing": _("Does the work serve people directly?"),
    "procurement.research": _("Is it research or highly specialist work?"),
    "procurement.delivery": _("Where is the work done?"),
    "procurement.team_fte_thousandths": _("How many people will do the work, as full-time equivalents?"),
    "procurement.call_off": _("Is work ordered as it is needed, so that spend varies?"),
    "procurement.light_touch": _("Is it a light touch service?"),
    "procurement.mainly_small_market": _("Are most suppliers in this market small?"),
    "procurement.market_engagement": _("Have you talked to the market about it?"),
    "procurement.social_value_act_record": _("Is there a Social Value Act record?"),
    "procurement.remedies": _("Is it said what happens, step by step, when a promise is not kept?"),
    "ask.weighting": _("What does each criterion weigh?"),
    "ask.rewards_learning": _("What do the scoring bands reward?"),
    "ask.restricts_location": _("Are suppliers scored or restricted by where they are based?"),
    "ask.link_can_be_stated": _("Can you say how each outcome that is chosen is linked to what is bought?"),
    "ask.good_practice_only": _("Does the ask want only what law or good practice demands already?"),
    "ask.pounds_decide_score": _("Does a total in pounds decide the social value score?"),
    "ask.narrative_required": _("Does every report bring an account in words beside the figures?"),
    "ask.evidence_items": _("How many pieces of evidence must a tenderer send?"),
    "ask.kpis_planned": _("How many KPIs will be published?"),
    "ask.kpis_social_value": _("How many of them are about social value?"),
}
