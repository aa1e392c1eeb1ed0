"""Text -> the numbers it tells as bounds: ``at least seven killed`` -> of "killed", low 7, no high."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.claims.quantities.fates import fate_of, is_person, one_each, toll_before
from rashomon.claims.quantities.numerals import CROWDS, NUMERAL, TABLE, alternatives, number
from rashomon.model import Quantity, Span, When

_BOUND = alternatives(re.escape(word).replace(r"\ ", r"\s+") for word in TABLE.bounds)
_MEASURE = alternatives(re.escape(word).replace(r"\ ", r"\s+") + (r"\b" if word[-1].isalnum() else "") for word in TABLE.measures)
_CURRENCY = alternatives(re.escape(word) for word in TABLE.currencies)
_CROWD = (
    r"(?:(?:tens|hundreds|thousands)\s+of\s+(?:thousands|millions)|(?:several|a\s+few)\s+(?:dozen|hundred|thousand|million)"
    rf"|{alternatives(CROWDS)})\b"
)

_START = re.compile(r"\d+|[^\W\d_]+")
_STARTS = (
    frozenset(CROWDS)
    | frozenset(TABLE.units)
    | frozenset(TABLE.tens)
    | {"a", "an", "half", "several", "hundred", "thousand", "million"}
)
_VALUE = re.compile(rf"(?P<half>half\s+a\s+dozen\b)|(?P<crowd>{_CROWD})|(?P<number>{NUMERAL})", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?P<low>{NUMERAL})(?:\s*[-–—]\s*|\s+(?P<word>to|or|and)\s+){_CURRENCY}?(?P<high>{NUMERAL})(?![-–]?\d)", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?:\b(?P<between>between)\s+)?(?:\b(?P<bound>{_BOUND})\s+)?(?P<currency>(?<!\w){_CURRENCY}\s?)?$", re.IGNORECASE
)
_MORE = re.compile(r"\s+or\s+(?:more|plus|so|fewer|less)\b", re.IGNORECASE)
_UNIT = re.compile(rf"(?:\s|-|\s+of\s+)?(?P<unit>{_MEASURE})", re.IGNORECASE)
_NAME_LEFT = re.compile(rf"\b(?:{alternatives(TABLE.nouns.designations)})\.?\s+$", re.IGNORECASE)
_JOINED_LEFT = re.compile(r"(?:\w[-/–]|[\w.][.,:/]|[\w+#№])$")
_JOINED_RIGHT = re.compile(
    r"st\b|nd\b|rd\b|th\b|[-–]?\s?(?:mm|cm)\b|[-–](?=[^\W\d_])(?!strong)|:\d|/\d|[-–]\d|\s?(?:a\.?m\b|p\.?m\b|gmt\b|utc\b|o['’]clock)|\.\d|\]",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\s+(?:thirds?|quarters?|fifths?|times\b|points?\b|halves|goals?\b)|\s*[-–:]\s*\d+\s+(?:win|loss|victory)", re.IGNORECASE
)
_OF_THE = re.compile(
    r"\s+of\s+(?:(?:the|these|those|its|his|their|our|her|Russia['’]s|Ukraine['’]s|[A-Z]\w+['’]s)\s+)*(?:(?:\d+|[a-z]+ty|two|three|four|five|six|seven|eight|nine|ten)\s+)?"
)
_SUPERLATIVE = re.compile(r"(?:most|first|few|main|key|last|only|least|best|worst|world|country|\w{3,}est)\b", re.IGNORECASE)
_PRONOUN_LEFT = re.compile(r"\b(?:no|any|every|some|that|this|each|the|which|another|at|by|square)\s+$|-$", re.IGNORECASE)
_VERBAL = re.compile(r"(?:ed|ing|[^s]s)$")
_REST = ("others", "more")
_AND = re.compile(r"\s+and\s+(?P<word>(?-i:[a-z])+)")
_MATTER = re.compile(
    r"\s+(?:(?:of|worth\s+of)\s+(?:the\s+|its\s+)?(?:(?-i:[A-Z])\w+(?:ian|ese|ish|eli|aqi|ani|yan|can)\s+)?|in\s+(?!the\b|some\b|each\b|all\b|any\b|its\b))(?P<word>(?-i:[a-z])[\w-]*)",
    re.IGNORECASE,
)
_CHANGED_TO = re.compile(rf"\s+to\s+(?:{_BOUND}\s+)?{NUMERAL}(?=\s)", re.IGNORECASE)
_TOKEN = re.compile(r"\s+(?:[“\"‘']\s?)?(?P<word>[^\W_][\w’'/-]*)")


@dataclass(frozen=True, slots=True)
class _Number:
    """Where a number stands, and its bounds before the words around it are read."""

    start: int
    end: int
    low: float | None
    high: float | None
    hyphened: bool = False

    @property
    def ranged(self) -> bool:
        """True for ``between 10 and 15``."""
        return self.low != self.high and self.high is not None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted, and where its words end."""

    of: str
    end: int
    unit: str | None = None


def find_quantities(text: str, times: Sequence[When] = ()) -> tuple[Quantity, ...]:
    """The numbers told in `text`, in order, never overlapping; numbers inside `times` are theirs. ``dozens`` is at least 12."""
    taken = sorted((when.span.start, when.span.end) for when in times)
    found: list[Quantity] = []
    done = 0
    for value in _numbers(text):
        if value.start < done or _inside(value, taken):
            continue
        quantity = _read(text, value)
        if quantity and not _converted(text, quantity, found):
            found.append(quantity)
        done = max(quantity.span.end if quantity else 0, value.end)
    found += [one for one in one_each(text) if not any(one.span.touches(other.span) for other in found)]
    return tuple(sorted(found, key=lambda quantity: quantity.span))


def _inside(value: _Number, taken: list[tuple[int, int]]) -> bool:
    at = bisect_left(taken, (value.end, 0))
    return at > 0 and taken[at - 1][1] > value.start


def _converted(text: str, quantity: Quantity, found: list[Quantity]) -> bool:
    """True for the second telling of a measure: ``3 km (2 mi)``."""
    before = found[-1] if found else None
    return bool(before and before.unit and quantity.unit and re.fullmatch(r"\s*\(\s*", text[before.span.end : quantity.span.start]))


def _numbers(text: str) -> Iterator[_Number]:
    """Each numeral that may count something, ranges first."""
    done = 0
    for word in _START.finditer(text):
        if word.start() < done or not (word[0][0].isdigit() or word[0].lower() in _STARTS):
            continue
        value = _range(text, word.start()) or _single(text, word.start())
        if value:
            done = value.end
            yield value


def _range(text: str, at: int) -> _Number | None:
    match = _RANGE.match(text, at)
    if not match or _JOINED_RIGHT.match(text, match.end()):
        return None
    word, low, high = (match["word"] or "").lower(), number(match["low"]), number(match["high"])
    between = bool(re.search(r"\bbetween\s+(?:[$€£]\s?)?$", text[max(0, at - 14) : at], re.IGNORECASE))
    changed = bool(_CHANGE.search(text, max(0, at - 40), at))
    if (word == "and") != between or changed:
        return None
    scale = re.search(r"(thousand|million|billion|trillion|bn|mn)$", match["high"], re.IGNORECASE)
    if scale and low < high and low < 1000:
        low *= number("1 " + scale[1])
    return _Number(at, match.end(), low, high, not word) if low < high else None


_CHANGE = re.compile(
    r"\b(?:fall|fell|fallen|falls|rise|rose|risen|grew|grown|drop|dropped|shrank|shrunk|cut|increased?|decreased?|reduced|down|up|jumped)\s+(?:\w+\s+)?from\s+$",
    re.IGNORECASE,
)


def _single(text: str, at: int) -> _Number | None:
    match = _VALUE.match(text, at)
    if not match:
        return None
    if match["crowd"]:
        words = match["crowd"].lower().split()
        several = words[0] in ("several", "a")
        size = CROWDS[f"{words[-1]}s"] if several else CROWDS[words[0]] * (CROWDS[words[-1]] if len(words) > 1 else 1)
        return _Number(at, match.end(), size, None)
    value = 6.0 if match["half"] else number(match["number"])
    return _Number(at, match.end(), value, value)


def _read(text: str, value: _Number) -> Quantity | None:
    before = _BEFORE.search(text, max(0, value.start - 40), value.start)
    if before is None or _is_name(text, value, before.start()):
        return None
    currency = (before["currency"] or "").strip().lower()
    begins = before.start() if value.ranged else before.end("between") if before["between"] else before.start()
    end, low, high = _suffixed(text, value)
    counted = _counted(text, value, end, begins)
    if currency:
        counted = _Counted(_matter(text, end), end, TABLE.currencies[currency])
    bound = TABLE.bounds.get(re.sub(r"\s+", " ", (before["bound"] or "").lower()), "none")
    if counted is None and not (bound != "none" and value.low and value.low >= 10) and value.high is not None:
        return None
    if value.hyphened and not (counted and (counted.unit or counted.of)):
        return None
    start = value.start - len(text[begins : value.start].lstrip())
    low, high = _bounded(bound, low, high)
    span = Span(start, max(end, counted.end if counted else 0))
    return Quantity(span, counted.of if counted else "", low, high, counted.unit if counted else None, bound == "both")


def _bounded(bound: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    if bound == "low" or high is None:
        return low, None
    return (None, high) if bound == "high" else (low, high)


def _suffixed(text: str, value: _Number) -> tuple[int, float | None, float | None]:
    """``200,000 or more`` opens the upper bound, ``ten or fewer`` the lower one."""
    more = _MORE.match(text, value.end)
    if not more or more[0].endswith("so"):
        return (more.end() if more else value.end), value.low, value.high
    return (more.end(), value.low, None) if more[0].lower().endswith(("more", "plus")) else (more.end(), None, value.high)


def _is_name(text: str, value: _Number, start: int) -> bool:
    """Numbers that count nothing: parts of names, ordinals, ages, clock times, fractions, scores, ``one`` the pronoun."""
    words = text[value.start : value.end].lower()
    if value.start and _JOINED_LEFT.search(text, max(0, value.start - 2), value.start) and text[value.start - 1] not in "$€£":
        return True
    if _JOINED_RIGHT.match(text, value.end) or _FRACTION.match(text, value.end):
        return True
    if _NAME_LEFT.search(text, max(0, value.start - 16), value.start):
        return True
    return words == "one" and start == value.start and bool(_PRONOUN_LEFT.search(text, max(0, start - 9), start))


def _counted(text: str, value: _Number, end: int, start: int) -> _Counted | None:
    """The unit, the noun, or the fate that the number goes with."""
    if unit := _UNIT.match(text, end):
        name = re.sub(r"\s+", " ", unit["unit"].lower())
        return _Counted(_matter(text, unit.end()), unit.end(), TABLE.measures[name])
    if toll := toll_before(text, start):
        return _Counted(toll, end)
    one = text[value.start : value.end].lower() in ("one", "1")
    changed = _CHANGED_TO.match(text, end)
    if changed and (later := _noun(text, changed.end(), one=False)):
        return _Counted(later.of, end)
    noun = _noun(text, end, one=one)
    return _with_fate(text, noun, end, start)


def _matter(text: str, at: int) -> str:
    """What a measure is of: ``$3 billion in security assistance``, ``40 tonnes of grain``."""
    match = _MATTER.match(text, at)
    if not match or match["word"].lower() in TABLE.nouns.stops:
        return ""
    rest = list(_phrase(text, match.end()))[:2] if match["word"].islower() else []
    return " ".join([match["word"], *(word["word"] for word in rest if word["word"].islower())])


def _with_fate(text: str, noun: _Counted | None, end: int, start: int) -> _Counted | None:
    told = fate_of(text, noun.of if noun else "", start, noun.end if noun else end)
    if told is None:
        return noun
    fate, stop = told
    last = noun.of.split(" ")[-1] if noun else ""
    if noun is None or last in ("others", "more", "other"):
        return _Counted(fate, stop)
    return _Counted(f"{noun.of} {fate}", noun.end) if is_person(last) else noun


def _noun(text: str, end: int, *, one: bool) -> _Counted | None:
    """The head of the noun phrase after a number: its first plural ("Russian balloons"), after ``one`` its last word."""
    if partitive := _OF_THE.match(text, end):
        if one and _SUPERLATIVE.match(text, partitive.end()):
            return None
        end, one = partitive.end() - 1, False
        if them := re.match(r"\s(?:them|us|those|these)\b", text[end : end + 8]):
            return _Counted(them[0].strip(), end + them.end())
    words = list(_phrase(text, end))
    if one:
        words = words[: next((k for k, word in enumerate(words) if k and _VERBAL.search(word["word"])), len(words))][:3]
        head = words[-1] if words and words[0]["word"].lower() not in TABLE.nouns.idle else None
    else:
        plurals = [word for word in words if _plural(word["word"])]
        head = next((word for word in plurals if word["word"].lower() not in _REST), plurals[0] if plurals else None)
        if head and (more := _AND.match(text, head.end())) and _plural(more["word"]):
            return _Counted(f"{head['word']} and {more['word']}", more.end())
    return _Counted(head["word"], head.end()) if head else None


def _phrase(text: str, at: int) -> Iterator[re.Match[str]]:
    """The next words, at most six, up to a mark or a word that ends a noun phrase."""
    for _ in range(6):
        word = _TOKEN.match(text, at)
        if word is None or "\n" in word[0] or word["word"].lower() in TABLE.nouns.stops:
            return
        yield word
        at = word.end()


def _plural(word: str) -> bool:
    lower = word.lower()
    if lower in TABLE.nouns.irregular or lower in _REST:
        return True
    if lower.endswith(("men", "children")):
        return True
    return (
        len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "'s", "’s", "ous")) and lower not in TABLE.nouns.never
    )
