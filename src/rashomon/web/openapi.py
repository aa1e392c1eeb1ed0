"""The table of endpoints -> OpenAPI 3.1; shapes are made from the classes that are answered."""

from typing import Any

import msgspec

from rashomon.web.endpoints import ABOUT, ENDPOINTS, LIST, Endpoint
from rashomon.web.forms import MARKDOWN, PROBLEM, SUFFIXES
from rashomon.web.items.pages import ProblemItem
from rashomon.web.items.review import NewJudgement

REF = "#/components/schemas/{name}"
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
    shapes = (*(endpoint.shape for endpoint in (ABOUT, *ENDPOINTS)), ProblemItem, NewJudgement)
    schemas, components = msgspec.json.schema_components(shapes, ref_template=REF)
    named = dict(zip(shapes, schemas, strict=True))
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
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _described(endpoint: Endpoint, named: dict[Any, Any], form: str = "application/json") -> dict[str, Any]:
    shape = named[endpoint.shape]
    many = endpoint.options is LIST or endpoint.path == "/judgements"
    if many:
        page = {"items": {"type": "array", "items": shape}, "next": {"anyOf": [{"type": "string"}, {"type": "null"}]}}
        shape = {"type": "object", "required": ["items", "next"], "properties": page}
    content = {form.partition(";")[0]: {"schema": shape if form == "application/json" else {"type": "string"}}}
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
    if "{id" not in endpoint.path:
        return []
    return [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "description": "the id or its beginning"}]


def _given(endpoint: Endpoint) -> list[dict[str, Any]]:
    filters = FILTERS if endpoint.filtered else {"as_of": FILTERS["as_of"]}
    return [_parameter(name, does) for name, does in {**filters, **endpoint.options}.items()]


def _parameter(name: str, does: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": does, "schema": {"type": "string"}}


def _export(named: dict[Any, Any]) -> dict[str, Any]:
    form = {
        "name": "format",
        "in": "path",
        "required": True,
        "description": "as in `rashomon export`",
        "schema": {"type": "string"},
    }
    return {
        "operationId": "export",
        "summary": "A ZIP of what the filters keep, in a format of rashomon export, with its manifest.",
        "parameters": [form, *(_parameter(name, does) for name, does in FILTERS.items())],
        "responses": {"200": {"description": "the files", "content": {"application/zip": {}}}, "default": _fault(named)},
    }


def _post(named: dict[Any, Any]) -> dict[str, Any]:
    return {
        "operationId": "judgements_new",
        "summary": "Append a decision; only of a server with --review, with its token.",
        "parameters": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": named[NewJudgement]}}},
        "responses": {
            "201": {"description": "appended, and the record is woven anew", "content": {"application/json": {}}},
            "202": {"description": "appended; the record is being woven anew", "content": {"application/json": {}}},
            "default": _fault(named),
        },
        "security": [{"token": []}],
    }


def _fault(named: dict[Any, Any]) -> dict[str, Any]:
    return {"description": "a problem", "content": {PROBLEM: {"schema": named[ProblemItem]}}}
