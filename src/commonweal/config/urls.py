"""The whole URL space: public pages, sign-in, the signed-in service, health."""

from django.urls import include, path

from commonweal.web.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("commonweal.public.urls")),
    path("", include("commonweal.web.urls")),
]

handler400 = "commonweal.web.errors.bad_request"
handler403 = "commonweal.web.errors.forbidden"
handler404 = "commonweal.web.errors.not_found"
handler500 = "commonweal.web.errors.server_error"
