"""Sayings of one sentence -> the same without what belongs to somebody else: "X said A, and Y said B"."""

from collections.abc import Iterator
from dataclasses import replace

from rashomon.claims.parse.words import Word
from rashomon.claims.setting import Setting
from rashomon.claims.speech.contents import NOTHING, Content, subtree
from rashomon.claims.speech.frames import apposed_denial
from rashomon.claims.speech.sayings import Saying


def apart(found: list[Saying], setting: Setting) -> Iterator[Saying]:
    """The same without what belongs to somebody else: "X said A, and Y said B"; ", according to Z"; a topic and its colon."""
    found = _cited(found, setting)
    for saying in found:
        inner = [other for other in found if other is not saying and other.verb in saying.content]
        if saying.rule == "colon" and any(other.source is not None for other in inner):
            continue  # "Sudan: The army said ..." names the topic
        cut = frozenset(i for other in inner for i in _others_words(saying, other, setting)) | _denials(saying, setting)
        cut |= _presupposed(saying, setting) | _weighed(saying, setting)
        yield replace(saying, content=saying.content - cut) if cut and saying.content - cut else saying


def _cited(found: list[Saying], setting: Setting) -> list[Saying]:
    """``AFP, citing officers, said that A``: A is the officers' word, and that they say so is AFP's."""
    doc = setting.parsed.doc
    citing = {s.verb: _passing_on(doc[s.verb], found) for s in found if s.form == "according" and doc[s.verb].tag_ == "VBG"}
    nested = {verb: above for verb, above in citing.items() if above is not None and above.source is not None}
    around = {above.verb: subtree(doc[verb]) for verb, above in nested.items()}
    kept = [replace(s, content=nested[s.verb].content - {*s.cue} - subtree(s.source)) if s.verb in nested else s for s in found]
    return [replace(s, content=s.content | around.get(s.verb, NOTHING)) for s in kept]


def _passing_on(citing: Word, found: list[Saying]) -> Saying | None:
    """The saying whose verb or speaker stands right before it ("reported, citing"), else the one that it hangs on."""
    before = citing.i - 2
    said = [s for s in found if s.act != "mind"]  # "attacked a post, according to the army": nobody spoke before
    beside = next((s for s in said if s.verb == before or (s.source is not None and s.source.i == before)), None)
    return beside or next((s for s in said if s.verb == citing.head.i), None)


def _presupposed(saying: Saying, setting: Setting) -> Content:
    """``denied that it had fired the rocket that killed two``, ``denies arming those who did``: told, not denied."""
    doc = setting.parsed.doc
    clauses = [doc[i] for i in saying.content if _tells_more(doc[i], saying)] if saying.act == "deny" else []
    return frozenset(i for clause in clauses for i in subtree(clause))


def _weighed(saying: Saying, setting: Setting) -> Content:
    """``said it was looking into reports that its jets had hit a school``: others tell that they had."""
    doc, lists = setting.parsed.doc, setting.know.cues.lists
    nouns = [doc[i] for i in saying.content if doc[i].pos_ == "NOUN" and doc[i].lemma_.lower() in lists["told"]]
    heard = [noun for noun in nouns if not {t.lemma_.lower() for t in _governing(noun)}.isdisjoint(lists["weighing"])]
    return frozenset(i for noun in heard for i in subtree(noun))


def _governing(noun: Word) -> tuple[Word, ...]:
    """``aware of reports``, ``checking reports``: the word that has the noun, by a preposition or without."""
    above = noun.head
    return (above, above.head) if above.dep_ == "prep" else (above,)


def _tells_more(clause: Word, saying: Saying) -> bool:
    """A relative clause of what is denied; of the denied noun itself only "who": "denied a report that" goes on with it."""
    if clause.dep_ != "relcl":
        return False
    own = clause.head.dep_ in ("dobj", "nsubjpass") and clause.head.head.i == saying.verb
    return saying.form == "clause" or (saying.form == "noun" and not own)


def _sets_against(verb: Word) -> bool:
    """``denied it, although monitors said that``: the reporter sets another's word against it."""
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in ("although", "though", "while", "whereas") for c in verb.children
    )


def _denials(saying: Saying, setting: Setting) -> Content:
    """``said it took the town, a claim that the army disputes``: the reporter's words."""
    doc = setting.parsed.doc
    nouns = [doc[i] for i in saying.content if doc[i].pos_ == "NOUN" and _set_off(doc[i])] if saying.form == "clause" else []
    return frozenset(i for noun in nouns if apposed_denial(noun, setting) is not None for i in subtree(noun))


def _set_off(noun: Word) -> bool:
    """Told beside the clause: an apposition, or what stands after a comma."""
    return noun.dep_ == "appos" or noun.doc[noun.left_edge.i - 1].text == ","


def _others_words(saying: Saying, other: Saying, setting: Setting) -> Content:
    """What `other`, which stands inside the content of `saying`, takes away from it."""
    verb = setting.parsed.doc[other.verb]
    if saying.form != "clause" or saying.verb > other.verb or other.source is None:
        return NOTHING
    if other.content & frozenset(saying.cue):
        return (subtree(verb) | subtree(other.source)) - other.content
    beside = (
        (verb.dep_ in ("conj", "parataxis") or _sets_against(verb))
        and other.source.dep_ == "nsubj"
        and other.source.head.i == other.verb
    )
    return subtree(verb) if beside else NOTHING
