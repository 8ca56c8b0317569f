"""Commonweal: mission-led public procurement and social value, one golden thread from aim to evidence."""

__version__ = "0.1.0"
