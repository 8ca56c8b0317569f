"""What a person typed into a cell, as the plain value its column holds; a mistake is noted with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from commonweal.domain.errors import DomainError
from commonweal.domain.money import MAX_PENCE, parse_pounds
from commonweal.domain.packs.workbook import Sheet
from commonweal.domain.price_schedule import RATE_SCALE, parse_rate
from commonweal.domain.quantities import MAX_THOUSANDTHS, parse_quantity
from commonweal.domain.weights import WHOLE, parse_percent
from commonweal.interchange.packs.faults import CellFault, cell, fault_of
from commonweal.interchange.packs.grid import Grid, Value

_DAY = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
#: How far a stored number may lie beside its decimal places: programs keep numbers in binary.
_NOISE = Decimal("0.0000001")


class CellReader:
    """Reads cells of the forms by row (from 0) and key of the column. `faults` grows with each mistake.

    `in_part` are the keys of commitments of which a row in another sheet could not be read: no sum over them is judged.
    """

    def __init__(self, grids: Mapping[str, Grid], faults: list[CellFault]) -> None:
        self.grids, self.faults = grids, faults
        self.in_part: set[str] = set()

    def place(self, sheet: Sheet, row: int, key: str) -> str:
        """``Answers!D5``."""
        return cell(sheet.name, sheet.first_row + row, sheet.place(key))

    def note(self, sheet: Sheet, row: int, key: str, code: str, **params: object) -> None:
        """Note a mistake in a cell."""
        self.faults.append(CellFault(self.place(sheet, row, key), code, params))

    def value(self, sheet: Sheet, row: int, key: str) -> Value:
        """What the cell holds; None when nothing, or only spaces."""
        found = self.grids[sheet.name].cells.get((sheet.first_row + row, sheet.place(key)))
        if found is None or (isinstance(found.value, str) and not found.value.strip()):
            return None
        return found.value

    def is_used(self, sheet: Sheet, row: int, keys: tuple[str, ...]) -> bool:
        """True when anything was entered in these columns of a row."""
        return any(self.value(sheet, row, key) is not None for key in keys)

    def text(self, sheet: Sheet, row: int, key: str) -> str:
        """Text as it was typed; a number or day that a program made of it is written out."""
        found = self.value(sheet, row, key)
        if found is None:
            return ""
        if isinstance(found, bool):
            return str(found).upper()
        return f"{found:f}" if isinstance(found, Decimal) else str(found)

    def choice(self, sheet: Sheet, row: int, key: str, known: Mapping[str, str]) -> str | None:
        """What a chosen label stands for; None when nothing was chosen."""
        label = self.text(sheet, row, key).strip()
        if label and label not in known:
            self.note(sheet, row, key, "pack.choice_unknown", text=label[:60])
        return known.get(label)

    def quantity(self, sheet: Sheet, row: int, key: str) -> int | None:
        """Thousandths."""
        return self._figure(sheet, row, key, 1_000, parse_quantity, most=MAX_THOUSANDTHS)

    def money(self, sheet: Sheet, row: int, key: str) -> int | None:
        """Pence."""
        return self._figure(sheet, row, key, 100, parse_pounds, most=MAX_PENCE)

    def rate(self, sheet: Sheet, row: int, key: str) -> int | None:
        """Ten-thousandths of a pound."""
        return self._figure(sheet, row, key, RATE_SCALE, parse_rate, most=MAX_PENCE)

    def percent(self, sheet: Sheet, row: int, key: str) -> int | None:
        """Basis points."""
        return self._figure(sheet, row, key, 100, parse_percent, most=WHOLE)

    def day(self, sheet: Sheet, row: int, key: str) -> dt.date | None:
        """A date, or one typed as text like 31/12/2027 or 2027-12-31."""
        found = self.value(sheet, row, key)
        if found is None or isinstance(found, dt.date):
            return found
        try:
            text = str(found).strip() if isinstance(found, str) else ""
            match = _DAY.match(text)
            return (
                dt.date(*(int(match[part]) for part in (3, 2, 1))) if match else dt.date.fromisoformat(text)
            )
        except ValueError:
            self.note(sheet, row, key, "pack.not_a_day")
            return None

    def _figure(
        self, sheet: Sheet, row: int, key: str, scale: int, parse: Callable[[str], int], *, most: int
    ) -> int | None:
        found = self.value(sheet, row, key)
        if found is None:
            return None
        try:
            if isinstance(found, str):
                return parse(found)
            if isinstance(found, Decimal) and found.is_finite() and 0 <= found * scale <= most:
                return self._exact(found, scale)
            self.note(sheet, row, key, "pack.not_a_number", places=len(str(scale)) - 1)
        except DomainError as error:
            self.faults.append(fault_of(self.place(sheet, row, key), error))
        except (ValueError, InvalidOperation):
            self.note(sheet, row, key, "pack.not_a_number", places=len(str(scale)) - 1)
        return None

    @staticmethod
    def _exact(value: Decimal, scale: int) -> int:
        """The value in its smallest units. Raises ValueError when it has more places than there are."""
        scaled = value * scale
        whole = scaled.to_integral_value()
        if abs(scaled - whole) > _NOISE * max(1, scale):
            raise ValueError("more decimal places than the scale has")
        return int(whole)
