"""Claims -> who says something: the spellings of one person or body are one source, with offices and side."""

from dataclasses import dataclass, field

from rashomon.knowledge.names import looks_like_person, same_person
from rashomon.knowledge.sides import Sides
from rashomon.model import Link, Report, ReportId


@dataclass(slots=True)
class Heard:
    """What is known of one source so far; spellings and offices in the order in which they were met."""

    name: str
    side: str | None
    offices: dict[str, None] = field(default_factory=dict)
    spellings: dict[str, None] = field(default_factory=dict)
    claims: int = 0
    reports: set[ReportId] = field(default_factory=set)


class Roll:
    """Everybody who was heard, each person or body once."""

    def __init__(self, known: Sides) -> None:
        self._known = known
        self._found: dict[str, Heard] = {}
        self._met: dict[str, Heard] = {}

    @property
    def all(self) -> tuple[Heard, ...]:
        """The sources in the order in which they were first heard."""
        return tuple(self._found.values())

    def add(self, link: Link, report: Report) -> Heard:
        """Note one claim of the source that the link names; give claims in the order of reports and text."""
        heard = self._met.get(link.name) or self._met.setdefault(link.name, self._one_of(link))
        _note(heard, link, link.span.of(report.text) if link.span is not None else None)
        heard.claims += 1
        heard.reports.add(report.id)
        return heard

    def _one_of(self, link: Link) -> Heard:
        """The source that the link names: by its known name, else the one person of the list that it can be."""
        entity = self._known.named(link.name)
        if entity is not None:
            return self._found.setdefault(entity.name, Heard(entity.name, entity.side))
        alike = [heard for name, heard in self._found.items() if _can_be(link.name, name)]
        if link.name not in self._found and len(alike) == 1:
            return alike[0]
        return self._found.setdefault(link.name, Heard(link.name, link.side))


def _can_be(name: str, other: str) -> bool:
    return looks_like_person(other.split()) and same_person(name, other)


def _note(heard: Heard, link: Link, printed: str | None) -> None:
    """Note an office and a spelling; pronouns and "the ministry" are no spellings."""
    if link.office and link.office.casefold() not in {office.casefold() for office in heard.offices}:
        heard.offices[link.office] = None
    if printed and not link.because:
        heard.spellings.setdefault(" ".join(printed.split()))
    heard.side = heard.side or link.side
