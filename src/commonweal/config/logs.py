"""Structured logs, one JSON line an event. They never hold bodies, query strings, addresses or tender text."""

import logging
import sys
from typing import Any

import structlog

QUIET = ("weasyprint", "fontTools", "PIL", "django.security.DisallowedHost")


def configure(_settings: Any = None) -> None:
    """Send every log line through one JSON renderer on standard error; called by Django at start."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.dict_tracebacks,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    handler.addFilter(without_request)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    # Django's own request log repeats the path with its query string; our middleware writes one line instead.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)


def without_request(record: logging.LogRecord) -> bool:
    """Drop the request object that Django attaches to some records: it holds headers and form data."""
    record.__dict__.pop("request", None)
    return True
