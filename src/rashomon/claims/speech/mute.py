"""Words of saying by which nobody says anything: "Asked about the raid, ...", "were pressing forward"."""

from rashomon.claims.parse.arguments import is_gerund
from rashomon.claims.parse.words import Word

ONWARD = frozenset({"forward", "ahead", "onward", "onwards"})
QUESTIONING = frozenset({"ask", "question", "press", "quiz", "challenge"})


def is_mute(verb: Word) -> bool:
    """A word of saying by which the subject says nothing here."""
    return is_put_to(verb) or _moves_on(verb) or _is_denied(verb)


def is_put_to(verb: Word) -> bool:
    """``Asked about the raid, the spokesman said``: what somebody is asked is nobody's word, least of all his."""
    bare = verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return bare and verb.lemma_.lower() in QUESTIONING


def _is_denied(verb: Word) -> bool:
    """``denies having ordered killings``: an order that nobody gave by this word."""
    return verb.dep_ == "xcomp" and is_gerund(verb) and verb.head.lemma_ == "deny"


def _moves_on(verb: Word) -> bool:
    """``were pressing forward``, ``pressed on towards the town``: a march, no demand."""
    if any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children):
        return False
    return any(c.lower_ in ONWARD or (c.lower_ == "on" and c.dep_ == "prt") for c in verb.children if c.i == verb.i + 1)
