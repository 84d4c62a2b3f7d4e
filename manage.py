#!/usr/bin/env python
"""Tocsin's command line: Django's, and the commands of registry, cases and reports."""

import os
import signal
import sys

from registry import command

UNDEFINED_TABLE = "42P01"


def main() -> int:
    """Run the command; what the user can mend is one line and exit status 2, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings.base")
    # So that exit handlers run, and the last process stops the embedded database, when we are asked to end. The worker
    # handles the signal itself; an exit raised into its event loop while it starts would end in a traceback.
    if sys.argv[1:2] == ["procrastinate"]:
        os.environ.setdefault("TOCSIN_LOGIN", "web")
    else:
        command.name = sys.argv[1] if len(sys.argv) > 1 else ""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import OperationalError, ProgrammingError
    except ModuleNotFoundError:
        print("Tocsin is not installed here. Run `make install`, then use .venv/bin/python.", file=sys.stderr)
        return 2
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(f"Tocsin's settings are not complete: {error}", file=sys.stderr)
        return 2
    except OperationalError as error:
        # Errors in the middle of the work carry a code from the server; without one, there was no connection.
        if "--traceback" in sys.argv or getattr(error.__cause__, "sqlstate", None):
            raise
        print(f"The database cannot be used: {error}", file=sys.stderr)
        return 2
    except ProgrammingError as error:
        if "--traceback" in sys.argv or getattr(error.__cause__, "sqlstate", None) != UNDEFINED_TABLE:
            raise
        print("The tables are not there yet: run `manage.py migrate`, then `manage.py seed`.", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


if __name__ == "__main__":
    sys.exit(main())
