"""Reports -> texts that one outlet changed: later versions at one address or under one title, and the words that differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from rashomon.events.telling import folded
from rashomon.model import Because, Change, Report, Span, Version, hull

ALIKE = 50  # of 100: texts under one title that share less are two articles of a series
SOON = 7  # days between two texts under one title


def find_versions(reports: Iterable[Report]) -> tuple[Version, ...]:
    """Each later text beside the one before it, in order of publication; the same whatever the order of `reports`."""
    line = sorted({report.id: report for report in reports}.values(), key=_order)
    found = {(a.id, b.id): _version(a, b, because) for a, b, because in _pairs(line)}
    return tuple(found.values())


def _order(report: Report) -> tuple[date, str]:
    return (report.published.first if report.published else date.max, report.id)


def _pairs(line: Sequence[Report]) -> Iterator[tuple[Report, Report, Because]]:
    addresses, titles = defaultdict(list), defaultdict(list)
    for report in line:
        if report.outlet and report.url:
            addresses[folded(report.outlet), report.url].append(report)
        elif report.outlet and report.title:
            titles[folded(report.outlet), folded(report.title)].append(report)
    for (_, url), texts in addresses.items():
        yield from ((a, b, Because("address", 1.0, f"both at {url}")) for a, b in pairwise(texts))
    for texts in titles.values():
        for a, b in pairwise(texts):
            if _soon(a, b) and (alike := ratio(a.text, b.text)) >= ALIKE:
                yield a, b, Because("title", alike / 100, f"one title, {alike:.0f} of 100 alike")


def _soon(left: Report, right: Report) -> bool:
    if left.published is None or right.published is None:
        return False
    return (right.published.first - left.published.last).days <= SOON


def _version(earlier: Report, later: Report, because: Because) -> Version:
    return Version(earlier.id, later.id, tuple(_changes(earlier, later)), because)


def _changes(earlier: Report, later: Report) -> Iterator[Change]:
    """Sentences that were replaced, added or taken out."""
    left, right = _sentences(earlier), _sentences(later)
    matcher = SequenceMatcher(None, _words(earlier, left), _words(later, right), autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            yield Change(_span(left, first, last), _span(right, start, end))


def _sentences(report: Report) -> Sequence[Span]:
    return [span for span in report.sentences if not report.is_boilerplate(span)] or [Span(0, len(report.text))]


def _words(report: Report, spans: Sequence[Span]) -> list[str]:
    return [" ".join(span.of(report.text).split()) for span in spans]


def _span(spans: Sequence[Span], first: int, last: int) -> Span:
    """The sentences as one span; an empty one at the place where there are none."""
    if first < last:
        return hull(spans[first:last])
    at = spans[first].start if first < len(spans) else spans[-1].end
    return Span(at, at)
