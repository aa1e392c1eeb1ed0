"""Pages that the server draws: citable, printable, readable without JavaScript."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from markupsafe import Markup

from rashomon.model import Span
from rashomon.web import briefs, claims, events, places, sources, summary, timeline
from rashomon.web.asked import Asked
from rashomon.web.drawn_map import draw_map
from rashomon.web.drawn_timeline import draw_timeline
from rashomon.web.filters import AskedError, Filters, event_conditions, values, where
from rashomon.web.items.places import MapItem
from rashomon.web.items.reports import OneReport
from rashomon.web.published import Publication
from rashomon.web.wording import environment

HERE = Path(__file__).parent
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
MOST_EVENTS = 100  # of one file that goes to the desk
LISTED = 200
HTML, SVG = "text/html; charset=utf-8", "image/svg+xml"
Context = dict[str, Any]
Link = Callable[..., str]


def _linker(asked: Asked) -> Link:
    """Addresses of other pages, of the same day of the record."""
    tail = f"?{urlencode({'as_of': asked.filters.as_of})}" if asked.filters.as_of else ""

    def link(kind: str, id: str, anchor: str = "") -> str:
        return f"/{kind}{'/' if id else ''}{quote(id, safe='')}{tail}{'#' if anchor else ''}{anchor}"

    return link


def _inside(asked: Asked) -> Link:
    """Addresses inside one file; nothing for what is not in it."""

    def link(kind: str, id: str, anchor: str = "") -> str:
        return f"#{kind}-{id}" if kind in ("claim", "report", "event") else ""

    return link


@dataclass(frozen=True, slots=True)
class PageKind:
    """An address that gives a drawn page: its template, and what the template is told."""

    path: str
    template: str
    tell: Callable[[Asked], Context]
    options: tuple[str, ...] = ()
    filtered: bool = False
    form: str = HTML
    name: str | None = None
    link: Callable[[Asked], Link] = _linker


class Segment(NamedTuple):
    """Words of a report: those of a claim, or boilerplate, or neither."""

    text: str
    claim: str | None
    boilerplate: bool


def draw(kind: PageKind, asked: Asked, publication: Publication) -> bytes:
    """The page as it is sent, marked as a draft unless it is published."""
    return render(kind.template, asked, kind.tell(asked) | {"link": kind.link(asked), "publication": publication}).encode()


def render(template: str, asked: Asked, context: Mapping[str, Any]) -> str:
    """A template with what every page is told."""
    about = {"ledger": asked.model.meta["ledger"], "state": asked.model.state, "as_of": asked.filters.as_of, "path": asked.path}
    return environment().get_template(template).render(about | dict(context))


def _about(asked: Asked, **filters: Any) -> Asked:
    """A question about the same record with other filters."""
    return replace(asked, filters=Filters(as_of=asked.filters.as_of, **filters), options={"limit": str(LISTED)})


def _event(asked: Asked) -> Context:
    return {"found": events.accounts(asked)}


def _claim(asked: Asked) -> Context:
    found = claims.claim(asked)
    start, end = found.sentence
    return {
        "found": found,
        "before": found.text[: found.claim.start - start],
        "after": found.text[len(found.text) - (end - found.claim.end) :],
    }


def _place(asked: Asked) -> Context:
    found = places.place(asked)
    here = _about(asked, place=found.place.id)
    shown = MapItem((found.place,) if not found.place.radius else (), (found.place,) if found.place.radius else (), (), (), 0)
    drawn = _drawn("map.svg", map=draw_map(shown)) if found.place.resolved else None
    return {"found": found, "events": events.events(here), "drawn": drawn}


def _source(asked: Asked) -> Context:
    found = sources.source(asked)
    return {"found": found, "claims": claims.claims(_about(asked, source=found.id))}


def _report(asked: Asked) -> Context:
    found = sources.report(asked)
    return {"found": found, "parts": tuple(segments(found))}


def segments(found: OneReport) -> Iterator[Segment]:
    """The text in pieces; where claims overlap the words are those of the later one."""
    quotes = [(Span(one.start, one.end), one.id) for one in found.claims]
    dimmed = [Span(one.start, one.end) for one in found.boilerplate]
    edges = {0, len(found.text), *(edge for span in (*dimmed, *(span for span, _ in quotes)) for edge in (span.start, span.end))}
    line = sorted(edges)
    for start, end in pairwise(line):
        piece = Span(start, end)
        claim = next((id for span, id in reversed(quotes) if span.covers(piece)), None)
        yield Segment(piece.of(found.text), claim, any(span.covers(piece) for span in dimmed))


def _brief(asked: Asked) -> Context:
    tail = urlencode(asked.query)
    return {"found": briefs.brief(asked), "markdown": f"/api/v1/brief.md{'?' if tail else ''}{tail}"}


def _map(asked: Asked) -> Context:
    sides = tuple(_pixels(asked, name, usual) for name, usual in (("width", 640), ("height", 400)))
    return {"map": draw_map(places.on_map(asked), (sides[0], sides[1]))}


def _pixels(asked: Asked, name: str, usual: int) -> int:
    value = asked.options.get(name, str(usual))
    if not (value.isascii() and value.isdigit() and 200 <= int(value) <= 4000):
        raise AskedError(name, f"{value!r} is no number of pixels (200 to 4000)")
    return int(value)


def _export(asked: Asked) -> Context:
    """The selection as one file: map, timeline, accounts, quotes, reports."""
    model, kept = asked.model, event_conditions(asked.filters, asked.model)
    found = model.rows(f"SELECT id FROM events {where(kept)} ORDER BY number DESC", values(kept))
    told = [events.accounts(replace(asked, part=id)) for (id,) in found[:MOST_EVENTS]]
    on_map, lanes = places.on_map(asked), draw_timeline(timeline.timeline(asked))
    drawing = draw_map(on_map)
    styles = HERE / "static" / "rashomon.css"
    return {
        "words": _words(asked),
        "css": Markup(FONT_FACE.sub("", styles.read_text(encoding="utf-8")) if styles.exists() else ""),
        "counts": summary.summary(asked),
        "drawn": _drawn("map.svg", map=drawing),
        "outside": drawing.outside,
        "map": on_map,
        "sides": sorted({claim.voice for one in told for claim in one.claims if claim.voice}),
        "lanes": _drawn("timeline.svg", lanes=lanes) if lanes else None,
        "accounts": told,
        "more": max(0, len(found) - MOST_EVENTS),
        "reports": sources.reports(replace(asked, options={"limit": "500"})),
    }


def _words(asked: Asked) -> str:
    """``Who claims what: place Andriivka, from 2023-09-14``."""
    given = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in asked.query if value)
    return f"Who claims what: {given}" if given else "Who claims what"


def _drawn(template: str, **context: Any) -> Markup:
    """A drawing inside a page."""
    return Markup(environment().get_template(template).render(context))


PAGES = (
    PageKind("/event/{id}", "event.html", _event),
    PageKind("/claim/{id}", "claim.html", _claim),
    PageKind("/place/{id:path}", "place.html", _place),
    PageKind("/source/{id}", "source.html", _source),
    PageKind("/report/{id}", "report.html", _report),
    PageKind("/brief", "brief.html", _brief, ("day", "week", "limit"), True),
    PageKind("/map.svg", "map.svg", _map, ("width", "height"), True, SVG),
    PageKind("/export.html", "export.html", _export, (), True, HTML, "rashomon.html", _inside),
)
