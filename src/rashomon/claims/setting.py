"""Parsed report + knowledge -> Setting: what every later question may ask about a token."""

from dataclasses import dataclass, field

from rashomon.claims.parse.grammar import Parsed
from rashomon.claims.parse.words import Word
from rashomon.knowledge import Knowledge
from rashomon.knowledge.sides import Entity
from rashomon.model import Part, Quantity, Span, When, Where

# What the head of "a group of villages" only measures.
# The classes of nouns.toml that an entity of each kind belongs to.
ENTITY_CLASSES = {
    "party": {"force", "party"},
    "force": {"force", "soldier", "troops"},
    "body": {"force"},
    "person": {"person", "force"},
    "observer": {"party"},
    "ally": {"force", "party"},
    "medium": {"medium"},
    "people": {"force", "person", "civilian"},
}
CASUALTY_WORDS = frozenset({"dead", "killed", "deaths", "fatalities", "wounded", "injured", "victims", "casualties"})
MONEY = frozenset({"$", "€", "£", "¥"})
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
    _vocabulary: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _classes: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _members: dict[int, tuple[Word, ...]] = field(default_factory=dict, repr=False, compare=False)

    def classes(self, token: Word | None) -> frozenset[str]:
        """What an argument is: classes of its noun, its names and its members; {"none"} where there is no argument."""
        if token is None:
            return frozenset({"none"})
        known = self._classes.get(token.i)
        if known is None:
            found: set[str] = set()
            for member in self.members(token):
                found |= self._own_classes(member)
            known = self._classes[token.i] = frozenset(found or {"other"})
        return known

    def is_time(self, token: Word) -> bool:
        """True for a word of a time that was found: Friday, October."""
        span = self.parsed.span(token)
        return any(when.span.touches(span) for when in self.times)

    def members(self, token: Word) -> tuple[Word, ...]:
        """``villages and towns`` -> both; ``a group of villages`` -> the villages too."""
        known = self._members.get(token.i)
        if known is None:
            known = self._members[token.i] = tuple(self._found_members(token))
        return known

    def _found_members(self, token: Word) -> list[Word]:
        found = [token]
        if token.lemma_.lower() in self.know.cues.lists["measures"] or token.pos_ == "NUM" or token.text[0].isdigit():
            joined = ("of", "in") if any(c.text in MONEY for c in token.children) else ("of",)  # "$2m in arms"
            measures = (c for c in token.children if c.dep_ == "prep" and c.lower_ in joined)
            measured = [p for c in measures for p in c.children if p.dep_ == "pobj" and not self.is_time(p)]
            found += [member for p in measured for member in self.members(p)]
        found += [
            c for t in list(found) for c in t.children if c.dep_ in ("conj", "appos") and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
        ]
        return found

    def _own_classes(self, token: Word) -> set[str]:
        word = token.lemma_.lower()
        found = set(self.know.cues.classes.get(word, ()) or self.know.cues.classes.get(token.lower_, ()))
        if token.i in self.places:
            found.add("place")
            place = self.places[token.i].place
            if place is not None and place.feature == "water":
                found.add("river")
        if token.i in self.names:
            found |= ENTITY_CLASSES.get(self.names[token.i][1].kind, set())
        if token.pos_ == "NUM":
            found.add("number")
        if word == "number" and self._counts_dead(token):
            found.add("toll")
        if token.lower_ in ARGUMENT_PRONOUNS or token.pos_ == "PRON":
            found.add("pronoun")
        if token.pos_ == "PROPN" and not found and not self.is_time(token):
            found |= {"person", "force"}  # a name that nothing is known of: people and groups are the most frequent
        for child in token.children:
            if child.dep_ in ("compound", "amod", "nmod", "poss") and token.pos_ in ("NOUN", "PROPN"):
                found |= self._modifier_classes(child, token)
        return found

    def _counts_dead(self, number: Word) -> bool:
        """``the number of people killed in the raid``: a toll by another name."""
        of = [p for c in number.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children]
        return any(t.lower_ in CASUALTY_WORDS for noun in of for t in (noun, *noun.children))

    def _modifier_classes(self, child: Word, head: Word) -> set[str]:
        """``mortar shells``, ``Russian positions``: the modifier lends the weapon or the side, not its place."""
        if child.dep_ == "compound" and child.pos_ == "NOUN":
            return set(self.know.cues.classes.get(child.lemma_.lower(), ())) & {"weapon", "airborne", "aid"}
        if child.dep_ == "amod" and child.lower_ in ("unmanned", "uncrewed"):
            return {"weapon", "projectile"}  # "uncrewed boats": what is sent to explode
        return set()

    def vocabulary(self, token: Word) -> frozenset[str]:
        """Every word of the token's sentence in small letters, as printed and as its lemma."""
        start = token.sent.start
        if start not in self._vocabulary:
            self._vocabulary[start] = frozenset(word for t in token.sent for word in (t.lower_, t.lemma_.lower()))
        return self._vocabulary[start]

    def in_war(self, token: Word) -> bool:
        """True where the sentence of `token` or its surroundings speak of armed conflict."""
        return self.war.get(token.sent.start, False)

    def other_news(self, token: Word) -> bool:
        """True where nothing speaks of war and the sentence of `token` has a word of disasters, sports, crime or protest."""
        weight = self.know.cues.war.get
        common = (t for t in token.sent if t.pos_ != "PROPN")
        return not self.in_war(token) and any(weight(word, 0.0) < 0 for t in common for word in (t.lemma_.lower(), t.lower_))
