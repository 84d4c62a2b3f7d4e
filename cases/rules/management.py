"""The steps that two guidance texts name for alveolar haemorrhage, and which of them a case says were done.

It describes and does not judge. Text A is on haemorrhage after alemtuzumab, text B on haemorrhage of any cause. Neither
is a guideline: both say of themselves that they are educational and pending review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.icsr import ICSR
from cases.icsr.codes_lung import TreatmentKind as Kind
from cases.icsr.words import _
from cases.rules import management_judges as judges
from cases.rules.lung_facts import LungFacts
from cases.rules.management_judges import Judge, Situation, Status, treatment

A, B = "guidance-alemtuzumab-dah", "guidance-dah-treatment"
"""Keys of the texts: "How should diffuse alveolar hemorrhage induced by alemtuzumab be managed?", last updated
March 8, 2026, and "What is the treatment for diffuse alveolar hemorrhage?", last updated October 23, 2025."""


@dataclass(frozen=True)
class Place:
    """Where a text names a step: the key of the text and the heading above it."""

    source: str
    heading: str


@dataclass(frozen=True)
class ManagementStep:
    """A step, to whom it applies, and how a case tells whether it was done."""

    code: str
    label: str
    places: tuple[Place, ...]
    judge: Judge
    applies_to: str = ""
    """Whom the texts name it for, '' for everybody."""

    @property
    def recorded(self) -> bool:
        """Whether a case can tell; of a step that it has no place for nothing is ever known."""
        return self.judge is not judges.not_recorded


_FIRST, _ADJUNCT = Place(A, "Primary Treatment Strategy"), Place(A, "Adjunctive Therapies")
_SUPPORT, _CONFIRM = Place(A, "Supportive Care"), Place(A, "Diagnostic Confirmation")
_PITFALLS, _INSTEAD = Place(A, "Critical Pitfalls to Avoid"), Place(A, "Alternative Immunosuppression")
_INITIAL, _SPECIFIC = Place(B, "Initial Management"), Place(B, "Specific Immunosuppressive Therapy")
_EXCHANGE, _ALSO = Place(B, "Plasma Exchange Considerations"), Place(B, "Adjunctive Therapies")
_BY_CAUSE, _MONITOR = Place(B, "Etiology-Specific Management"), Place(B, "Monitoring and Follow-up")
_PROGNOSIS, _SPECIAL = Place(B, "Prognosis and Complications"), Place(B, "Special Considerations")

_SUSPECTED = _("Cases with a suspect drug")
_EXCHANGED = _("Saturation at most 85 %, ventilation, creatinine above 300 umol/L, dialysis, or anti-GBM antibodies")
_AUTOIMMUNE = _("Autoimmune cause")
_REFRACTORY = _("Treatment failed")

STEPS: tuple[ManagementStep, ...] = (
    ManagementStep("drug_stopped", _("Drug stopped"), (_FIRST,), judges.drug_stopped, _SUSPECTED),
    ManagementStep("gc_pulse", _("Glucocorticoid pulse"), (_FIRST, _INITIAL), treatment(Kind.GC_PULSE)),
    ManagementStep("gc_oral", _("Then oral glucocorticoid"), (_FIRST,), treatment(Kind.GC_ORAL)),
    ManagementStep(
        "gc_before_bronchoscopy",
        _("Glucocorticoid before bronchoscopy"),
        (_PITFALLS,),
        judges.gc_before_bronchoscopy,
        _("Bronchoscopy done or attempted"),
    ),
    ManagementStep(
        "gc_with_immunosuppressant",
        _("Glucocorticoid with cyclophosphamide or rituximab"),
        (_SPECIFIC,),
        judges.gc_with_immunosuppressant,
        _AUTOIMMUNE,
    ),
    ManagementStep(
        "plasma_exchange",
        _("Plasma exchange"),
        (_ADJUNCT, _EXCHANGE),
        treatment(Kind.PLASMA_EXCHANGE, need=judges.exchange_needed),
        _EXCHANGED,
    ),
    ManagementStep(
        "gc_with_plasma_exchange",
        _("Glucocorticoid beside plasma exchange"),
        (_ADJUNCT,),
        judges.gc_with_plasma_exchange,
        _("Plasma exchange done"),
    ),
    ManagementStep(
        "oxygen",
        _("Oxygen"),
        (_SUPPORT, _INITIAL),
        treatment(Kind.OXYGEN, need=judges.saturation_low),
        _("Saturation at most 90 %"),
    ),
    ManagementStep(
        "ventilation",
        _("Mechanical ventilation"),
        (_SUPPORT, _INITIAL),
        judges.ventilated,
        _("Breathing failed"),
    ),
    ManagementStep(
        "transfusion",
        _("Blood transfusion"),
        (_SUPPORT,),
        treatment(Kind.TRANSFUSION, need=judges.not_anaemic),
        _("Anaemia that needs it"),
    ),
    ManagementStep(
        "platelet_transfusion",
        _("Platelet transfusion"),
        (_SUPPORT, _ALSO, _BY_CAUSE),
        judges.platelets_transfused,
        _("Platelets at most 50 000 per microlitre"),
    ),
    ManagementStep(
        "antifibrinolytic",
        _("Antifibrinolytic"),
        (_ALSO,),
        treatment(Kind.ANTIFIBRINOLYTIC, need=judges.refractory),
        _REFRACTORY,
    ),
    ManagementStep(
        "rfviia",
        _("Recombinant factor VIIa"),
        (_ALSO,),
        treatment(Kind.RFVIIA, need=judges.refractory),
        _REFRACTORY,
    ),
    ManagementStep("ecmo", _("ECMO"), (_ALSO,), treatment(Kind.ECMO, need=judges.refractory), _REFRACTORY),
    ManagementStep(
        "ivig",
        _("Intravenous immunoglobulin"),
        (_BY_CAUSE,),
        treatment(Kind.IVIG, need=judges.refractory_lupus),
        _("Lupus in which treatment failed"),
    ),
    ManagementStep(
        "antimicrobial",
        _("Antibiotics or another drug against the infection"),
        (_BY_CAUSE,),
        treatment(Kind.ANTIBIOTICS, need=judges.infected),
        _("Infection found"),
    ),
    ManagementStep("ct", _("CT of the chest"), (_CONFIRM,), judges.ct),
    ManagementStep("bronchoscopy", _("Bronchoscopy with lavage"), (_CONFIRM,), judges.lavage),
    ManagementStep("infection_looked_for", _("Infection looked for"), (_CONFIRM,), judges.infection_looked_for),
    ManagementStep("hypoxaemia_assessed", _("Oxygen in blood measured"), (_INITIAL,), judges.hypoxaemia_assessed),
    ManagementStep("not_given_again", _("Drug not given again"), (_PITFALLS,), judges.not_given_again, _SUSPECTED),
    ManagementStep("follow_up_image", _("Image after 1 to 4 weeks"), (_PITFALLS,), judges.follow_up_image),
    ManagementStep("symptoms_followed", _("Symptoms followed"), (_MONITOR,), judges.symptoms_followed),
    ManagementStep("oxygen_followed", _("Oxygen in blood followed"), (_MONITOR,), judges.oxygen_followed),
    ManagementStep("images_followed", _("Lung changes followed"), (_MONITOR,), judges.images_followed),
    ManagementStep("infection_watch", _("Watched for further infections"), (_SUPPORT,), judges.not_recorded),
    ManagementStep("other_therapy", _("Another drug for the illness"), (_INSTEAD,), judges.not_recorded, _SUSPECTED),
    ManagementStep("avacopan", _("Avacopan"), (_SPECIFIC,), judges.not_recorded, _AUTOIMMUNE),
    ManagementStep(
        "maintenance",
        _("Maintenance for 18 months to 4 years"),
        (_MONITOR,),
        judges.not_recorded,
        _("ANCA-associated vasculitis"),
    ),
    ManagementStep(
        "thromboprophylaxis",
        _("Prevention of thrombosis after the bleeding"),
        (_PROGNOSIS,),
        judges.not_recorded,
    ),
    ManagementStep(
        "expert_centre",
        _("Sent to a centre with experience of vasculitis"),
        (_SPECIAL,),
        judges.not_recorded,
        _REFRACTORY,
    ),
)
"""Treatment, diagnosis, follow-up, then what the registry has no place for."""

_COLUMNS = {
    Status.DONE: "steps_done",
    Status.NOT_DONE: "steps_not_done",
    Status.NOT_APPLICABLE: "steps_not_applicable",
}
_RECORDED = tuple(step for step in STEPS if step.recorded)


def management(icsr: ICSR, lung: LungFacts) -> Mapping[str, Status]:
    """Code of each step -> its status in the case; `lung` are the facts of the same case."""
    case = Situation(icsr, lung)
    return {step.code: step.judge(case) for step in STEPS}


def step_columns(icsr: ICSR, lung: LungFacts) -> dict[str, list[str]]:
    """The codes of the steps by column of the facts; a step in no column is unknown."""
    case = Situation(icsr, lung)
    columns: dict[str, list[str]] = {name: [] for name in _COLUMNS.values()}
    for step in _RECORDED:
        status = step.judge(case)
        if status is not Status.UNKNOWN:
            columns[_COLUMNS[status]].append(step.code)
    return columns
