"""Doc -> the same Doc with the few readings put right that the small model is known to get wrong in war news."""

from calendar import day_name, month_name
from typing import TYPE_CHECKING

from rashomon.claims.parse.arguments import PERCEIVING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


ASIDE = 6  # words between a participle and the helping verb of what follows
CLAUSES = frozenset({"ROOT", "ccomp", "nsubjpass", "csubjpass", "nsubj", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
PARTICIPLES = {
    "wrecked": "wreck",
    "damaged": "damage",
    "destroyed": "destroy",
    "ruined": "ruin",
    "gutted": "gut",
}  # "a wrecked school"
SHOWING = PERCEIVING | {"leave", "find"}  # "showed the bridge destroyed"
CALENDAR = frozenset((*day_name, *month_name))
AIMED = frozenset({"on", "against", "near"})
ATTACKS = frozenset("strike airstrike attack raid assault offensive bombardment shelling".split())
SAYING = frozenset("say claim report believe tell announce fear suspect admit think".split())  # "people officials said were killed"


def repair(doc: "Doc") -> "Doc":
    """Heads and labels changed in place, in text order; every repair names the words that it is for."""
    for token in doc:
        if token.tag_ in ("VBN", "VBD"):
            _shown_as(token)
        elif token.tag_ == "JJ" and token.lower_ in PARTICIPLES:
            token.tag_, token.pos_, token.lemma_ = "VBN", "VERB", PARTICIPLES[token.lower_]
        if token.tag_ in ("VBN", "VBD") and token.dep_ in CLAUSES and token.lemma_ not in SAYING:
            _reduced_relative(token)
        elif token.dep_ == "advmod" and token.tag_ == "RB" and token.text[:1].isupper():
            _named_object(token)
        elif token.dep_ == "appos":
            _object_after_aside(token)
        elif token.dep_ == "prep" and token.i < token.head.i:
            _before_the_relative(token)
        elif token.dep_ == "prep" and token.lower_ in AIMED and token.head.pos_ == "VERB":
            _aimed(token)
        elif token.dep_ in ("npadvmod", "dobj") and token.head.lemma_ in SAYING:
            _subject_of_what_is_said(token)
    return doc


def _shown_as(verb: "Token") -> None:
    """``showed the bridge destroyed``, ``showing most of the wall washed away``: a participle, and what it befell before it."""
    children = list(verb.children)
    if any(c.dep_ in ("aux", "auxpass", "dobj", "mark") for c in children):
        return
    showing = next((c for c in children if c.dep_ == "csubj" and c.lemma_ in SHOWING), None)
    noun = next((c for c in children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if showing is not None:
        _under_the_showing(verb, showing)
    elif verb.dep_ == "ccomp" and verb.head.lemma_ in SHOWING and noun is not None and noun.left_edge.i == verb.head.i + 1:
        if verb.tag_ == "VBN" or any(c.dep_ == "prt" for c in children):
            verb.tag_, noun.dep_ = "VBN", "nsubjpass"
    elif verb.dep_ == "acl" and verb.tag_ == "VBD" and noun is None:
        verb.tag_ = "VBN"


def _under_the_showing(verb: "Token", showing: "Token") -> None:
    """``as video spread, showing half of it swept away``: the showing belongs to the video, the participle to what is shown."""
    shown = next((c for c in showing.children if c.dep_ == "dobj" and c.right_edge.i == verb.i - 1), None)
    if shown is None or verb.dep_ == "ROOT":
        return
    before = [c for c in verb.children if c.i < showing.i and not c.is_punct]
    seen = next((p for c in before for p in c.children if c.dep_ == "prep" and p.dep_ == "pobj"), None)
    showing.head, showing.dep_ = (verb.head, "advcl") if seen is None else (seen, "acl")
    for child in before:
        child.head = verb.head
    verb.head, verb.dep_, verb.tag_ = shown, "acl", "VBN"


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


def _aimed(preposition: "Token") -> None:
    """``released footage of a strike on the depot``: what stands right behind an attack is what it was aimed at."""
    attack = preposition.nbor(-1)
    on = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    timed = on is None or on.pos_ == "NUM" or any(t.text in CALENDAR for t in on.subtree)
    if attack.dep_ == "pobj" and attack.lemma_ in ATTACKS and not timed:
        preposition.head = attack


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
