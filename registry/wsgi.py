"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings.base")
# Who serves people uses the database with the login that owns nothing.
os.environ.setdefault("TOCSIN_LOGIN", "web")
application = get_wsgi_application()

from registry.serving import settle  # noqa: E402 only now is there something to load

settle()
