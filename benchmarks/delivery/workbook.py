"""A workbook of 5,000 report lines, brought back whole: how long it takes from the file to saved reports and totals (bar: 15 s).

    python -m benchmarks.delivery.workbook [--lines N] [--keep FOLDER]

One more contract of the seeded body gets enough commitments, each with the quarters that have ended; its workbook is made,
filled in and brought by its delivery lead, outside of what is timed. With `--keep` it comes on top of what is there, which should
be a copy. Exit 1 above the bar.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from typing import Any

from benchmarks.delivery import generator
from benchmarks.pages.bench_pages import set_up

LINES, MOST_SECONDS = 5_000, 15.0


def main() -> int:
    """Make it, bring it in, print; the exit code says whether it was within the bar."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--keep", default="", metavar="FOLDER", help="what was made there before")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as folder:
        set_up(given.keep or folder)
        if generator.found() is None:
            generator.fill(contracts=10, commitments=500, reports=5_000)
        return _measure(given.lines)


def _measure(lines: int) -> int:
    from commonweal.journeys.report_sheets import take_in
    from commonweal.lifecycle.delivery import actions

    contract, lead = _contract(lines)
    content = _filled(contract, lead, lines)
    sheet = actions.bring_report_sheet(contract, "reports.xlsx", content, by=lead, now=generator.NOW)
    began, began_clock = time.process_time(), time.perf_counter()
    sheet = take_in(sheet, by=lead, now=generator.NOW)
    processor, clock = time.process_time() - began, time.perf_counter() - began_clock
    print(
        f"{sheet.saved:,} reports of {lines:,} lines ({len(content) / 1e6:.1f} MB) in {clock:.1f} s by the clock, "
        f"{processor:.1f} s of processor time (bar {MOST_SECONDS:.0f} s), load {os.getloadavg()[0]:.0f}"
    )
    return 0 if sheet.saved == lines and clock <= MOST_SECONDS else 1


def _contract(lines: int) -> tuple[Any, Any]:
    """A contract in force of the body's first supplier, on which enough can be reported on, and its delivery lead."""
    from django.db import transaction

    from commonweal.lifecycle.contracts.models import Commitment, CommitmentPeriod, Contract
    from commonweal.organisations.models import Membership

    like = Contract.objects.for_system("benchmark").order_by("pk")[0]
    lead = Membership.objects.for_system("benchmark").get(
        person=like.supplier_lead, organisation=like.supplier
    )
    spans = [span for span in generator.quarters() if span[1] < generator.NOW.date()]
    with transaction.atomic():
        (contract,) = Contract.objects.bulk_create([
            Contract(
                authority=like.authority, supplier=like.supplier, origin="award", status="in_force",
                title="A contract with a long workbook", value_pence=1_000_000_00, starts_on=generator.STARTS,
                ends_on=generator.ENDS, entered_at=generator.NOW, entered_by="made", authority_lead=like.authority_lead,
                supplier_lead=like.supplier_lead, created_at=generator.NOW,
            )
        ])  # fmt: skip
        rows = Commitment.objects.bulk_create(
            Commitment(
                contract=contract, position=number, kind="quantity", title=f"Promise {number}", metric_code="m1",
                metric_title="Metric 1", unit="people", quantity=len(spans) * 5_000, due_on=generator.ENDS,
                bound_at=generator.NOW, created_at=generator.NOW,
            )
            for number in range(1, -(-lines // len(spans)) + 1)
        )  # fmt: skip
        periods = [
            CommitmentPeriod(
                commitment=row, start_on=first, end_on=last, quantity=5_000, created_at=generator.NOW
            )
            for row in rows
            for first, last in spans
        ]
        CommitmentPeriod.objects.bulk_create(periods[:lines], batch_size=generator.BATCH)
    return contract, lead.actor()


def _filled(contract: Any, lead: Any, lines: int) -> bytes:
    """The contract's own workbook with a figure and words in every row."""
    import openpyxl

    from commonweal.domain.report_sheets import REPORTS
    from commonweal.journeys.report_sheets import sheet_file

    book = openpyxl.load_workbook(io.BytesIO(sheet_file(contract, "xlsx", by=lead, now=generator.NOW)))
    page = book[REPORTS.name]
    for row in range(REPORTS.first_row, REPORTS.first_row + lines):
        page.cell(row, REPORTS.place("quantity") + 1, row % 7)
        page.cell(row, REPORTS.place("words") + 1, "As planned, and two people stayed on.")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
