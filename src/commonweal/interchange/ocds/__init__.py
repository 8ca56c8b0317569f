"""Open contracting data in and out: check, compile, tabulate, measure, export.

OCDS names are used in this room and nowhere else. Nothing here loads Django, and nothing here reaches the network.
"""
