"""Sentences about the workbook in which a register is edited, and the kinds of commitment as it names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.commitments import CommitmentKind

KIND_SHOWN: dict[str, Any] = {
    CommitmentKind.QUANTITY: _("Quantity"),
    CommitmentKind.RATE: _("Rate per pound spent"),
    CommitmentKind.PATHWAY: _("Pathway of milestones"),
    CommitmentKind.NARRATIVE: _("Promise in words"),
}

WORDS = {
    "register_sheet.not_one": _(
        "This is no workbook of a register. Bring back the file that you downloaded here."
    ),
    "register_sheet.missing": _(
        "Fill this in: a new promise says what, in words, and which post answers for it"
    ),
    "register_sheet.due_outside_contract": _("Choose a day on which the contract runs"),
    "register_sheet.by_change_only": _(
        "What was promised is not changed here: propose a change of the commitment on its page"
    ),
    "register_sheet.not_now": _(
        "This is set while the contract is being handed over, and the day only where no period or milestone says it"
    ),
    "register_sheet.title_taken": _(
        "The contract has a commitment of this name: give the new promise another"
    ),
    "register_sheet.contract_is_over": _("A register is edited while its contract is prepared or in force."),
}
