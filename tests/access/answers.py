"""Answers of the site in the words of the table."""

from __future__ import annotations

from django.http import HttpResponse

WORDS = {
    200: "ok",
    401: "failed",
    403: "no",
    404: "not there",
    405: "wrong method",
    503: "not ready",
}
SIGN_IN = "/account/login/"


def word(response: HttpResponse) -> str:
    """What the answer means for whoever asked."""
    if response.status_code in (301, 302):
        return "sign in" if response["Location"].startswith((SIGN_IN, "/admin/login/")) else "elsewhere"
    return WORDS.get(response.status_code, str(response.status_code))
