"""URLs of the ask."""

from django.urls import path

from commonweal.web.ask import (
    criteria,
    findings,
    library,
    metrics,
    pack_template,
    packs,
    promises,
    rule_figures,
    suggestions,
    views,
)

_ONE = "pipeline/asks/<ask_id>"

urlpatterns = [
    path(_ONE, views.ask, name="ask"),
    path(f"{_ONE}/why", views.why, name="ask-why"),
    path(f"{_ONE}/preview", views.preview, name="ask-preview"),
    path(f"{_ONE}/versions/<int:number>", views.version, name="ask-version"),
    path(f"{_ONE}/versions/<int:number>.json", views.version_json, name="ask-version-json"),
    path("pipeline/word-template", pack_template.template, name="pack-template"),
    path("pipeline/word-template/use", pack_template.use, name="pack-template-use"),
    path("pipeline/word-template/retire", pack_template.retire, name="pack-template-retire"),
    path("pipeline/word-template/file", pack_template.file, name="pack-template-file"),
    path("pipeline/word-template/starter", pack_template.starter, name="pack-template-starter"),
    path(f"{_ONE}/packs", packs.packs, name="ask-packs"),
    path(f"{_ONE}/packs/draft/<format_id>", packs.draft_file, name="ask-pack-draft"),
    path(f"{_ONE}/packs/draft/<format_id>/make", packs.draft_make, name="ask-pack-draft-make"),
    path(f"{_ONE}/packs/<int:number>/make", packs.version_make, name="ask-pack-make"),
    path(f"{_ONE}/packs/<int:number>/<format_id>", packs.version_file, name="ask-pack"),
    path(f"{_ONE}/findings", findings.findings, name="ask-findings"),
    path(f"{_ONE}/findings.json", findings.findings_json, name="ask-findings-json"),
    path(f"{_ONE}/findings.csv", findings.findings_csv, name="ask-findings-csv"),
    path(f"{_ONE}/findings/<rule>/<decision>", findings.decide, name="ask-finding-decide"),
    path(f"{_ONE}/suggestions", suggestions.suggestions, name="ask-suggestions"),
    path(f"{_ONE}/suggestions/<item_id>", suggestions.add, name="ask-suggestion-add"),
    path(f"{_ONE}/facts/<part>", findings.facts, name="ask-facts"),
    path("pipeline/rules", rule_figures.figures, name="rule-figures"),
    path("pipeline/rules/<name>", rule_figures.change, name="rule-figure"),
    path(f"{_ONE}/weights", criteria.weights, name="ask-weights"),
    path(f"{_ONE}/library", library.edition, name="ask-library"),
    path(f"{_ONE}/library/<edition_id>", library.items, name="ask-library-items"),
    path(f"{_ONE}/criteria/add/<kind>", criteria.add, name="ask-criterion-add"),
    path("pipeline/criteria/<criterion_id>", criteria.edit, name="ask-criterion"),
    path("pipeline/criteria/<criterion_id>/bands", criteria.bands, name="ask-criterion-bands"),
    path("pipeline/criteria/<criterion_id>/remove", criteria.remove, name="ask-criterion-remove"),
    path("pipeline/criteria/<criterion_id>/metrics/add", metrics.add, name="ask-metric-add"),
    path("pipeline/metrics/<metric_id>", metrics.edit, name="ask-metric"),
    path("pipeline/metrics/<metric_id>/remove", metrics.remove, name="ask-metric-remove"),
    path(f"{_ONE}/promises/add", promises.add, name="ask-promise-add"),
    path("pipeline/promises/<promise_id>", promises.edit, name="ask-promise"),
    path("pipeline/promises/<promise_id>/remove", promises.remove, name="ask-promise-remove"),
]
