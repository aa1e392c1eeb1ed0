"""Doc -> the same Doc with the few readings put right that the small model is known to get wrong in war news."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


ASIDE = 6  # words between a participle and the helping verb of what follows
CLAUSES = frozenset({"ROOT", "ccomp", "nsubjpass", "csubjpass", "nsubj", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
SAYING = frozenset("say claim report believe tell announce fear suspect admit think".split())  # "people officials said were killed"


def repair(doc: "Doc") -> "Doc":
    """Heads and labels changed in place, in text order; every repair names the words that it is for."""
    for token in doc:
        if token.tag_ in ("VBN", "VBD") and token.dep_ in CLAUSES and token.lemma_ not in SAYING:
            _reduced_relative(token)
        elif token.dep_ == "advmod" and token.tag_ == "RB" and token.text[:1].isupper():
            _named_object(token)
        elif token.dep_ == "appos":
            _object_after_aside(token)
        elif token.dep_ == "prep" and token.i < token.head.i:
            _before_the_relative(token)
        elif token.dep_ in ("npadvmod", "dobj") and token.head.lemma_ in SAYING:
            _subject_of_what_is_said(token)
    return doc


def _reduced_relative(verb: "Token") -> None:
    """``all drones launched were shot down``: what was launched is the subject of what follows, not a clause that says it."""
    noun, passive = verb.nbor(-1) if verb.i > verb.sent.start else verb, _clause_after(verb)
    if passive is None or noun.dep_ != "nsubj" or noun.head.i != verb.i or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return
    if verb.dep_ == "ROOT":
        passive.head, passive.dep_ = passive, "ROOT"
    elif verb.dep_ == "ccomp" and verb.head.i != passive.i:
        passive.head, passive.dep_ = verb.head, "ccomp"
    noun.head, noun.dep_ = passive, "nsubjpass"
    verb.head, verb.dep_ = noun, "acl"
    for child in [c for c in passive.doc[passive.sent.start : passive.sent.end] if c.head.i == verb.i and c.i > passive.i]:
        child.head = passive


def _clause_after(verb: "Token") -> "Token | None":
    """The passive behind it that has no subject of its own: ``launched | were shot down``, ``fired overnight | were shot down``."""
    for word in verb.doc[verb.i + 1 : min(verb.i + 1 + ASIDE, verb.sent.end)]:
        passive = word.head
        if word.dep_ == "auxpass" and passive.i > word.i and (passive.head.i in (verb.i, verb.head.i) or verb.head.i == passive.i):
            other = (c for c in passive.children if c.dep_ in ("nsubj", "nsubjpass") and c.i != verb.i)
            return passive if next(other, None) is None else None
        if verb not in word.ancestors or word.pos_ in ("VERB", "AUX"):
            return None
    return None


def _named_object(name: "Token") -> None:
    """``failed to encircle Bakhmut``: a capital in the sentence behind a verb without an object is no adverb."""
    verb = name.head
    if (
        name.i > name.sent.start
        and verb.pos_ == "VERB"
        and verb.i == name.i - 1
        and not any(c.dep_ == "dobj" for c in verb.children)
    ):
        name.tag_, name.pos_, name.dep_, name.lemma_ = "NNP", "PROPN", "dobj", name.text


def _object_after_aside(noun: "Token") -> None:
    """``intercepted, with a jamming system, two missiles``: the aside between commas is over, what follows is the object."""
    aside = noun.head
    preposition = aside.head
    verb = preposition.head
    if aside.dep_ != "pobj" or preposition.dep_ != "prep" or verb.pos_ != "VERB" or preposition.i != verb.i + 2:
        return
    enclosed = preposition.nbor(-1).text == "," and noun.left_edge.i > aside.i and noun.left_edge.nbor(-1).text == ","
    if enclosed and not any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
        noun.head, noun.dep_ = verb, "dobj"


def _subject_of_what_is_said(noun: "Token") -> None:
    """``said debris of a drone had fallen``: without "that", the noun behind the verb of saying is the subject of what follows."""
    saying = noun.head
    told = next((c for c in saying.children if c.dep_ == "ccomp" and c.i > noun.i), None)
    if told is None or noun.left_edge.i != saying.i + 1 or any(c.dep_ in SUBJECTS for c in told.children):
        return
    auxiliaries = [c for c in told.children if c.dep_ in ("aux", "auxpass")]
    if not auxiliaries and told.tag_ not in ("VBD", "VBZ", "VBP"):
        return
    for child in [c for c in saying.children if c.dep_ == "prep" and noun.i < c.i < told.left_edge.i]:
        child.head = noun
    noun.head, noun.dep_ = told, "nsubjpass" if any(c.dep_ == "auxpass" for c in auxiliaries) else "nsubj"


def _before_the_relative(preposition: "Token") -> None:
    """``carried out a strike, on Tuesday, that killed two``: what stands before "that" belongs to the clause around it."""
    relative = preposition.head
    pronoun = next((c for c in relative.children if c.dep_ == "nsubj" and c.tag_ in ("WDT", "WP")), None)
    if pronoun is None or pronoun.i < preposition.i:
        return
    above = relative.head
    while above.pos_ not in ("VERB", "AUX") and above.head.i != above.i:
        above = above.head
    if above.i < preposition.i:
        preposition.head = above
