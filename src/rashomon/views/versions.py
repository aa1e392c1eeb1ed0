"""Versions -> what an outlet changed in its text: the words before and after."""

from collections.abc import Iterator, Mapping

from rashomon.model import Report, ReportId, Span, Version
from rashomon.views.citations import published_words
from rashomon.views.layout import Row, Style
from rashomon.views.marks import visible
from rashomon.views.wording import count, outlet_of


def changes(version: Version, reports: Mapping[ReportId, Report]) -> Iterator[Row]:
    """A line for the two texts, then the words of each change; nothing where one of them is not here."""
    earlier, later = reports.get(version.earlier), reports.get(version.later)
    if earlier is None or later is None:
        return
    head = f"{outlet_of(later)}, {published_words(earlier)} and {published_words(later)}: {version.because.detail}"
    yield Row(Style.EVENT, visible(f"{head}; {count(len(version.changes), 'change')}"))
    for change in version.changes:
        yield Row(Style.QUOTE, f"- {_words(earlier, change.before)}")
        yield Row(Style.QUOTE, f"+ {_words(later, change.after)}")


def _words(report: Report, span: Span) -> str:
    return f"“{visible(span.of(report.text))}” ({report.name} {span.start}-{span.end})" if len(span) else "nothing"
