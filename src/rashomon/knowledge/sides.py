"""A text -> the parties, forces, bodies, persons, observers and media that it names, each with its side."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rashomon.knowledge.compounds import Compounds, Found, Passage, Sense
from rashomon.knowledge.conflicts import World, read_world
from rashomon.knowledge.entities import Conflict, Entity, Office
from rashomon.knowledge.names import looks_like_person, person_key
from rashomon.knowledge.nations import Nation, Nations, State, entity_id, load_nations
from rashomon.knowledge.outlets import Outlets, load_outlets
from rashomon.knowledge.phrasebook import Phrasebook, tokens

__all__ = ["OWN_SIDES", "Conflict", "Entity", "Office", "Sides", "load_sides", "own_files"]

OWN_SIDES = "RASHOMON_SIDES"
"""The variable with files of one's own, between them what stands between folders in PATH; worker processes inherit it."""

PHRASE = 80  # characters; what is longer is a text, and does not come again
BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
LEADING = re.compile(r"^(?:(?:the|a|an|this|that|these|those|its|their|his|her)\s+)+", re.IGNORECASE)
ENDING = re.compile(r"(?:['’]s|['’])?[\s,.;:]*$")


class Sides:
    """Everybody with a name in the wars that are known, and compounds of every country's name."""

    def __init__(self, nations: Nations, world: World, outlets: Outlets) -> None:
        self._nations, self._world = nations, world
        self._countries = frozenset(name for name, _ in world.nation_of)
        self._states = {state.side or "": state for state in reversed(world.states)} | dict(world.nation_of)
        self._nouns = Phrasebook((word, noun) for noun in nations.nouns() for word in noun.words)
        media = [_medium(outlet.name, outlet.side, outlet.names) for outlet in outlets.all if outlet.kind != "channel"]
        self.entities: tuple[Entity, ...] = (*world.entities, *media)
        by_name = {name: entity for entity in reversed(self.entities) for name in entity.names}
        self._listed = by_name | {entity.name: entity for entity in reversed(self.entities)}
        regions = {region.lower(): side for region, side in world.regions}
        countries = dict(world.nation_of)
        self._adjectives = {adj: countries[nation.name] for nation in nations.nation for adj in nation.adj}
        self._group_adjectives = {adj: state for state in world.states for adj in state.adjectives}
        self._compounds = Compounds(nations, self._listed, regions=regions, states=self._states)
        self._book = Phrasebook(self._phrases())
        persons = [entity for entity in self.entities if entity.kind == "person"]
        self._found_once = lru_cache(maxsize=8192)(self._found)  # the same few hundred parties are named all over
        self._persons = {person_key(name): person for person in persons for name in (*person.names, person.name)}

    def _phrases(self) -> Iterator[tuple[str, Sense]]:
        groups = {state.name: state for state in self._world.states}
        countries = dict(self._world.nation_of)
        for entity in self.entities:
            state = countries.get(entity.name) or groups.get(entity.name)
            names = (name for name in (entity.name, *entity.names) if not self._is_compound(name, entity))
            yield from ((name, Sense("name", entity, state)) for name in names)
        yield from ((name, Sense("surname", person)) for name, person in self._world.surnames)
        yield from ((adj, Sense("adjective", None, state)) for state in groups.values() for adj in state.adjectives)
        for nation in self._nations.nation:
            yield from self._national(nation, countries[nation.name])
        yield from ((decoy, Sense("decoy")) for decoy in self._nations.decoys)
        yield from ((word, Sense("noun", noun=noun)) for noun in self._nations.nouns() for word in noun.words)

    def _is_compound(self, name: str, entity: Entity) -> bool:
        """True where adjective and noun of a country make the same entity: "Russian Navy" needs no phrase of its own."""
        words = name.split(" ")
        parted = [(self._adjectives.get(" ".join(words[:at])), " ".join(words[at:])) for at in range(1, min(len(words), 4))]
        nouns = [(state, self._nouns.get(rest)) for state, rest in parted if state is not None]
        return any(noun is not None and self._compounds.make(state, noun) is entity for state, noun in nouns)

    def _national(self, nation: Nation, state: State) -> Iterator[tuple[str, Sense]]:
        country = self._listed[nation.name]
        yield from ((name, Sense("name", country, state)) for name in (nation.name, *nation.names))
        yield from ((capital, Sense("capital", country, state)) for capital in nation.capital)

    def find(self, text: str) -> tuple[Found, ...]:
        """All known names in text order, longest match first, never overlapping: ((span, entity), ...)."""
        return self._found_once(text) if len(text) <= PHRASE else self._found(text)

    def _found(self, text: str) -> tuple[Found, ...]:
        words = self._book.unglued(tokens(text))
        passage = Passage(text, words, list(self._book.hits(text, words)))
        kept: list[Found] = []
        for span, entity in self._compounds.entities(passage):
            while kept and kept[-1][0].touches(span) and len(kept[-1][0]) < len(span):
                kept.pop()
            if not (kept and kept[-1][0].touches(span)):
                kept.append((span, entity))
        return tuple(kept)

    def of_adjective(self, word: str) -> Entity | None:
        """The country or party that an adjective belongs to: ``Russian`` -> Russia; None for other words."""
        state = self._adjectives.get(word) or self._group_adjectives.get(word)
        return self._listed.get(state.name) if state is not None else None

    def named(self, name: str) -> Entity | None:
        """The entity of exactly this name, in any case: ``the Russian Ministry of Defence``; None where it is not known."""
        phrase = cleaned(name)
        sense = self._book.get(phrase)
        if sense is not None and sense.entity is not None:
            return sense.entity
        whole = next((entity for span, entity in self.find(phrase) if len(span) == len(phrase)), None)
        return whole or self._person(phrase)

    def _person(self, name: str) -> Entity | None:
        """A person by a full name in a romanisation that no file has."""
        return self._persons.get(person_key(name)) if looks_like_person(name.split()) else None

    def side_of(self, name: str) -> str | None:
        """The side of the entity of this name, or None."""
        entity = self.named(name)
        return entity.side if entity else None

    def is_state(self, name: str) -> bool:
        """True where `name` is a country or the side of one's government, not a group: Sudan, Sudanese army; not M23."""
        state = self._states.get(name)
        return name in self._countries or (state is not None and not state.group)

    def country_of(self, side: str) -> str | None:
        """The country whose government a side is: Sudanese army -> Sudan; None for groups and sides of which nothing is known."""
        state = self._states.get(side)
        return state.name if state is not None and not state.group and state.name in self._countries else None

    def opponents(self, side: str) -> frozenset[str]:
        """The sides that fight `side` in any conflict; empty for those that fight in none."""
        pairs = [pair for conflict in self._world.conflicts for pair in conflict.against if side in pair]
        return frozenset(other for pair in pairs for other in pair if other != side)

    def backed_by(self, backer: str) -> frozenset[str]:
        """The sides that `backer`, a country or alliance, says that it arms."""
        return frozenset(side for giver, side in self._world.backing if giver == backer)

    def resolve_generic(self, noun: str, side: str | None) -> Entity | None:
        """``the army`` of a side or country: ``("army", "Sudan")`` -> Sudanese army; None for no side or no such noun."""
        state, found = self._states.get(side or ""), self._nouns.get(cleaned(noun))
        if side is None or state is None or found is None or found.role == "region":
            return None
        return self._compounds.make(state, found)

    def conflicts_in(self, entities: Iterable[Entity]) -> tuple[Conflict, ...]:
        """The conflicts that the entities speak of, the likeliest first."""
        seen = list(entities)
        scored = [(self._weight(conflict, seen), conflict) for conflict in self.conflicts]
        return tuple(conflict for weight, conflict in sorted(scored, key=lambda pair: -pair[0]) if weight > 0)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts with a file."""
        return self._world.conflicts

    @staticmethod
    def _weight(conflict: Conflict, entities: list[Entity]) -> float:
        sides = {entity.side for entity in entities}
        facing = sum(1 for left, right in conflict.against if left in sides and right in sides)
        own = sum(1.0 if entity.conflict == conflict.id else 0.5 for entity in entities if entity.side in conflict.sides)
        return own * (1 + min(facing, 2))

    def canonical(self, name: str) -> str:
        """The short English name of a party phrase: ``Ukrainian Armed Forces (AFU)`` -> ``Ukrainian forces``.

        An unknown phrase comes back without article, possessive and brackets.
        """
        phrase = cleaned(name)
        entity = self.named(phrase)
        if entity is not None:
            return entity.name
        found = self.find(phrase)
        if found and found[-1][1].kind == "person" and found[-1][0].end == len(phrase):
            return found[-1][1].name
        return phrase


def cleaned(name: str) -> str:
    """A phrase without brackets, leading article, possessive ending and outer blanks."""
    bare = " ".join(BRACKETS.sub("", name).split())
    return LEADING.sub("", ENDING.sub("", bare.strip("\"“”«»' ‘’")), count=1)


def _medium(name: str, side: str | None, names: tuple[str, ...]) -> Entity:
    return Entity(entity_id(None, "medium", name), name, "medium", side, None, names)


def own_files() -> tuple[Path, ...]:
    """The files that the environment names, in its order."""
    return tuple(Path(name) for name in os.environ.get(OWN_SIDES, "").split(os.pathsep) if name)


def load_sides(paths: Iterable[Path] = ()) -> Sides:
    """What is known of sides; `paths` and `own_files` are read beside what ships.

    Raises KnowledgeError naming file, row and known values.
    """
    nations = load_nations()
    files = dict.fromkeys([*own_files(), *paths])
    return Sides(nations, read_world(nations, files), load_outlets())
