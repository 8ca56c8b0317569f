"""WSGI entry point; templates are compiled once per worker before the first request."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
application = get_wsgi_application()

from commonweal.presentation.templating import warm  # noqa: E402  Django must be set up first

warm()
