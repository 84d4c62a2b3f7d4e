"""Documented cases from files: templates fill, and a bad file says where it is wrong and loads nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.actions.seed import SeedError, fill, read_documented, read_yaml
from cases.models import Case, Term

GOOD = """
identifier: XX-1
kind: reaction
source: literature
centre: Published literature
paper: p
case:
  patient: {at: Page 1, sex: female}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_scalars_keep_their_spelling(tmp_path: Path) -> None:
    assert read_yaml(write(tmp_path, "a: 12.0\nb: no\nc: 2022-07")) == {"a": "12.0", "b": "no", "c": "2022-07"}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ({"a": "$x", "b": "$missing"}, {"a": "1"}),
        ({"a": "row $x of $y"}, {"a": "row 1 of 2"}),
        ([{"a": "$x"}, "plain"], [{"a": "1"}, "plain"]),
        ({"given": "$yes", "when_given": {"dose": "$x"}}, {"given": "yes", "dose": "1"}),
        ({"given": "no", "when_given": {"dose": "$x"}}, {"given": "no"}),
    ],
)
def test_templates(template: Any, filled: Any) -> None:
    assert fill(template, {"x": "1", "y": "2", "yes": "yes"}) == filled


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("female", "woman"), r"case\.yaml: patient\.sex: 'woman' is not in the list"),
        (GOOD.replace("paper: p", ""), r"case\.yaml: the entry 'paper' is missing"),
        ("a: [", r"case\.yaml: "),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SeedError, match=message):
        read_documented(write(tmp_path, text))


@pytest.mark.django_db
def test_a_bad_file_leaves_nothing_half_loaded(tmp_path: Path, settings: Any) -> None:
    folder = tmp_path / "fixtures" / "cases"
    folder.mkdir(parents=True)
    (tmp_path / "fixtures" / "starter_terms.yaml").write_text(
        "{dictionary: d, version: T8, note: '', terms: {reaction: {g: [{code: '1', name: n}]}}}", encoding="utf-8"
    )
    (folder / "a.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "b.yaml").write_text(GOOD.replace("female", "woman"), encoding="utf-8")
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match=r"b\.yaml") as caught:
        call_command("seed")
    assert caught.value.returncode == 2
    assert not Case.objects.exists()
    assert not Term.objects.exists()
