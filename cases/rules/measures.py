"""What the registry knows about each measured analyte: its usual units, its usual interval, and what can hardly be.

The limits are the registry's own plausibility bounds. `plausible` is wider than any reference range, chosen so that
only improbable values are asked about; none is refused. `usual` is no reference range of a laboratory either: it says
roughly where values of adults lie, to tell which unit of an improbable number was meant. Where a publication helped to
choose a bound, `source` names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.icsr.codes_lung import Analyte


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Bounds of one analyte, each pair (low, high) in the first of its units."""

    units: tuple[str, ...]
    """UCUM, the one that forms should offer first coming first."""
    usual: tuple[float, float]
    plausible: tuple[float, float]
    zero: bool = False
    """Whether laboratories print 0 for what lies below the least that they can show."""
    molar_mass: float | None = None
    """g/mol, where laboratories report amounts as well as masses."""
    source: str = ""
    """What is published about a bound; empty where nothing is claimed."""


MEASURES: Mapping[Analyte, Measure] = {
    Analyte.HAEMOGLOBIN: Measure(
        units=("g/dL", "g/L", "mmol/L"),
        usual=(12, 17.5),
        plausible=(4, 25),
        molar_mass=16114.5,  # one of its four chains, by which mmol/L are counted
        source="Low: of patients who declined transfusion 34 % died with 4.1 to 5.0 g/dL after surgery, "
        "Carson JL et al. Transfusion 2002;42:812-818",
    ),
    Analyte.LYMPHOCYTES: Measure(
        units=("10*9/L", "10*3/uL", "/uL"),
        usual=(0.8, 4.8),
        plausible=(0.001, 500),
        zero=True,
    ),
    Analyte.LEUKOCYTES: Measure(
        units=("10*9/L", "10*3/uL", "/uL"),
        usual=(4, 11),
        plausible=(0.01, 1000),
        zero=True,
    ),
    Analyte.PLATELETS: Measure(
        units=("10*9/L", "10*3/uL", "/uL"),
        usual=(150, 400),
        plausible=(1, 3000),
        zero=True,
    ),
    Analyte.CRP: Measure(
        units=("mg/L", "mg/dL", "nmol/L"),
        usual=(0, 10),
        plausible=(0, 1000),
        molar_mass=115135,
        source="High: above 500 mg/L in 130 patients of one hospital in a year, Extremely elevated C-reactive protein. "
        "Eur J Intern Med 2006;17:430-433",
    ),
    Analyte.D_DIMER: Measure(
        # Equivalents of fibrinogen (FEU) and of D-dimer itself (DDU) are never turned into each other.
        units=("ug{FEU}/L", "mg{FEU}/L", "ng{FEU}/mL", "ug/L", "mg/L", "ng/mL"),
        usual=(0, 500),
        plausible=(0, 1_000_000),
        source="Usual: 0.5 ug/mL FEU excludes pulmonary embolism, Pernod G et al. doi 10.1097/MBC.0000000000000591",
    ),
    Analyte.PO2: Measure(
        units=("kPa", "mm[Hg]"),
        usual=(10, 14.4),
        plausible=(2.4, 88),
        source="Low: 2.55 kPa at 8400 m on Everest, Grocott MPW et al. N Engl J Med 2009;360:140-149; high: what the "
        "alveolar gas equation leaves when pure oxygen is breathed at sea level",
    ),
    Analyte.PCO2: Measure(
        units=("kPa", "mm[Hg]"),
        usual=(4.5, 6.1),
        plausible=(1.3, 27),
        source="Low: 1.37 kPa at 8400 m on Everest, Grocott MPW et al. N Engl J Med 2009;360:140-149; high: 375 mmHg "
        "(50 kPa) survived once, Potkin RT, Swenson ER. Chest 1992;102:1742-1745",
    ),
    Analyte.LACTATE: Measure(
        units=("mmol/L", "mg/dL"),
        usual=(0.3, 2.2),
        plausible=(0.1, 35),
        molar_mass=90.08,
    ),
    Analyte.SPO2: Measure(
        units=("%",),
        usual=(94, 100),
        plausible=(30, 100),
    ),
    Analyte.CREATININE: Measure(
        units=("umol/L", "mg/dL", "mg/L"),
        usual=(35, 133),
        plausible=(9, 4000),
        molar_mass=113.12,
        source="High: over ten times 4.0 mg/dL (353.6 umol/L), from which on injury is of stage 3, KDIGO. "
        "Kidney Int Suppl 2012;2:1-138",
    ),
    Analyte.TROPONIN: Measure(
        units=("ng/L", "pg/mL", "ng/mL", "ug/L"),
        usual=(0, 50),
        plausible=(0, 1_000_000),
    ),
    Analyte.PRO_BNP: Measure(
        units=("ng/L", "pg/mL"),
        usual=(0, 300),
        plausible=(0, 300_000),
        source="Usual: 300 pg/mL excludes acute heart failure, Januzzi JL et al. Eur Heart J 2006;27:330-337",
    ),
    Analyte.ESR: Measure(
        units=("mm/h",),
        usual=(0, 30),
        plausible=(0, 200),
        source="High: the scale of Westergren's tube is 200 mm long, ICSH 2011, doi 10.1111/j.1751-553X.2011.01302.x",
    ),
    Analyte.COMPLEMENT: Measure(
        units=("g/L", "mg/dL", "mg/L"),
        usual=(0.1, 1.8),
        plausible=(0, 5),
    ),
    Analyte.IMMUNOGLOBULINS: Measure(
        units=("g/L", "mg/dL", "mg/L", "k[iU]/L"),
        usual=(0.4, 16.5),
        plausible=(0, 200),
    ),
    Analyte.TEMPERATURE: Measure(
        units=("Cel", "[degF]"),
        usual=(35.5, 38),
        plausible=(24, 44),
    ),
    Analyte.BLOOD_PRESSURE: Measure(
        units=("mm[Hg]", "kPa"),
        usual=(60, 140),
        plausible=(20, 350),
        source="High: 320 mmHg was the mean peak under the heaviest weights, MacDougall JD et al. J Appl Physiol "
        "1985;58:785-790",
    ),
    Analyte.HEART_RATE: Measure(
        units=("/min",),
        usual=(50, 100),
        plausible=(20, 300),
    ),
}
"""The analytes whose number can be judged."""

_OTHER_UNITS: Mapping[Analyte, tuple[str, ...]] = {
    Analyte.ANCA: ("[iU]/mL", "{titer}", "[arb'U]/mL"),
    Analyte.ANTI_GBM: ("[iU]/mL", "[arb'U]/mL"),
    Analyte.ANA: ("{titer}", "[iU]/mL", "[arb'U]/mL"),
    Analyte.COAGULATION: ("s", "{INR}", "%", "g/L"),
    Analyte.URINALYSIS: ("g/L", "mg/dL", "/uL", "mg/mmol"),
    Analyte.ECG: ("ms", "/min"),
    Analyte.ECHOCARDIOGRAM: ("%", "mm[Hg]", "mm"),
    Analyte.SPIROMETRY: ("L", "%", "L/s", "mmol/min/kPa"),
    Analyte.BLOOD_GAS: ("[pH]", "kPa", "mm[Hg]", "mmol/L"),
}


def units_for(analyte: Analyte | None) -> tuple[str, ...]:
    """The usual UCUM units of an analyte, the commonest first; empty where any unit may be right."""
    if analyte is None:
        return ()
    return MEASURES[analyte].units if analyte in MEASURES else _OTHER_UNITS.get(analyte, ())


def all_units() -> tuple[str, ...]:
    """Every unit that some analyte usually has, each once."""
    return tuple(dict.fromkeys(unit for analyte in Analyte for unit in units_for(analyte)))
