"""An undated text with its sentences, times and war: what every constraint looks at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.claims.times import scan
from rashomon.claims.times.grammar import Node
from rashomon.knowledge.anchors import Anchors, War
from rashomon.model import Span

_BEGINNINGS = ("invasion", "war", "coup", "fighting", "conflict")
_LIFETIME = 15  # years in which a war is written about
AHEAD_LEFT = re.compile(
    r"\b(?:ahead\s+of|before|approaching|nears?|nearing|upcoming|run-up\s+to|eve\s+of|will\s+mark|to\s+mark)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|expect\w*|schedul\w+|due|until|till|by|upcoming|next|could|may|deadline|set\s+to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """The text and what was found in it; `years` are those in which it can have appeared."""

    text: str
    sentences: Sequence[Span]
    nodes: tuple[Node, ...]
    anchors: Anchors
    war: War | None

    @property
    def years(self) -> range:
        """The years in which the text can have appeared."""
        return range(self.war.start.year, self.war.start.year + _LIFETIME) if self.war else range(2011, 2036)

    def sentence(self, at: int) -> Span:
        """The sentence that holds a character."""
        return next((span for span in self.sentences if span.start <= at < span.end), Span(at, at))

    def number(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return next((index for index, span in enumerate(self.sentences) if span.start <= at < span.end), 0)

    def words(self, span: Span) -> str:
        """The words of a span on one line."""
        return re.sub(r"\s+", " ", span.of(self.text))

    def is_ahead(self, node: Node) -> bool:
        """True where the words before a time, in its sentence, look ahead."""
        start = self.sentence(node.start).start
        return bool(FUTURE.search(self.text, max(start, node.start - 80), node.start))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], War]]:
        """Matches that name the beginning of the text's war."""
        for match in pattern.finditer(self.text) if self.war else ():
            if self.war and any(name in match[0].lower() for name in self.war.began):
                yield match, self.war


def listen(text: str, sentences: Sequence[Span], anchors: Anchors) -> Told:
    """A text as the constraints see it."""
    war = next((found for name in _BEGINNINGS if (found := anchors.war_of(text, name))), None)
    return Told(text, sentences or (Span(0, len(text)),), tuple(scan(text)), anchors, war)
