"""The facts that aggregates count, from small cases with known answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome, PrimarySourceMark, Qualification, Rechallenge, ReportType, Retraction
from cases.icsr.codes_lung import TreatmentKind
from cases.icsr.comparator import Episode
from cases.icsr.drug import Drug, DrugReaction, Indication, Substance
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource, Report
from cases.icsr.treatment import ReactionTreatment
from cases.icsr.values import Coded, NullFlavor
from cases.rules.coding import code_words
from cases.rules.facts import IndicationGroup, KnownTerm, Whole, indication_group, pairs, version_facts, whole


class Few:
    """A dictionary of three terms."""

    TERMS = {
        ("reaction", "bleeding"): KnownTerm("1", "T1", "Bleeding", "Lungs"),
        ("indication", "rrms"): KnownTerm("2", "T1", "RRMS", "ms"),
        ("substance", "alemtuzumab"): KnownTerm("3", "T1", "alemtuzumab", ""),
    }

    def find(self, kind: str, coded: Coded | None, words: Any) -> KnownTerm | None:
        """By words only."""
        return self.TERMS.get((kind, str(words).lower()))


def suspect(**more: Any) -> Drug:
    return Drug(role=DrugRole.SUSPECT, **{"name": "alemtuzumab", **more})


def test_each_suspect_drug_meets_each_reaction() -> None:
    icsr = ICSR(
        drugs=(suspect(), Drug(role=DrugRole.CONCOMITANT, name="x"), Drug(role=DrugRole.INTERACTING, name="y")),
        reactions=(Reaction(verbatim="bleeding"), Reaction(verbatim="headache")),
    )
    found = [(pair.drug_name, pair.reaction_name, pair.organ_class) for pair in pairs(icsr, Few())]
    assert found == [
        ("alemtuzumab", "Bleeding", "Lungs"),
        ("alemtuzumab", "headache", ""),
        ("y", "Bleeding", "Lungs"),
        ("y", "headache", ""),
    ]


def test_links_go_by_number() -> None:
    icsr = ICSR(
        drugs=(suspect(number=4),),
        reactions=(Reaction(number=7, verbatim="bleeding", outcome=Outcome.FATAL),),
        drug_reactions=(
            DrugReaction(drug=4, reaction=7, rechallenge=Rechallenge.NOT_RECURRED, onset_after_infusion=2),
        ),
    )
    (pair,) = pairs(icsr, Few())
    assert (pair.drug_number, pair.reaction_number, pair.rechallenge) == (4, 7, "2")
    assert (pair.outcome, pair.infusions_before_onset) == (Outcome.FATAL, 2)


def test_a_comparator_episode_has_no_pairs() -> None:
    icsr = ICSR(drugs=(suspect(),), reactions=(Reaction(verbatim="bleeding"),), episode=Episode(diagnosis="SLE"))
    assert list(pairs(icsr, Few())) == []
    assert version_facts(icsr).diagnosis == "SLE"


@pytest.mark.parametrize(
    ("indications", "group"),
    [
        ((), IndicationGroup.UNKNOWN),
        ((Indication(verbatim=NullFlavor.UNK),), IndicationGroup.UNKNOWN),
        ((Indication(verbatim="psoriasis"),), IndicationGroup.OTHER),
        ((Indication(verbatim="psoriasis"), Indication(verbatim="RRMS")), IndicationGroup.MS),
        ((Indication(term=Coded("9", "27.1")),), IndicationGroup.OTHER),
    ],
)
def test_indication_group(indications: tuple[Indication, ...], group: IndicationGroup) -> None:
    assert indication_group(suspect(indications=indications), Few()) is group


def test_the_substance_stands_for_a_brand() -> None:
    icsr = ICSR(
        drugs=(suspect(name="Brand", substances=(Substance(name="?"), Substance(name="Alemtuzumab"))),),
        reactions=(Reaction(),),
    )
    assert [pair.drug_name for pair in pairs(icsr, Few())] == ["alemtuzumab"]


def test_the_country_of_occurrence_comes_before_the_reporters() -> None:
    sources = (PrimarySource(country="GB"), PrimarySource(country="PT", primary=PrimarySourceMark.PRIMARY))
    here = version_facts(ICSR(primary_sources=sources, reactions=(Reaction(), Reaction(country="NO"))))
    assert (here.country, here.country_basis, here.continent) == ("NO", "occurrence", "europe")
    reported = version_facts(ICSR(primary_sources=sources))
    assert (reported.country, reported.country_basis) == ("PT", "reporter")
    nowhere = version_facts(ICSR())
    assert (nowhere.country, nowhere.country_basis, nowhere.continent) == ("", "", "")


@pytest.mark.parametrize(
    ("reactions", "serious"),
    [
        ((), None),
        ((Reaction(),), None),
        ((Reaction(disabling=True), Reaction()), True),
    ],
)
def test_a_case_is_serious_when_one_reaction_is(reactions: tuple[Reaction, ...], serious: bool | None) -> None:
    assert version_facts(ICSR(reactions=reactions)).serious is serious


def test_a_case_is_not_serious_only_when_all_is_denied() -> None:
    denied = Reaction(
        results_in_death=False,
        life_threatening=False,
        hospitalisation=False,
        disabling=False,
        congenital_anomaly=False,
        medically_important=False,
    )
    assert version_facts(ICSR(reactions=(denied,))).serious is False
    assert version_facts(ICSR(reactions=(denied, Reaction()))).serious is None


def test_year_and_nullification() -> None:
    report = Report(first_received=PartialDate("202603"), retraction=Retraction.NULLIFICATION)
    facts = version_facts(ICSR(report=report))
    assert (facts.received_year, facts.nullified) == (2026, True)
    assert version_facts(ICSR(report=Report())).received_year is None


def test_where_a_report_comes_from() -> None:
    source = PrimarySource(country="NO", qualification=Qualification.PHYSICIAN)
    report = Report(first_received=PartialDate("202603"), report_type=ReportType.STUDY)
    facts = version_facts(ICSR(report=report, primary_sources=(source,)))
    assert (facts.received, facts.report_type) == (date(2026, 3, 1), "2")
    assert (facts.reporter_group, facts.region, facts.literature) == ("professional", "eea", "")
    nothing = version_facts(ICSR())
    assert (nothing.received, nothing.report_type, nothing.ema_age_group) == (None, "", "")
    assert (nothing.reporter_group, nothing.region, nothing.literature) == ("", "", "")


def test_treatments_given_and_denied() -> None:
    rows = (
        ReactionTreatment(kind=TreatmentKind.OXYGEN, given=True),
        ReactionTreatment(kind=TreatmentKind.IMV, given=False),
        ReactionTreatment(kind=TreatmentKind.NIV, given=NullFlavor.UNK),
    )
    facts = version_facts(ICSR(treatments=rows))
    assert (facts.treatments, facts.treatments_denied) == (["oxygen"], ["imv"])


def test_known_words_get_codes_and_others_keep_theirs() -> None:
    icsr = ICSR(
        drugs=(
            suspect(indications=(Indication(verbatim="RRMS"),), substances=(Substance(name="?"),)),
            suspect(name="?", indications=(), substances=()),
        ),
        reactions=(Reaction(verbatim="Bleeding"), Reaction(verbatim="bleeding", term=Coded("8", "27.1"))),
    )
    coded = code_words(icsr, Few())
    assert coded.drugs[0].indications[0].term == Coded("2", "T1")
    assert coded.drugs[0].substances[0].term is None
    assert coded.drugs[1] == icsr.drugs[1]
    assert [row.term for row in coded.reactions] == [Coded("1", "T1"), Coded("8", "27.1")]


def _whole(count: int, group: str, two: bool, unknown: bool | None, outcome: str) -> Whole:
    return Whole(
        pair_count=count,
        whole_indication_group=group,
        whole_two_infusions=two,
        whole_infusions_unknown=unknown,
        whole_outcome=outcome,
    )


@pytest.mark.parametrize(
    ("reactions", "drugs", "expected"),
    [
        pytest.param((), (suspect(),), _whole(0, "", False, None, ""), id="no pair"),
        pytest.param(
            (Reaction(outcome=Outcome.RECOVERED), Reaction(outcome=Outcome.NOT_RECOVERED, life_threatening=True)),
            (suspect(), suspect(indications=(Indication(verbatim="RRMS"),))),
            _whole(4, "ms", False, True, "3"),
            id="the serious reaction and the first known group stand for all",
        ),
        pytest.param(
            (Reaction(outcome=Outcome.FATAL), Reaction(outcome=Outcome.RECOVERED, hospitalisation=True)),
            (suspect(indications=(Indication(verbatim="something else"),)),),
            _whole(2, "other", False, True, "5"),
            id="a death stands for all, whichever reaction it was",
        ),
    ],
)
def test_what_all_pairs_say_together(reactions: Any, drugs: Any, expected: Whole) -> None:
    assert whole(list(pairs(ICSR(drugs=drugs, reactions=reactions), Few()))) == expected
