"""Text -> ISO 639-1 code of its language."""

from collections.abc import Iterable

from rashomon.model import Boilerplate, Span

SAMPLE = 1200  # characters: past these the answer no longer changes
_FEW_LETTERS = 25


def language(text: str, boilerplate: Iterable[Boilerplate] = ()) -> str:
    """The language of `text` without its boilerplate; ``en`` for a few ASCII words, which nothing can tell."""
    sample = _sample(text, [piece.span for piece in boilerplate]) or text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEW_LETTERS and sample.isascii():
        return "en"
    from py3langid import classify  # a second to load its tables

    return str(classify(sample)[0])


def _sample(text: str, cut: list[Span]) -> str:
    """The first SAMPLE characters outside `cut` (ordered, disjoint)."""
    kept, at = "", 0
    for span in [*cut, Span(len(text), len(text))]:
        kept += text[at : min(span.start, at + SAMPLE)]
        at = max(at, span.end)
        if len(kept) >= SAMPLE:
            break
    return kept[:SAMPLE].strip()
