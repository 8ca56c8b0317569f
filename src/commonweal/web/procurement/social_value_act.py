"""The Social Value Act record: what was considered, for which area, whether to consult, by whom, and when."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.social_value_act import SCHEMA, WORDS_NEEDED, Consult, SocialValueActContent
from commonweal.lifecycle.procurement import actions, law, queries
from commonweal.lifecycle.procurement.models import Procurement, SocialValueActRecord
from commonweal.organisations.queries import names_of
from commonweal.presentation.before_words import BEFORE_WORDS, CONSULT
from commonweal.presentation.formats import day, moment
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.procurement.law_forms import SocialValueActForm


def _url(name: str, found: Procurement, **more: Any) -> str:
    return reverse(name, kwargs={"procurement_id": found.external_id, **more})


def fields() -> tuple[tuple[str, Any], ...]:
    """Each part of the record with the words it is shown under."""
    return (
        ("area", _("The relevant area")),
        ("economic", _("Economic well-being")),
        ("social", _("Social well-being")),
        ("environmental", _("Environmental well-being")),
        ("how_secured", _("How the procurement could secure it")),
        ("consult", _("Whether to consult")),
        ("consult_reason", _("Why, or whom and with what result")),
        ("considered_on", _("Considered on")),
        ("considered_by_post", _("Considered by")),
    )


def rows_of(record: SocialValueActRecord) -> list[tuple[Any, Any]]:
    """The record as words beside their headings."""
    shown = {name: getattr(record, name) for name, _title in fields()}
    shown |= {"consult": CONSULT[record.consult], "considered_on": day(record.considered_on)}
    return [(title, shown[name]) for name, title in fields()]


@page()
def record(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The version that stands, and those before it."""
    found = queries.procurement(request.actor, procurement_id)
    versions = list(found.social_value_act_records.order_by("-number"))
    duty = next(
        each.duty
        for each in law.duty_lines(found, today=request.now.date())
        if each.duty.rule.id == "social-value-act-record"
    )
    context = {
        "procurement": found,
        "versions": [(each, rows_of(each)) for each in versions],
        "duty": duty,
        "before": BEFORE_WORDS,
        "people": names_of(each.recorded_by for each in versions),
        "can_edit": request.actor.can(Permission.PROCUREMENT_EDIT),
    }
    return render(request, "procurement/social_value_act.html", context, node=found)


@page()
def add(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Append a version, beginning with the words of the one before."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    latest = found.social_value_act_records.order_by("-number").first()
    names = (*WORDS_NEEDED, "consult")
    return submit(
        request,
        SocialValueActForm(
            **form_data(request), initial={name: getattr(latest, name) for name in names} if latest else None
        ),
        context={"back": _url("procurement-social-value-act", found), "caption": found.title},
        action=lambda data: actions.record_social_value_act(
            found,
            consult=Consult(data["consult"]),
            considered_on=data["considered_on"],
            by=request.actor,
            now=request.now,
            **{name: data[name] for name in WORDS_NEEDED},
        ),
        then=lambda _record: _url("procurement-social-value-act", found),
        done=_("The record is kept."),
        node=found,
    )


def _version(
    request: HttpRequest, procurement_id: str, number: int
) -> tuple[Procurement, SocialValueActRecord]:
    found = queries.procurement(request.actor, procurement_id)  # type: ignore[attr-defined]
    version = found.social_value_act_records.filter(number=number).first()
    if version is None:
        raise Http404
    return found, version


@page()
def as_text(request: HttpRequest, procurement_id: str, number: int) -> HttpResponse:
    """One version as plain text, for a file or a committee paper."""
    found, version = _version(request, procurement_id, number)
    head = [
        _("Public Services (Social Value) Act 2012: record of what was considered"),
        f"{found.authority.name}: {found.title}",
        _("Version %(number)s, recorded %(moment)s")
        % {"number": number, "moment": moment(version.recorded_at)},
    ]
    body = [f"{title}\n{text}" for title, text in rows_of(version)]
    return attachment(
        "\n\n".join([*head, *body]) + "\n", f"social-value-act-{number}.txt", "text/plain; charset=utf-8"
    )


@page()
def as_json(request: HttpRequest, procurement_id: str, number: int) -> HttpResponse:
    """One version as canonical JSON."""
    found, version = _version(request, procurement_id, number)
    content = SocialValueActContent(
        schema=SCHEMA,
        procurement_id=found.external_id,
        procurement_title=found.title,
        authority_name=found.authority.name,
        number=version.number,
        consult=Consult(version.consult),
        considered_on=version.considered_on,
        recorded_at=version.recorded_at,
        **{name: getattr(version, name) for name in WORDS_NEEDED},
    )
    return attachment(content.to_json(), f"social-value-act-{number}.json", "application/json")
