"""storylines/*.toml -> reports, claims made by hand from the marks, and what must come out."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rashomon.model import (
    Candidate,
    ChainRole,
    Claim,
    DatedBy,
    Dispute,
    Kind,
    Link,
    Party,
    Place,
    PlaceRole,
    Polarity,
    Published,
    Quantity,
    Report,
    Span,
    Stance,
    Verification,
    When,
    Where,
)

HERE = Path(__file__).parent
OPEN = ("contradicts", "corroborates")  # stances without a direction

Said = tuple[str, str, str, str]
"""Event, left origin, right origin, stance."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim marked in a text, and the labels of its event and origin."""

    claim: Claim
    event: str
    origin: str


@dataclass(frozen=True, slots=True)
class Storyline:
    """Reports with their marks; what must come out by event."""

    name: str
    held_out: bool
    reports: tuple[Report, ...]
    marks: tuple[Mark, ...]
    stances: frozenset[Said]
    standing: dict[str, frozenset[str]]
    killed: dict[str, tuple[int, int, int]]
    versions: tuple[tuple[str, str], ...]
    rows: tuple[dict[str, Any], ...]


@cache
def storylines() -> tuple[Storyline, ...]:
    """All of them, in order."""
    return tuple(_storyline(path) for path in sorted(HERE.glob("[0-9]*.toml")))


@cache
def places() -> dict[str, Place]:
    """The places of the hand-made claims."""
    rows = tomllib.loads((HERE / "places.toml").read_text(encoding="utf-8"))
    return {key: _place(key, **row) for key, row in rows.items()}


def _place(key: str, *, name: str, at: list[float], admin: list[str], feature: str = "settlement", radius: float = 0.0) -> Place:
    return Place(key, name, *at, feature, tuple(admin), radius=radius)


def said(event: str, words: str) -> Said:
    """``"A | B | denies"`` of an event; where there is no direction the names are sorted."""
    left, right, stance = words.split(" | ")
    assert stance in set(Stance), words
    return turned(event, left, right, stance)


def turned(event: str, left: str, right: str, stance: str) -> Said:
    """The same for both directions of a stance that has none."""
    first, last = sorted((left, right)) if stance in OPEN else (left, right)
    return (event, first, last, stance)


def _storyline(path: Path) -> Storyline:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    events, sides = told["event"], told.get("sides", {})
    reports, marks = [], []
    for row in told["report"]:
        report = _report(row)
        reports.append(report)
        marks += [_mark(report, events[claim["event"]] | claim, sides) for claim in row["claims"]]
    return Storyline(
        name=path.stem,
        held_out=told.get("held_out", False),
        reports=tuple(reports),
        marks=tuple(marks),
        stances=frozenset(said(name, words) for name, event in events.items() for words in event.get("stances", ())),
        standing={name: frozenset(event["standing"]) for name, event in events.items()},
        killed={name: tuple(event["killed"]) for name, event in events.items() if "killed" in event},
        versions=tuple((first, later) for first, later in told.get("versions", ())),
        rows=tuple(told["report"]),
    )


def _report(row: dict[str, Any]) -> Report:
    day: date = row["published"]
    text = row["text"]
    stops = [number + 1 for number, letter in enumerate(text) if letter == "." and text[number + 1 : number + 2] in ("", " ")]
    starts = [0, *(stop + 1 for stop in stops[:-1])]
    return Report(
        name=row["name"],
        outlet=row["outlet"],
        title=row.get("title"),
        url=row.get("url"),
        text=text,
        source_hash="0" * 64,
        language="en",
        published=Published(day, day, DatedBy.GIVEN),
        sentences=tuple(Span(start, stop) for start, stop in zip(starts, stops, strict=True)),
    )


def _mark(report: Report, row: dict[str, Any], sides: dict[str, str]) -> Mark:
    start = report.text.index(row["quote"])
    span = Span(start, start + len(row["quote"]))
    claim = Claim(
        report=report.id,
        quote=span,
        cue=span,
        kind=Kind(row["kind"]),
        chain=_chain(row, report, sides),
        actor=_party(row.get("actor")),
        target=_party(row.get("target")),
        places=(Where(span, "", PlaceRole.EVENT, (Candidate(places()[row["place"]], 1.0, "marked"),), True),),
        when=_when(row["on"], span),
        polarity=Polarity(row.get("polarity", "affirmed")),
        verification=Verification(row["verification"]) if "verification" in row else None,
    )
    if "killed" in row and claim.kind is Kind.CASUALTIES and isinstance(row["killed"], list) and len(row["killed"]) == 2:
        low, high = row["killed"]
        claim = replace(claim, quantities=(Quantity(span, "killed", low, high or None),))
    if "silent" in row:
        claim = replace(claim, disputes=(Dispute(Stance.NO_COMMENT, row["silent"], span),))
    origin = row.get("origin") or row.get("source") or row.get("relay") or report.outlet
    return Mark(claim, row["event"], origin)


def _chain(row: dict[str, Any], report: Report, sides: dict[str, str]) -> tuple[Link, ...]:
    given = [(role, row[role.value]) for role in ChainRole if row.get(role.value)]
    links = [Link(role, name, side=sides.get(name) if role is ChainRole.SOURCE else None) for role, name in given]
    return (*links, Link(ChainRole.OUTLET, report.outlet or report.name))


def _party(side: str | None) -> Party | None:
    return Party(f"{side} forces", side=side) if side else None


def _when(text: str, span: Span) -> When | None:
    day = date.fromisoformat(text) if text else None
    return When(span, "", day, day, "day") if day else None
