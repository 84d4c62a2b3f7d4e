"""The e-mail addresses that staff entered, in the form in which django-allauth looks for them."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction


def users_with_address(address: str) -> list[User]:
    """The users with this e-mail address, upper or lower case; after it, the library finds the same ones.

    The library keeps addresses in a table of its own, in lower case. What staff write into the account is what
    counts: an address that was taken away there no longer signs anybody in.
    """
    address = address.strip().lower()
    if not address:
        return []
    users = list(User.objects.filter(email__iexact=address).order_by("pk"))
    with transaction.atomic():
        EmailAddress.objects.filter(email=address).exclude(user__in=users).delete()
        for user in users:
            EmailAddress.objects.filter(user=user).exclude(email=address).delete()
            EmailAddress.objects.get_or_create(user=user, email=address, defaults={"primary": True})
    return users


def trust_address(user: User, address: str) -> None:
    """Record that a hospital has confirmed the address, so that the library does not take the password away.

    It does so for addresses that nobody checked, against people who sign up with another's address; here nobody can.
    """
    EmailAddress.objects.filter(user=user, email=address.lower()).update(verified=True)
