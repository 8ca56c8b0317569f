"""A register of suppliers that was given: how many there are of each size."""

import tempfile
from pathlib import Path

from commonweal.domain.errors import Invalid
from commonweal.files.actions import content_of
from commonweal.files.models import StoredFile
from commonweal.interchange.supplier_counts import SupplierCounts, count_suppliers


def counted(stored: StoredFile) -> SupplierCounts:
    """The suppliers of a stored register by size. Raises Invalid with the reason when it cannot be read."""
    from commonweal.interchange.spend_files.sources import Unreadable

    with tempfile.TemporaryDirectory(prefix="commonweal-register-") as folder:
        path = Path(folder) / "register"
        path.write_bytes(content_of(stored))
        try:
            return count_suppliers(path)
        except Unreadable as error:
            reason = str(error).removeprefix("register: ").removeprefix(f"{path}: ")
            raise Invalid("access.register_unreadable", field="file", reason=reason) from error
