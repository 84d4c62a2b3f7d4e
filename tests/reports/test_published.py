"""Published figures: loaded as they stand in the file, shown as they stand in their source."""

from pathlib import Path

import pytest
import yaml

from reports.actions.published import Loaded, PublishedError, load_published
from reports.models import Overlap, PublishedFigure, Source
from reports.tables.catalogue import make_report
from tests.reports.builders import DAH, accepted, pair

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[2] / "fixtures" / "published_figures.yaml"
VIGIBASE, REVIEW = "VigiBase as published", "Review of 14 cases, as cited"
SHARED = "Transplantation or haematological malignancy"


@pytest.fixture
def loaded():
    return load_published(FILE)


def row(group: str, source: str, **asked: str) -> dict:
    report = make_report("vigibase", asked)
    rows = report.table("indication_group").records()
    return next(row for row in rows if (row["indication_group"], row["source"]) == (group, source))


def values(found: dict, *names: str) -> tuple:
    return tuple(found[name] for name in names)


def test_loading_twice_changes_nothing(loaded):
    assert loaded == Loaded(sources=5, figures=70, added=70, changed=0)
    before = list(PublishedFigure.objects.values())
    assert load_published(FILE) == Loaded(sources=5, figures=70, added=0, changed=0)
    assert list(PublishedFigure.objects.values()) == before


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("Multiple sclerosis", (5, 5, 5, 0, 0, 5)),
        (SHARED, (17, None, None, 14, 3, 14)),
        ("All", (22, None, None, 14, 3, 19)),
    ],
)
def test_vigibase_as_published(loaded, group, expected):
    found = row(group, VIGIBASE)
    names = ("reports", "two_infusions", "recovered", "died", "unknown", "known_outcomes")
    assert values(found, *names) == expected


def test_what_vigibase_does_not_print_is_marked_derived(loaded):
    assert row("Multiple sclerosis", VIGIBASE)["derived"] == "died, other, unknown, known_outcomes"
    assert row(SHARED, VIGIBASE)["derived"] == "unknown, known_outcomes"
    everyone = row("All", VIGIBASE)
    assert everyone["derived"] == "died, unknown, known_outcomes"
    assert everyone["notes"].startswith(
        "Of diffuse alveolar haemorrhage only. At least 5 after two infusions. At least 5 recovered. "
    )


def test_fatality_of_published_rows(loaded):
    names = ("fatality", "fatality_low", "fatality_high")
    assert values(row(SHARED, VIGIBASE), *names) == (82.4, 59.0, 93.8)
    assert values(row("Multiple sclerosis", VIGIBASE), *names) == (0.0, 0.0, 43.4)
    assert values(row("Multiple sclerosis", REVIEW), *names) == (None, None, None)


def test_the_review_is_fourteen_cases(loaded):
    groups = ("Multiple sclerosis", "Transplantation", "All")
    assert [row(group, REVIEW)["reports"] for group in groups] == [11, 3, 14]


def test_overlap_says_how_sure_it_is(loaded):
    accepted(identifier="XX-TOCSIN-MYRO-2018")
    records = make_report("vigibase").table("overlap").records()
    found = {(record["source"], record["case"]): values(record, "basis", "counted") for record in records}
    assert found[VIGIBASE, "XX-TOCSIN-MYRO-2018"] == ("stated", "yes")
    assert found[REVIEW, "XX-TOCSIN-MYRO-2018"] == ("inferred", "yes")
    assert found[VIGIBASE, "XX-TOCSIN-ALPORT-A"] == ("inferred", "no")
    assert len(found) == 6


def test_published_rows_stay_away_from_another_drug_or_reaction(loaded):
    accepted(pair(drug_name="rituximab"))
    accepted(pair(reaction_name="Cough"))
    for asked in ({"drug": "rituximab"}, {"reaction": "Cough"}):
        report = make_report("vigibase", asked)
        assert {record["source"] for record in report.table("indication_group").records()} == {"Registry"}
        assert report.table("overlap").rows == ()
    assert row("All", VIGIBASE, reaction=DAH)["reports"] == 22


def test_published_figures_are_part_of_the_digest(loaded):
    before = make_report("vigibase").digest
    PublishedFigure.objects.filter(key="vigibase-dah-ms").update(note="Changed")
    assert make_report("vigibase").digest != before


def test_other_measures_are_stored_and_summed_up(loaded):
    found = {figure.key: figure.summary for figure in PublishedFigure.objects.all()}
    assert found["review-dah-ms-resolution"] == "9 / 11 patients"
    assert found["review-dah-ms-age"] == "25 - 36 years"
    assert found["review-dah-single-dose"] == "30 mg"
    assert found["vigibase-dah-all"] == "22"


SOURCE = {"key": "paper", "kind": "primary", "citation": "A paper"}
FIGURE = {
    "key": "one", "series": "Somebody", "source": "paper", "place": "Page 1",
    "population": "Everybody", "measure": "proportion", "of_what": "Share", "numerator": 2, "denominator": 5,
}  # fmt: skip


def write(path: Path, figure: dict | None = None, source: dict | None = None) -> Path:
    file = path / "figures.yaml"
    content = {"sources": [{**SOURCE, **(source or {})}], "figures": [{**FIGURE, **(figure or {})}]}
    file.write_text(yaml.safe_dump(content))
    return file


def test_a_changed_figure_is_changed_and_keeps_who_did_it(tmp_path, django_user_model):
    user = django_user_model.objects.create(username="staff")
    case = {"case": "XX-1", "basis": "stated", "reason": "It says so"}
    assert load_published(write(tmp_path), by=user).added == 1
    assert load_published(write(tmp_path, {"note": "New"}), by=user).changed == 1
    assert load_published(write(tmp_path, {"note": "New", "overlap": [case]})).changed == 1
    assert load_published(write(tmp_path, {"note": "New", "overlap": [case]})).changed == 0
    assert load_published(write(tmp_path, {"value": 0.1, "note": "New"})).changed == 1
    assert load_published(write(tmp_path, {"value": 0.1, "note": "New"})).changed == 0
    assert load_published(write(tmp_path, source={"citation": "The paper"})).sources == 1
    assert Source.objects.get().citation == "The paper"
    assert Overlap.objects.count() == 0


CASE = {"case": "XX-1", "basis": "stated", "reason": "It says so"}
FIGURES = {"figure": "two", "basis": "stated", "reason": "The same patients"}


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ({"numerator": "two"}, "figures, one, field 'numerator': has to be a whole number, not 'two'."),
        ({"numerator": True}, "field 'numerator': has to be a whole number, not True."),
        ({"value": "much"}, "field 'value': has to be a number, not 'much'."),
        ({"place": 5}, "field 'place': has to be a text, not 5."),
        ({"derived": "died"}, "field 'derived': has to be a list of texts, not 'died'."),
        ({"colour": "red"}, "field 'colour': is not known. Known: "),
        ({"place": ""}, "field 'place': is missing."),
        ({"source": "other"}, "field 'source': 'other' is not among the file's sources."),
        ({"measure": "guess"}, "field 'measure': Value 'guess' is not a valid choice."),
        ({"numerator": 6}, "publishedfigure_proportion"),
        ({"derived": ["numerator"]}, "publishedfigure_derivation"),
        ({"overlap": ["XX-1"]}, "overlap 1: has to be a mapping of fields to values."),
        ({"overlap": [{**CASE, "basis": "guessed"}]}, "field 'basis': Value 'guessed' is not a valid choice."),
        ({"overlap": [CASE, CASE]}, "field 'overlap': names a case or a figure twice."),
        (
            {"overlap": [{"basis": "stated", "reason": "It says so"}]},
            "field 'overlap': names a case or a figure, one of the two.",
        ),
        ({"overlap": [{**CASE, "figure": "one"}]}, "field 'overlap': names a case or a figure, one of the two."),
        ({"overlap": [{**FIGURES, "figure": "none"}]}, "field 'overlap': there is no figure 'none'."),
        ({"counted_as": "luck"}, "field 'counted_as': no measure 'luck'. Known: "),
        ({"fits": {"colour": "red"}}, "field 'fits': no key 'colour'. Known: cohort, serious, source, country, age."),
        ({"fits": ["red"]}, "field 'fits': has to be keys with a text or a list of texts each, not ['red']."),
        ({"fits": {"age": 5}}, "field 'fits': has to be keys with a text or a list of texts each, not {'age': 5}."),
        ({"key": ""}, "figures, , field 'key': is missing."),
    ],
)
def test_a_bad_file_is_refused_with_file_key_and_field(tmp_path, figure, message):
    with pytest.raises(PublishedError) as raised:
        load_published(write(tmp_path, figure))
    assert str(raised.value).startswith("figures.yaml: ")
    assert message in str(raised.value)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [", "is not YAML"),
        ("- a", "holds 'sources' and 'figures'"),
        ("rows: []", "holds 'sources' and 'figures'"),
        ("sources: {a: 1}", "'sources' has to be a list."),
        ("sources: [a]", "sources, number 1: has to be a mapping"),
        (yaml.safe_dump({"sources": [SOURCE, SOURCE]}), "sources, paper: the key stands in the file twice."),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path, text, message):
    file = tmp_path / "figures.yaml"
    file.write_text(text)
    with pytest.raises(PublishedError, match=r"figures\.yaml: ") as raised:
        load_published(file)
    assert message in str(raised.value)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(PublishedError, match=r"none\.yaml: cannot be read"):
        load_published(tmp_path / "none.yaml")


def test_figures_can_name_each_other_in_any_order(tmp_path):
    file = tmp_path / "figures.yaml"
    figures = [{**FIGURE, "overlap": [FIGURES]}, {**FIGURE, "key": "two"}]
    file.write_text(yaml.safe_dump({"sources": [SOURCE], "figures": figures}))
    assert load_published(file).added == 2
    assert [str(row) for row in Overlap.objects.all()] == ["Somebody: Share (stated by the source)"]
    assert (load_published(file).added, load_published(file).changed) == (0, 0)


def test_the_rest_of_a_bad_file_is_not_loaded(tmp_path):
    file = tmp_path / "figures.yaml"
    file.write_text(
        yaml.safe_dump({"sources": [SOURCE], "figures": [FIGURE, {**FIGURE, "key": "two", "numerator": 9}]})
    )
    with pytest.raises(PublishedError, match="figures, two"):
        load_published(file)
    assert not PublishedFigure.objects.exists()
