"""Answers of the interface about the record: the table of endpoints in all their forms, the brief as Markdown, exports."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from rashomon.web import briefs, summary
from rashomon.web.asked import Asked
from rashomon.web.endpoints import ENDPOINTS, Endpoint
from rashomon.web.filters import AskedError
from rashomon.web.flat import write_csv, write_geojson
from rashomon.web.forms import CSV, GEOJSON, JSON, MARKDOWN, SUFFIXES, etag, wanted
from rashomon.web.openapi import openapi
from rashomon.web.pages import MOST, read_limit
from rashomon.web.published import RELEASE
from rashomon.web.site import API, Site, ask, check_reviewer, published


def routes(site: Site) -> Iterator[Route]:
    """What programs ask, below the address of the interface."""
    yield Route(f"{API}/about", partial(_about, site))
    yield Route(f"{API}/brief.md", partial(_markdown, site))
    for endpoint in ENDPOINTS:
        yield from _forms_of(site, endpoint)
    yield Route(f"{API}/export/{{id}}", partial(_export, site))
    yield Route(f"{API}/publication", partial(_publication, site))
    yield Route(f"{API}/openapi.json", _openapi)


def _forms_of(site: Site, endpoint: Endpoint) -> Iterator[Route]:
    yield Route(f"{API}{endpoint.path}", partial(_answer, site, endpoint, None))
    if endpoint.flat:
        for suffix, form in SUFFIXES.items():
            yield Route(f"{API}{endpoint.path}.{suffix}", partial(_answer, site, endpoint, form))


def _answer(site: Site, endpoint: Endpoint, form: str | None, request: Request) -> Response:
    if endpoint.reviewed:
        check_reviewer(site, request)
    asked = ask(site, request, tuple(endpoint.options), filtered=endpoint.filtered)
    form = form or wanted(request, _forms(endpoint))
    if form is None:
        raise AskedError("accept", f"only these forms are given: {', '.join(_forms(endpoint))}", 406)
    if form in (CSV, GEOJSON) and endpoint.flat:
        return _all_rows(asked, endpoint, form)
    tag = etag(asked.model.state, asked.path, asked.query, form)
    return site.answers.give(request, tag, form, lambda: msgspec.json.encode(endpoint.answer(asked)))


def _forms(endpoint: Endpoint) -> tuple[str, ...]:
    if endpoint.flat is None:
        return (JSON,)
    return (JSON, CSV, GEOJSON) if endpoint.flat.points else (JSON, CSV)


def _all_rows(asked: Asked, endpoint: Endpoint, form: str) -> Response:
    flat = endpoint.flat
    if flat is None or (form == GEOJSON and flat.points is None):
        raise AskedError(None, f"{endpoint.path.strip('/')} have no coordinates (ask for .json or .csv)", 406)
    read_limit(asked.options.get("limit"))  # all rows are given; a limit that is none is told all the same
    write = write_csv if form == CSV else write_geojson
    name = f"{endpoint.path.strip('/')}.{'csv' if form == CSV else 'geojson'}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "etag": etag(asked.model.state, asked.path, asked.query, form),
        "vary": "Accept",
    }
    first = endpoint.answer(replace(asked, options={**asked.options, "limit": str(MOST)}))
    return StreamingResponse(write(_rows(asked, endpoint, first), flat), headers=headers, media_type=form)


def _rows(asked: Asked, endpoint: Endpoint, page: Any) -> Iterator[Any]:
    """All rows, page after page; the first page is at hand, so that a fault is still answered as one."""
    yield from page.items
    while page.next:
        options = {**asked.options, "limit": str(MOST), "cursor": page.next.rpartition("cursor=")[2]}
        page = endpoint.answer(replace(asked, options=options))
        yield from page.items


def _about(site: Site, request: Request) -> Response:
    asked = ask(site, request, (), filtered=False)
    building = site.shelf.building
    tag = etag(asked.model.state, asked.query, building, site.review)
    return site.answers.give(
        request, tag, JSON, lambda: msgspec.json.encode(summary.about(asked, review=site.review, building=building))
    )


def _markdown(site: Site, request: Request) -> Response:
    asked = ask(site, request, ("day", "week", "limit"))
    tag = etag(asked.model.state, asked.path, asked.query)
    return site.answers.give(request, tag, MARKDOWN, lambda: briefs.brief_text(asked).encode())


def _export(site: Site, request: Request) -> Response:
    """A ZIP of what the filters keep, in one of the formats of `rashomon export`."""
    from rashomon.web.exporting import ZIP, exported

    asked = ask(site, request, ())
    tag = etag(asked.model.state, asked.path, asked.query)
    answer = site.answers.give(request, tag, ZIP, lambda: exported(asked, site.shelf.ledger))
    draft = "" if published(site, asked).status == RELEASE else "draft-"
    answer.headers["content-disposition"] = f'attachment; filename="rashomon-{draft}{asked.part}.zip"'
    return answer


def _publication(site: Site, request: Request) -> Response:
    told = published(site, ask(site, request, (), filtered=False))
    return site.answers.give(request, etag(told), JSON, lambda: msgspec.json.encode(told))


def _openapi(request: Request) -> Response:
    return Response(msgspec.json.encode(openapi(version("rashomon"))), media_type=JSON)
