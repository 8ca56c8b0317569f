"""Sending what a page offers: its form as somebody was given it, filled in, and what a request wrote."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import connection
from django.http import HttpResponse

WORKING = {"django_session", "cache", "account_emailaddress"}
"""Tables that any request may write: they hold nothing that anybody did (the last is the sign-in library's own copy)."""
_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_DATE = {"-day": "1", "-month": "2", "-year": "2031", "-time": "12:00"}


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that were written meanwhile, even when the write was undone again."""
    seen: set[str] = set()

    def watch(execute, sql, params, many, context):
        found = _WRITE.match(str(sql))
        if found and found[1] not in WORKING:
            seen.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


@dataclass
class PageForm:
    """A form that sends to its own page: what is in it, and what would be typed where it is empty."""

    data: dict[str, list[str]] = field(default_factory=dict)
    _choices: dict[str, list[str]] = field(default_factory=dict)
    _typed: set[str] = field(default_factory=set)
    _written: set[str] = field(default_factory=set)
    _has_button: bool = False

    def filled(self) -> dict[str, list[str]]:
        """What a person who fills in everything would send."""
        unchosen = {name: values[:1] for name, values in self._choices.items() if name not in self.data}
        return {
            name: values for name, values in (self.data | unchosen).items() if name != "csrfmiddlewaretoken"
        }

    def as_given(self) -> dict[str, list[str]]:
        """What a person would send who writes where words are asked for and leaves other empty fields empty."""
        return {name: [""] if name in self._typed else values for name, values in self.filled().items()}

    def untouched(self) -> dict[str, list[str]]:
        """What a person would send who changes nothing."""
        kept = {
            name: [""] if name in self._typed | self._written else values
            for name, values in self.data.items()
        }
        return {name: values for name, values in kept.items() if name != "csrfmiddlewaretoken"}


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.forms = here, []
        self.form: PageForm | None = None
        self.select, self.area = "", ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            own = given.get("action") in (None, "", "#", self.here)
            self.form = PageForm() if own and (given.get("method") or "").lower() == "post" else None
            self.forms += [self.form] if self.form else []
        elif self.form is not None:
            getattr(self, f"_{tag}", lambda _given: None)(given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            if self.area and self.form is not None and not "".join(self.form.data[self.area]).strip():
                self.form.data[self.area] = ["Words that somebody wrote."]
                self.form._written.add(self.area)
            self.area = ""

    def handle_data(self, data):
        if self.area and self.form is not None:
            self.form.data[self.area][0] += data

    def _input(self, given):
        name, kind, value = given.get("name"), given.get("type") or "text", given.get("value")
        if not name or kind in ("file", "submit"):
            return
        if kind in ("radio", "checkbox"):
            chosen = "on" if value is None else value
            self.form._choices.setdefault(name, []).append(chosen)
            if "checked" in given:
                self.form.data.setdefault(name, []).append(chosen)
            return
        if not value and kind != "hidden":
            self.form._typed.add(name)
        self.form.data[name] = [value or ("" if kind == "hidden" else _typed(name, kind))]

    def _button(self, given):
        """Only the first button: it is the one that the Enter key presses, and one press sends one button."""
        first, self.form._has_button = not self.form._has_button, True
        if first and given.get("name"):
            self.form.data.setdefault(given["name"], [given.get("value") or ""])

    def _textarea(self, given):
        self.area = given.get("name") or ""
        if self.area:
            self.form.data[self.area] = [""]

    def _select(self, given):
        self.select = given.get("name") or ""

    def _option(self, given):
        if self.select and given.get("value"):
            self.form._choices.setdefault(self.select, []).append(given["value"])
            if "selected" in given:
                self.form.data[self.select] = [given["value"]]


def _typed(name: str, kind: str) -> str:
    part = next((text for end, text in _DATE.items() if name.endswith(end)), None)
    return part or {"email": "somebody@example.org", "password": "quiet river stone lamp"}.get(kind, "1")


def forms_of(response: HttpResponse, here: str) -> list[PageForm]:
    """The forms of a page that send to the page itself."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Reader(here)
    reader.feed(response.content.decode())
    return reader.forms
