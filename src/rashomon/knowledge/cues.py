"""Cue words from data/cues/*.toml: what happened, who says so, how sure; strict about every key."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.model import Kind, Verification

FRAMES = ("nouns", "evidence", "further", "vague", "generic", "people")


class VerbRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """Verbs of one kind and what their arguments must be (classes of nouns.toml)."""

    kind: Kind
    verbs: tuple[str, ...]
    example: str
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    weak: bool = False


class NounRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one kind and which words must, or must not, stand beside them."""

    kind: Kind
    nouns: tuple[str, ...]
    example: str
    of: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    weak: bool = False


class SpeechRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of saying: what the speaker does with the content (act) and the forms the content takes.

    `plain`: so common in reporting clauses that the order of words shows what is said where the grammar is lost.
    """

    act: str
    verbs: tuple[str, ...]
    forms: frozenset[str]
    example: str
    plain: bool = False


class _Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verb: tuple[VerbRow, ...]


class _War(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    strong: str
    words: str
    common: str
    other: str
    deadly: str
    harm: str


class _Nouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"classes": "class"}):
    noun: tuple[NounRow, ...]
    classes: dict[str, str]
    war: _War


class _Frames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    according: tuple[str, ...]
    nouns: str
    noun_acts: dict[str, str]
    evidence: str
    further: str
    vague: str
    generic: str
    people: str


class _Channels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prepositions: tuple[str, ...]
    nouns: str


class _Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verb: tuple[SpeechRow, ...]
    frames: _Frames
    channels: _Channels


class _Ahead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    modals: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    words: tuple[str, ...]
    example: str


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: str
    example: str


class Telling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An ACLED sub-event type, the kinds of claims that it is for, and what shows it: words of the sentence, of actor or target."""

    kinds: frozenset[Kind]
    type: str
    example: str
    pattern: str = ""
    actor: str = ""
    target: str = ""

    def fits(self, words: str, actor: str, target: str) -> bool:
        """True where each of the patterns that the row has is found."""
        tried = ((self.pattern, words), (self.actor, actor), (self.target, target))
        return all(re.search(pattern, text, re.IGNORECASE) for pattern, text in tried if pattern)


class _Acled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    telling: tuple[Telling, ...]
    otherwise: dict[Kind, str]


class _Verification(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: Verification
    pattern: str
    example: str


class _Certainty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    negators: frozenset[str]
    failing: frozenset[str]
    ahead: _Ahead
    verification: tuple[_Verification, ...]


@dataclass(frozen=True, slots=True)
class VerbCue:
    """One verb ("shoot", with the further words "down") and the row that it stands in."""

    words: tuple[str, ...]
    row: VerbRow


@dataclass(frozen=True, slots=True)
class NounCue:
    """One noun ("grave", with "mass" before it) and the row that it stands in."""

    words: tuple[str, ...]
    row: NounRow


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue words, by the lemma that calls them."""

    verbs: dict[str, tuple[VerbCue, ...]]
    nouns: dict[str, tuple[NounCue, ...]]
    classes: dict[str, frozenset[str]]
    war: dict[str, float]
    deadly: frozenset[str]
    harm: frozenset[str]
    speech: dict[str, tuple[tuple[tuple[str, ...], SpeechRow], ...]]
    denying: frozenset[str]
    frames: dict[str, frozenset[str]]
    according: dict[str, tuple[tuple[str, ...], ...]]
    noun_acts: dict[str, str]
    channel_prepositions: frozenset[str]
    channels: frozenset[str]
    negators: frozenset[str]
    failing: frozenset[str]
    ahead_modals: frozenset[str]
    ahead_verbs: frozenset[str]
    ahead_nouns: frozenset[str]
    ahead: re.Pattern[str]
    verification: tuple[tuple[Verification, re.Pattern[str]], ...]
    lists: dict[str, frozenset[str]]
    telling: tuple[Telling, ...]
    otherwise: dict[Kind, str]
    examples: tuple[tuple[Kind, str], ...]


@cache
def load_cues() -> Cues:
    """Every cue file of the package.

    Raises KnowledgeError with file and path where a row is not understood.
    """
    verbs, nouns = _read("verbs.toml", _Verbs), _read("nouns.toml", _Nouns)
    speech, certainty = _read("speech.toml", _Speech), _read("certainty.toml", _Certainty)
    acled, frames = _read("acled.toml", _Acled), speech.frames
    _check((*verbs.verb, *nouns.noun), nouns.classes)
    return Cues(
        verbs=_by_first([VerbCue(tuple(v.split()), row) for row in verbs.verb for v in row.verbs]),
        nouns=_by_last([NounCue(tuple(n.split()), row) for row in nouns.noun for n in row.nouns]),
        classes=_by_word(nouns.classes),
        war=_war(nouns.war),
        deadly=frozenset(nouns.war.deadly.split()),
        harm=frozenset(f"{nouns.war.harm} {nouns.war.deadly}".split()),
        speech=_speech(speech.verb),
        denying=frozenset(v for row in speech.verb if row.act == "deny" for v in row.verbs if " " not in v),
        frames={name: frozenset(getattr(frames, name).split()) for name in FRAMES},
        according=_phrases(frames.according),
        noun_acts=frames.noun_acts,
        channel_prepositions=frozenset(speech.channels.prepositions),
        channels=frozenset(speech.channels.nouns.split()),
        negators=certainty.negators,
        failing=certainty.failing,
        ahead_modals=certainty.ahead.modals,
        ahead_verbs=certainty.ahead.verbs,
        ahead_nouns=certainty.ahead.nouns,
        ahead=_words(certainty.ahead.words),
        verification=tuple((row.value, _pattern("certainty.toml", row.pattern)) for row in certainty.verification),
        lists={name: frozenset(row.words.split()) for name, row in _read("lists.toml", dict[str, _List]).items()},
        telling=tuple(_readable(row) for row in acled.telling),
        otherwise=acled.otherwise,
        examples=(*((row.kind, row.example) for row in verbs.verb), *((row.kind, row.example) for row in nouns.noun)),
    )


# Classes that grammar and names give, beside those of nouns.toml: see claims/setting.py.
SENSED = frozenset({"none", "other", "pronoun", "number", "medium", "people"})
_Form = TypeVar("_Form")


def _read(name: str, form: type[_Form]) -> _Form:
    source = files("rashomon.knowledge") / "data" / "cues" / name
    try:
        return msgspec.toml.decode(source.read_bytes(), type=form)
    except msgspec.DecodeError as fault:
        raise KnowledgeError(f"cues/{name}: {fault} (correct the row)") from fault


def _pattern(name: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as fault:
        raise KnowledgeError(f"cues/{name}: {pattern!r} is no regular expression: {fault} (correct the pattern)") from fault


def _readable(row: Telling) -> Telling:
    """The row, once all its patterns are known to be patterns."""
    for pattern in (row.pattern, row.actor, row.target):
        _pattern("acled.toml", pattern)
    return row


def _check(rows: Iterable[VerbRow | NounRow], classes: Iterable[str]) -> None:
    """Every class that a frame asks for must exist: a misspelt one would never fire."""
    known = {*classes, *SENSED}
    for row in rows:
        asked = row.object | row.subject | row.with_ if isinstance(row, VerbRow) else row.of
        unknown = sorted(asked - known)
        if unknown:
            raise KnowledgeError(f"cues: {row.example!r}: unknown class {unknown[0]!r} (known: {', '.join(sorted(known))})")


def _war(rows: _War) -> dict[str, float]:
    """How much each word says that its sentence speaks of armed conflict; one and more is enough."""
    weights = ((rows.common, 0.25), (rows.words, 0.5), (rows.strong, 1.0), (rows.other, -0.5))
    return {word: weight for words, weight in weights for word in words.split()}


def _by_first(cues: list[VerbCue]) -> dict[str, tuple[VerbCue, ...]]:
    table: dict[str, list[VerbCue]] = {}
    for cue in cues:
        first = next(word for word in cue.words if word != "not")
        table.setdefault(first, []).append(cue)
    return {word: tuple(sorted(found, key=_weight)) for word, found in table.items()}


def _weight(cue: VerbCue) -> tuple[int, int, int]:
    """The most exact frame first: further words, then demands on arguments, then the precedence of kinds."""
    row = cue.row
    demands = (
        (bool(row.object) and "none" not in row.object) + (bool(row.subject) and "none" not in row.subject) + 2 * bool(row.with_)
    )
    return -len(cue.words), -demands, list(Kind).index(row.kind)


def _by_last(cues: list[NounCue]) -> dict[str, tuple[NounCue, ...]]:
    table: dict[str, list[NounCue]] = {}
    for cue in cues:
        table.setdefault(cue.words[-1], []).append(cue)
    return {word: tuple(sorted(found, key=_noun_weight)) for word, found in table.items()}


def _noun_weight(cue: NounCue) -> tuple[int, bool, int]:
    """The most exact frame first, as with verbs."""
    return -len(cue.words), not (cue.row.modifiers or cue.row.of), list(Kind).index(cue.row.kind)


def _phrases(told: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """By their first words, in their order."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(phrase.split()) for phrase in told):
        table[words[0]] = (*table.get(words[0], ()), words)
    return table


def _by_word(classes: dict[str, str]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words.split():
            table.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in table.items()}


def _speech(rows: tuple[SpeechRow, ...]) -> dict[str, tuple[tuple[tuple[str, ...], SpeechRow], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], SpeechRow]]] = {}
    for row in rows:
        for verb in row.verbs:
            words = tuple(verb.split())
            table.setdefault(words[0], []).append((words, row))
    return {word: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for word, found in table.items()}


def _words(phrases: Any) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in longest) + r")\b", re.IGNORECASE)
