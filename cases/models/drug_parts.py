"""Tables of what belongs to one drug: substances, indications, dosages, devices."""

from cases.icsr import drug
from cases.models.section import DrugSection


class Substance(DrugSection, record=drug.Substance, key=("drug",)):
    """An active substance of a drug (G.k.2.3.r)."""


class Indication(DrugSection, record=drug.Indication, key=("drug",)):
    """What a drug was given for (G.k.7.r)."""


class Dosage(DrugSection, record=drug.Dosage, key=("drug",)):
    """A regimen of a drug (G.k.4.r); single infusions have rows of their own."""


class Device(DrugSection, record=drug.Device, key=("drug",)):
    """A device that is part of the product (FDA.G.k.12.r)."""
