"""Text and spans -> the same text with the words marked, and the sentence around a span."""

from rashomon.model import Report, Span, hull

# Control and direction characters of hostile texts, drawn as one replacement character each so that offsets stay true.
UNSEEN = {*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)} - {ord("\n"), ord("\t")}
VISIBLE = dict.fromkeys(UNSEEN, "\ufffd")


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


def visible(text: str) -> str:
    """The text, of the same length, without characters that would steer a terminal or turn the reading direction."""
    return text.translate(VISIBLE)
