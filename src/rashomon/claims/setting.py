"""Parsed report + knowledge -> Setting: what every later question may ask about a token."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.claims.grammar import Parsed
from rashomon.knowledge import Knowledge
from rashomon.knowledge.sides import Entity
from rashomon.model import Part, Quantity, Span, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

# What the head of "a group of villages" only measures.
MEASURES = frozenset(
    "one two three four five six seven eight nine ten element group series number dozen hundred thousand million score wave part majority "
    "most all many some half couple range string lot rest handful number several both each none least more few any member third quarter".split()
)
# The classes of nouns.toml that an entity of each kind belongs to.
ENTITY_CLASSES = {
    "party": {"force", "party"},
    "force": {"force", "soldier"},
    "body": {"force"},
    "person": {"person", "force"},
    "observer": {"party"},
    "ally": {"force", "party"},
    "medium": {"medium"},
    "people": {"force", "person", "civilian", "soldier"},
}
WITH_PREPOSITION = frozenset("ask call plead appeal push agree".split())  # "asked for weapons": what follows is the object
ARGUMENT_PRONOUNS = frozenset("it they them he she we us who which that this these those him i you".split())


@dataclass(frozen=True, slots=True)
class Setting:
    """A parse with the names, places, times and quantities of its tokens.

    `names` and `places` map token numbers to what they belong to; `war` says of each sentence (by its first token) whether its
    surroundings speak of armed conflict, `strong` whether the sentence itself does.
    """

    parsed: Parsed
    know: Knowledge
    names: dict[int, tuple[Span, Entity]]
    places: dict[int, Where]
    wheres: tuple[Where, ...]
    times: tuple[When, ...]
    quantities: tuple[Quantity, ...]
    war: dict[int, bool]
    strong: dict[int, bool]
    parts: dict[int, Part]

    def classes(self, token: "Token | None") -> frozenset[str]:
        """What an argument is: classes of its noun, its names and its members; {"none"} where there is no argument."""
        if token is None:
            return frozenset({"none"})
        found: set[str] = set()
        for member in self.members(token):
            found |= self._own_classes(member)
        return frozenset(found or {"other"})

    def members(self, token: "Token") -> "list[Token]":
        """``villages and towns`` -> both; ``a group of villages`` -> the villages too."""
        found = [token]
        if token.lemma_.lower() in MEASURES or token.pos_ == "NUM":
            found += [p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        found += [
            c for t in list(found) for c in t.children if c.dep_ in ("conj", "appos") and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
        ]
        return found

    def _own_classes(self, token: "Token") -> set[str]:
        word = token.lemma_.lower()
        found = set(self.know.cues.classes.get(word, ()) or self.know.cues.classes.get(token.lower_, ()))
        if token.i in self.places:
            found.add("place")
        if token.i in self.names:
            found |= ENTITY_CLASSES.get(self.names[token.i][1].kind, set())
        if token.pos_ == "NUM":
            found.add("number")
        if token.lower_ in ARGUMENT_PRONOUNS or token.pos_ == "PRON":
            found.add("pronoun")
        if token.pos_ == "PROPN" and not found:
            found |= {"person", "force"}  # a name that nothing is known of: people and groups are the most frequent
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss") and token.pos_ in ("NOUN", "PROPN"):
                found |= self._modifier_classes(child, token)
        return found

    def _modifier_classes(self, child: "Token", head: "Token") -> set[str]:
        """``mortar shells``, ``Russian positions``: the modifier lends the weapon or the side, not its place."""
        if child.dep_ == "compound" and child.pos_ == "NOUN":
            return set(self.know.cues.classes.get(child.lemma_.lower(), ())) & {"weapon", "airborne", "aid"}
        return set()

    def in_war(self, token: "Token") -> bool:
        """True where the sentence of `token` or its surroundings speak of armed conflict."""
        return self.war.get(token.sent.start, False)


def words_of(tokens: "Iterable[Token]") -> str:
    """The words in lower case, with single spaces."""
    return " ".join(token.lower_ for token in tokens)


def is_passive(verb: "Token") -> bool:
    """``was captured``, ``captured by``: the subject is what the act falls on."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    return verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and not any(c.dep_ in ("aux", "dobj") for c in verb.children)


def controller(verb: "Token") -> "Token":
    """The verb whose subject this one shares: ``tried to advance`` -> tried; ``shelled X and killed Y`` -> shelled."""
    seen = {verb.i}
    while verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp", "dep") and not _own_subject(verb):
        above = verb.head
        if above.dep_ == "prep" and verb.dep_ == "pcomp":
            above = above.head
        if above.i in seen or (verb.dep_ == "ccomp" and above.pos_ == "VERB" and verb.tag_ not in ("VBG", "VB")):
            break
        verb = above
        seen.add(verb.i)
    return verb


def _own_subject(verb: "Token") -> "Token | None":
    return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)


def subject_of(verb: "Token") -> "Token | None":
    """Who does it, by grammar: own subject, by-agent of a passive, antecedent of a relative or participle, shared subject."""
    if is_passive(verb):
        return _agent(verb)
    own = _own_subject(verb)
    if own is None and verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    if own is None and verb.dep_ != "ROOT":
        shared = controller(verb)
        if shared.i != verb.i:
            own = _patient_or_subject(shared, verb)
    return _antecedent(own, verb) if own is not None else None


def _patient_or_subject(shared: "Token", verb: "Token") -> "Token | None":
    """``ordered residents to leave``: the object of the upper verb acts; else its subject."""
    if shared.pos_ not in ("VERB", "AUX"):
        return None
    if verb.dep_ == "xcomp":
        patient = next((c for c in shared.children if c.dep_ == "dobj"), None)
        patient = patient or next(
            (
                p
                for c in shared.children
                if c.dep_ == "prep" and c.lower_ in ("on", "for", "to") and c.i < verb.i
                for p in c.children
            ),
            None,
        )
        if patient is not None and patient.dep_ in ("dobj", "pobj"):
            return patient
    if is_passive(shared) and is_passive(verb):
        return None
    return _own_subject(shared) or (shared.head if shared.dep_ in ("acl", "relcl") else None)


def object_of(verb: "Token") -> "Token | None":
    """What it falls on, by grammar: direct object, subject of a passive, antecedent of a relative or participle."""
    if is_passive(verb):
        own = _own_subject(verb)
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        shared = controller(verb)
        return _own_subject(shared) if shared.i != verb.i and shared.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "amod":
        return verb.head
    own = next((c for c in verb.children if c.dep_ in ("dobj", "obj", "dative")), None)
    if own is not None:
        return _antecedent(own, verb)
    if verb.lemma_.lower() in WITH_PREPOSITION:
        return next(
            (
                p
                for c in verb.children
                if c.dep_ == "prep" and c.lower_ in ("for", "to")
                for p in c.children
                if p.dep_ in ("pobj", "pcomp")
            ),
            None,
        )
    for conj in verb.conjuncts:
        if conj.i > verb.i and conj.dep_ == "conj" and not any(c.dep_ == "prep" for c in verb.children):
            other = next((c for c in conj.children if c.dep_ == "dobj"), None)
            if other is not None and verb.right_edge.i >= conj.i and conj.i - verb.i <= 2:
                return other
    return None


def _agent(verb: "Token") -> "Token | None":
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((p for p in child.children if p.dep_ == "pobj"), None)
    return None


def _antecedent(argument: "Token", verb: "Token") -> "Token":
    """``missiles that hit``: that -> missiles."""
    if argument.lower_ in ("who", "which", "that", "whom") and verb.dep_ == "relcl":
        return verb.head
    return argument
