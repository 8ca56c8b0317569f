"""The templates that turn a plain document into the markup of a format. All text is escaped; nothing is fetched."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.domain.packs.document import Document, Shares
from commonweal.interchange.packs.pictures import png_of
from commonweal.interchange.packs.text import clean


@cache
def _environment() -> Any:
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        # Signs that no markup can carry are left out wherever text is written.
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    made.filters["css"] = css_text
    made.filters["picture"] = _picture
    return made


def render(template: str, filters: Mapping[str, Callable[..., Any]] | None = None, **values: Any) -> str:
    """A template of this folder with its values; `filters` are those that only this template uses."""
    environment = _environment().overlay()
    environment.filters = {**environment.filters, **(filters or {})}
    text: str = environment.get_template(template).render(**values)
    return text


def named_blocks(document: Document) -> list[tuple[str, Any]]:
    """Each block with the name of its kind."""
    return [(type(block).__name__, block) for block in document.blocks]


def css_text(text: str) -> Any:
    """Text as a CSS string in which nothing can end the string."""
    from markupsafe import Markup

    safe = "".join(
        sign if sign.isalnum() or sign in " .,:;-–·()" else f"\\{ord(sign):x} " for sign in clean(text)
    )
    return Markup('"{}"').format(safe)


def _picture(picture: Shares) -> str:
    return f"data:image/png;base64,{base64.b64encode(png_of(picture)).decode()}"
