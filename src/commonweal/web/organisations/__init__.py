"""One's own organisation: details, people, invitations, the audit trail."""
