"""A number and its noun -> what happened to the counted: ``nine people were killed``, ``the toll has risen to nine``."""

import re
from collections.abc import Iterator

from rashomon.claims.quantities.numerals import NUMERAL, TABLE, alternatives
from rashomon.model import Quantity, Span

_ONE = alternatives(TABLE.fates)
_JOINED = rf"(?:,\s+{_ONE})*,?\s+(?:and|or)\s+{_ONE}\b(?!\s+{alternatives(TABLE.nouns.persons)})"
_FATE = rf"(?P<fate>{_ONE}(?:{_JOINED})?)\b"
_ADVERB = r"(?:(?:also|badly|seriously|slightly|reportedly|critically|left|later|either)\s+)?"
_AFTER = re.compile(
    rf"\s+(?:(?:were|was|are|(?:have|had|has)(?:\s+been)?|been|being)\s+)?{_ADVERB}{_FATE}(?!\s+by\s+the\s+same)", re.IGNORECASE
)
_BEFORE = re.compile(rf"\b{_FATE}\s+$", re.IGNORECASE)
_CLAUSE = r"who|whom|whose|which|that|where|when|while|and|or|but|as|were|was|are|is|have|has|had|said|says"
_PHRASE = rf"\s+(?:of|from|with|in|at|on|near|aboard|inside|outside)(?:\s+(?!(?:{_CLAUSE})\b)[\w'’-]+){{1,6}}?"
_ASIDE = r",\s[^,.;:\n]{3,60},"
_BESIDE = rf"\s+and\s+(?:an?|the|their|his|{NUMERAL})(?:\s+(?!(?:{_CLAUSE})\b)[\w'’-]+){{1,3}}?"
_FARTHER = (
    re.compile(  # [journalists] of the state channel were killed; people, two of them children, were killed; and a driver were
        rf"(?:(?:{_PHRASE}){{1,2}}?|{_ASIDE}|{_BESIDE})\s+(?:were|are|(?:have|had)\s+been)\s+{_ADVERB}{_FATE}", re.IGNORECASE
    )
)
_COUNT = rf"(?:death\s+)?toll|number\s+of\s+(?:the\s+)?(?:\w+\s+)?(?P<counted>{_ONE}|deaths|fatalities|victims)"
_GROWN = (
    r"(?:risen|rises?|rising|rose|climb\w*|grown|grew|grows|jump\w*|soar\w*|increas\w*|put|stands?|stood|raised|brought|revised)"
)
_CLIMB = rf"[^.;]{{0,120}}?\b{_GROWN}(?:\s+[\w-]+){{0,4}}?\s+(?:to|at)"
_LINK = rf"(?:(?:to|at|of|is|was)|{_CLIMB}|[^.;,]{{0,60}}?\b(?:reache[sd]|passed|is|was))"
_RAISED = r"(?:rais|put|br(?:ing|ought)|revis|increas|updat)\w*\s+(?:the\s+|its\s+)?(?:death\s+)?toll\b[^.;,]{0,60}?\s+(?:to|at)"
_TOLL = re.compile(rf"\b(?:(?:{_COUNT})\s+{_LINK}|{_RAISED})\s+(?:at\s+least\s+)?$", re.IGNORECASE)
LOOK_BACK = 200  # characters from "the death toll" to its number
_SINGLE = alternatives(word for word in TABLE.nouns.persons if not word.endswith(("s", "men", "people", "police")))
_ONE_KILLED = re.compile(
    rf"\b(?P<fate>{_ONE})\s+(?P<who>an?\s+\d+-year-old(?:\s+[\w-]+){{0,2}}?\s+(?P<noun>{_SINGLE}))\b(?!,?\s+and\s+(?:an?\b|{NUMERAL}))",
    re.IGNORECASE,
)


def toll_before(text: str, start: int) -> str | None:
    """``the number of people wounded in the raid rose to``: what the number that begins at `start` counts."""
    match = _TOLL.search(text, max(0, start - LOOK_BACK), start)
    return TABLE.fates.get((match["counted"] or "").lower(), "killed") if match else None


def fate_of(text: str, noun: str, start: int, end: int) -> tuple[str, int] | None:
    """What happened to those whose number begins at `start` and whose noun ends at `end`, and where these words end.

    Only what stands beside the number may be told of any noun; farther off the noun must be of persons.
    """
    after = _AFTER.match(text, end) or (_FARTHER.match(text, end) if is_person(noun) else None)
    match = after or _BEFORE.search(text, max(0, start - 50), start)
    return (_plain(match["fate"]), match.end() if after else end) if match else None


def is_person(noun: str) -> bool:
    """True for a noun, in either number, of people who are counted."""
    last = noun.rsplit(" ", 1)[-1]
    return last in TABLE.nouns.persons or last.rstrip("s") in TABLE.nouns.persons


def one_each(text: str) -> Iterator[Quantity]:
    """``killing a 44-year-old man``: one, where an age tells that a certain person is meant."""
    for match in _ONE_KILLED.finditer(text):
        yield Quantity(Span(*match.span("who")), f"{match['noun'].lower()} {_plain(match['fate'])}", 1, 1)


def _plain(words: str) -> str:
    """``dead`` -> killed; ``injured or wounded`` -> as it is told, for none of the two alone is counted."""
    told = [TABLE.fates[word] for word in re.findall(_ONE, words.lower())]
    joint = " and " if re.search(r"\sand\s", words, re.IGNORECASE) else " or "
    return joint.join(dict.fromkeys(told))
