"""A claim's clause -> when it happened: the time that its grammar ties to it, not the nearest; never the publication day."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.claims.parse.arguments import is_counted
from rashomon.claims.parse.words import Word, Words
from rashomon.claims.quantities.numerals import ORDINAL
from rashomon.claims.setting import Setting
from rashomon.claims.speech.chains import Said
from rashomon.claims.speech.sayings import AHEAD_ACTS
from rashomon.claims.times import lasting
from rashomon.model import Published, Span, When

SAID = "the day on which it is said"  # the reason of a time that comes from "said on Sunday that"
FINE = ("day", "week", "month")  # precisions in which somebody says something
COMPARED = ("month", "year", "decade")
COARSE = ("year", "decade", "season", "quarter")
NEXT = 4  # characters: a time right after a noun phrase is the noun's
_ORDINAL = re.compile(ORDINAL)
VERBAL = ("VERB", "AUX")
MODALS = frozenset("will would shall could can may might should must 'll ’ll 'd ’d ca wo".split())
LAUNCHED = frozenset({"launch", "fire"})
UP = frozenset({"conj", "xcomp", "ccomp", "pcomp", "dobj", "nsubj", "nsubjpass", "pobj", "prep", "attr", "agent", "dative", "oprd"})


def time_of(quote: Span, head: Word, around: Sequence[Said], setting: Setting) -> When | None:
    """The time told in the clause, else of the clause that it hangs on, else of the saying; never the publication day."""
    sentence = setting.parsed.between(head.sent.start, head.sent.end - 1)
    there = [t for t in setting.times if sentence.covers(t.span) and not _compares(t, head.sent, setting)]
    dated = [found for t in there if (found := _seen(t, setting)).first is not None]
    own = sorted((t for t in dated if _belongs(t, head, setting)), key=lambda t: not quote.covers(t.span))
    if own:
        return own[0]
    if head.pos_ == "NOUN":
        own = [t for t in dated if 0 <= t.span.start - quote.end <= NEXT]  # "the annexation of Crimea | in 2014"
        if own:
            return own[0]
    inside = next((t for t in dated if quote.covers(t.span) and _tells_of(t, head, setting)), None)
    return inside or _above_it(head, dated, setting) or _said(head, around, dated, setting)


def _compares(when: When, sentence: Words, setting: Setting) -> bool:
    """``the largest attack since May``, ``the third time this month``: a time of others, not of the attack."""
    at = bisect_left(setting.parsed.starts, when.span.start)
    before = setting.parsed.doc[sentence.start : at]
    wide = when.text.lower().startswith("since") or when.precision in COMPARED
    return wide and any(t.tag_ in ("JJS", "RBS") or _ORDINAL.fullmatch(t.lower_) for t in before)


def _seen(when: When, setting: Setting) -> When:
    """The time with the verb that it hangs on: a duration up to publication, a past that does not reach beyond it."""
    verb, published = _verb_of(when, setting), setting.parsed.report.published
    if verb is None or published is None:
        return when
    if when.precision == "duration":
        return when if _is_passed(when, setting) else _lasting(when, verb, published)
    ahead = when.first is None or when.last is None or not when.first <= published.last < when.last
    if ahead or verb.tag_ not in ("VBD", "VBN") or is_modal(verb):
        return when
    return replace(when, last=published.last, reason=f"{when.reason}, up to publication")


def _is_passed(when: When, setting: Setting) -> bool:
    """``had taken the palace after two years of war``: what went before, not how long it took."""
    return any(t.lower_ in ("after", "before", "amid", "despite") for t in _path(when, setting))


def _lasting(when: When, verb: Word, published: Published) -> When:
    """``had been besieging it for 18 months``: from then until publication."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    first = lasting(when.text, published.first) if perfect else None
    return replace(when, first=first, last=published.last, reason=f"“{when.text}” up to publication") if first else when


def _path(when: When, setting: Setting) -> list[Word]:
    """From the time's word up to the verb that it belongs to."""
    words = setting.parsed.tokens(when.span)
    token = next((t for t in words if t.head.i not in {w.i for w in words}), None)
    path: list[Word] = []
    while token is not None and token.dep_ != "ROOT":
        token = token.head
        path.append(token)
        if token.pos_ in VERBAL and not _is_aim(token):
            break
    return path


def _is_aim(verb: Word) -> bool:
    """``went on to retake it on Sunday``: the time of an aim is that of what is done for it."""
    return verb.dep_ in ("xcomp", "acl", "advcl") and any(c.tag_ == "TO" for c in verb.children)


def _verb_of(when: When, setting: Setting) -> Word | None:
    path = _path(when, setting)
    return path[-1] if path else None


def _belongs(when: When, head: Word, setting: Setting) -> bool:
    """True where the time hangs on `head`; ``the uprising of 2014`` dates the uprising, not what its leader says."""
    path = _path(when, setting)
    if not path or head.i not in {t.i for t in path}:
        return False
    below = path[: [t.i for t in path].index(head.i)]
    through_nouns = any(t.pos_ == "NOUN" for t in below)
    return not any(t.dep_ == "appos" for t in below) and not (through_nouns and when.precision in COARSE)


def _tells_of(when: When, head: Word, setting: Setting) -> bool:
    """False for a time that only says which thing is meant: ``areas held since May``, ``the man who fled on Friday``."""
    path = _path(when, setting)
    if not path or (any(t.pos_ == "NOUN" for t in path[:-1]) and when.precision in COARSE):
        return False
    token = path[-1]
    told = token.head.head if token.head.dep_ == "conj" else token.head
    if token.dep_ in ("relcl", "acl") and head.i in (told.i, token.head.i):
        return True  # "shelling that went on until Friday"
    if token.dep_ == "acl" and token.lemma_ in LAUNCHED:
        return True  # "drones fired overnight were shot down"
    while token.i != head.i and token.dep_ != "ROOT":
        if token.dep_ == "relcl" or (token.dep_ == "acl" and token.tag_ == "VBN" and not is_counted(token)):
            return False
        token = token.head
    return True


def _above(head: Word) -> Iterator[Word]:
    """The clauses that a clause hangs on as a part of the same happening: complements, coordinations, participles."""
    token = head
    for _ in range(6):
        if token.dep_ == "ROOT" or not (token.dep_ in UP or _is_participle(token) or _is_meanwhile(token)):
            return
        token = token.head
        if token.pos_ in VERBAL:
            yield token


def _is_participle(token: Word) -> bool:
    """``shelled the town, killing three``: no subject and no conjunction of its own."""
    open_clause = token.dep_ in ("advcl", "acl") and token.tag_ in ("VBG", "VBN")
    return open_clause and not any(c.dep_ in ("nsubj", "nsubjpass", "mark", "aux") for c in token.children)


def _is_meanwhile(token: Word) -> bool:
    """``were killed on Friday when shells hit a market``: at the same time."""
    return token.dep_ == "advcl" and token.tag_ == "VBD" and any(c.lower_ in ("when", "as", "while") for c in token.children)


def _above_it(head: Word, dated: Sequence[When], setting: Setting) -> When | None:
    near = {verb.i: t for t in reversed(dated) if (verb := _verb_of(t, setting)) is not None and _belongs(t, verb, setting)}
    for verb in [c for c in head.children if c.i in near and (c.dep_ in ("conj", "parataxis") or _is_meanwhile(c))]:
        if _is_saying(verb, setting) and not _is_passive(verb):  # "five towns were taken, the ministry said on Friday"
            return _on_that_day(near[verb.i], head)
        if _is_meanwhile(verb) or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            return near[verb.i]  # "killed ten and displaced many since May"
    for below, verb in pairwise([head, *_above(head)]):
        if verb.i in near:
            if _looks_back(verb, below, setting):
                return None
            said = _is_saying(verb, setting) and not _is_aim(below)  # "decided this week to send"
            return _on_that_day(near[verb.i], head) if said else near[verb.i]
    return _of_that_year(head, near)


def _looks_back(verb: Word, below: Word, setting: Setting) -> bool:
    """``condemned the assault on Thursday``: the day of the word, not of the deed."""
    return below.pos_ == "NOUN" and verb.lemma_.lower() in setting.know.cues.lists["afterwards"]


def _of_that_year(head: Word, near: Mapping[int, When]) -> When | None:
    """``was closed in 2014, after rebels took the town``: what follows on a deed is of its year, but hardly of its day."""
    cause = next((t for t in (head, *_above(head)) if _comes_first(t)), None)
    when = near.get(cause.head.i) if cause is not None else None
    return when if when is not None and when.precision in COARSE else None


def _comes_first(token: Word) -> bool:
    """``after rebels took``; not ``after rebels had taken``, which can be years before."""
    return token.dep_ == "advcl" and token.tag_ == "VBD" and any(c.dep_ == "mark" and c.lower_ == "after" for c in token.children)


def _is_passive(verb: Word) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _is_saying(verb: Word, setting: Setting) -> bool:
    """True for ``said``; what is decided or ordered is of the day on which it is decided."""
    rows = setting.know.cues.speech.get(verb.lemma_.lower(), ())
    return bool(rows) and not any(row.act in AHEAD_ACTS for _, row in rows)


def _said(head: Word, around: Sequence[Said], dated: Sequence[When], setting: Setting) -> When | None:
    """``said on Sunday that the town was cleared``: news of Sunday; what may or will happen is not, what is decided is."""
    for said in around:
        verb = setting.parsed.doc[said.saying.verb]
        told = next((t for t in dated if _belongs(t, verb, setting)), None)
        if told is not None and _looks_back(verb, head, setting):
            return None
        if told is not None:
            done = verb.i == head.i or said.saying.act in AHEAD_ACTS
            return told if done else _on_that_day(told, head)
    return None


def _on_that_day(told: When, head: Word) -> When | None:
    return None if is_modal(head) or told.precision not in FINE else replace(told, reason=f"{SAID}: {told.reason}")


def is_modal(verb: Word) -> bool:
    """``could take``, ``to take``: not told as having happened."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return any(c.lower_ in MODALS or c.tag_ == "TO" for c in auxiliaries) and not any(c.lemma_ == "have" for c in auxiliaries)
