"""What belongs to the centres of one person: their cases, their completeness, and what they reported."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from cases.models.case import Centre
from cases.rules.completeness import WELL_DOCUMENTED
from cases.selectors import centre
from cases.selectors.actor import centres_of
from cases.selectors.centre import OwnList, Quarter, Topic
from cases.terminology.lookup import Dictionary

__all__ = ["WELL_DOCUMENTED", "Own", "OwnList", "Quarter", "Topic", "default_topic", "own"]

QUARTERS = 8
DRUG, REACTION = "alemtuzumab", "Diffuse alveolar haemorrhage"
"""What a centre without reports is shown first: the subject that the registry began with."""


@dataclass(frozen=True)
class Own:
    """The work and the reports of a person's centres."""

    centres: tuple[str, ...]
    questioned: OwnList
    drafts: OwnList
    newest: OwnList
    quarters: tuple[Quarter, ...]
    topics: tuple[Topic, ...]


def own(user: AbstractBaseUser) -> Own | None:
    """What belongs to the centres of `user`; None for somebody who works for none."""
    centres = centres_of(user)
    if not centres:
        return None
    return Own(
        centres=tuple(Centre.objects.filter(pk__in=centres).values_list("name", flat=True)),
        questioned=centre.questioned(centres),
        drafts=centre.to_finish(centres),
        newest=centre.newest(centres),
        quarters=tuple(centre.quarters(centres, last=timezone.now().date(), count=QUARTERS)),
        topics=tuple(centre.topics(centres)),
    )


def default_topic() -> Topic:
    """The registry's first subject, under the names by which the dictionary counts it."""
    terms = Dictionary()
    drug, reaction = terms.find("substance", None, DRUG), terms.find("reaction", None, REACTION)
    return Topic(drug.name if drug else DRUG, reaction.name if reaction else REACTION, 0)
