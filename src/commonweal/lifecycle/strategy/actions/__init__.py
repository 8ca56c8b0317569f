"""All writes of the strategy stage, by what they are about.

`missions`, `theory`, `progress`, `places` and `library` each read aloud at the call:
``missions.write(authority=..., statement=..., by=..., now=...)``.
"""

from commonweal.lifecycle.strategy.actions import library, missions, places, progress, theory

__all__ = ["library", "missions", "places", "progress", "theory"]
