"""Days told and days that can be meant: intervals of whole days, both ends inclusive."""

import re
from dataclasses import dataclass
from datetime import date

from rashomon.events.families import Family, known_kinds
from rashomon.model import Certainty, Claim, Report

WEEK = 7  # days: a longer span ("in March") has room for many happenings
LASTS = 3  # days that fighting which goes on is taken to have lasted, and within which it is the same fighting
BLUR = {"week": 3, "month": 15}  # days: what is counted back in weeks is exact to half a week
_AGO = re.compile(r"\b(week|month)s?\b[^.]{0,12}\bago\b")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both inclusive."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def common(self, other: "Days") -> "Days | None":
        """The days that both have, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last) if first <= last else None

    def wider(self, before: int, after: int) -> "Days":
        """So many days more on either side."""
        return Days(_moved(self.first, -before), _moved(self.last, after))

    def alike(self, other: "Days") -> float:
        """Common days as a part of all days of both, 0..1."""
        common = self.common(other)
        both = Days(min(self.first, other.first), max(self.last, other.last))
        return len(common) / len(both) if common else 0.0


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal()))


def told_days(claim: Claim) -> Days | None:
    """The days that the text tells."""
    if claim.when is None or claim.when.first is None or claim.when.last is None:
        return None
    return Days(claim.when.first, claim.when.last)


def published_days(report: Report) -> Days | None:
    """The days on which the report can have appeared."""
    return Days(report.published.first, report.published.last) if report.published else None


def is_day_of_saying(claim: Claim, report: Report) -> bool:
    """True where no sentence of the claim tells its day: ``On Monday he spoke of the war. There is fighting, he said``."""
    return claim.when is not None and not any(
        span.touches(claim.quote) and span.covers(claim.when.span) for span in report.sentences or (claim.when.span,)
    )


def window_of(claim: Claim, report: Report, family: Family, *, lasting: bool) -> Days | None:
    """The days that a claim can speak of at the widest: its own, with the family's slack and what counting back blurs.

    Without a day: some days up to publication, for a state those days, for what lasts three;
    what lies ahead can be told for as many days after it. What lasts can have lasted on the day on which somebody says so.
    """
    told, published = told_days(claim), published_days(report)
    if told is not None:
        blur = _blur(claim, report)
        return told.wider(family.slack + blur + (LASTS if lasting and len(told) <= WEEK else 0), blur)
    if published is None:
        return None
    back = family.slack if claim.kind in known_kinds().lists.states else max(family.lookback, LASTS if lasting else 0)
    return published.wider(back, back if claim.certainty is Certainty.INTENDED else 0)


def _blur(claim: Claim, report: Report) -> int:
    """``about two weeks ago``: the days by which the day that follows from it may be wrong."""
    words = claim.when.span.of(report.text) if claim.when else ""
    found = _AGO.search(words.casefold())
    return BLUR[found[1]] if found else 0
