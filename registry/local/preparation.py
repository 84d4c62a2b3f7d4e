"""Getting database and static files ready, doing only what is not done yet."""

import hashlib
import io
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from registry.local.steps import StepReport
from registry.settings.database import EMBEDDED


def start_database(report: StepReport) -> None:
    """Start the embedded database, if that is the one in use; it stays up as long as this process."""
    if settings.DATABASES["default"]["ENGINE"] == EMBEDDED:
        from registry.embedded.lifetime import attach

        cluster = attach(Path(settings.DATABASES["default"]["OPTIONS"]["directory"]), report.now)
        if cluster.notice:
            report.note(cluster.notice)
    connection.ensure_connection()


def migrate(report: StepReport) -> None:
    """Apply the migrations that are missing."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        call_command("migrate", interactive=False, stdout=_Counter(missing, report))


def collect_static(report: StepReport) -> None:
    """Collect the static files again when any of them changed; compressing them takes seconds."""
    stamp = settings.STATIC_ROOT / ".collected"
    current = _static_digest()
    if stamp.exists() and stamp.read_text() == current:
        return
    report.now("compressing")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current)


def _static_digest() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(settings.TOCSIN_VERSION.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class _Counter(io.StringIO):
    """Turns the lines of `migrate` into a count."""

    def __init__(self, total: int, report: StepReport) -> None:
        super().__init__()
        self.total, self.report, self.seen = total, report, 0

    def write(self, text: str) -> int:
        if "Applying" in text:
            self.seen += 1
            self.report.now(f"{self.seen} of {self.total}")
        return len(text)
