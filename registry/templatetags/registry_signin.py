"""What the sign-in pages say about this installation."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def contact() -> str:
    """Whom to ask for an account (TOCSIN_CONTACT)."""
    return str(settings.TOCSIN_CONTACT)


@register.simple_tag
def hospital_only() -> bool:
    """Whether passwords are switched off (OIDC_ONLY)."""
    return bool(settings.TOCSIN_OIDC_ONLY)
