"""A fixed price: what the ask states for each lot, and a tender that states another.

Prices are whole pence without VAT, for a lot over the whole contract. An ask that was published before fixed prices could
be stated has the formula and no price: then nothing is checked here, and tenders at different prices cannot be scored.
"""

from __future__ import annotations

from commonweal.domain.asks import AskContent
from commonweal.domain.assessment.price import FIXED_PRICE
from commonweal.domain.errors import Invalid
from commonweal.domain.money import MAX_PENCE, pounds


def has_fixed_price(ask: AskContent) -> bool:
    """True where a price criterion is scored by the formula of a fixed price."""
    return any(criterion.price_formula == FIXED_PRICE for criterion in ask.criteria)


def check_amount(pence: int, *, field: str = "fixed_price") -> None:
    """Raise `Invalid` (``method.fixed_price``) unless a price can be that of a contract."""
    if not 0 < pence <= MAX_PENCE:
        raise Invalid("method.fixed_price", field=field)


def check_stated(ask: AskContent) -> None:
    """Raise `Invalid` unless every lot has its price where prices are fixed, each above nought.

    Codes: ``method.fixed_price``, ``method.fixed_price_missing`` with the title of the lot.
    """
    for each in ask.how.fixed_prices:
        check_amount(each.pence)
    for lot in ask.lots if has_fixed_price(ask) else ():
        if ask.fixed_price(lot.id) is None:
            raise Invalid("method.fixed_price_missing", field="fixed_price", title=lot.title)


def off_the_price(ask: AskContent, lot_id: str, pence: int | None) -> tuple[Invalid, ...]:
    """``tender.price_not_fixed`` for a price that is not the one which the ask states for the lot.

    Empty where the ask states none, and where no price is stated yet.
    """
    fixed = ask.fixed_price(lot_id)
    if fixed is None or pence is None or pence == fixed:
        return ()
    return (Invalid("tender.price_not_fixed", field="price", fixed=pounds(fixed)),)
