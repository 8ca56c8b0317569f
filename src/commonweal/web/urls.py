"""URLs of the signed-in service, area by area."""

from django.urls import URLPattern, URLResolver, include, path

AREAS = (
    "accounts",
    "organisations",
    "week",
    "strategy",
    "library",
    "places",
    "pipeline",
    "procurement",
    "ask",
    "engagement",
    "opportunities",
    "clarifications",
    "tenders",
    "opening",
    "assessment",
    "award",
    "contracts",
    "delivery",
    "threads",
    "insight",
    "insight.registers",
    "insight.spend",
    "insight.market",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"commonweal.web.{area}.urls")) for area in AREAS
]
