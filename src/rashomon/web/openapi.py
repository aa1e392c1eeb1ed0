"""The table of endpoints -> OpenAPI 3.1; shapes are made from the classes that are answered."""

from typing import Any

import msgspec

from rashomon.web.administration import LogPage, Me, Revoked, TokenPage
from rashomon.web.endpoints import ABOUT, ENDPOINTS, LIST, Endpoint
from rashomon.web.forms import GEOJSON, MARKDOWN, PROBLEM, SUFFIXES
from rashomon.web.history import FIELDS
from rashomon.web.items.pages import ProblemItem
from rashomon.web.items.review import NewJudgement
from rashomon.web.parameters import in_path, one_of, parameter
from rashomon.web.published import Publication
from rashomon.web.review import VERDICTS, Appended

REF = "#/components/schemas/{name}"
FORMS = {
    GEOJSON: {
        "type": "object",
        "required": ["type", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": {"type": "object"}}},
    }
}
FILTERS = {
    "place": "claims of that place: its id, any of its names, or as a report prints it; `none`: claims without a place",
    "side": "a side that speaks, acts or suffers",
    "voice": "the side of the source; `none`: of no known side, and the outlets' own voice",
    "source": "any part of the name of who says it, or the id of a source; `none`: the outlets' own voice",
    "kind": "what happened; several between commas",
    "status": "the standing of the event; several between commas",
    "polarity": "affirmed, negated or denied; several between commas",
    "from": "happened on this day or later; claims without a day are left out",
    "to": "happened on this day or earlier; claims without a day are left out",
    "text": 'words and "phrases" of the quote',
    "report": "claims of one report: its id or the beginning of it",
    "event": "claims of one event: its id, that of any of its claims, or the beginning of one",
    "as_of": "the record as it stood from the reports published until that day",
}


def openapi(version: str) -> dict[str, Any]:
    """The description of the interface."""
    people = (Me, LogPage, TokenPage, Revoked, Publication)
    shapes = (*(endpoint.shape for endpoint in (ABOUT, *ENDPOINTS)), ProblemItem, NewJudgement, Appended, *people)
    schemas, components = msgspec.json.schema_components(shapes, ref_template=REF)
    named = dict(zip(shapes, schemas, strict=True))
    components["NewJudgement"]["properties"] |= {"verdict": one_of(VERDICTS), "field": {"enum": [None, *FIELDS]}}
    paths: dict[str, Any] = {}
    for endpoint in (ABOUT, *ENDPOINTS):
        paths.setdefault(endpoint.path.replace(":path", ""), {})["get"] = _described(endpoint, named)
        if endpoint.flat:
            for suffix, form in SUFFIXES.items():
                if suffix != "json" and (suffix == "csv" or endpoint.flat.points):
                    paths[f"{endpoint.path}.{suffix}"] = {"get": _described(endpoint, named, form)}
    paths["/brief.md"] = {"get": _described(next(one for one in ENDPOINTS if one.path == "/brief"), named, MARKDOWN)}
    paths["/judgements"]["post"] = _post(named)
    paths["/export/{format}"] = {"get": _export(named)}
    paths |= _of_people(named)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rashomon",
            "version": version,
            "description": "Who claims what, where and when; counts are of reporting.",
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": {name: _rows(shape) for name, shape in components.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _rows(shape: Any) -> Any:
    """Rows of fixed length by what may stand in them: tools for clients stumble over `prefixItems` inside of `items`."""
    if isinstance(shape, list):
        return [_rows(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    found = {name: _rows(part) for name, part in shape.items()}
    parts = found.pop("prefixItems", None)
    if isinstance(parts, list):
        unique = [part for number, part in enumerate(parts) if part not in parts[:number]]
        found["items"] = unique[0] if len(unique) == 1 else {"anyOf": unique}
    return found


def _described(endpoint: Endpoint, named: dict[Any, Any], form: str = "application/json") -> dict[str, Any]:
    shape = named[endpoint.shape]
    many = endpoint.options is LIST or endpoint.path == "/judgements"
    if many:
        page = {"items": {"type": "array", "items": shape}, "next": {"anyOf": [{"type": "string"}, {"type": "null"}]}}
        shape = {"type": "object", "required": ["items", "next"], "properties": page}
    content = {form.partition(";")[0]: {"schema": shape if form == "application/json" else FORMS.get(form, {"type": "string"})}}
    found: dict[str, Any] = {
        "operationId": endpoint.path.strip("/").replace("/{id}", "_one").replace("/{id:path}", "_one") + _ending(form),
        "summary": endpoint.does,
        "parameters": [*_path(endpoint), *_given(endpoint)],
        "responses": {"200": {"description": "the answer", "content": content}, "default": _fault(named)},
    }
    return found | ({"security": [{"token": []}]} if endpoint.reviewed else {})


def _ending(form: str) -> str:
    return {"application/json": "", MARKDOWN: "_markdown"}.get(
        form, f"_{form.partition(';')[0].rpartition('/')[2].replace('+', '_')}"
    )


def _path(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [in_path(endpoint.path, "id", "the id or its beginning")] if "{id" in endpoint.path else []


def _given(endpoint: Endpoint) -> list[dict[str, Any]]:
    filters = FILTERS if endpoint.filtered else {"as_of": FILTERS["as_of"]}
    return [parameter(endpoint.path, name, does) for name, does in {**filters, **endpoint.options}.items()]


def _export(named: dict[Any, Any]) -> dict[str, Any]:
    form = in_path("/export/{format}", "format", "as in `rashomon export`")
    return {
        "operationId": "export",
        "summary": "A ZIP of what the filters keep, in a format of rashomon export, with its manifest.",
        "parameters": [form, *(parameter("/export/{format}", name, does) for name, does in FILTERS.items())],
        "responses": {"200": {"description": "the files", "content": {"application/zip": {}}}, "default": _fault(named)},
    }


def _post(named: dict[Any, Any]) -> dict[str, Any]:
    appended = {"application/json": {"schema": named[Appended]}}
    return {
        "operationId": "judgements_new",
        "summary": "Append a decision; only of a server with --review, with its token.",
        "parameters": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": named[NewJudgement]}}},
        "responses": {
            "201": {"description": "appended, and the record is woven anew", "content": appended},
            "202": {"description": "appended; the record is being woven anew", "content": appended},
            "default": _fault(named),
        },
        "security": [{"token": []}],
    }


def _of_people(named: dict[Any, Any]) -> dict[str, Any]:
    def told(name: str, does: str, shape: Any, *given: dict[str, Any]) -> dict[str, Any]:
        content = {"application/json": {"schema": named[shape]}}
        answers = {"200": {"description": "the answer", "content": content}, "default": _fault(named)}
        return {"operationId": name, "summary": does, "parameters": list(given), "responses": answers, "security": [{"token": []}]}

    limit = parameter("/log", "limit", "entries, 1 to 500; 100 without it")
    name = in_path("/tokens/{name}", "name", "whose token")
    free: dict[str, Any] = {"security": [{}, {"token": []}]}
    as_of = parameter("/publication", "as_of", FILTERS["as_of"])
    return {
        "/publication": {"get": told("publication", "Whether the record is published, or a draft.", Publication, as_of) | free},
        "/me": {"get": told("me", "Who asks, and what they may do.", Me) | free},
        "/log": {"get": told("log", "The last entries of the ledger's log, newest first; an admin's.", LogPage, limit)},
        "/tokens": {"get": told("tokens", "Who has a token; an admin's.", TokenPage)},
        "/tokens/{name}": {"delete": told("tokens_revoke", "End somebody's token, at once; an admin's.", Revoked, name)},
    }


def _fault(named: dict[Any, Any]) -> dict[str, Any]:
    return {"description": "a problem", "content": {PROBLEM: {"schema": named[ProblemItem]}}}
