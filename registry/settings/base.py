"""Django's settings; whatever differs between installations comes from the environment (NAME or NAME_FILE)."""

from pathlib import Path
from typing import Any

from registry import __version__
from registry.csp import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from registry.settings import theme
from registry.settings.database import database
from registry.settings.environment import Environment, is_local
from registry.settings.secret import audit_key, master_keys, secret_key
from registry.settings.signin import *  # noqa: F403 they are settings, too

env = Environment()
BASE_DIR = Path(__file__).resolve().parents[2]

TOCSIN_VERSION = __version__
# Data that this installation writes: the embedded database, collected static files, the secrets of local mode.
TOCSIN_HOME = Path(env.str("TOCSIN_HOME", default=str(BASE_DIR / "var"))).absolute()
TOCSIN_LOCAL = is_local(env)
# Who we are in E2B messages. XX is ISO 3166's code for a country that is not known.
TOCSIN_SENDER_ID = env.str("TOCSIN_SENDER_ID", default="TOCSIN")
TOCSIN_SENDER_COUNTRY = env.str("TOCSIN_SENDER_COUNTRY", default="XX")
# Counts of centres' cases below this number are not shown to readers and to other centres.
TOCSIN_SMALL_NUMBERS = env.int("TOCSIN_SMALL_NUMBERS", default=5)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(env, TOCSIN_HOME, local=TOCSIN_LOCAL)
# Former secret keys: what they sealed or signed is still read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DATABASES = {"default": database(env, TOCSIN_HOME, local=TOCSIN_LOCAL)}
# What `migrate` gives the login of the site; empty where the embedded database makes one of its own.
DATABASE_WEB_PASSWORD = env.str("DATABASE_WEB_PASSWORD", default="")
TOCSIN_AUDIT_KEY = audit_key(env, TOCSIN_HOME, local=TOCSIN_LOCAL)
# What identifies people is stored under data keys that these wrap (cases/vault). The first wraps, all unwrap.
TOCSIN_MASTER_KEYS = master_keys(env, TOCSIN_HOME, local=TOCSIN_LOCAL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "procrastinate.contrib.django",
    "csp",
    "registry",  # before allauth, whose pages it words and draws anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "cases",
    "reports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "registry.csp.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "registry.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "registry.signin.middleware.SessionAgeMiddleware",
    "registry.signin.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "registry.urls"
WSGI_APPLICATION = "registry.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Security of the connection

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
# Where people reach the site; mails lead there. Without a word about it, the first host that is named.
TOCSIN_SITE_URL = env.str(
    "TOCSIN_SITE_URL",
    default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
    if ALLOWED_HOSTS and not TOCSIN_LOCAL
    else f"http://localhost:{env.str('PORT', default='') or 8000}",
)
# Health checks come from the machine itself. But who forgot to name any host shall be told by `check --deploy`.
if ALLOWED_HOSTS or TOCSIN_LOCAL:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_COOKIE_SECURE = not TOCSIN_LOCAL
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not TOCSIN_LOCAL)
# What watches the processes asks them directly, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if TOCSIN_LOCAL else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not TOCSIN_LOCAL
# Only behind a proxy that always sets or removes the header, which otherwise anybody can send:
# SECURE_PROXY_SSL_HEADER=HTTP_X_FORWARDED_PROTO,https
SECURE_PROXY_SSL_HEADER = tuple(env.list("SECURE_PROXY_SSL_HEADER", default=[])) or None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Language, time, files

LANGUAGE_CODE = "en-gb"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(TOCSIN_HOME / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Parts

UNFOLD = theme.UNFOLD
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a case form has some 700 inputs while it is empty
# Files apart. Well above the longest text that a field takes, so that the field can say what it takes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# To stderr, for whatever collects it. Neither statements nor request bodies: both can hold patients' data.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "not_health": {"()": "registry.health.NotHealth"},
        "no_trace_of_refusals": {"()": "registry.health.NoTraceOfRefusals"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["not_health", "no_trace_of_refusals"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.db.backends": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
    },
}
