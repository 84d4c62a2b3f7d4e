"""Print or save a report: `manage.py report vigibase --drug alemtuzumab`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import _ArgumentGroup
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.management import runs
from reports.renderers import RENDERERS, text
from reports.sources import registry
from reports.sources.errors import ReportError
from reports.sources.words import KEYS, SEVERAL, Typed
from reports.tables.catalogue import CATALOGUE, SAVED, make_report
from reports.tables.options import DATE, Option
from reports.tables.report import Report

NARROWEST = 80
"""Characters a line below which tables are not squeezed."""


class Command(BaseCommand):
    """`manage.py report`; what the user can mend is one line and exit status 2."""

    help = _("Print or save a report on the registry's cases. 'report --list' names the reports.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the report and its options."""
        parser.add_argument("name", nargs="?", metavar="REPORT", help=_("Name of the report, such as vigibase"))
        parser.add_argument("--list", action="store_true", help=_("List the reports"))
        _add_population(parser.add_argument_group(_("population"), _("Which cases count; without any, all reactions")))
        _add_options(parser.add_argument_group(_("options of single reports")))
        parser.add_argument("--format", choices=list(RENDERERS), default="text", help=_("Default: text"))
        parser.add_argument("--output", metavar="FILE", help=_("Write to this file instead of the terminal"))
        group = parser.add_argument_group(_("frozen runs"))
        group.add_argument("--freeze", action="store_true", help=_("Keep the report as it is printed"))
        group.add_argument("--note", default="", metavar="TEXT", help=_("Kept with the frozen run"))
        group.add_argument("--again", metavar="RUN", help=_("Make a frozen run again and say what differs, and why"))
        group.add_argument("--runs", action="store_true", help=_("List the newest frozen runs"))

    def handle(self, *args: Any, **options: Any) -> None:
        """List the reports, make one, or make a frozen one again."""
        if options["list"]:
            self._list()
            return
        if options["runs"] or options["again"]:
            self._frozen(options["again"])
            return
        if not options["name"]:
            raise _wrong(_("Say which report. Known reports: %(known)s.") % {"known": ", ".join(CATALOGUE)})
        self._check_target(options["format"], options["output"])
        asked = {key: _typed(options[key]) for key in (SAVED, *KEYS)}
        told = {name: _word(options[_kept_as(name)]) for name in _options()}
        try:
            if options["freeze"]:
                self._freeze(options, asked, told)
                return
            report = make_report(options["name"], asked, told)
            if options["output"]:
                save(Path(options["output"]), RENDERERS[options["format"]].pieces(report))
            else:
                self._print(report, options["format"])
        except ReportError as error:
            raise _wrong(str(error)) from error

    def _freeze(self, options: Mapping[str, Any], asked: Mapping[str, Typed], told: Mapping[str, str | None]) -> None:
        content, line = runs.frozen(options["name"], asked, told, options["format"], options["note"])
        if options["output"]:
            save(Path(options["output"]), [content])
        else:
            self._write([content])
        self.stderr.write(line)

    def _frozen(self, again: str | None) -> None:
        if again is None:
            self.stdout.writelines(f"{line}\n" for line in runs.listed())
            return
        try:
            lines, same = runs.again(again)
        except ReportError as error:
            raise _wrong(str(error)) from error
        self.stdout.write("\n".join(lines))
        if not same:
            raise CommandError(_("The report differs from what was frozen."), returncode=1)

    def _list(self) -> None:
        for entry in CATALOGUE.values():
            self.stdout.write(f"{entry.name}: {entry.summary}")
            for option in entry.options:
                self.stdout.write(f"    --{option.name.replace('_', '-')}: {option.help}")

    def _check_target(self, form: str, output: str | None) -> None:
        """Refuse before counting what could not be written afterwards."""
        if output and not Path(output).absolute().parent.is_dir():
            raise _wrong(_("There is no directory %(path)s.") % {"path": Path(output).absolute().parent})
        if output and Path(output).is_dir():
            raise _wrong(_("%(path)s is a directory: name a file.") % {"path": output})
        if not output and RENDERERS[form].binary and (self.stdout.isatty() or self._bytes_stream() is None):
            raise _wrong(_("A file of type %(type)s needs --output FILE.") % {"type": form})

    def _print(self, report: Report, form: str) -> None:
        if form == "text" and self.stdout.isatty():
            RENDERERS[form].refuse_more(report)
            width = max(NARROWEST, shutil.get_terminal_size((text.WIDTH, 24)).columns)
            self.stdout.write(text.render_for(report, width, colour=True), ending="")
            return
        self._write(RENDERERS[form].pieces(report))

    def _write(self, pieces: Iterable[bytes]) -> None:
        stream = self._bytes_stream()
        if stream is None:
            self.stdout.write(b"".join(pieces).decode(), ending="")
            return
        self.stdout.flush()
        for piece in pieces:
            stream.write(piece)
        stream.flush()

    def _bytes_stream(self) -> Any:
        """Where bytes can be written as they are; None when the output is a text buffer of a caller."""
        stream = getattr(self.stdout, "_out", sys.stdout)
        return getattr(stream, "buffer", None)


def _add_population(group: _ArgumentGroup) -> None:
    """One option for each key of a population."""
    helps = {
        SAVED: _("Name of a saved population; the options below take the place of what it says"),
        "drug": _("Suspect drug, by name or synonym"),
        "reaction": _("Reaction, by name or synonym"),
        "indication": _("Indication group: %(known)s") % {"known": ", ".join(registry.indication_groups())},
        "source": _("How cases came here: %(known)s") % {"known": ", ".join(registry.sources())},
        "country": _("Two letters, or 'unknown'"),
        "age": _("Age at onset: %(known)s") % {"known": ", ".join(registry.age_bands())},
        "serious": _("yes or no"),
        "received_from": _("First day of receipt that counts, YYYY-MM-DD"),
        "received_to": _("Last day of receipt that counts, YYYY-MM-DD"),
        "cohort": _("%(known)s; default: the first") % {"known": ", ".join(registry.cohorts())},
        "centre": _("Name of a centre"),
        "as_of": _("Data-lock point, YYYY-MM-DD; default: last acceptance"),
    }
    for key in (SAVED, *KEYS):
        flag = f"--{key.replace('_', '-')}"
        metavar = "DATE" if key in ("received_from", "received_to", "as_of") else "NAME" if key == SAVED else "WORDS"
        if key in SEVERAL:
            several = _("%(help)s; may be given several times, or with commas") % {"help": helps[key]}
            group.add_argument(flag, action="append", metavar=metavar, help=several)
        else:
            group.add_argument(flag, metavar=metavar, help=helps[key])


def _add_options(group: _ArgumentGroup) -> None:
    for name, (option, reports) in _options().items():
        group.add_argument(
            f"--{name.replace('_', '-')}",
            dest=_kept_as(name),
            metavar="DATE" if option.kind == DATE else "WORDS",
            help=f"{', '.join(reports)}: {option.help}".replace("%", "%%"),
        )


def _options() -> dict[str, tuple[Option, list[str]]]:
    """The options of all reports by name, each with the reports that have it."""
    found: dict[str, tuple[Option, list[str]]] = {}
    for entry in CATALOGUE.values():
        for option in entry.options:
            found.setdefault(option.name, (option, []))[1].append(entry.name)
    return found


def _kept_as(name: str) -> str:
    """Where argparse keeps an option of a report, away from the command's own."""
    return f"option_{name}"


def _typed(value: Any) -> Typed:
    """Callers from Python may give dates, as words a list of words, or nothing."""
    return [str(item) for item in value] if isinstance(value, list | tuple) else _word(value)


def _word(value: Any) -> str | None:
    return None if value is None else str(value)


def save(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the whole file or nothing: first beside it, then moved into its place."""
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.absolute().parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        Path(draft).chmod(0o666 & ~_umask())
        Path(draft).replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        Path(draft).unlink(missing_ok=True)


def _umask() -> int:
    """What this process withholds from new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> CommandError:
    return _wrong(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror})


def _wrong(message: str) -> CommandError:
    return CommandError(message, returncode=2)
