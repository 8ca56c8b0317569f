"""A register of suppliers given beside the payments: what it adds to a supplier that is matched to it beyond doubt.

Only links that `matching` makes by itself count; a suggestion is a person's to decide. What the payments say of a supplier
comes first, the register fills what they leave open.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.analytics.matching.columns import Records

Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Entry:
    """What the register says of one supplier; None where it is silent."""

    postcode: str | None = None
    sme: str | None = None
    vcse: str | None = None
    charity_number: str | None = None


NOTHING = Entry()


@dataclass(frozen=True)
class GivenRegister:
    """The register's rows, and their flags in the same order, empty where nothing is given."""

    records: Records
    sme: Sequence[str]
    vcse: Sequence[str]

    def digest(self) -> str:
        """Changes when anything in the register changes."""
        held = self.records
        columns = (held.ids, held.names, held.postcodes, held.company_numbers, held.charity_numbers)
        return hashlib.sha256(
            repr([list(each) for each in (*columns, self.sme, self.vcse)]).encode()
        ).hexdigest()

    def entries(self, pairs: Sequence[Pair], numbers: Sequence[tuple[str, str]]) -> list[Entry]:
        """The entry of each (name, postcode) with its company and charity number; `NOTHING` where none is linked."""
        from commonweal.analytics.matching.engine import match
        from commonweal.analytics.matching.judging import Link

        asked = [at for at, (name, _) in enumerate(pairs) if name]
        queries = Records(
            [str(at) for at in asked],
            [pairs[at][0] or "" for at in asked],
            [pairs[at][1] or "" for at in asked],
            [numbers[at][0] for at in asked],
            [numbers[at][1] for at in asked],
        )
        held = self._by_id()
        found = [NOTHING] * len(pairs)
        for each in match(queries, self.records):
            if each.link is Link.AUTOMATIC:
                found[int(each.query_id)] = held[each.register_id]
        return found

    def _by_id(self) -> dict[str, Entry]:
        """The first row of each id: the others are other names of the same entry."""
        rows = zip(
            self.records.ids,
            self.records.postcodes,
            self.sme,
            self.vcse,
            self.records.charity_numbers,
            strict=True,
        )
        found: dict[str, Entry] = {}
        for id_, *facts in rows:
            found.setdefault(id_, Entry(*(text or None for text in facts)))
        return found
