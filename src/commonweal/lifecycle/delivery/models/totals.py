"""What is kept because it follows from the leaves: shares of commitments, the portfolio's rows, periods nobody reported on."""

from enum import StrEnum

from django.db import models

from commonweal.domain.delivery import By, Holding
from commonweal.records.models import Retention
from commonweal.records.scopes import ScopedManager


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class CommitmentShare(models.Model):
    """What one commitment brings to one row of the portfolio. Not a record of its own: it follows from the leaves.

    `key` is the external id of the mission, outcome, place or supplier, or the year in which a financial year begins;
    empty where nobody said. Figures in thousandths of `unit`; None where nobody said anything. What `is_left_out` stands in the
    row, and its figures are not added there.
    """

    SCOPES = {
        "authority": "commitment__contract__authority_id",
        "supplier": "commitment__contract__supplier_id",
    }
    SCOPE_IS_MANY_VALUED = False
    RETENTION = Retention.WORKING

    commitment = models.ForeignKey(
        "lifecycle_contracts.Commitment", on_delete=models.CASCADE, related_name="shares"
    )
    by = models.CharField(max_length=10, choices=_stored(By))
    key = models.CharField(max_length=200, blank=True)
    metric = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    promised = models.BigIntegerField(null=True)
    reported = models.BigIntegerField(null=True)
    verified = models.BigIntegerField(null=True)
    is_left_out = models.BooleanField(default=False)

    objects = ScopedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("commitment", "by", "key"), name="commitment_has_one_share_of_a_row"
            ),
        )
        indexes = (models.Index(fields=("by", "key", "metric"), name="share_by_row"),)


class PortfolioTotal(models.Model):
    """One row of an organisation's portfolio: the sum of the shares of its commitments, kept in the writing transaction.

    `digest` is of everything that names the row. Beside each figure stands the number of commitments that have one: where
    there are none the figure is not nought but nothing. `left_out` of its commitments are in no figure. A row that nothing
    stands in any more stays, with no commitments.
    """

    SCOPES = {"authority": "holder_id", "supplier": "holder_id"}
    SCOPE_IS_MANY_VALUED = False
    RETENTION = Retention.WORKING

    digest = models.CharField(max_length=32, primary_key=True)
    holder = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    holding = models.CharField(max_length=10, choices=_stored(Holding))
    by = models.CharField(max_length=10, choices=_stored(By))
    key = models.CharField(max_length=200, blank=True)
    metric = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    commitments = models.BigIntegerField(default=0)
    left_out = models.BigIntegerField(default=0)
    promised = models.BigIntegerField(default=0)
    promised_in = models.BigIntegerField(default=0)
    reported = models.BigIntegerField(default=0)
    reported_in = models.BigIntegerField(default=0)
    verified = models.BigIntegerField(default=0)
    verified_in = models.BigIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        indexes = (
            models.Index(fields=("holder", "holding", "by", "key"), name="total_by_holder"),
            models.Index(fields=("holding", "by"), name="total_by_holding"),
        )


class OpenPeriod(models.Model):
    """A period on which there is no live report. Kept so that what is due and late is found among few."""

    SCOPES = {
        "authority": "period__commitment__contract__authority_id",
        "supplier": "period__commitment__contract__supplier_id",
    }
    SCOPE_IS_MANY_VALUED = False
    RETENTION = Retention.WORKING

    period = models.OneToOneField(
        "lifecycle_contracts.CommitmentPeriod",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="still_open",
    )
    end_on = models.DateField(db_index=True)

    objects = ScopedManager()
