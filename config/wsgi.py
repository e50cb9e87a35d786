"""The WSGI application that the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from tenancy.wall.boot import refuse_unsafe_database  # noqa: E402 (it needs the loaded apps)

refuse_unsafe_database()
