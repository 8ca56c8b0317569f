"""WSGI entry point; addresses, views and templates are loaded once per worker before the first request.

They stay for good, so the collector of unused objects does not look through them again: it would take a tenth of a second
and more out of one request in five.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402  Django must be set up first

from commonweal.presentation.templating import warm  # noqa: E402

warm()
assert get_resolver().url_patterns
gc.collect()
gc.freeze()
