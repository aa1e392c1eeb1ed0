"""A place as it is answered: what is claimed of it, who is said to hold it, what a name may mean; all of them on a map."""

from datetime import date

from msgspec import Struct


class PlaceItem(Struct, frozen=True):
    """A place or an unresolved name, and what is claimed of it; `disputed` counts claims of disputed events."""

    id: str
    name: str
    resolved: bool
    feature: str | None
    admin: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    radius: float | None
    population: int | None
    claims: int
    events: int
    disputed: int
    voices: dict[str, int]
    kinds: dict[str, int]


class HoldItem(Struct, frozen=True):
    """Who is said to hold a place, by whom; an open day is null."""

    holder: str
    claimant: str
    first: date | None
    last: date | None
    known_since: date | None
    claims: tuple[str, ...]


class CandidateItem(Struct, frozen=True):
    """A place that a name may mean."""

    id: str
    name: str
    admin: tuple[str, ...]
    latitude: float
    longitude: float
    score: float
    reason: str


class OnePlace(Struct, frozen=True):
    """A place with who is said to hold it, what an unresolved name may mean, and who claims disputed land."""

    place: PlaceItem
    holds: tuple[HoldItem, ...]
    candidates: tuple[CandidateItem, ...]
    dispute: str | None


class PlaceName(Struct, frozen=True):
    """A place by its point."""

    id: str
    name: str
    latitude: float
    longitude: float


class ControlItem(Struct, frozen=True):
    """Who is claimed to hold a place at the end of the range; `conflict` where claimants name different holders."""

    place: PlaceName
    conflict: bool
    holds: tuple[HoldItem, ...]


class OpenName(Struct, frozen=True):
    """A name of a place that is not resolved."""

    id: str
    text: str
    claims: int
    events: int
    disputed: int
    candidates: tuple[CandidateItem, ...]


class MapItem(Struct, frozen=True):
    """What is claimed where."""

    points: tuple[PlaceItem, ...]
    areas: tuple[PlaceItem, ...]
    control: tuple[ControlItem, ...]
    unresolved: tuple[OpenName, ...]
    unplaced: int


class Label(PlaceName, frozen=True):
    """A settlement for the map."""

    population: int
    feature: str


class Labels(Struct, frozen=True):
    """Settlements of a part of the map, largest first."""

    items: tuple[Label, ...]
