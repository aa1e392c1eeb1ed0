"""A verb of saying at the end of its sentence -> who speaks, by the order of the words alone."""

from typing import NamedTuple

from rashomon.claims.parse.words import Word, Words
from rashomon.claims.speech.contents import ASIDE, tells

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPEN = frozenset({"CC", "IN", "WP", "WDT", "WRB", "RB", "PRP", "TO", "VBG", "VBN"})  # a speaker's phrase opens with none of them
LATE = 12  # words that may follow the verb: "said on Friday in an interview"
LONG = 14  # words of a speaker's phrase
SHORT = 4  # words: "It rained, ministers said"
NOUNS = ("NOUN", "PROPN")


class Speaker(NamedTuple):
    """The head of the speaker's phrase, and the token at which the phrase begins."""

    head: Word
    left: int


def closes_sentence(verb: Word) -> bool:
    """Only asides follow: "said on Friday", "wrote on Telegram, calling it a crime"; nothing that could be what is said."""
    after = [t for t in verb.doc[verb.i + 1 : _participle_after(verb)] if not t.is_punct]
    if not after:
        return True
    aside = after[0].lower_ in ASIDE
    return aside and len(after) <= LATE and not any(t.tag_ in FINITE or t.lower_ == "that" for t in after)


def _participle_after(verb: Word) -> int:
    """Where ", calling it", ", adding that" begins, else the end of the sentence."""
    rest = verb.doc[verb.i + 1 : verb.sent.end - 1]
    return next((t.i for t in rest if t.text == "," and t.nbor(1).tag_ == "VBG"), verb.sent.end)


def closing_speaker(verb: Word) -> Speaker | None:
    """The noun phrase between a comma and `verb`, an apposition between commas included, where a whole clause stands before."""
    if verb.i - verb.sent.start < SHORT:
        return None
    last = verb.i - 2 if verb.nbor(-1).text == "," else verb.i - 1
    comma = _comma_before(verb, last)
    if comma is not None and last == verb.i - 2:
        comma = _comma_before(verb, comma - 1)
    if comma is None or not (tells(verb.doc[verb.sent.start : comma]) or _has_two_subjects(verb, comma)):
        return None
    head = _head_of(verb.doc[comma + 1 : last + 1])
    return Speaker(head, comma + 1) if head is not None else None


def _has_two_subjects(verb: Word, comma: int) -> bool:
    """``A raid killed at least nine in Saada, the ministry said``: "killed" was read as "that was killed", the raid as who said."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return len(subjects) > 1 and subjects[0].i < comma and any(t.tag_ == "VBN" for t in verb.doc[subjects[0].i : comma])


def _comma_before(verb: Word, last: int) -> int | None:
    """The comma that opens the phrase whose last word is `last`; None where a clause stands between."""
    doc = verb.doc
    for at in range(last, max(verb.sent.start, last - LONG), -1):
        if doc[at].text == ",":
            return at if at < last and doc[at + 1].tag_ not in OPEN else None
        if doc[at].tag_ in FINITE or doc[at].text in ('"', "”", ":", ";"):
            return None
    return None


def _head_of(words: Words) -> Word | None:
    """``the head of the office`` -> head; ``Ukraine's special forces`` -> forces."""
    head = None
    for token in words:
        if token.tag_ == "IN" or token.text == ",":
            break
        head = token if token.pos_ in NOUNS else head
    return head
