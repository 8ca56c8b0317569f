"""Opening passphrases, and naming the openers of a procurement."""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.hashers import check_password

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission, Role
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.events import OpeningEvent
from commonweal.lifecycle.tendering.models import OpenerKey, ProcurementSeal, SealShare
from commonweal.lifecycle.tendering.queries import seal_of
from commonweal.lifecycle.tendering.sealing import PassphraseCost, Rng, new_key_pair
from commonweal.lifecycle.tendering.shares import LEAST_OPENERS, check_passphrase, new_opener, share_out
from commonweal.organisations.models import Membership, Person
from commonweal.records.ids import new_id
from commonweal.records.work import transaction


def set_passphrase(
    passphrase: str, again: str, *, by: Actor, now: dt.datetime, rng: Rng, cost: PassphraseCost | None = None
) -> OpenerKey:
    """Make the actor's own opener key under an opening passphrase. Signing in never needs it, a reset never opens it.

    Raises:
        Invalid: it is too short or monotonous, typed differently the second time, or the password used to sign in.
    """
    by.must(Permission.TENDER_OPEN)
    check_passphrase(passphrase, again)
    person = Person.objects.get(pk=by.person_id)
    if check_password(passphrase, person.password):
        raise Invalid("opener.passphrase_is_password", field="passphrase")
    with transaction(by=by, at=now) as work:
        key = OpenerKey(external_id=new_id(), person=person, organisation_id=by.organisation_id)
        key.public, key.locked_private = new_opener(key.external_id, passphrase, rng=rng, cost=cost)
        key.save()
        work.record(OpeningEvent.KEY_MADE, key)
    return key


def name_openers(
    procurement: Procurement, keys: Sequence[OpenerKey], *, by: Actor, now: dt.datetime, rng: Rng
) -> ProcurementSeal:
    """Make the procurement's key pair and lock its private half to every ordered pair of the named openers.

    Raises:
        Invalid: fewer than three different people, or one who is no opener of this authority any more.
        Refused: ``seal.made_already``: openers are named once, because tenders may be sealed to them already.
    """
    by.must(Permission.ASK_PUBLISH)
    people = {key.person_id: key for key in keys}
    if len(people) < LEAST_OPENERS:
        raise Invalid("seal.too_few_openers", field="openers", least=LEAST_OPENERS, named=len(people))
    for key in people.values():
        _check_still_opens(key, procurement)
    with transaction(by=by, at=now) as work:
        Procurement.objects.for_system("a procurement, locked while its openers are named").select_for_update(
            of=("self",)
        ).get(pk=procurement.pk)
        if seal_of(procurement) is not None:
            raise Refused("seal.made_already")
        pair = new_key_pair(rng)
        seal = ProcurementSeal(procurement=procurement, public=pair.public)
        seal.save()
        by_id = {key.external_id: key for key in people.values()}
        publics = {name: bytes(key.public) for name, key in by_id.items()}
        for share in share_out(procurement.external_id, pair.private, publics, rng=rng):
            SealShare(
                seal=seal, first=by_id[share.first], second=by_id[share.second], outer=share.outer
            ).save()
        work.record(OpeningEvent.SEALED, procurement, openers=sorted(by_id))
    return seal


def _check_still_opens(key: OpenerKey, procurement: Procurement) -> None:
    """Raise `Invalid` ``seal.not_an_opener`` unless the key's person opens for the procurement's authority now."""
    memberships = Membership.objects.for_system("whether a named opener still is one").filter(
        person_id=key.person_id, organisation_id=procurement.authority_id, ended_at__isnull=True
    )
    roles = {role for membership in memberships for role in membership.roles}
    if key.organisation_id != procurement.authority_id or Role.OPENER.value not in roles:
        raise Invalid("seal.not_an_opener", field="openers")
