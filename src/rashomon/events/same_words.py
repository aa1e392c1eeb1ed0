"""Two tellings -> what their words and sources say: nearly one quote, common terms, one who is quoted in both."""

from rapidfuzz.fuzz import token_sort_ratio

from rashomon.events.telling import Telling, same_name
from rashomon.model import Because

FEW_WORDS = 5  # shorter quotes are alike by chance
TALK = "talk"  # the family in which words are all there is


def wording(left: Telling, right: Telling) -> Because | None:
    """Quotes of more than a few words that are nearly or mostly the same."""
    mine, other = left.words, right.words
    if min(mine.count(" "), other.count(" ")) < FEW_WORDS - 1:
        return None
    ratio = token_sort_ratio(mine, other, score_cutoff=75)
    if ratio >= 90:
        return Because("wording", 1.2, f"nearly the same words ({ratio:.0f} of 100)")
    if not ratio:
        return _common_terms(left, right)
    said = 1.2 if left.family.name == TALK else 0.5
    return Because("wording", said, f"similar words ({ratio:.0f} of 100)")


def _common_terms(left: Telling, right: Telling) -> Because | None:
    """Two or more longer words in common, and half of all that the shorter quote has."""
    common = left.terms & right.terms
    if len(common) < 2 or 2 * len(common) < min(len(left.terms), len(right.terms)):
        return None
    return Because("wording", 0.3, f"both say '{' '.join(sorted(common))}'")


def source(left: Telling, right: Telling) -> Because | None:
    """Both go back to one named source."""
    if not left.voice or not right.voice or not (left.voice == right.voice or same_name(left.voice, right.voice)):
        return None
    return Because("source", 0.4, f"both go back to {left.source.name if left.source else left.voice}")
