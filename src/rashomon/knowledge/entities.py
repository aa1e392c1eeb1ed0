"""The noun for everybody who acts, speaks or watches in a war."""

from dataclasses import dataclass
from datetime import date

KINDS = ("party", "force", "body", "person", "observer", "ally", "medium", "people")


@dataclass(frozen=True, slots=True)
class Office:
    """A public office and the years in which it was held, both inclusive; None is open or not known."""

    title: str
    first: int | None = None
    last: int | None = None

    def held(self, day: date) -> bool:
        """True where the office can have been held on `day`."""
        return (self.first or day.year) <= day.year <= (self.last or day.year)


@dataclass(frozen=True, slots=True)
class Entity:
    """A party, force, body, person, observer, ally, medium or people by its short English name.

    `side` is the name of the party it belongs to, or of its state; None for observers. `conflict` is None for the whole world.
    """

    id: str
    name: str
    kind: str
    side: str | None = None
    conflict: str | None = None
    names: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()

    @property
    def office(self) -> str | None:
        """The latest known office."""
        return self.offices[0].title if self.offices else None

    def office_on(self, day: date) -> str | None:
        """The office held on `day`, or None: ``office_on(date(2023, 7, 1))`` -> ``deputy defense minister``."""
        return next((office.title for office in self.offices if office.held(day)), None)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A war with a file of its own: its sides, and which of them fight each other."""

    id: str
    title: str
    sides: tuple[str, ...]
    against: tuple[tuple[str, str], ...]
