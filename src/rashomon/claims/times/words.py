"""times.toml -> word tables, and the grammar of single times as compiled patterns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import msgspec

from rashomon.claims.quantities.numerals import NUMERAL, ORDINAL, WORDS, alternatives
from rashomon.errors import KnowledgeError


class _Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: list[str]


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    means: str
    patterns: list[str]
    example: str


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    weekdays: dict[str, int]
    months: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, str]
    turns: dict[str, int]
    daywords: dict[str, tuple[int, int]]
    edges: dict[str, int]
    vague: _Vague
    feasts: dict[str, tuple[int, int]]
    rule: list[_Row]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of a single time, the function that reads it, and a sentence with the time in brackets."""

    means: str
    pattern: re.Pattern[str]
    example: str


def _load() -> _Table:
    try:
        return msgspec.toml.decode((files("rashomon") / "knowledge" / "data" / "times.toml").read_bytes(), type=_Table)
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"times.toml: {error} (see the comments in that file)") from error


TABLE = _load()
_PHRASES = (*TABLE.daywords, *TABLE.feasts, *TABLE.vague.phrases)


def _spoken(phrases: Iterable[str]) -> str:
    return alternatives(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in phrases)


def _names(table: dict[str, int]) -> str:
    full = alternatives(word for word in table if len(word) > 5 or word in _WHOLE)
    short = alternatives(word for word in table if len(word) <= 5 and word not in _WHOLE)
    return rf"\b(?:{full}\b|{short}(?![^\W\d_])(?:\.(?=,?\s*(?:\d|(?-i:[a-z]))))?)"


_WHOLE = ("march", "april", "may", "june", "july")
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![.,:]?\d|%)|{ORDINAL})"
_N = rf"(?:{NUMERAL}|an?\b|a\s+couple\s+of|half\s+an?)"
_UNIT = alternatives(TABLE.units)
_ABOUT = (
    r"about|around|some|nearly|almost|roughly|approximately|just over|over|more than|less than|at least|just under|under|up to|the"
)
#: What {names} in a pattern of times.toml stand for.
PIECES = {
    "YYYY": r"(?:19|20)\d\d",
    "ORDINAL": ORDINAL,
    "number0": r"(?<![\w$€£#])(?<!\d[.,/:-])(?<![$€£#]\s)",
    "figure0": r"(?<![\w$€£#])(?<!\d[.,/:])(?<![$€£#]\s)",
    "year": r"(?P<year>(?:19|20)\d\d)(?!\d|,\d{3})",
    "ysep": r"(?:\s*,?\s+(?:of\s+|in\s+)?|\s?,\s?|[-/.])",
    "month": rf"(?P<month>{_names(TABLE.months)})",
    "weekday": rf"(?P<weekday>{_names(TABLE.weekdays)})",
    "day": rf"(?P<day>{_DAY})",
    "last": rf"(?P<last>{_DAY})",
    "season": rf"(?P<season>{alternatives(TABLE.seasons)})\b",
    "unit": rf"(?P<unit>{_UNIT})",
    "unit2": rf"(?P<unit2>{_UNIT})",
    "unit3": rf"(?P<unit3>{_UNIT})",
    "n": rf"(?P<n>{_N})",
    "n2": rf"(?P<n2>{_N})",
    "n3": rf"(?P<n3>{_N})",
    "about": rf"(?:(?P<about>{_ABOUT.replace(' ', chr(92) + 's+')})\s+)?",
    "turns": alternatives(TABLE.turns),
    "to": r"(?:[-–—]|to\b|through\b|till\b|until\b)",
    "s": r"(?:['’]s)?",
    "q": r"['’]",
    "daywords": _spoken(TABLE.daywords) + r"\b",
    "feasts": _spoken(TABLE.feasts) + r"\b",
    "vague": _spoken(TABLE.vague.phrases) + r"\b",
    "began": r"invasion|war|coup|conflict|fighting|uprising|hostilities|takeover|attacks?",
}
_NAME = re.compile(r"\{([a-zA-Z]\w*)\}")


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of times.toml, its {names} filled in. Raises KnowledgeError for an unknown name or a broken pattern."""
    try:
        return re.compile(_NAME.sub(lambda name: PIECES[name[1]], pattern), re.IGNORECASE)
    except (KeyError, re.error) as error:
        raise KnowledgeError(f"times.toml: pattern {pattern!r}: {error} (known names: {', '.join(sorted(PIECES))})") from error


RULES = tuple(Rule(row.means, compiled(pattern), row.example) for row in TABLE.rule for pattern in row.patterns)

_PLURALS = frozenset(f"{unit}s" for unit in TABLE.units) | {"centuries"}
#: Words that a time cannot do without.
CORES = (
    frozenset(TABLE.weekdays)
    | frozenset(TABLE.months)
    | frozenset(TABLE.seasons)
    | frozenset(TABLE.units)
    | _PLURALS
    | {phrase.replace("'", " ").split()[-1] for phrase in (*TABLE.daywords, *TABLE.feasts)}
    | {phrase.split()[-1] for phrase in TABLE.vague.phrases}
    | {
        "ago",
        "anniversary",
        "half",
        "hours",
        "workers",
        "year",
        "eve",
        "now",
        "since",
        "q",
        "h",
        "start",
        "beginning",
        "outset",
        "outbreak",
    }
) - {"time", "before", "later", "earlier"}
#: Words that may stand left of one, inside the same time.
LEADS = (
    WORDS
    | frozenset(TABLE.turns)
    | frozenset(word for edge in TABLE.edges for word in edge.split())
    | frozenset(word for phrase in _PHRASES for word in phrase.replace("'", " ").split())
    | frozenset(_ABOUT.split("|"))
    | frozenset(
        "a an the of in on at from between since until till by over during for within these than more less least just up to".split()
    )
    | frozenset(
        "into earlier later calendar very night morning evening afternoon hours couple and beginning commencing starting".split()
    )
    | frozenset("w c rest remainder remaining period back ahead half part second first opening initial very".split())
)
