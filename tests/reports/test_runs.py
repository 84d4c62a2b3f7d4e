"""Frozen runs: the same bytes again, or which cases and what else differ, and why."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.models import CaseFacts, PairFacts
from reports.actions import runs
from reports.actions.populations import keep_population
from reports.actions.runs import FORMS, RunError, freeze, run_again, stored
from reports.models import PublishedFigure, ReportRun, ReportRunFile, Source
from reports.renderers import RENDERERS
from reports.sources.errors import ReportError
from reports.tables import again
from reports.tables.catalogue import make_report
from tests.people import person
from tests.reports.builders import DAH, DAY, accepted, pair

pytestmark = pytest.mark.django_db
ASKED = {"drug": "alemtuzumab"}
LATER = DAY + timedelta(days=1)


def kept(asked: dict[str, Any] | None = None, **more: Any) -> ReportRun:
    """A run of the summary, kept in the one form that runs are compared by."""
    return freeze("vigibase", ASKED if asked is None else asked, by=None, forms=(), **more)


def found(run: ReportRun, kind: str) -> list[str]:
    """What differs now, of one kind."""
    return [str(item) for item in run_again(run).differences if item.kind == kind]


def made_before(run: ReportRun, moment: datetime) -> ReportRun:
    """The run as if it had been frozen then; what is stored cannot be changed."""
    run.at = moment
    return run


def test_a_run_is_what_was_printed_and_comes_out_the_same_again() -> None:
    accepted(identifier="XX-1")
    run = kept()
    content = stored(run, "json")
    assert content == RENDERERS["json"].render(make_report("vigibase", ASKED))
    assert run.sha256 == hashlib.sha256(content).hexdigest()
    assert run.digest == json.loads(content)["digest"]
    assert (run.day, run.cases, run.asked) == (DAY, 1, {"drug": "alemtuzumab", "as_of": "2025-03-31"})
    assert run_again(run).identical


def test_what_is_accepted_after_the_lock_point_changes_nothing() -> None:
    case = accepted(identifier="XX-1")
    run = kept()
    accepted(case=case, version=2, on=LATER, sex="1")
    accepted(on=LATER)
    assert run_again(run).identical


def test_facts_that_are_derived_anew_and_come_out_the_same_are_the_same() -> None:
    accepted(identifier="XX-1")
    run = kept()
    facts = CaseFacts.objects.get()
    pairs = list(facts.pairs.all())
    facts.delete()
    facts.pk = None
    facts.save(force_insert=True)
    for item in pairs:
        item.pk, item.facts = None, facts
        item.save(force_insert=True)
    assert run_again(run).identical


def test_a_case_accepted_later_on_the_day_of_the_lock_point_came() -> None:
    accepted(identifier="XX-1")
    run = made_before(kept(), datetime(2025, 3, 31, 13, tzinfo=UTC))
    accepted(identifier="XX-2", on=datetime(2025, 3, 31, 14, tzinfo=UTC))
    assert found(run, again.CASES) == ["Case XX-2 came. Version 1 was accepted after the run was frozen."]
    assert "In the table 'Sex' 1 value differs." in found(run, again.TABLES)


def test_an_amended_case_is_named_with_both_versions() -> None:
    case = accepted(identifier="XX-1")
    run = kept()
    accepted(case=case, version=2, sex="1")
    assert found(run, again.CASES) == ["Case XX-1 changed. Version 1 counted, now 2 does."]


def test_an_amended_case_that_no_longer_fits_went() -> None:
    case = accepted(identifier="XX-1")
    accepted(identifier="XX-2")
    run = kept()
    accepted(pair(drug_name="ocrelizumab"), case=case, version=2)
    assert found(run, again.CASES) == ["Case XX-1 went. It was amended; version 2 does not fit."]


def test_a_nullified_case_went() -> None:
    case = accepted(identifier="XX-1")
    accepted(identifier="XX-2")
    run = kept()
    accepted(case=case, version=2, nullified=True)
    assert found(run, again.CASES) == ["Case XX-1 went. Version 2 nullifies it."]


def test_a_case_that_is_not_accepted_any_more_went() -> None:
    content = {"registry_version": "1", "population": "", "digest": "", "definitions": [], "tables": []}
    before, after = again.Kept(content, {"XX-1": {1: "a"}}, []), again.Kept(content, {}, [])
    assert [str(item) for item in again.differences(before, after, {}, timezone.now())] == [
        "Case XX-1 went. No version of it is accepted by the lock point any more."
    ]


@pytest.mark.parametrize("changed", [{"sex": "1"}, {"report_type": "3"}])
def test_facts_that_come_out_otherwise_are_named_whether_the_report_shows_them_or_not(changed: dict[str, str]) -> None:
    accepted(identifier="XX-1")
    run = kept()
    CaseFacts.objects.update(**changed)
    # The report itself does not count the type of report: its bytes are the same, and that is what matters.
    expected = ["Case XX-1 changed. The facts of version 1 were derived anew and came out otherwise."]
    assert found(run, again.CASES) == (expected if "sex" in changed else [])


def test_facts_decide_whether_a_case_fits() -> None:
    accepted(identifier="XX-1")
    accepted(pair(drug_name="ocrelizumab"), identifier="XX-2")
    run = kept()
    PairFacts.objects.filter(drug_name="alemtuzumab").update(drug_name="kept")
    PairFacts.objects.filter(drug_name="ocrelizumab").update(drug_name="alemtuzumab")
    PairFacts.objects.filter(drug_name="kept").update(drug_name="ocrelizumab")
    assert found(run, again.CASES) == [
        "Case XX-1 went. Its facts were derived anew or names are read otherwise, and it no longer fits.",
        "Case XX-2 came. Its facts were derived anew or names are read otherwise, and it fits now.",
    ]


def test_another_version_of_the_registry_is_said_with_all_else_the_same(settings: Any) -> None:
    accepted()
    run = kept()
    settings.TOCSIN_VERSION = "9.9"
    (difference,) = run_again(run).differences
    assert str(difference) == f"The registry's version was {run.registry_version} and is 9.9."


def test_published_figures_beside_the_cases_are_told_apart_from_the_cases() -> None:
    accepted()
    run = kept()
    source = Source.objects.create(key="paper", citation="A paper")
    PublishedFigure.objects.create(
        key="one", series="Somebody", source=source, place="Page 1", population="Everybody",
        measure="reports", of_what="Reports", reports=5, drug="alemtuzumab",
    )  # fmt: skip
    assert found(run, again.CASES) == []
    assert len(found(run, again.BESIDE)) == 1
    assert found(run, again.DEFINITIONS) == ["Newly defined: 'Source paper: A paper'"]
    assert any("rows and has" in text for text in found(run, again.TABLES))


def test_words_that_mean_nothing_any_more_are_said() -> None:
    accepted()
    run = kept()
    PairFacts.objects.update(drug_name="ocrelizumab")
    (text,) = found(run, again.WORDS)
    assert text.startswith("The report can no longer be made. No drug 'alemtuzumab' is known.")


def test_a_saved_population_is_kept_by_its_words() -> None:
    accepted()
    kept_population = keep_population("Bleeding", {"reaction": DAH}, by=None)
    run = kept({"population": "Bleeding", "drug": "alemtuzumab"})
    assert (run.saved, run.asked["reaction"], run.asked["drug"]) == ("Bleeding", DAH, "alemtuzumab")
    kept_population.delete()
    assert run_again(run).identical


def test_both_populations_of_a_comparison_are_behind_its_run() -> None:
    accepted(identifier="XX-1")
    accepted(pair(drug_name="ocrelizumab"), identifier="XX-2")
    run = freeze("compare", ASKED, {"beside": "drug=ocrelizumab"}, by=None, forms=())
    assert run.cases == 2
    CaseFacts.objects.filter(case__identifier="XX-2").update(serious=False, sex="1")
    assert found(run, again.CASES) == [
        "Case XX-2 changed. The facts of version 1 were derived anew and came out otherwise."
    ]


def test_every_form_is_kept_as_it_was_printed() -> None:
    accepted()
    run = freeze("vigibase", ASKED, by=None)
    assert set(run.files.values_list("form", flat=True)) == set(FORMS)
    report = make_report("vigibase", ASKED)
    for form in ("csv", "text", "json"):
        assert stored(run, form) == RENDERERS[form].render(report)
    assert stored(run, "pdf").startswith(b"%PDF-")
    assert stored(run, "xlsx").startswith(b"PK")
    assert b"<table" in stored(run, "page")


def test_a_form_that_does_not_hold_so_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted()

    def refuse(report: Any) -> bytes:
        raise ReportError("Too many lines.")

    monkeypatch.setitem(RENDERERS, "pdf", RENDERERS["pdf"].__class__("PDF", refuse, "application/pdf", "pdf"))
    run = freeze("vigibase", ASKED, by=None, forms=("pdf", "csv"))
    with pytest.raises(RunError, match=r"not kept as 'pdf'\. Kept: csv, json\."):
        stored(run, "pdf")


def test_only_those_who_may_freeze_do() -> None:
    accepted()
    with pytest.raises(RunError, match="may not freeze"):
        freeze("vigibase", by=person("Auditor"), forms=())
    assert freeze("vigibase", by=person("PV assessor"), forms=()).by.username == "pv_assessor"


def test_without_a_case_there_is_nothing_to_freeze() -> None:
    with pytest.raises(RunError, match="nothing to freeze"):
        kept({})


def test_what_was_frozen_cannot_be_changed() -> None:
    accepted()
    run = kept()
    for rows in (ReportRun.objects.filter(pk=run.pk), ReportRunFile.objects.filter(run=run)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(sha256="0" * 64)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")


def test_bytes_that_are_not_those_that_were_frozen_are_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    accepted()
    run = kept()
    run.sha256 = "0" * 64
    with pytest.raises(RunError, match="not those that were frozen"):
        run_again(run)


def test_another_language_of_the_reader_changes_nothing() -> None:
    accepted()
    run = kept()
    assert run.language == "en-gb"
    assert run_again(run).identical


def test_the_command_freezes_lists_and_makes_again(capsys: Any) -> None:
    accepted(identifier="XX-1")
    call_command("report", "vigibase", drug="alemtuzumab", freeze=True, note="For the board", format="json")
    printed = capsys.readouterr()
    run = ReportRun.objects.get()
    assert printed.out.encode() == stored(run, "json")
    assert f"Frozen as run {run.pk}: lock point 2025-03-31, SHA-256 {run.sha256}." in printed.err
    assert run.note == "For the board"
    call_command("report", again=str(run.pk))
    assert capsys.readouterr().out == f"Run {run.pk}: identical, SHA-256 {run.sha256}.\n"
    call_command("report", runs=True)
    assert capsys.readouterr().out.startswith(f"{run.pk}: vigibase, 2025-03-31, ")
    CaseFacts.objects.update(sex="1")
    with pytest.raises(CommandError, match="differs") as raised:
        call_command("report", again=str(run.pk))
    assert raised.value.returncode == 1
    assert "  Case XX-1 changed. The facts of version 1" in capsys.readouterr().out


def test_a_run_that_there_is_not(capsys: Any) -> None:
    with pytest.raises(CommandError, match="no frozen run 'x'"):
        call_command("report", again="x")


def test_the_file_alone_may_differ() -> None:
    plain = again.Kept(
        {"registry_version": "1", "population": "", "digest": "", "definitions": [], "tables": []}, {}, []
    )
    (difference,) = again.differences(plain, plain, {}, timezone.now())
    assert difference.kind == again.FORM


def test_tables_that_came_and_went_are_named() -> None:
    def with_table(name: str, *columns: str) -> again.Kept:
        named = [{"name": column, "unit": "", "label": column} for column in columns]
        table = {"name": name, "label": name.title(), "columns": named, "rows": []}
        content = {"registry_version": "1", "population": "", "digest": "", "definitions": [], "tables": [table]}
        return again.Kept(content, {}, [])

    moment = timezone.now()
    assert [item.what for item in again.differences(with_table("sex"), with_table("age"), {}, moment)] == [
        "The table 'Sex' is gone.",
        "The table 'Age' is new.",
    ]
    (changed,) = again.differences(with_table("sex"), with_table("sex", "more"), {}, moment)
    assert changed.what == "The table 'Sex' has other columns."


def test_the_day_that_was_typed_is_the_lock_point() -> None:
    accepted()
    assert kept({**ASKED, "as_of": "2026-01-31"}).day == date(2026, 1, 31)
    assert runs.PERMISSION == "reports.add_reportrun"
