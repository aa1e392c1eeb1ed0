"""Text and spans -> the same text with the words marked, and the sentence around a span."""

from rashomon.model import Report, Span, hull
from rashomon.visible import visible

__all__ = ["mark", "sentence_around", "visible"]


def mark(text: str, span: Span, *, before: str = "[[", after: str = "]]") -> str:
    """``mark("Shells fell.", Span(0, 6))`` -> ``[[Shells]] fell.``"""
    return f"{text[: span.start]}{before}{span.of(text)}{after}{text[span.end :]}"


def sentence_around(report: Report, span: Span) -> Span:
    """The sentences that `span` touches as one span; where the report has none there, its line; always covers `span`."""
    touched = [sentence for sentence in report.sentences if sentence.touches(span)]
    if touched:
        return hull([*touched, span])
    start = report.text.rfind("\n", 0, span.start) + 1
    end = report.text.find("\n", span.end)
    return Span(start, end if end >= 0 else len(report.text))
