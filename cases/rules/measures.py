"""What the registry knows about each measured analyte: its usual units, its usual interval, and what can hardly be.

`usual` is an adult reference interval, `plausible` is wider: what lies outside is asked about, never refused, because
it is survived by few or shown by no instrument. The bounds are rounded outwards from the extremes that the sources
report. Unless another is named, reference intervals follow Kratz A, Ferraro M, Sluss PM, Lewandrowski KB. Laboratory
reference values. N Engl J Med 2004;351:1548-1563 (called Kratz 2004 below).
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
    source: str


MEASURES: Mapping[Analyte, Measure] = {
    Analyte.HAEMOGLOBIN: Measure(
        units=("g/dL", "g/L", "mmol/L"),
        usual=(12, 17.5),
        plausible=(4, 25),
        molar_mass=16114.5,  # one of its four chains, by which mmol/L are counted
        source="Kratz 2004; of patients who refused transfusion 2 of 3 lived with 4 to 5 g/dL, few below: "
        "Carson JL et al. Transfusion 2002;42:812-818",
    ),
    Analyte.LYMPHOCYTES: Measure(
        units=("10*9/L", "10*3/uL", "/uL"),
        usual=(0.8, 4.8),
        plausible=(0.001, 500),
        zero=True,
        source="Kratz 2004; low: depletion by alemtuzumab, Coles AJ et al. Lancet 2012;380:1829-1839; high: "
        "hyperleukocytosis, Porcu P et al. Leuk Lymphoma 2000;39:1-18",
    ),
    Analyte.LEUKOCYTES: Measure(
        units=("10*9/L", "10*3/uL", "/uL"),
        usual=(4, 11),
        plausible=(0.01, 1000),
        zero=True,
        source="Kratz 2004; high: hyperleukocytosis, Porcu P et al. Leuk Lymphoma 2000;39:1-18",
    ),
    Analyte.PLATELETS: Measure(
        units=("10*9/L", "10*3/uL", "/uL"),
        usual=(150, 400),
        plausible=(1, 3000),
        zero=True,
        source="Kratz 2004; high: thrombocythaemia, Tefferi A, Vannucchi AM, Barbui T. Blood Cancer J 2018;8:2",
    ),
    Analyte.CRP: Measure(
        units=("mg/L", "mg/dL", "nmol/L"),
        usual=(0, 10),
        plausible=(0, 1000),
        molar_mass=115135,
        source="Clyne B, Olshaker JS. J Emerg Med 1999;17:1019-1025; high: above 500 mg/L, "
        "Vanderschueren S et al. Eur J Intern Med 2006;17:430-433",
    ),
    Analyte.D_DIMER: Measure(
        # Equivalents of fibrinogen (FEU) and of D-dimer itself (DDU) are never turned into each other.
        units=("ug{FEU}/L", "mg{FEU}/L", "ng{FEU}/mL", "ug/L", "mg/L", "ng/mL"),
        usual=(0, 500),
        plausible=(0, 1_000_000),
        source="Adam SS, Key NS, Greenberg CS. Blood 2009;113:2878-2887; high: the bound is the registry's own",
    ),
    Analyte.PO2: Measure(
        units=("kPa", "mm[Hg]"),
        usual=(10, 14.4),
        plausible=(2.4, 88),
        source="Low: 2.55 kPa near the summit of Everest, Grocott MPW et al. N Engl J Med 2009;360:140-149; high: what "
        "the alveolar gas equation leaves when pure oxygen is breathed at sea level",
    ),
    Analyte.PCO2: Measure(
        units=("kPa", "mm[Hg]"),
        usual=(4.5, 6.1),
        plausible=(1.3, 27),
        source="Low: 1.37 kPa, Grocott MPW et al. N Engl J Med 2009;360:140-149; high: more is survived by few, "
        "Potkin RT, Swenson ER. Chest 1992;102:1742-1745",
    ),
    Analyte.LACTATE: Measure(
        units=("mmol/L", "mg/dL"),
        usual=(0.3, 2.2),
        plausible=(0.1, 35),
        molar_mass=90.08,
        source="Andersen LW et al. Mayo Clin Proc 2013;88:1127-1140; high: the bound is the registry's own",
    ),
    Analyte.SPO2: Measure(
        units=("%",),
        usual=(94, 100),
        plausible=(30, 100),
        source="O'Driscoll BR et al. Thorax 2017;72(Suppl 1):ii1-ii90; low: 34 %, Grocott MPW et al. "
        "N Engl J Med 2009;360:140-149",
    ),
    Analyte.CREATININE: Measure(
        units=("umol/L", "mg/dL", "mg/L"),
        usual=(35, 133),
        plausible=(9, 4000),
        molar_mass=113.12,
        source="Kratz 2004; high: ten times the onset of the worst stage of KDIGO, Kidney Int Suppl 2012;2:1-138",
    ),
    Analyte.TROPONIN: Measure(
        units=("ng/L", "pg/mL", "ng/mL", "ug/L"),
        usual=(0, 50),
        plausible=(0, 1_000_000),
        source="Thygesen K et al. Circulation 2018;138:e618-e651; high: the bound is the registry's own",
    ),
    Analyte.PRO_BNP: Measure(
        units=("ng/L", "pg/mL"),
        usual=(0, 300),
        plausible=(0, 300_000),
        source="Januzzi JL et al. Eur Heart J 2006;27:330-337; high: the bound is the registry's own",
    ),
    Analyte.ESR: Measure(
        units=("mm/h",),
        usual=(0, 30),
        plausible=(0, 200),
        source="Westergren's tube is 200 mm long: Jou JM et al. Int J Lab Hematol 2011;33:125-132",
    ),
    Analyte.COMPLEMENT: Measure(
        units=("g/L", "mg/dL", "mg/L"),
        usual=(0.1, 1.8),
        plausible=(0, 5),
        source="Kratz 2004 (C3 and C4 together); high: the bound is the registry's own",
    ),
    Analyte.IMMUNOGLOBULINS: Measure(
        units=("g/L", "mg/dL", "mg/L", "k[iU]/L"),
        usual=(0.4, 16.5),
        plausible=(0, 200),
        source="Kratz 2004 (IgA, IgG and IgM together); high: the bound is the registry's own",
    ),
    Analyte.TEMPERATURE: Measure(
        units=("Cel", "[degF]"),
        usual=(35.5, 38),
        plausible=(24, 44),
        source="Beyond it single survivors: 13.7 degrees, Gilbert M et al. Lancet 2000;355:375-376; 46.5 degrees, "
        "Slovis CM et al. Ann Emerg Med 1982;11:269-271",
    ),
    Analyte.BLOOD_PRESSURE: Measure(
        units=("mm[Hg]", "kPa"),
        usual=(60, 140),
        plausible=(20, 350),
        source="Williams B et al. Eur Heart J 2018;39:3021-3104; high: only under heavy weights, MacDougall JD et al. "
        "J Appl Physiol 1985;58:785-790",
    ),
    Analyte.HEART_RATE: Measure(
        units=("/min",),
        usual=(50, 100),
        plausible=(20, 300),
        source="Beyond it single cases: Chhabra L et al. Indian Pacing Electrophysiol J 2012;12:32-35",
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
