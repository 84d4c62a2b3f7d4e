"""Settings of sign-in: who may come in, by what, for how long; django-allauth does the work."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from registry.settings.environment import Environment, is_local

_env = Environment()
_local = is_local(_env)

# --- Who and what for

# Groups whose members work with many people's cases: they need a second factor, and so do superusers.
TOCSIN_MFA_REQUIRED_ROLES = _env.list(
    "TOCSIN_MFA_REQUIRED_ROLES", default=[] if _local else ["PV assessor", "PV manager", "Auditor"]
)
# Whom somebody without an account is told to ask: a name, an address, a telephone number.
TOCSIN_CONTACT = _env.str("TOCSIN_CONTACT", default="")
# How a signature asks again who is signing; a name, so that the screens need not know this package.
TOCSIN_CONFIRM_IDENTITY = "registry.signin.signature.confirm_identity"

# --- Passwords

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Pages

LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
LOGOUT_REDIRECT_URL = reverse_lazy("account_login")

# --- Sessions: they end after some minutes without a request, and after a working day in any case

SESSION_COOKIE_AGE = 60 * _env.int("SESSION_IDLE_MINUTES", default=30)
TOCSIN_SESSION_MAX_AGE = 60 * _env.int("SESSION_MAX_MINUTES", default=10 * 60)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a hospital's sign-in page comes back by a link
SESSION_COOKIE_SECURE = not _local
ACCOUNT_SESSION_REMEMBER = False

# --- Accounts: made by staff, found by user name or e-mail

ACCOUNT_ADAPTER = "registry.signin.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # nobody signs up; the library compares the two settings
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff enter the addresses
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Tocsin: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if _local else "https"
ACCOUNT_FORMS = {
    "login": "registry.signin.forms.LoginForm",
    "reset_password": "registry.signin.forms.ResetPasswordForm",
}

# --- Lockout: counted in the database, so that all processes know it and a restart forgets nothing

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "registry_cache",  # made by the registry's first migration
        # With the default of 300, trying some hundred names would push out the counts of the first ones.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords or codes: for one account, and from one address (a hospital often has only one).
    "login_failed": "30/5m/ip,5/15m/key",
    "login": "60/m/ip",
}
# How many proxies add to X-Forwarded-For. Without it, everybody would seem to come from the proxy's address.
ALLAUTH_TRUSTED_PROXY_COUNT = _env.int(
    "TRUSTED_PROXY_COUNT", default=1 if _env.str("SECURE_PROXY_SSL_HEADER", default="") else 0
)

# --- Single sign-on of a hospital (OpenID Connect)

_oidc = {
    "OIDC_SERVER_URL": _env.str("OIDC_SERVER_URL", default=""),
    "OIDC_CLIENT_ID": _env.str("OIDC_CLIENT_ID", default=""),
    "OIDC_CLIENT_SECRET": _env.str("OIDC_CLIENT_SECRET", default=""),
}
_missing = [name for name, value in _oidc.items() if not value]
if 0 < len(_missing) < len(_oidc):
    raise ImproperlyConfigured(
        "Single sign-on needs all of OIDC_SERVER_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET "
        f"(or OIDC_CLIENT_SECRET_FILE); missing: {', '.join(_missing)}."
    )
TOCSIN_OIDC_ONLY = not _missing and _env.bool("OIDC_ONLY", default=False)
SOCIALACCOUNT_ADAPTER = "registry.signin.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False  # the address that staff entered is the only link
# By a link and not by a form: our content security policy lets no form lead to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if not _missing:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "hospital",
            "name": _env.str("OIDC_NAME", default="hospital account"),
            "client_id": _oidc["OIDC_CLIENT_ID"],
            "secret": _oidc["OIDC_CLIENT_SECRET"],
            "settings": {
                "server_url": _oidc["OIDC_SERVER_URL"],
                # Some servers never say whether an address is verified; the operator may vouch for them.
                "verified_email": _env.bool("OIDC_TRUST_EMAIL", default=False),
            },
        }
    ]

# --- Second factor

MFA_ADAPTER = "registry.signin.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"add_webauthn": "registry.signin.forms.AddPasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = not TOCSIN_OIDC_ONLY
MFA_TOTP_ISSUER = "Tocsin"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff enter the addresses
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _local  # http://localhost

# --- Mail

_mail: dict[str, Any] = _env.email_url("EMAIL_URL", default="consolemail://" if _local else "smtp://localhost:25")
EMAIL_BACKEND: str = _mail["EMAIL_BACKEND"]
EMAIL_HOST: str = _mail.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = _env.str("EMAIL_PASSWORD", default="") or _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env.str("EMAIL_FROM", default="tocsin@localhost")
