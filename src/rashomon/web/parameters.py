"""What may be given to the interface, as JSON Schema: what does not fit is answered 400, what fits and cannot be done 422."""

from collections.abc import Iterable, Mapping
from typing import Any

from rashomon.exports import FORMATS
from rashomon.model import Kind, Polarity
from rashomon.views.phrases import known_phrases
from rashomon.web import claims, events, pages, places, sources, timeline
from rashomon.web.doubts import REASONS

Schema = dict[str, Any]
WORDS: Schema = {"type": "string"}
DAY: Schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "maxLength": 0}]}  # an empty one is none
CURSOR: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"}
DEGREES = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
BOX: Schema = {"type": "string", "pattern": f"^{DEGREES},{DEGREES},{DEGREES},{DEGREES}$"}

SORTS: Mapping[str, tuple[str, ...]] = {
    "/claims": (*claims.CLAIMS.sorts, "rank"),
    "/events": tuple(events.EVENTS.sorts),
    "/places": tuple(places.SORTS),
    "/sources": tuple(sources.SOURCES.sorts),
    "/reports": tuple(sources.REPORTS.sorts),
    "/review": ("doubt",),
}
ONE_WAY = ("rank",)
LIMITS = {"/map": places.MOST, "/timeline": timeline.MOST_LANES}


def parameter(path: str, name: str, does: str) -> Schema:
    """A parameter in the query of a path, as OpenAPI has it."""
    schema = _schema(path, name)
    given: Schema = {"name": name, "in": "query", "description": does, "schema": schema}
    if name == "bbox":
        given["required"] = True
    if schema.get("type") == "array":  # alternatives between commas
        given |= {"style": "form", "explode": False}
    return given


def in_path(path: str, name: str, does: str) -> Schema:
    """A part of a path."""
    schema = one_of(FORMATS) if path.startswith("/export/") else WORDS
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": does}


def one_of(names: Iterable[str]) -> Schema:
    """One of the names."""
    return {"type": "string", "enum": list(names)}


def some_of(names: Iterable[str]) -> Schema:
    """One of the names, or several."""
    return {"type": "array", "items": one_of(names), "minItems": 1}


def _schema(path: str, name: str) -> Schema:
    if name in ("from", "to", "as_of", "day", "week"):
        return DAY
    if name == "limit":
        return {"type": "integer", "minimum": 1, "maximum": LIMITS.get(path, pages.MOST)}
    if name == "sort":
        columns = SORTS[path]
        return one_of([*columns, *(f"-{column}" for column in columns if column not in ONE_WAY)])
    return _named().get(name, WORDS)


def _named() -> Mapping[str, Schema]:
    return {
        "kind": some_of(Kind),
        "polarity": some_of(Polarity),
        "status": some_of(row.name for row in known_phrases().standing),
        "cursor": CURSOR,
        "bbox": BOX,
        "lanes": one_of(timeline.LANES),
        "reason": one_of(REASONS),
    }
