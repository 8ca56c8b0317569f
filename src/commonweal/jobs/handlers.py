"""Which journey acts on which outbox message."""

from commonweal.journeys import engagement, mail, opening, tendering
from commonweal.outbox.actions import Handler

HANDLERS: dict[str, Handler] = {
    "engagement.invited": engagement.send_invitation,
    "invitation": mail.send_invitation,
    "opening.begun": opening.tell_other_openers,
    "opening.completed": opening.tell_officers,
    "tender.submitted": tendering.send_receipt,
}
