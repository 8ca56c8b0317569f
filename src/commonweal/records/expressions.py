"""What queries say that the query builder has no word for."""

from django.db.models import Func


class SumOfGroups(Func):
    """The sum over all groups of what is counted in each, beside every group: a function to the query builder, which does not
    add up aggregates itself. For use in a Window, with an `output_field`."""

    function = "SUM"
    window_compatible = True
