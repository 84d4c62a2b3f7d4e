"""The page for a request that was refused before anything was read from it."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template import loader

from cases.admin.row_limits import TooManyRows

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, TooManyRows)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say whether it was too much; of what was sent, nothing stands on the page."""
    too_much = isinstance(exception, TOO_MUCH)
    return HttpResponseBadRequest(loader.get_template("400.html").render({"too_much": too_much}))
