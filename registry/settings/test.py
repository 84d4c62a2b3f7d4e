"""Settings for the tests: the real ones, on a throw-away database server."""

import os
import secrets

from registry.embedded.throwaway import provide

# Here and not in conftest, because pytest-django reads the settings first. What is put in the environment reaches the
# workers of pytest-xdist and every subprocess of a test.
provide()
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
os.environ["TOCSIN_LOCAL"] = "1"

from registry.settings.base import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 it stays empty
