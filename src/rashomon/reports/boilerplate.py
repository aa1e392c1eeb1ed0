"""Text and passages -> the words that are not the report, each with the rule that says so."""

from collections.abc import Sequence

from rashomon.model import Boilerplate, Passage


def boilerplate(text: str, passages: Sequence[Passage]) -> tuple[Boilerplate, ...]:
    """Spans of site furniture in text order, disjoint."""
    return ()
