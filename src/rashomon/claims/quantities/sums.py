"""Quantities of a report -> the same, each part of a number told before tied to it: ``seven drones: two here, five there``.

A part is found by arithmetic (all numbers up to the sum, no other in between) or by words ("including", "of them").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.claims.quantities.numerals import NUMERAL, number
from rashomon.model import Quantity, Span

REACH = 500  # characters from a number to the last of its parts: two paragraphs
MANY = 3  # a sum of two is soon met by chance
BARE = re.compile(
    rf"(?<![\w.,-])(?P<number>{NUMERAL})(?=\s+(?:others?|more|were|was|in|near|over|on|at|of\s+(?:them|these|which)|each)\b)",
    re.IGNORECASE,
)
TELLING = re.compile(
    r"\bothers?\b|\banother\b|\b(?:rest|remaining)\b|\b(?:of|among)\s+(?:them|these|those|which|whom|the)\b|:", re.IGNORECASE
)
INCLUDING = re.compile(r"\b(?:including|among\s+(?:them|whom)|of\s+(?:them|whom|which))(?:\s+at\s+least)?,?\s+$", re.IGNORECASE)
ANY = frozenset({"", "other", "others", "more", "them", "these", "those"})


def with_totals(text: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The quantities in text order, parts with the `total` that they belong to; parts that count no noun of their own are added."""
    table = {quantity.span: quantity for quantity in quantities}
    for whole in quantities:
        for part in _summands(text, whole, quantities):
            if table.get(part.span, part).total is None:
                table[part.span] = replace(part, total=whole.span)
    for before, after in pairwise(quantities):
        if INCLUDING.search(text, before.span.end, after.span.start) and "." not in text[before.span.end : after.span.start]:
            table[after.span] = replace(table[after.span], total=before.span)
    return tuple(sorted(table.values(), key=lambda quantity: quantity.span))


def _summands(text: str, whole: Quantity, quantities: Sequence[Quantity]) -> "list[Quantity]":
    """The numbers behind `whole` that make it up exactly, [] where they do not."""
    if whole.low is None or whole.low != whole.high or whole.low < MANY or whole.unit is not None:
        return []
    parts: list[Quantity] = []
    for part in _numbers_behind(text, whole, quantities):
        parts.append(part)
        told = sum(one.low or 0 for one in parts)
        if told > whole.low:
            return []
        if told == whole.low:
            words = text[whole.span.end : part.span.end + 12]
            return parts if len(parts) > 1 and TELLING.search(words) else []
    return []


def _numbers_behind(text: str, whole: Quantity, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Exact numbers of the same thing, or of nothing that is named, up to the first of something else."""
    end = min(len(text), whole.span.end + REACH)
    behind = [one for one in quantities if whole.span.end <= one.span.start < end]
    bare = (Span(m.start("number"), m.end("number")) for m in BARE.finditer(text, whole.span.end, end))
    added = [_bare(text, span, whole.of) for span in bare if not any(span.touches(one.span) for one in behind)]
    for one in sorted((*behind, *added), key=lambda quantity: quantity.span):
        same = one.of in ANY or _singular(one.of) == _singular(whole.of)
        if not same or one.low != one.high or one.unit is not None:
            return
        yield one


def _bare(text: str, span: Span, of: str) -> Quantity:
    value = number(span.of(text))
    return Quantity(span, of, value, value)


def _singular(noun: str) -> str:
    return noun.casefold().removesuffix("s")
