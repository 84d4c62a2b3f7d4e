"""How long somebody has to wait after too many wrong passwords, in words."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

ACTION = {"app": "allauth.account", "action": "login_failed"}


def seconds_to_wait(request: HttpRequest, key: str) -> float:
    """Seconds until one more attempt is let in; 0 when it already is.

    The library keeps the times of the attempts, the newest first, and says only yes or no; so we look at them here.
    """
    waits = [0.0]
    now = time.time()
    for rate in ratelimit.get_rates(**ACTION):
        times = cache.get(ratelimit.get_cache_key(request, rate=rate, key=key, **ACTION), [])
        recent = [moment for moment in times if moment > now - rate.duration]
        if len(recent) >= rate.amount:
            waits.append(recent[rate.amount - 1] + rate.duration - now)
    return max(waits)


def locked_out(request: HttpRequest, key: str) -> ValidationError:
    """The message for somebody who tried too often."""
    return ValidationError(_wait(seconds_to_wait(request, key)), code="too_many_login_attempts")


def wait_at_most() -> str:
    """The same where it is not known who tried: the longest time that the settings can lock somebody out for."""
    return _wait(max(rate.duration for rate in ratelimit.get_rates(**ACTION)))


def _wait(seconds: float) -> str:
    minutes = max(1, math.ceil(seconds / 60))
    return ngettext(
        "Too many wrong attempts. Wait %(minutes)d minute, then try again.",
        "Too many wrong attempts. Wait %(minutes)d minutes, then try again.",
        minutes,
    ) % {"minutes": minutes}
