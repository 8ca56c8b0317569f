"""One's own account, switching organisation, and the demonstration's mailbox."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from commonweal.gateways.email import sent_messages
from commonweal.web import session
from commonweal.web.pages import render


@login_required
@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Name, memberships, password and one-time codes."""
    return render(request, "account/my_account.html", {"memberships": getattr(request, "memberships", [])})


@login_required
def switch_organisation(request: HttpRequest) -> HttpResponse:
    """Choose through which membership to act. Somebody who followed a link for another organisation goes on to its page."""
    memberships = {each.external_id: each for each in getattr(request, "memberships", [])}
    asked = request.POST if request.method == "POST" else request.GET
    chosen, then = memberships.get(asked.get("membership", "")), asked.get("next", "")
    if not url_has_allowed_host_and_scheme(then, {request.get_host()}, require_https=request.is_secure()):
        then = ""
    if request.method == "POST" and chosen:
        session.choose(request, chosen)
        return HttpResponseRedirect(then or reverse("week"))
    wanted = memberships.get(asked.get("to", ""))
    context = {"memberships": list(memberships.values()), "wanted": wanted, "then": then}
    return render(request, "account/switch.html", context)


@require_safe
def demonstration_mailbox(request: HttpRequest) -> HttpResponse:
    """Every email the demonstration would have sent, so that links in them can be followed. Demonstration mode only."""
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "account/mailbox.html", {"mails": sent_messages(settings.EMAIL_OUTBOX, limit=50)})
