"""The product's URLs and one view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest) -> HttpResponse:
    """A view without a query, a session or a template."""
    return HttpResponse("bare")


urlpatterns = [path("bare", bare, name="bare"), path("", include("commonweal.config.urls"))]
