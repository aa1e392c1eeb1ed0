"""Text -> ISO 639-1 code of its language."""

from collections.abc import Iterable

from rashomon.model import Boilerplate, Span

SAMPLE = 1200  # characters: past these the answer no longer changes
_FEW_LETTERS = 25
# How much likelier (natural logarithm) another language must be: captions full of foreign names reach 30 in English,
# sentences of six words pass it in any other language.
_MARGIN = 30.0


def language(text: str, boilerplate: Iterable[Boilerplate] = ()) -> str:
    """The language of `text` without its boilerplate; ``en`` for a few ASCII words, which nothing can tell."""
    sample = _sample(text, [piece.span for piece in boilerplate]) or text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEW_LETTERS and sample.isascii():
        return "en"
    from py3langid import rank  # a second to load its tables

    scores = dict(rank(sample))
    best = max(scores, key=scores.__getitem__)
    return str(best) if scores[best] - scores["en"] > _MARGIN else "en"


def _sample(text: str, cut: list[Span]) -> str:
    """The first SAMPLE characters outside `cut` (ordered, disjoint)."""
    kept, at = "", 0
    for span in [*cut, Span(len(text), len(text))]:
        kept += text[at : min(span.start, at + SAMPLE)]
        at = max(at, span.end)
        if len(kept) >= SAMPLE:
            break
    return kept[:SAMPLE].strip()
