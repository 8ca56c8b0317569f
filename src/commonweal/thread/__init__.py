"""Walks the golden thread over every stage. Read-only, no models.

`nodes` registers each kind of thing once and `links` each kind of link; `walk` follows them for a viewer, `strips` makes
the ten stops of a page, `shown` what leaves as JSON. What the viewer may not see leaves no mark: no node, link, or count.
"""
