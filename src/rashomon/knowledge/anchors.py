"""anchors.toml -> the beginnings of wars and the dated events that reports count from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Span, hull


@dataclass(frozen=True, slots=True)
class War:
    """A war, its first day, the words that tell a text speaks of it, and what its beginning is called."""

    name: str
    start: date
    words: tuple[str, ...]
    began: tuple[str, ...]


Days = tuple[date, date]
Kinds = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event whose days are on public record, and the phrases that tell it.

    `days` are intervals, inclusive, in order: several where the event recurs. An `announced` one is known before it happens.
    """

    name: str
    days: tuple[Days, ...]
    names: tuple[str, ...]
    announced: bool = False
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def first(self) -> date:
        """The day on which it first happened."""
        return self.days[0][0]

    @property
    def last(self) -> date:
        """The day on which it last happened."""
        return self.days[-1][1]


@dataclass(frozen=True, slots=True)
class Named:
    """A dated event found in a text."""

    span: Span
    happening: Happening


@dataclass(frozen=True)
class Anchors:
    """Every war and event that may date a text."""

    wars: tuple[War, ...] = ()
    events: tuple[Happening, ...] = ()

    @cached_property
    def _index(self) -> tuple[tuple[Happening, str, Kinds, tuple[frozenset[str], ...]], ...]:
        """Each name of each event, and for each of its parts the words, in small letters, of which a text must hold one."""
        named = ((event, name, tuple(event.phrases.items())) for event in self.events for name in event.names)
        return tuple((event, name, kinds, _needed_of(name, kinds)) for event, name, kinds in named)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for *_, needed in self._index for words in needed for word in words)

    def war_of(self, text: str, began: str) -> War | None:
        """The one war that `text` speaks of, among those whose beginning is called `began` ("invasion").

        Its words stand in the text at least three times as often as those of any other such war.
        """
        wars = [war for war in self.wars if any(began.lower().endswith(name.lower()) for name in war.began)]
        ranked = sorted(((len(_words(war.words).findall(text)), war) for war in wars), key=lambda pair: -pair[0])
        if not ranked or not ranked[0][0]:
            return None
        return None if len(ranked) > 1 and ranked[1][0] * 3 > ranked[0][0] else ranked[0][1]

    def find(self, text: str) -> Iterator[Named]:
        """Each dated event told in `text`, in text order: all parts of one of its names within a sentence."""
        lowered = text.lower()
        held = frozenset(word for word in self._words if word in lowered)
        likely = (row[:3] for row in self._index if not any(words.isdisjoint(held) for words in row[3]))
        found = [Named(span, event) for event, name, kinds in likely for span in _told(text, _patterns(name, kinds))]
        yield from sorted(found, key=lambda named: named.span)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")


_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s|\n")
_REACH = 160  # characters between the parts of a name


def _told(text: str, parts: Sequence[re.Pattern[str]]) -> Iterator[Span]:
    """The parts together: round each match of the last one, which is mostly the rarest, the others in its sentence."""
    done = 0
    for match in parts[-1].finditer(text):
        start, end = _sentence(text, match)
        near = [_nearest(part, text[start:end], match.start() - start) for part in parts[:-1]]
        spans = [Span(*match.span()), *(Span(found.start() + start, found.end() + start) for found in near if found)]
        if None not in near and match.start() >= done:
            yield hull(spans)
            done = end


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The sentence of a match, cut where it runs too far."""
    left, right = max(0, match.start() - _REACH), min(len(text), match.end() + _REACH)
    before = [found.end() for found in _SENTENCE_END.finditer(text, left, match.start())]
    after = _SENTENCE_END.search(text, match.end(), right)
    return (before[-1] if before else left), (after.end() if after else right)


def _nearest(part: re.Pattern[str], sentence: str, at: int) -> re.Match[str] | None:
    return min(part.finditer(sentence), key=lambda found: abs(found.start() - at), default=None)


@cache
def _patterns(name: str, kinds: Kinds) -> tuple[re.Pattern[str], ...]:
    """``{taken} + Bara`` -> a pattern for each part."""
    return tuple(re.compile(rf"\b{_part(part, dict(kinds))}(?!\w)") for part in name.split(" + "))


def _needed_of(name: str, kinds: Kinds) -> tuple[frozenset[str], ...]:
    """Seeking these words first spares most patterns."""
    return tuple(frozenset(_needed(part, dict(kinds))) for part in name.split(" + "))


def _needed(part: str, kinds: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The longest run of letters of each phrase; those of the list that a phrase names."""
    found: set[str] = set()
    for phrase in part.split("|"):
        plain = re.findall(r"[^\W\d_]+", _KIND.sub(" ", phrase.lower()))
        listed = ("|".join(kinds[kind]) for kind in _KIND.findall(phrase))
        found |= {max(plain, key=len)} if plain else set().union(*(_needed(one, kinds) for one in listed)) or {""}
    return found


def _part(part: str, kinds: Mapping[str, tuple[str, ...]]) -> str:
    phrases = (r"\s+".join(_word(word, kinds) for word in phrase.split()) for phrase in part.split("|"))
    return f"(?:{'|'.join(phrases)})".replace(_GAP + r"\s+", _GAP)


_KIND = re.compile(r"\{(\w+)\}")
_GAP = r"(?:[\w’'-]+\s+){0,4}"


def _word(word: str, kinds: Mapping[str, tuple[str, ...]]) -> str:
    """A word in any case where it is printed without capitals; ``captur-`` has any ending, ``{taken}`` is any of its list."""
    if word == "*":
        return _GAP
    if kind := _KIND.fullmatch(word):
        return _part("|".join(kinds[kind[1]]), kinds)
    pattern = re.escape(word.rstrip("-")).replace("'", "['’]") + (r"\w*" if word.endswith("-") else "")
    return pattern if word != word.lower() else f"(?i:{pattern})"


class _WarRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    start: date
    words: tuple[str, ...]
    began: tuple[str, ...]


class _EventRow(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    days: tuple[str, ...]
    names: tuple[str, ...]
    announced: bool = False


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kinds: dict[str, tuple[str, ...]] = {}
    war: list[_WarRow] = []
    event: list[_EventRow] = []


def parse_anchors(content: bytes, name: str = "anchors.toml") -> Anchors:
    """TOML -> anchors.

    Raises KnowledgeError for an unknown key, a wrong type, an empty name, days out of order, a weekday that is not that day's.
    """
    try:
        rows = msgspec.toml.decode(content, type=_File)
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"{name}: {error} (see the comments at its top)") from error
    return Anchors(
        tuple(War(row.name, row.start, row.words, row.began) for row in rows.war),
        tuple(_happening(row, rows.kinds, name) for row in rows.event),
    )


def _happening(row: _EventRow, kinds: dict[str, tuple[str, ...]], name: str) -> Happening:
    told = f"{name}: event {row.name!r}"
    if not all(row.names) or not row.names:
        raise KnowledgeError(f"{told} has no names (give at least one phrase)")
    days = tuple(_interval(words, told) for words in row.days)
    if not days or list(days) != sorted(days):
        raise KnowledgeError(f"{told} needs its days in order (give at least one)")
    unknown = {kind for each in row.names for kind in _KIND.findall(each)} - set(kinds)
    if unknown:
        raise KnowledgeError(f"{told} speaks of {{{unknown.pop()}}} (known [kinds]: {', '.join(sorted(kinds)) or 'none'})")
    return Happening(row.name, days, row.names, row.announced, kinds)


def _interval(words: str, told: str) -> Days:
    """``Tue 2023-07-11/Wed 2023-07-12`` -> both days."""
    ends = [_day(each, told) for each in words.split("/")]
    if len(ends) > 2 or ends[0] > ends[-1]:
        raise KnowledgeError(f"{told} ends on {ends[-1]}, before it begins (write first/last)")
    return ends[0], ends[-1]


def _day(words: str, told: str) -> date:
    match = _DAY.fullmatch(words.strip())
    try:
        day = date.fromisoformat(match["day"]) if match else None
    except ValueError:
        day = None
    if match is None or day is None:
        raise KnowledgeError(f"{told}: {words!r} is no day (write 2023-07-11 or Tue 2023-07-11)")
    if match["weekday"] and match["weekday"] != f"{day:%a}":
        raise KnowledgeError(f"{told}: {day} is a {day:%A}, not {match['weekday']} (check the day)")
    return day


_DAY = re.compile(r"(?:(?P<weekday>\w{3}) )?(?P<day>\d{4}-\d\d-\d\d)")


@cache
def load_anchors() -> Anchors:
    """The anchors that ship with Rashomon."""
    return parse_anchors((files("rashomon") / "knowledge" / "data" / "anchors.toml").read_bytes())
