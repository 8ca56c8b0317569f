"""What contracts and commitments are called on screen, and their figures in words."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import COUNTED, ContractStatus
from commonweal.domain.delivery import FigureBasis
from commonweal.domain.thread import LinkBasis
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes
from commonweal.lifecycle.delivery.queries import Line
from commonweal.presentation.formats import money, number, percent, quantity
from commonweal.web.threads.words import BASIS

STATUS: dict[str, Any] = {
    ContractStatus.PREPARED: gettext_lazy("Prepared, not yet binding"),
    ContractStatus.NOT_ENTERED: gettext_lazy("Not entered into"),
    ContractStatus.IN_FORCE: gettext_lazy("In force"),
    ContractStatus.FINISHED: gettext_lazy("Finished"),
    ContractStatus.TERMINATED: gettext_lazy("Ended early"),
}
STATUS_TAG: dict[str, str] = {
    ContractStatus.PREPARED: "warn",
    ContractStatus.NOT_ENTERED: "stop",
    ContractStatus.IN_FORCE: "ok",
    ContractStatus.FINISHED: "teal",
    ContractStatus.TERMINATED: "stop",
}
KIND: dict[str, Any] = {
    CommitmentKind.QUANTITY: gettext_lazy("Quantity"),
    CommitmentKind.RATE: gettext_lazy("Rate per pound spent"),
    CommitmentKind.PATHWAY: gettext_lazy("Pathway of milestones"),
    CommitmentKind.NARRATIVE: gettext_lazy("Promise in words"),
}
OWED_BY: dict[str, Any] = {
    OwedBy.SUPPLIER: gettext_lazy("the supplier"),
    OwedBy.SUBCONTRACTOR: gettext_lazy("a subcontractor"),
    OwedBy.AUTHORITY: gettext_lazy("the authority itself"),
}
FIGURE_BASIS: dict[FigureBasis, Any] = {
    FigureBasis.NOTHING: gettext_lazy("no report yet"),
    FigureBasis.AS_PUBLISHED: gettext_lazy("as published"),
    FigureBasis.REPORTED: gettext_lazy("reported, not verified"),
    FigureBasis.VERIFIED: gettext_lazy("verified"),
}


def owed_by(commitment: Commitment) -> str:
    """Who owes it, with the subcontractor's name or the authority's post."""
    who = str(OWED_BY[commitment.owed_by])
    return f"{who} ({commitment.owed_by_name})" if commitment.owed_by_name else who


def is_counted(commitment: Commitment) -> bool:
    return commitment.kind in COUNTED


def promised(line: Line) -> str:
    """What was promised: a figure, a rate, a number of milestones, or words."""
    commitment = line.commitment
    if commitment.kind == CommitmentKind.RATE and commitment.quantity is not None:
        if line.figures.promised is None:
            return rate(commitment)
        return _("%(owed)s so far, at %(rate)s") % {
            "owed": quantity(line.figures.promised),
            "rate": rate(commitment),
        }
    if commitment.kind == CommitmentKind.PATHWAY:
        count = len(commitment.milestones.all())
        return ngettext("%(n)s milestone", "%(n)s milestones", count) % {"n": count}
    if commitment.kind == CommitmentKind.NARRATIVE:
        return _("in words")
    return quantity(line.figures.promised)


def rate(commitment: Commitment, unit: str = "") -> str:
    """A rate per pound: so much for each so many pounds; with its `unit` where nothing beside it says of what."""
    return _("%(quantity)s per %(pounds)s") % {
        "quantity": quantity(commitment.quantity or 0, unit),
        "pounds": money(commitment.rate_per_pence),
    }


def reported(line: Line) -> str:
    """What was reported: a figure, or how many reports there are."""
    if is_counted(line.commitment):
        return quantity(line.figures.reported)
    return (
        ngettext("%(n)s report", "%(n)s reports", line.reports) % {"n": line.reports} if line.reports else "–"
    )


def verified(line: Line) -> str:
    """What was verified; "not verified here" where the figure is as published, "not yet" where somebody still may."""
    if line.commitment.contract.is_published_report:
        return not_verified_here()
    if not is_counted(line.commitment):
        return _("%(n)s accepted") % {"n": line.accepted} if line.accepted else _("not yet")
    return _("not yet") if line.figures.verified is None else quantity(line.figures.verified)


def not_verified_here() -> str:
    """Kept on one line in a narrow column."""
    return _("not verified here").replace(" ", "\u00a0")


def is_absent(line: Line) -> bool:
    """True when there is no verified figure to show."""
    return line.figures.verified is None and not line.accepted


def in_one_sentence(contract: Contract, lines: list[Line]) -> str:
    """What the contract is and how its promises stand."""
    parts = [_who(contract), *_promises(contract, lines)]
    return " ".join(part for part in parts if part)


def _who(contract: Contract) -> str:
    if contract.supplier_shown:
        return _("Between %(authority)s and %(supplier)s.") % {
            "authority": contract.authority.name,
            "supplier": contract.supplier_shown,
        }
    return _("Let by %(authority)s; the source does not name the supplier.") % {
        "authority": contract.authority.name
    }


def _promises(contract: Contract, lines: list[Line]) -> list[str]:
    if not lines:
        return [_("It holds no promises.")]
    with_figure = [line for line in lines if line.figures.promised is not None]
    total = len(
        [
            line
            for line in lines
            if line.figures.promised is not None or not line.reports or not _is_printed(line)
        ]
    )
    said = [ngettext("%(n)s promise.", "%(n)s promises.", total) % {"n": total}]
    if contract.is_published_report:
        return said + _as_printed(contract, with_figure)
    met = sum(line.figures.is_met_by_verification for line in with_figure)
    if with_figure:
        said.append(
            _("By what has been verified, %(met)s of %(n)s promised figures are met.")
            % {"met": met, "n": len(with_figure)}
        )
    return said


def _is_printed(line: Line) -> bool:
    return line.basis is FigureBasis.AS_PUBLISHED


def _as_printed(contract: Contract, lines: list[Line]) -> list[str]:
    reported_ = [line for line in lines if line.figures.reported is not None]
    met = sum(line.figures.is_met_by_report for line in reported_)
    if not reported_:
        return [_("Nobody has verified anything here.")]
    said = (
        _("By what was reported, all %(n)s were met or passed.") % {"n": met}
        if met == len(lines)
        else _("By what was reported, %(met)s of %(n)s were met or passed.") % {"met": met, "n": len(lines)}
    )
    return [said, _("Nobody has verified them here.")]


def serves(link: ContractServes) -> str:
    """A tag: what is served, on what basis."""
    thing = shorten(link.mission.title if link.mission else link.outcome.title)
    return _("Serves “%(thing)s” – %(basis)s") % {"thing": thing, "basis": BASIS[LinkBasis(link.basis)]}


def shorten(title: str, limit: int = 48) -> str:
    """A title that fits a tag; the whole of it stands further down the page."""
    return title if len(title) <= limit else title[:limit].rsplit(" ", 1)[0] + " …"


def tags(contract: Contract, links: list[ContractServes]) -> list[tuple[Any, str]]:
    """Where it stands, where its figures come from, what it serves."""
    found: list[tuple[Any, str]] = [(STATUS[contract.status], STATUS_TAG[contract.status])]
    if contract.is_published_report:
        found.append((_("Figures as published"), ""))
    return found + [(serves(link), "") for link in links if link.commitment_id is None]


def published(fact: dict[str, Any]) -> str:
    """A printed figure as people read it: the same figure, with separators and its unit. Words stay as they are."""
    text, unit = str(fact["value"]), fact["unit"] or ""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return f"{text} {unit}".strip()
    if unit == "GBP":
        return money(int(value * 100))
    if unit == "GBP per GBP":
        return _("%(money)s for each pound") % {"money": money(int(value * 100))}
    if unit == "share":
        return percent(int(value * 10_000))
    return f"{number(value)} {unit}".strip()
