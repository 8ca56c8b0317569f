"""Use cases that cross rooms."""
