"""One's own organisation."""

from commonweal.domain.permissions import Role
from commonweal.journeys.mail import invitation_token
from tests.web.access.harness import Access, everybody

ADMIN = Role.AUTHORITY_ADMINISTRATOR
OWN_ADMIN = {
    "role": ADMIN,
    "owner": 200, "colleague": 403, "reader": 403, "stranger": 200,
    "supplier": 403, "rival": 403, "panel": 403, "anonymous": 302,
}  # fmt: skip
THING = OWN_ADMIN | {"stranger": 404, "supplier": 404, "rival": 404}
OF_PARTNERSHIP = {
    "role": Role.PARTNERSHIP_ADMINISTRATOR,
    "owner": 200, "colleague": 403, "reader": 403, "stranger": 404,
    "supplier": 404, "rival": 404, "panel": 403, "anonymous": 302,
}  # fmt: skip

ACCESS = {
    "organisation": Access(**OWN_ADMIN | {"colleague": 200, "reader": 200, "supplier": 200, "rival": 200}),
    "organisation-edit": Access(**OWN_ADMIN),
    "organisation-identifier-add": Access(**OWN_ADMIN),
    "organisation-invite": Access(**OWN_ADMIN),
    "organisation-audit": Access(**OWN_ADMIN),
    "organisation-audit-csv": Access(**OWN_ADMIN),
    "organisation-invitation-withdraw": Access(
        **THING, args=lambda w: {"invitation_id": w.invitation.external_id}
    ),
    "organisation-member": Access(
        **THING, args=lambda w: {"membership_id": w.cast.member(Role.READER).external_id}
    ),
    "organisation-member-end": Access(
        **THING, args=lambda w: {"membership_id": w.cast.member(Role.READER).external_id}
    ),
    # A partnership is seen by its own people and by those of authorities that belong to it or were asked.
    "partnership": [
        Access(
            **OWN_ADMIN | {"colleague": 200, "reader": 200, "stranger": 404, "supplier": 404, "rival": 404},
            args=lambda w: {"partnership_id": w.partner.partnership.external_id},
        ),
        Access(
            **OF_PARTNERSHIP | {"colleague": 200, "reader": 200},
            args=lambda w: {"partnership_id": w.partner.partnership.external_id},
        ),
    ],
    "partnership-propose": Access(**OF_PARTNERSHIP | {"stranger": 200, "supplier": 403, "rival": 403}),
    "partnership-answer": Access(**THING, args=lambda w: {"row_id": w.proposal.external_id}),
    "partnership-end": [
        Access(**THING, args=lambda w: {"row_id": w.partner.external_id}),
        Access(**OF_PARTNERSHIP, args=lambda w: {"row_id": w.partner.external_id}),
    ],
    # The link is for whoever holds it and will choose a password; a link that was not made here opens nothing.
    "invitation": [
        everybody(410, args=lambda w: {"token": invitation_token(w.invitation)}),
        everybody(404, args=lambda w: {"token": "made-up"}),
    ],
}  # fmt: skip
