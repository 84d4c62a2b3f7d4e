"""Who needs a second factor, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

# Recovery codes replace one of these for a day; they are no factor of their own.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user has set up an authenticator app or a passkey."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def needs_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a role of the user demands one (TOCSIN_MFA_REQUIRED_ROLES); superusers have every role."""
    required = {name.casefold() for name in settings.TOCSIN_MFA_REQUIRED_ROLES}
    if not required or not isinstance(user, User):
        return False
    return user.is_superuser or any(name.casefold() in required for name in user.groups.values_list("name", flat=True))
