"""What the report on published figures says in words: answers, their reasons, and definitions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.statistics.agreement import Answer, Why
from reports.statistics.few import FEWEST, WIDEST


def answer_words(answer: Answer) -> str:
    """An answer as it stands in the report."""
    return {
        Answer.AGREES: _("Agrees"),
        Answer.DIFFERS: _("Differs"),
        Answer.UNKNOWN: _("Cannot be told yet"),
    }[answer]


def why_words(why: Why) -> str:
    """The reason for an answer."""
    return {
        Why.NO_CASES: _("No case in which it is known"),
        Why.FEW: _("Too few: fewer than %(least)d cases in which it is known, or in the figure") % {"least": FEWEST},
        Why.WIDE: _("Too few: the interval leaves room for both"),
        Why.WITHIN: _("What was published fits the interval"),
        Why.OUTSIDE: _("What was published does not fit the interval"),
        Why.NOBODY_OTHERWISE: _("No case did otherwise"),
        Why.SOMEBODY_OTHERWISE: _("At least one case did otherwise"),
        Why.COUNT: _("A number of reports says nothing of how often it happens"),
        Why.NOT_RECORDED: _("The registry's reports do not count this"),
    }[why]


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        _(
            "Lock point: of each case the newest version accepted by the end of that day (UTC) counts. A case whose "
            "newest such version nullifies it does not count."
        ),
        _(
            "Cases that fit: drug, reaction, indication and cohort of the figure, and whatever else this report is "
            "narrowed to. Cases whose patients the figure counts too, or may count, are left out of the comparison."
        ),
        _(
            "Share: of the cases in which it is known. Intervals: 95 %, exact (Clopper CJ, Pearson ES. Biometrika "
            "1934;26:404-413)."
        ),
        _(
            "A published share differs when the 95 %% interval of the difference leaves out 0 (exact unconditional: "
            "Chan ISF, Zhang Z. Biometrics 1999;55:1202-1209; above 51 x 51 possible tables the score interval of "
            "Newcombe RG. Stat Med 1998;17:873-890). It agrees when the interval holds 0 and is at most %(points)d "
            "percentage points wide."
        )
        % {"points": round(100 * WIDEST)},
        _(
            "A published range of a share, such as 30 to 50 %%, differs when it has nothing in common with the exact "
            "interval; it agrees when it holds the interval, or the share with an interval at most %(points)d "
            "percentage points wide."
        )
        % {"points": round(100 * WIDEST)},
        _(
            "A published range of values, such as days 2 to 7, is judged by the share of cases within it: it agrees "
            "when that is more than half, by the same rule. A value known only between two days counts when both lie "
            "on the same side."
        ),
        _(
            "A published median agrees when the exact interval of the registry's median (sign test) holds it. Medians "
            "and quartiles: definition 7 of Hyndman RJ, Fan Y. Am Stat 1996;50:361-365."
        ),
        _("A statement without exception differs as soon as one case did otherwise."),
        _("Fewer than %(least)d cases are too few to say anything, but for a case that did otherwise.")
        % {"least": FEWEST},
        _(
            "With many figures compared, one in twenty differs by chance alone. Reports are not a sample of all "
            "patients: to differ or to agree is said of reports."
        ),
        _(
            "Digest: SHA-256 over the published figures and the counts behind this report, each as JSON with sorted "
            "keys, sorted, one a line."
        ),
    )
