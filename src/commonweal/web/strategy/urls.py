"""URLs of missions and of what belongs to them."""

from django.urls import path

from commonweal.web.strategy import missions, progress, theory

_MISSION = "missions/<mission_id>"
_OUTCOME = "outcomes/<outcome_id>"
_LINK = "outcome-links/<link_id>"
_INDICATOR = "indicators/<indicator_id>"
_PATHWAY = "pathways/<pathway_id>"
_MILESTONE = "milestones/<milestone_id>"

urlpatterns = [
    path("missions", missions.missions, name="strategy-missions"),
    path("missions/new", missions.new, name="strategy-mission-new"),
    path(_MISSION, missions.mission, name="strategy-mission"),
    path(f"{_MISSION}/edit", missions.edit, name="strategy-mission-edit"),
    path(f"{_MISSION}/questions/<question>", missions.question, name="strategy-question"),
    path(f"{_MISSION}/adopt", missions.adopt, name="strategy-mission-adopt"),
    path(f"{_MISSION}/end", missions.end, name="strategy-mission-end"),
    path(f"{_MISSION}/theory", theory.theory, name="strategy-theory"),
    path(f"{_MISSION}/theory.csv", theory.theory_csv, name="strategy-theory-csv"),
    path(f"{_MISSION}/outcomes/new", theory.add_outcome, name="strategy-outcome-new"),
    path(_OUTCOME, theory.outcome, name="strategy-outcome"),
    path(f"{_OUTCOME}/edit", theory.edit_outcome, name="strategy-outcome-edit"),
    path(f"{_OUTCOME}/retire", theory.retire_outcome, name="strategy-outcome-retire"),
    path(f"{_OUTCOME}/links/new", theory.add_link, name="strategy-link-new"),
    path(f"{_OUTCOME}/indicators/new", progress.add_indicator, name="strategy-indicator-new"),
    path(f"{_OUTCOME}/pathways/new", progress.add_pathway, name="strategy-pathway-new"),
    path(_LINK, theory.link, name="strategy-link"),
    path(f"{_LINK}/remove", theory.remove_link, name="strategy-link-remove"),
    path(f"{_LINK}/assumptions/new", theory.note_assumption, name="strategy-assumption-new"),
    path("assumptions/<assumption_id>/judge", theory.judge_assumption, name="strategy-assumption-judge"),
    path(f"{_INDICATOR}.csv", progress.indicator_csv, name="strategy-indicator-csv"),
    path(_INDICATOR, progress.indicator, name="strategy-indicator"),
    path(f"{_INDICATOR}/edit", progress.edit_indicator, name="strategy-indicator-edit"),
    path(f"{_INDICATOR}/observations/new", progress.observe, name="strategy-observation-new"),
    path(_PATHWAY, progress.pathway, name="strategy-pathway"),
    path(f"{_PATHWAY}/milestones/new", progress.add_milestone, name="strategy-milestone-new"),
    path(f"{_MILESTONE}/edit", progress.edit_milestone, name="strategy-milestone-edit"),
    path(f"{_MILESTONE}/move", progress.move_milestone, name="strategy-milestone-move"),
]
