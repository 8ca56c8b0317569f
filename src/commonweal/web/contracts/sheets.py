"""What the pages share that take a workbook of a contract in: owners, the register, spend."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from commonweal.domain.errors import DomainError, Invalid
from commonweal.files.kinds import KINDS
from commonweal.interchange.packs.faults import UnreadableWorkbook
from commonweal.lifecycle.contracts.models import Contract
from commonweal.presentation.words import sentence
from commonweal.web.forms import GovForm
from commonweal.web.pages import submit

MEDIA = {kind: KINDS[kind].media_type for kind in ("xlsx", "ods")}
Counted = TypeVar("Counted")


def taken_in(
    request: HttpRequest,
    contract: Contract,
    form: GovForm,
    template: str,
    take_in: Callable[..., Counted],
    *,
    then: Callable[[Contract], str],
    done: Callable[[Counted], str],
) -> HttpResponse:
    """The page of a file that comes back: all of it is taken, or nothing and the page lists what to mend by sheet and cell.

    Args:
        take_in: called as `take_in(contract, name, content, by=, now=)`; raises UnreadableWorkbook with every fault found.
        then: where to go when it was taken.
        done: what to say of what `take_in` returned.
    """
    faults: list[tuple[str, str]] = []

    def bring(given: dict[str, Any]) -> Counted:
        file = given["file"]
        try:
            return take_in(contract, file.name, file.read(), by=request.actor, now=request.now)
        except UnreadableWorkbook as error:
            faults.extend(
                (fault.place, sentence(DomainError(fault.code, **fault.params))) for fault in error.faults
            )
            raise Invalid("owner_sheet.faulty", field="file") from error

    form.cancel_url = then(contract)
    context = {"contract": contract, "caption": contract.title, "faults": faults}
    return submit(
        request,
        form,
        template,
        context,
        action=bring,
        then=lambda counted: then(contract),
        done=done,
        node=contract,
    )
