"""data/sides/*.toml -> conflicts, their parties and everybody with a name, strictly: an unknown key is an error."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import msgspec

from rashomon.errors import KnowledgeError
from rashomon.knowledge.entities import Conflict, Entity, Office
from rashomon.knowledge.nations import DATA, Nation, Nations, State, entity_id, read_toml


class OfficeRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office and its years."""

    title: str
    first: int | None = None
    last: int | None = None


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A force, body, observer, ally or people. `adj` ties nouns to it ("NATO officials").

    `shared` lists names that another row has as well: they are found for neither.
    """

    name: str
    side: str | None = None
    names: list[str] = []
    shared: list[str] = []
    adj: list[str] = []


class PartyRow(Row, frozen=True, forbid_unknown_fields=True):
    """A side. `nation` is its country (`adj` its adjectives where it has none); `forces` the name of its fighters.

    `backers` are those who say themselves that they arm it.
    """

    nation: str | None = None
    forces: str | None = None
    people: list[str] = []
    regions: list[str] = []
    backers: list[str] = []


class PersonRow(Row, frozen=True, forbid_unknown_fields=True):
    """A public official or commander: other spellings of given and family names; `alone`: the family name suffices."""

    given: list[str] = []
    family: list[str] = []
    alone: bool = True
    offices: list[OfficeRow] = []


class ConflictFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: a conflict, rows for an existing one (`extends`), or, with neither, rows for the whole world."""

    conflict: str | None = None
    extends: str | None = None
    title: str = ""
    against: list[tuple[str, str]] = []
    party: list[PartyRow] = []
    force: list[Row] = []
    body: list[Row] = []
    person: list[PersonRow] = []
    observer: list[Row] = []
    ally: list[Row] = []
    people: list[Row] = []

    @property
    def home(self) -> str | None:
        """The conflict that the rows belong to."""
        return self.conflict or self.extends

    def rows(self) -> Iterator[tuple[str, int, Row]]:
        """Every row with its table and its number, counted from 1."""
        tables: tuple[Sequence[Row], ...] = (self.party, self.force, self.body, self.person, self.observer, self.ally, self.people)
        kinds = ("party", "force", "body", "person", "observer", "ally", "people")
        for kind, table in zip(kinds, tables, strict=True):
            yield from ((kind, number, row) for number, row in enumerate(table, start=1))


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the files know. `regions` are (region, side), `backing` (backer, side); `surnames` stand for one person."""

    conflicts: tuple[Conflict, ...]
    entities: tuple[Entity, ...]
    states: tuple[State, ...]
    regions: tuple[tuple[str, str], ...]
    backing: tuple[tuple[str, str], ...]
    surnames: tuple[tuple[str, Entity], ...]
    nation_of: tuple[tuple[str, State], ...]


def read_world(nations: Nations, paths: Iterable[Path] = ()) -> World:
    """The shipped files and `paths`; raises KnowledgeError naming file, row and what is known."""
    files = [(path.name, _read(path)) for path in [*sorted((DATA / "sides").glob("*.toml")), *map(Path, paths)]]
    parties = [(file, row) for _, file in files for row in file.party]
    allies = {row.name for _, file in files for row in file.ally}
    _check_sides(files, allies | {row.name for _, row in parties} | {nation.name for nation in nations.nation})
    states = dict(_states(nations.nation, parties))
    entities = _merged(files)
    return World(
        conflicts=tuple(_conflicts(files)),
        entities=(*entities, *_countries(nations.nation, states)),
        states=tuple(dict.fromkeys([*states.values(), *_groups(files)])),
        regions=tuple((region, row.name) for _, row in parties for region in row.regions),
        backing=tuple((backer, row.name) for _, row in parties for backer in row.backers),
        surnames=tuple(_surnames(files, entities)),
        nation_of=tuple(states.items()),
    )


def _read(path: Path) -> ConflictFile:
    read: ConflictFile = read_toml(path, ConflictFile)
    return read


def _check_sides(files: list[tuple[str, ConflictFile]], known: set[str]) -> None:
    homes = {file.conflict for _, file in files}
    for name, file in files:
        if file.extends is not None and file.extends not in homes:
            raise KnowledgeError(f'{name}: extends unknown conflict "{file.extends}" (known: {_listed(homes)})')
        named = [(f"{kind} row {number}", row.side) for kind, number, row in file.rows()]
        named += [(f"party row {number}", backer) for number, row in enumerate(file.party, start=1) for backer in row.backers]
        named += [(f"against row {number}", side) for number, pair in enumerate(file.against, start=1) for side in pair]
        for where, side in named:
            if side is not None and side not in known:
                parties = {row.name for _, other in files for row in other.party}
                raise KnowledgeError(f'{name}: {where}: unknown side "{side}" (known: {_listed(parties)}, or a country)')


def _listed(names: Iterable[str | None]) -> str:
    return ", ".join(sorted(filter(None, names)))


def _states(nations: list[Nation], parties: list[tuple[ConflictFile, PartyRow]]) -> Iterator[tuple[str, State]]:
    """(country, what its nouns are tied to): a party where one claims the country, else the country itself."""
    owners = {row.nation: (file.home, row) for file, row in parties if row.nation}
    for nation in nations:
        home, row = owners.get(nation.name, (None, None))
        if row is None:
            yield nation.name, State(nation.name, tuple(nation.adj), nation.name, forces=nation.forces)
        else:
            yield nation.name, State(nation.name, tuple(nation.adj), row.name, home, row.forces)


def _groups(files: list[tuple[str, ConflictFile]]) -> Iterator[State]:
    """Parties without a country, and others with an adjective ("NATO")."""
    for _, file in files:
        for party in file.party:
            if not party.nation:
                adjectives = tuple(party.adj or [party.name])
                yield State(party.name, adjectives, party.name, file.home, party.forces or party.name, group=True)
        for row in (*file.ally, *file.body, *file.observer):
            if row.adj:
                yield State(row.name, tuple(row.adj), row.side, file.home)


def _countries(nations: list[Nation], states: dict[str, State]) -> Iterator[Entity]:
    for nation in nations:
        state = states[nation.name]
        kind = "party" if state.conflict else "ally"
        if nation.name != state.side or kind == "ally":
            yield Entity(
                entity_id(state.conflict, kind, nation.name), nation.name, kind, state.side, state.conflict, tuple(nation.names)
            )
        if nation.people:
            name, names = nation.people[0], tuple(nation.people)
            yield Entity(entity_id(state.conflict, "people", name), name, "people", state.side, state.conflict, names)


def _merged(files: list[tuple[str, ConflictFile]]) -> list[Entity]:
    """The rows as entities; equal kind and name is one entity with the names of all its rows."""
    found: dict[tuple[str, str], Entity] = {}
    owners: dict[str, str] = {}
    for path, file in files:
        for kind, number, row in file.rows():
            entity = _entity(file, kind, row)
            for name in (entity.name, *entity.names):
                owner = owners.setdefault(name, row.name)
                if owner != row.name:
                    raise KnowledgeError(
                        f'{path}: {kind} row {number}: "{name}" is {owner} and {row.name} (put it in `shared` of both)'
                    )
            before = found.get((kind, row.name))
            if before is not None:
                entity = replace(before, names=tuple(dict.fromkeys([*before.names, *entity.names])))
            found[kind, row.name] = entity
    return list(found.values())


def _entity(file: ConflictFile, kind: str, row: Row) -> Entity:
    names = [name for name in row.names if name not in row.shared]
    offices: tuple[Office, ...] = ()
    if isinstance(row, PersonRow):
        names = [*_spellings(row), *names]
        held = sorted(row.offices, key=lambda office: -(office.first or 0))
        offices = tuple(Office(office.title, office.first, office.last) for office in held)
    side = row.name if isinstance(row, PartyRow) else row.side
    return Entity(entity_id(file.home, kind, row.name), row.name, kind, side, file.home, tuple(dict.fromkeys(names)), offices)


def _family(row: PersonRow) -> list[str]:
    """All spellings of the family name; the name's own is its longest known ending, else its last word."""
    own = max((f for f in row.family if row.name.endswith(f" {f}")), key=len, default=row.name.split()[-1])
    return [own, *row.family]


def _spellings(row: PersonRow) -> list[str]:
    family = _family(row)
    given = [row.name.removesuffix(family[0]).strip(), *row.given]
    return [" ".join(pair).strip() for pair in product(given, family)]


def _surnames(files: list[tuple[str, ConflictFile]], entities: list[Entity]) -> Iterator[tuple[str, Entity]]:
    """Family names that stand for one person only: of two persons with one name neither is found by it."""
    persons = {entity.name: entity for entity in entities if entity.kind == "person"}
    rows = {row.name: row for _, file in files for row in file.person}
    famous = [(family, row) for row in rows.values() if row.alone for family in dict.fromkeys(_family(row))]
    owners = Counter(family for family, _ in famous)
    yield from ((family, persons[row.name]) for family, row in famous if owners[family] == 1)


def _conflicts(files: list[tuple[str, ConflictFile]]) -> Iterator[Conflict]:
    for _, file in files:
        if file.conflict is not None:
            pairs = tuple((left, right) for left, right in file.against)
            sides = dict.fromkeys([*(row.name for row in file.party), *(side for pair in pairs for side in pair)])
            yield Conflict(file.conflict, file.title, tuple(sides), pairs)
