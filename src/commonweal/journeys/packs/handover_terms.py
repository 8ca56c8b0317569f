"""What a handover pack says of the contract's conditions and charters, and of promises that were changed by agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.changes import Terms
from commonweal.domain.packs.document import Block, Notice, Paragraph, Table
from commonweal.lifecycle.contracts.changes import read_terms
from commonweal.lifecycle.contracts.models import CommitmentChange, Contract, ContractTerm
from commonweal.presentation.formats import day, money, quantity
from commonweal.presentation.term_words import KIND


def terms(contract: Contract) -> Iterator[Block]:
    """What the contract asks beside its promises, when each is to be shown, and of a charter what else would show the same."""
    listed = list(contract.terms.select_related("charter"))
    if not listed:
        yield Paragraph(_("The contract states no condition and no charter."))
        return
    yield Table(
        _("Conditions and charters"),
        (_("Term"), _("About"), _("What it asks"), _("To be shown")),
        tuple((each.title, _about(each), each.words, _when(each)) for each in listed),
        (22, 22, 36, 20),
    )
    for each in listed:
        if each.charter:
            yield Paragraph(
                _("%(charter)s, kept by %(keeper)s (%(source)s). Worth as much: %(equivalent)s")
                % {
                    "charter": each.charter.title,
                    "keeper": each.charter.keeper,
                    "source": each.charter.source,
                    "equivalent": each.charter.equivalent,
                }
            )


def _about(of: ContractTerm) -> str:
    named = [str(KIND[of.kind]), of.charter.title if of.charter else "", of.level]
    return ", ".join(each for each in named if each)


def _when(of: ContractTerm) -> str:
    if of.due_on is None:
        return _("nothing more is due")
    if of.every_months is None:
        return day(of.due_on)
    often = ngettext("every month", "every %(n)s months", of.every_months) % {"n": of.every_months}
    return f"{day(of.due_on)}, {often}"


def first_versions(changes: Iterable[CommitmentChange]) -> dict[int, Terms]:
    """By the commitment's key, how it was promised at first, where both sides agreed to change it. `changes` are the agreed."""
    found: dict[int, Terms] = {}
    for each in changes:
        found.setdefault(each.commitment_id, read_terms(each.before))
    return found


def as_written(first: Terms) -> Notice:
    """A promise that stands otherwise now, as it was written."""
    said = [f"{first.title}.", first.words, _figure(first)]
    return Notice(
        _("Both sides have changed this since. It was written so"), " ".join(each for each in said if each)
    )


def _figure(first: Terms) -> str:
    if first.quantity is None:
        return ""
    amount = quantity(first.quantity, first.unit)
    if first.rate_per_pence is None:
        return _("%s in all.") % amount
    given = {"quantity": amount, "pounds": money(first.rate_per_pence)}
    return _("%(quantity)s for each %(pounds)s of actual spend.") % given
