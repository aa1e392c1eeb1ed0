"""Parsed -> quotations: stretches between quotation marks of every kind, also unbalanced and over several paragraphs."""

from typing import TYPE_CHECKING

from rashomon.claims.grammar import Parsed

if TYPE_CHECKING:
    from spacy.tokens import Span as Words

OPENERS, CLOSERS, STRAIGHT = "“«„", "”»", '"'


def find_quotations(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Token numbers ``[first, last)`` inside quotation marks, in order; a quotation ends at the latest with its paragraph.

    A paragraph that opens a mark and does not close it is quoted to its end: papers close only the last paragraph of a speech.
    """
    found: list[tuple[int, int]] = []
    for first, last in _paragraphs(parsed):
        found += _in_paragraph(parsed, first, last)
    return tuple(found)


def _paragraphs(parsed: Parsed) -> "list[tuple[int, int]]":
    """Runs of sentences without a line break between them, as token numbers."""
    runs: list[tuple[int, int]] = []
    for sentence in parsed.doc.sents:
        if runs and "\n" not in _gap(parsed, runs[-1][1] - 1, sentence):
            runs[-1] = (runs[-1][0], sentence.end)
        else:
            runs.append((sentence.start, sentence.end))
    return runs


def _gap(parsed: Parsed, before: int, sentence: "Words") -> str:
    return parsed.report.text[parsed.ends[before] : parsed.starts[sentence.start]]


def _in_paragraph(parsed: Parsed, first: int, last: int) -> list[tuple[int, int]]:
    found, opened = [], None
    for token in parsed.doc[first:last]:
        mark = token.text
        if mark in OPENERS or (mark == STRAIGHT and opened is None):
            opened = token.i + 1
        elif (mark in CLOSERS or mark == STRAIGHT) and opened is not None:
            if token.i > opened:
                found.append((opened, token.i))
            opened = None
        elif mark in CLOSERS and not found:
            found.append((first, token.i))  # the mark that opens stands in a paragraph before, or got lost
    if opened is not None and opened < last:
        found.append((opened, last))
    return found
