"""TOCSIN_HOME, the one directory in which this installation keeps what it writes."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Root hands the database to an unprivileged user, who has to pass through the directory but need not list it.
ROOT_MODE = 0o711
USER_MODE = 0o700


def is_root() -> bool:
    """Whether this process may do everything (and PostgreSQL therefore refuses to run as it)."""
    return os.geteuid() == 0


def make_private(directory: Path) -> Path:
    """Create `directory` and the missing ones above it; never touch the mode of one that already exists."""
    for step in (*reversed(directory.parents), directory):
        try:
            step.mkdir()
        except FileExistsError:
            continue
        except OSError as error:
            if step.is_dir():
                continue
            raise ImproperlyConfigured(
                f"TOCSIN_HOME cannot be made at {directory} ({error.strerror}): name a directory that can be written."
            ) from error
        # mkdir's own mode argument is subject to the umask, which may be too strict for the demoted server.
        step.chmod(ROOT_MODE if is_root() else USER_MODE)
    return directory
