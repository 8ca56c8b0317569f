"""The price of the lot: one figure, or the lines of the ask's price schedule and what they come to."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.fixed_price import off_the_price
from commonweal.domain.money import decimal_string
from commonweal.domain.price_schedule import (
    LineKind,
    LinePrice,
    Priced,
    ScheduleLine,
    lines_for,
    parse_rate,
    price_problems,
    rate_text,
    worked_out,
)
from commonweal.lifecycle.tendering.actions import drafts, together
from commonweal.presentation.formats import quantity
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.presentation.words import sentence
from commonweal.web.forms import GovForm, MoneyField, PercentField
from commonweal.web.pages import form_data, submit
from commonweal.web.tenders.forms import Blankable
from commonweal.web.tenders.own import Own, acting, own_draft, own_page


class PriceField(Blankable, MoneyField):
    """A price that may still be missing."""


class RateField(Blankable, MoneyField):
    """Pounds to four places as typed; ten-thousandths of a pound in the cleaned data."""

    parse = staticmethod(parse_rate)
    show = staticmethod(lambda value: rate_text(value).replace(",", ""))


class ShareField(Blankable, PercentField):
    """A percentage that may still be missing."""


_FIELD = {LineKind.RATE: RateField, LineKind.FIXED: PriceField, LineKind.PERCENT: ShareField}


class PriceForm(GovForm):
    """The price of the lot, and a field for each line of its schedule."""

    title = gettext_lazy("Your price")
    button = gettext_lazy("Save")
    price = PriceField(
        label=gettext_lazy("Price for the whole contract, without VAT"),
        help_text=gettext_lazy("In pounds, for the contract as it is asked for, without extensions"),
    )

    def __init__(self, *args: Any, lines: tuple[ScheduleLine, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for number, line in enumerate(lines):
            self.fields[_name(number)] = _FIELD[line.kind](label=line.title, help_text=_hint(line))
        if lines:
            self.fields["price"].help_text = _(
                "In pounds. Leave it empty to take the total of the lines, once every one is priced"
            )
            self.order_fields([*(_name(number) for number in range(len(lines))), "price"])

    def prices(self) -> tuple[LinePrice, ...]:
        """What was entered; a line left empty has no price."""
        given = [(line, self.cleaned_data[_name(number)]) for number, line in enumerate(self.lines)]
        return tuple(LinePrice(line.id, value) for line, value in given if value is not None)

    def rows(self, priced: Priced) -> list[tuple[forms.BoundField, int | None]]:
        """Each line's field with what the stored entry comes to."""
        return [(self[_name(number)], priced.amounts.get(line.id)) for number, line in enumerate(self.lines)]


def _name(number: int) -> str:
    return f"line{number}"


def _hint(line: ScheduleLine) -> str:
    if line.kind is LineKind.RATE:
        return _("For one of %(quantity)s, in pounds") % {"quantity": quantity(line.quantity, line.unit)}
    if line.kind is LineKind.FIXED:
        return _("One amount in pounds")
    return _("A percentage of all lines that are not percentages")


@own_page
def price(request: HttpRequest, tender_id: str) -> HttpResponse:
    """The price of the lot, with the lines of the price schedule where the ask has one."""
    found = own_draft(request, tender_id)
    stored = found.content.price_pence
    lines = lines_for(found.ask.schedule, found.content.lot_id)
    priced = worked_out(lines, found.content.lines)
    form = PriceForm(
        lines=lines,
        revision=found.revision("price"),
        initial=_initial(found, lines, priced),
        **form_data(request),
    )
    back = reverse("tender", args=[tender_id])
    return submit(
        request,
        form,
        "tenders/price.html",
        {
            "criteria": [each for each in found.ask.criteria if each.kind is CriterionKind.PRICE],
            "tender": found.tender,
            "back": back,
            "words": ASK_WORDS,
            "lines": lines,
            "rows": form.rows(priced),
            "priced": priced,
            "stored": stored,
            "fixed": found.ask.fixed_price(found.content.lot_id),
            "off_price": [sentence(each) for each in off_the_price(found.ask, found.content.lot_id, stored)],
            "problems": [
                sentence(each)
                for each in price_problems(lines, found.content.lines, stored)
                if not priced.missing
            ],
        },
        action=lambda data: _save(request, found, form, data["price"]),
        then=lambda _result: reverse("tender-price", args=[tender_id]) if lines else back,
        done=_("Saved."),
        node=found.tender,
        current=lambda: {"price": decimal_string(stored) if stored is not None else ""},
    )


def _initial(found: Own, lines: tuple[ScheduleLine, ...], priced: Priced) -> dict[str, Any]:
    """What is stored; a price that is the total of its lines is left to be worked out again."""
    given = {price.line_id: price.value for price in found.content.lines}
    shown: dict[str, Any] = {_name(number): given.get(line.id) for number, line in enumerate(lines)}
    stored = found.content.price_pence
    return shown | {"price": None if lines and stored == priced.total else stored}


def _save(request: HttpRequest, found: Own, form: PriceForm, pence: int | None) -> None:
    revision = form.cleaned_data["revision"]
    if form.lines:
        together.set_prices(found.tender, form.prices(), pence, revision=revision, **acting(request))
    else:
        drafts.set_price(found.tender, pence, revision=revision, **acting(request))
