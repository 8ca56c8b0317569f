"""Clarification questions: a supplier asks, the authority answers everybody."""
