"""The port of a local site."""

import errno
import os
import socket

from django.core.management import CommandError

DEFAULT = 8000
LARGEST = 65535
WRONG_USE = 2


def chosen_port() -> int:
    """The port in the environment variable PORT."""
    given = os.environ.get("PORT") or str(DEFAULT)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= LARGEST:
        raise CommandError(f"PORT has to be a number from 1 to {LARGEST}, not '{given}'.", returncode=WRONG_USE)
    return int(given)


def address(port: int) -> str:
    """Where people open the site: a name, because browsers give passkeys to no number."""
    return f"http://localhost:{port}/"


def require_free(port: int) -> None:
    """Refuse a port that cannot be had, before anything that takes long."""
    _require_free(port, socket.AF_INET, "127.0.0.1")
    # We do not listen there, but browsers ask there first: who does would answer in our place.
    if socket.has_ipv6:
        _require_free(port, socket.AF_INET6, "::1")


def _require_free(port: int, family: socket.AddressFamily, host: str) -> None:
    with socket.socket(family) as probe:
        # As the web server does, so that connections that are only just closed do not matter.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                return  # a machine without IPv6
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            another = port + 1 if port < LARGEST else DEFAULT
            raise CommandError(
                f"Port {port} {reason}. Stop what uses it, or choose another: make run PORT={another}",
                returncode=WRONG_USE,
            ) from None
