"""`manage.py report`: what it prints, what it writes, and how it refuses."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.sources.registry import snapshot
from reports.tables.catalogue import CATALOGUE
from reports.tables.report import Column
from tests.reports.builders import DAH, accepted, report_of
from tests.reports.listings import listing_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


class Terminal(StringIO):
    """What a terminal looks like to the command."""

    def isatty(self) -> bool:
        return True


def run(*args: str, stdout: StringIO | None = None, **options: str) -> str:
    out = stdout or StringIO()
    call_command("report", *args, stdout=out, **options)
    return out.getvalue()


def refused(*args: str, stdout: StringIO | None = None, **options: str) -> str:
    with pytest.raises(CommandError) as raised:
        run(*args, stdout=stdout, **options)
    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_list_of_reports():
    assert run("--list").startswith("vigibase: What VigiAccess shows")


def test_text_is_the_default():
    accepted()
    text = run("vigibase", drug="Alemtuzumab", reaction=DAH.upper())
    assert text.startswith("Alemtuzumab: reports of diffuse alveolar haemorrhage\n")
    assert "Data-lock point: 2025-03-31" in text


def test_json_twice_is_the_same_bytes():
    accepted()
    first = run("vigibase", "--format", "json", "--as-of", "2025-03-31")
    assert first == run("vigibase", "--format", "json")
    assert json.loads(first)["report"] == "vigibase"


def test_a_terminal_gets_headings_that_stand_out():
    accepted()
    assert "\x1b[1m" in run("vigibase", stdout=Terminal())


@pytest.mark.parametrize(
    ("form", "start"),
    [("text", b"All"), ("json", b"{"), ("csv", b"table,"), ("xlsx", b"PK"), ("pdf", b"%PDF"), ("parquet", b"PAR1")],
)
def test_files_are_written_whole(tmp_path, form, start):
    accepted()
    file = tmp_path / "report"
    file.write_text("older")
    run("vigibase", format=form, output=str(file))
    assert file.read_bytes().startswith(start)
    assert [item.name for item in tmp_path.iterdir()] == ["report"]


def test_what_is_refused_in_one_line(tmp_path):
    accepted()
    assert refused("vigibase", drug="alemtuzumabe") == ("No drug 'alemtuzumabe' is known. Nearest names: alemtuzumab.")
    assert "Nearest names" in refused("vigibase", reaction="alveolar haemorrhage")
    assert refused("vigibase", drug=" ") == "The name is empty: leave it out to count all, or write one."
    assert "is no date" in refused("vigibase", as_of="yesterday")
    assert refused("signals") == f"There is no report 'signals'. Known reports: {', '.join(sorted(CATALOGUE))}."
    assert refused() == f"Say which report. Known reports: {', '.join(CATALOGUE)}."
    assert "There is no directory" in refused("vigibase", output=str(tmp_path / "none" / "file"))
    assert "is a directory" in refused("vigibase", output=str(tmp_path))
    for form in ("xlsx", "pdf", "parquet"):
        assert "needs --output" in refused("vigibase", format=form, stdout=Terminal())
        assert "needs --output" in refused("vigibase", format=form)
    assert list(tmp_path.iterdir()) == []


def listing_instead(monkeypatch, count: int, rows: int) -> None:
    """Let the command make a report of a listing."""
    columns = (Column("a", "A"),)
    listing = listing_of(columns, [("x",)] * rows, count=count)
    monkeypatch.setattr("reports.management.commands.report.make_report", lambda *_a, **_k: report_of(listing=listing))


@pytest.mark.parametrize("form", ["text", "json", "xlsx", "pdf"])
def test_a_report_too_long_for_a_form_leaves_no_file(monkeypatch, tmp_path, form):
    listing_instead(monkeypatch, 100_001, 0)
    for target in ({"output": str(tmp_path / "file")}, {"stdout": Terminal()} if form in ("text", "json") else {}):
        if form in ("text", "json") or "output" in target:
            assert "Choose CSV or Parquet." in refused("cases", format=form, **target)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_lines_that_change_while_they_are_written_leave_no_file(monkeypatch, tmp_path, form):
    listing_instead(monkeypatch, 3, 2)
    assert "Try again" in refused("cases", format=form, output=str(tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []


def test_a_directory_that_cannot_be_written_to_is_said_in_one_line(monkeypatch, tmp_path):
    accepted()

    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    assert refused("vigibase", output=str(tmp_path / "file")).endswith("cannot be written: No space left on device.")


def test_nothing_is_left_when_moving_fails(monkeypatch, tmp_path):
    accepted()

    def fail(*_args: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "replace", fail)
    assert "Invalid cross-device link" in refused("vigibase", output=str(tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []


def own_process(*args: str) -> subprocess.CompletedProcess[bytes]:
    """`manage.py report` in a process of its own, on the database of this test."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "registry.settings.test", "DATABASE_URL": address.geturl()}
    command = [sys.executable, "manage.py", "report", "vigibase", *args]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="The database is not named by DATABASE_URL.")
@pytest.mark.django_db(transaction=True)
def test_a_process_of_its_own_ends_with_status_2_or_prints_bytes():
    accepted()
    wrong = own_process("--drug", "nonsense")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"No drug 'nonsense' is known." in wrong.stderr
    right = own_process("--format", "xlsx")
    assert right.stdout.startswith(b"PK")
    assert own_process("--format", "json").stdout == own_process("--format", "json").stdout


@pytest.mark.django_db(transaction=True)
def test_the_counts_of_one_report_come_from_one_snapshot():
    accepted()
    with snapshot(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
