"""Small makers of nouns with defaults: a claim comes with the report that tells it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from rashomon.model import (
    Candidate,
    ChainRole,
    Claim,
    ClaimId,
    DatedBy,
    Judgement,
    Kind,
    Link,
    Party,
    Place,
    PlaceRole,
    Published,
    Quantity,
    Report,
    Span,
    Verdict,
    When,
    Where,
)

# Made-up country: two Oldmills far apart, Ferry four kilometres from the first, all of them in regions.
NORTH = Place("p-north", "North Region", 50.2, 30.2, "region", ("Norland",), radius=80.0)
OLDMILL = Place("p-oldmill", "Oldmill", 50.00, 30.00, "settlement", ("Norland", "North Region"))
FERRY = Place("p-ferry", "Ferry", 50.03, 30.03, "settlement", ("Norland", "North Region"))
OLDMILL_SOUTH = Place("p-oldmill-south", "Oldmill", 46.00, 33.00, "settlement", ("Norland", "South Region"))
PUBLISHED = date(2024, 3, 5)


def day(text: str) -> date:
    return date.fromisoformat(text)


def report(text: str, *, outlet: str = "Morning Post", published: str | None = "2024-03-05", name: str = "") -> Report:
    days = day(published) if published else None
    return Report(
        name=name or f"{outlet} {published}",
        outlet=outlet,
        title=f"News of {outlet}",
        url=None,
        text=text,
        source_hash="0" * 64,
        language="en",
        published=Published(days, days, DatedBy.GIVEN) if days else None,
        sentences=sentences(text),
    )


def sentences(text: str) -> tuple[Span, ...]:
    """Spans that end with a full stop and a blank."""
    found, start = [], 0
    while start < len(text):
        stop = text.find(". ", start)
        end = stop + 1 if stop >= 0 else len(text)
        found.append(Span(start, end))
        start = end + 1
    return tuple(found)


def link(role: ChainRole, name: str | None, *, side: str | None = None, office: str | None = None) -> tuple[Link, ...]:
    return (Link(role, name, office=office, side=side),) if name else ()


def party(side: str | None) -> Party | None:
    return Party(f"{side} forces", side=side) if side else None


def where(place: Place | None, span: Span, *, resolved: bool = True, others: tuple[Place, ...] = ()) -> tuple[Where, ...]:
    if place is None:
        return ()
    candidates = tuple(Candidate(one, 0.5, "by name") for one in (place, *others))
    return (Where(span, place.name, PlaceRole.EVENT, candidates, resolved),)


def when(text: str | None, span: Span) -> When | None:
    if text is None:
        return None
    first, _, last = text.partition("..")
    return When(span, text, day(first), day(last or first), "day")


def claim(
    told: Report,
    quote: str,
    *,
    kind: Kind = Kind.STRIKE,
    place: Place | None = OLDMILL,
    on: str | None = "2024-03-04",
    source: str | None = None,
    side: str | None = None,
    office: str | None = None,
    channel: str | None = None,
    relay: str | None = None,
    actor: str | None = "South",
    target: str | None = None,
    killed: float | None = None,
    **more: Any,
) -> Claim:
    """The claim that `quote` makes in `told`; `actor` and `target` are sides, `on` a day or ``first..last``."""
    start = told.text.index(quote)
    span = Span(start, start + len(quote))
    counted = (Quantity(span, "killed", killed, None),) if killed is not None else ()
    chain = (
        link(ChainRole.SOURCE, source, side=side, office=office) + link(ChainRole.CHANNEL, channel) + link(ChainRole.RELAY, relay)
    )
    given: dict[str, Any] = {"places": where(place, span), "when": when(on, span), "quantities": counted, "chain": chain}
    return Claim(report=told.id, quote=span, cue=span, kind=kind, actor=party(actor), target=party(target), **{**given, **more})


def told(
    text: str, *, outlet: str = "Morning Post", published: str | None = "2024-03-05", quote: str = "", **more: Any
) -> tuple[Report, Claim]:
    """A report of which `quote` (all of it where not given) makes one claim."""
    made = report(text, outlet=outlet, published=published)
    return made, claim(made, quote or text, **more)


def judged(verdict: Verdict, left: Claim | ClaimId, right: Claim | None = None, *, hour: int = 0, **more: str) -> Judgement:
    at = datetime(2024, 4, 1, tzinfo=UTC) + timedelta(hours=hour)
    first = left.id if isinstance(left, Claim) else left
    return Judgement(
        first, verdict, "reviewer", at, "looked at both", right.id if right else None, more.get("field"), more.get("value")
    )
