"""Withdrawing a published ask for correction and re-issuing it: everybody who looked is told, and nothing is lost."""

import datetime as dt

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.journeys.clarifications import show
from commonweal.journeys.notices import interested, send_about
from commonweal.lifecycle.procurement.actions import reissue as procurement_actions
from commonweal.lifecycle.procurement.models import AskVersion, AskWithdrawal, Procurement
from commonweal.outbox import actions as outbox
from commonweal.presentation.formats import moment
from commonweal.publication import actions as publication
from commonweal.publication.models import PublicKind
from commonweal.records.scopes import ScopedQuerySet
from commonweal.records.work import transaction


def withdraw(
    procurement: Procurement, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> AskWithdrawal:
    """Withdraw the published version for correction, say so in public, and tell every supplier who looked.

    Raises:
        Invalid, NotPermitted, Refused, Stale: as `procurement.actions.reissue.withdraw_version`.
    """
    with transaction(by=by, at=now):
        withdrawal = procurement_actions.withdraw_version(
            procurement, reason=reason, by=by, now=now, revision=revision
        )
        publication.suspend(PublicKind.ASK, procurement.external_id, reason=reason, by=by, now=now)
        _tell("ask.withdrawn", procurement, withdrawal.version)
    return withdrawal


def reissue(
    procurement: Procurement, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> AskVersion:
    """Issue the corrected version, show it to everybody, and tell every supplier who looked at an earlier one.

    Tenders stay sealed to the openers who were named; drafts move to the new version when they are next opened.

    Raises:
        Invalid, NotPermitted, Refused, Stale: as `procurement.actions.reissue.reissue`.
    """
    with transaction(by=by, at=now):
        version = procurement_actions.reissue(procurement, by=by, now=now, revision=revision)
        publication.publish_ask(version.read(), authority_id=procurement.authority_id, by=by, now=now)
        show(procurement, by=by, now=now)
        _tell("ask.reissued", procurement, version)
    return version


def _tell(kind: str, procurement: Procurement, version: AskVersion) -> None:
    for supplier in interested(procurement):
        outbox.send(kind, version=version.external_id, supplier=supplier)


def tell_withdrawn(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell one supplier that the version was withdrawn, unless a corrected one has come out meanwhile."""
    version = _version(ids)
    if _later(version).exists():
        return
    ask = version.read()
    send_about(
        ids["supplier"],
        ask.procurement_id,
        _("Withdrawn for correction: %(title)s") % {"title": ask.title},
        _(
            "%(authority)s has withdrawn version %(number)s of this ask to correct it. The reason: %(reason)s\n\n"
            "What you have written is kept. You cannot submit a tender until the corrected version is out. "
            "We will tell you then."
        )
        % {"authority": ask.authority_name, "number": ask.version, "reason": version.withdrawal.reason},
    )


def tell_reissued(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell one supplier that a corrected version is out, unless a later one has come out meanwhile."""
    version = _version(ids)
    if _later(version).exists():
        return
    ask = version.read()
    send_about(
        ids["supplier"],
        ask.procurement_id,
        _("Corrected: %(title)s") % {"title": ask.title},
        _(
            "%(authority)s has issued version %(number)s of this ask. Tenders are due by %(deadline)s.\n\n"
            "The page shows what changed. A draft of yours has moved to the new version with everything you wrote. "
            "A tender that you had submitted stands as it is: revise it if the correction matters to you."
        )
        % {
            "authority": ask.authority_name,
            "number": ask.version,
            "deadline": moment(ask.tender_deadline_at),
        },
    )


def _version(ids: dict[str, str]) -> AskVersion:
    rows = AskVersion.objects.for_system("the corrected ask that an email is about")
    found: AskVersion = rows.select_related("withdrawal").get(external_id=ids["version"])
    return found


def _later(version: AskVersion) -> ScopedQuerySet:
    rows = AskVersion.objects.for_system("the corrected ask that an email is about")
    return rows.filter(ask_id=version.ask_id, number__gt=version.number)
