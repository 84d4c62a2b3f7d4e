"""What the comparison of two populations says in words: what can be said, and definitions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.statistics.few import FEWEST, WIDEST, Reason, Verdict
from reports.statistics.medians import Shift


def verdict_words(verdict: Verdict) -> str:
    """What a comparison of two shares can say, and why not more."""
    number = verdict.number or 0
    texts = {
        Reason.NOBODY: _("Nothing: a group has no case in which it is known."),
        Reason.FEW: _("Too few to say anything: %(number)d in the smaller group, fewer than %(least)d.")
        % {"number": number, "least": FEWEST},
        Reason.WIDE: _("Too few to say anything: the interval holds 0 and is %(points)d percentage points wide.")
        % {"points": round(100 * number)},
        Reason.NO_DIFFERENCE: _("No difference seen: the interval holds 0. A small one is not excluded."),
        Reason.DIFFERENT: _("Different: the interval leaves out 0."),
    }
    return texts[verdict.reason]


def shift_words(found: Shift | None, one: int, other: int) -> str:
    """The same of two groups of values."""
    smaller = min(one, other)
    if found is None:
        return verdict_words(Verdict(Reason.NOBODY, 0))
    if smaller < FEWEST or found.interval is None:
        return verdict_words(Verdict(Reason.FEW, smaller))
    if found.interval.low <= 0 <= found.interval.high:
        return verdict_words(Verdict(Reason.NO_DIFFERENCE))
    return verdict_words(Verdict(Reason.DIFFERENT))


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        _(
            "Lock point: of each case the newest version accepted by the end of that day (UTC) counts. A case whose "
            "newest such version nullifies it does not count."
        ),
        _("A case that fits both populations counts in the first group only, so that the groups are independent."),
        _(
            "Shares: of the cases in which it is known; unknown ones stand beside them. Intervals of a share: 95 %, "
            "exact (Clopper CJ, Pearson ES. Biometrika 1934;26:404-413)."
        ),
        _(
            "Interval of a difference: exact, unconditional (Chan ISF, Zhang Z. Biometrics 1999;55:1202-1209), where "
            "there are at most 51 x 51 possible tables; else the score interval of Newcombe RG. Stat Med "
            "1998;17:873-890, method 10."
        ),
        _(
            "Bayesian interval and probability: independent beta posteriors with Jeffreys' prior (Nurminen M, Mutanen "
            "P. Scand J Statist 1987;14:67-77). Odds ratio: conditional, with Cornfield's exact interval; an empty "
            "bound is without limit."
        ),
        _("Rule of three: after none of n, at most 3 / n with 95 % confidence (Hanley JA. JAMA 1983;249:1743-1745)."),
        _(
            "Medians and quartiles: definition 7 of Hyndman RJ, Fan Y. Am Stat 1996;50:361-365; '2 - 3' is a median "
            "that is known only between two values. Difference: Hodges JL, Lehmann EL. Ann Math Stat 1963;34:598-611."
        ),
        _(
            "Too few: fewer than %(least)d cases in a group, or an interval that holds 0 and is wider than %(points)d "
            "percentage points."
        )
        % {"least": FEWEST, "points": round(100 * WIDEST)},
        _(
            "Many measures are compared: one in twenty differs by chance alone. Reports are not a sample of all "
            "patients: a difference is one between reports, not between drugs."
        ),
        _(
            "Digest: SHA-256 over the two populations and the counts behind this report, each as JSON with sorted "
            "keys, sorted, one a line."
        ),
    )
