"""Words or digits of a numeral -> its value: ``twenty-five`` -> 25, ``12,000`` -> 12000, ``1.2 million`` -> 1200000."""

import re
from collections.abc import Iterable
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError


class Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell where a counted noun is."""

    persons: frozenset[str]
    irregular: frozenset[str]
    never: frozenset[str]
    stops: frozenset[str]
    idle: frozenset[str]
    designations: frozenset[str]


class Numerals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """numbers.toml as it is."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    crowds: dict[str, int]
    ordinals: dict[str, int]
    measures: dict[str, str]
    currencies: dict[str, str]
    bounds: dict[str, str]
    fates: dict[str, str]
    nouns: Nouns


def _load() -> Numerals:
    source = files("rashomon") / "knowledge" / "data" / "numbers.toml"
    try:
        return msgspec.toml.decode(source.read_bytes(), type=Numerals)
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"numbers.toml: {error} (see the comments in that file)") from error


def alternatives(words: Iterable[str]) -> str:
    """One regex group of `words`, longest first: no word hides a longer one."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


TABLE = _load()
_SMALL = TABLE.units | TABLE.tens
_LONG_SCALES = [word for word in TABLE.scales if len(word) > 3]
_SHORT_SCALES = [word for word in TABLE.scales if len(word) <= 3]
CROWDS = TABLE.crowds
WORDS = frozenset(_SMALL) | frozenset(CROWDS) | frozenset(TABLE.ordinals) | frozenset(_LONG_SCALES) | {"dozen", "half"}

_DIGITS = r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_WORD = alternatives(_SMALL)
_LONG = alternatives(_LONG_SCALES)
_SPELT = rf"(?:(?:an?\s+)?(?=(?:{_LONG}|dozen)\b)|{_WORD})(?:(?:[-\s]+(?:and\s+)?)?(?:{_WORD}|{_LONG}|dozen)\b)*"
#: A numeral in digits ("12,000", "1.2 million", "3bn") or words ("twenty-five", "two dozen", "a hundred").
NUMERAL = rf"(?:(?:{_DIGITS})(?:{alternatives(_SHORT_SCALES)}\b|(?:[-\s]+(?:{_LONG}|dozen)\b)+)?|\b{_SPELT}\b)"
_PIECE = re.compile(r"\d[\d,  ]*(?:\.\d+)?|[a-z]+")


def number(words: str) -> float:
    """The value of a numeral that `NUMERAL` matched: ``two hundred and five`` -> 205."""
    total = current = 0.0
    for piece in _PIECE.findall(words.lower()):
        if piece[0].isdigit():
            current += float(re.sub(r"[,  ]", "", piece))
        elif piece in _SMALL:
            current += _SMALL[piece]
        elif piece in ("hundred", "dozen"):
            current = (current or 1) * (100 if piece == "hundred" else 12)
        elif piece in TABLE.scales:
            total += (current or 1) * TABLE.scales[piece]
            current = 0.0
    return round(total + current, 6)


_TENTHS = alternatives(TABLE.tens)
_FIRSTS = alternatives(word for word, value in TABLE.ordinals.items() if value < 10)
#: An ordinal in digits ("21st") or words ("twenty-first").
ORDINAL = rf"(?:\d+(?:st|nd|rd|th)\b|{_TENTHS}[-\s]{_FIRSTS}\b|{alternatives(TABLE.ordinals)}\b)"


def ordinal(words: str) -> int:
    """The value of an ordinal that `ORDINAL` matched, or of plain digits: ``twenty-first`` -> 21, ``3rd`` -> 3."""
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    return sum(TABLE.tens.get(piece, 0) + TABLE.ordinals.get(piece, 0) for piece in re.split(r"[-\s]+", words.lower()))
