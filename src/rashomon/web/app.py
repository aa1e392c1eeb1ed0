"""The application: routes, made from the table of endpoints; what goes wrong, as problems."""

import logging
from asyncio import timeout
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from rashomon.errors import BusyError, RashomonError
from rashomon.web import administration, briefs, summary
from rashomon.web.access import Access, Door, Person
from rashomon.web.asked import Asked
from rashomon.web.endpoints import ENDPOINTS, Endpoint
from rashomon.web.filters import NAMES, AskedError, Filters, read_filters
from rashomon.web.flat import write_csv, write_geojson
from rashomon.web.forms import CSV, GEOJSON, HTML, JSON, MARKDOWN, SUFFIXES, Answers, etag, problem, wanted
from rashomon.web.guard import Guard, TooLargeError, signed, too_large
from rashomon.web.items.review import NewJudgement
from rashomon.web.openapi import FILTERS, openapi
from rashomon.web.pages import MOST, read_limit
from rashomon.web.permalinks import PAGES, PageKind, draw, render
from rashomon.web.published import RELEASE, Publication, publication
from rashomon.web.review import Appended, decide
from rashomon.web.shelf import NotYetError, Shelf
from rashomon.web.signing_in import Porter
from rashomon.web.tokens import Role
from rashomon.web.wording import environment

API = "/api/v1"
HERE = Path(__file__).parent
SLOWEST_BODY = 10.0  # seconds
TITLES = {
    400: "Not understood",
    401: "No token",
    403: "Not allowed",
    404: "Not found",
    405: "Not this way",
    406: "No such form",
    409: "Not now",
    410: "Gone",
    422: "Not possible",
}
Handler = Callable[[Request], Response]
LOG = logging.getLogger("uvicorn.error")


@dataclass(frozen=True, slots=True)
class Site:
    """What is served: the record, who may come in, whether decisions are taken."""

    shelf: Shelf
    door: Door
    review: bool = False
    answers: Answers = field(default_factory=Answers)


def make_app(site: Site) -> ASGIApp:
    """The application that answers for one ledger."""
    routes: list[BaseRoute] = [Route(f"{API}/about", partial(_about, site)), Route(f"{API}/brief.md", partial(_markdown, site))]
    for endpoint in ENDPOINTS:
        routes += _routes(site, endpoint)
    routes.append(Route(f"{API}/export/{{id}}", partial(_export, site)))
    routes.append(Route(f"{API}/judgements", partial(_judge, site), methods=["POST"]))
    routes.append(Route(f"{API}/publication", partial(_publication, site)))
    routes += _of_people(site)
    routes += [Route(kind.path, partial(_page, site, kind)) for kind in PAGES]
    routes += [Route("/", partial(_workbench, site)), Route("/api", partial(_described, site))]
    routes.append(Route(f"{API}/openapi.json", _openapi))
    routes += [Mount(f"/{name}", Assets(directory=HERE / name, check_dir=False)) for name in ("static", "basemap")]
    porter = Porter(access := Access(site.door))
    routes += [Route("/sign-in", porter.ask), Route("/sign-in", porter.enter, methods=["POST"])]
    routes.append(Route("/sign-out", porter.leave, methods=["POST"]))
    return Guard(Starlette(routes=routes, exception_handlers=FAULTS), access)


def _of_people(site: Site) -> Iterator[Route]:
    tokens = site.door.tokens
    yield Route(f"{API}/me", _given(partial(administration.me, review=site.review)))
    yield Route(f"{API}/log", _given(partial(administration.last_entries, shelf=site.shelf)))
    yield Route(f"{API}/tokens", _given(partial(administration.all_tokens, tokens=tokens)))
    ending = partial(administration.revoke, shelf=site.shelf, tokens=tokens)
    yield Route(f"{API}/tokens/{{name}}", _given(ending), methods=["DELETE"])


def _given(answer: Callable[[Request], Any]) -> Handler:
    """What is told to one person only, and never kept."""

    def give(request: Request) -> Response:
        return Response(msgspec.json.encode(answer(request)), headers={"cache-control": "no-store"}, media_type=JSON)

    return give


class Assets(StaticFiles):
    """Files of the page; those whose name changes with their content are kept for ever."""

    def file_response(self, full_path: Any, *args: Any, **more: Any) -> Response:
        """The file, whole or a range of it."""
        answer = super().file_response(full_path, *args, **more)
        lasting = "/static/assets/" in Path(full_path).as_posix()
        answer.headers["cache-control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return answer


def _routes(site: Site, endpoint: Endpoint) -> Iterator[Route]:
    yield Route(f"{API}{endpoint.path}", partial(_answer, site, endpoint, None))
    if endpoint.flat:
        for suffix, form in SUFFIXES.items():
            yield Route(f"{API}{endpoint.path}.{suffix}", partial(_answer, site, endpoint, form))


def ask(site: Site, request: Request, options: tuple[str, ...], *, filtered: bool = True) -> Asked:
    """The question of a request. Raises AskedError for a parameter that is not known there."""
    query = tuple(request.query_params.multi_items())
    known = (*(NAMES if filtered else ("as_of",)), *options)
    for name, _ in query:
        if name not in known:
            raise AskedError(name, f"{name!r} is no parameter here (known: {', '.join(known)})")
    filters = read_filters({name: request.query_params.getlist(name) for name in known})
    given = {name: request.query_params[name] for name in options if request.query_params.get(name)}
    part = request.path_params.get("id", "")
    return Asked(site.shelf.at(filters.as_of), filters, given, request.url.path, query, part)


def _answer(site: Site, endpoint: Endpoint, form: str | None, request: Request) -> Response:
    if endpoint.reviewed:
        _check_reviewer(site, request)
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
    draft = "" if _published(site, asked).status == RELEASE else "draft-"
    answer.headers["content-disposition"] = f'attachment; filename="rashomon-{draft}{asked.part}.zip"'
    return answer


def _publication(site: Site, request: Request) -> Response:
    told = _published(site, ask(site, request, (), filtered=False))
    return site.answers.give(request, etag(told), JSON, lambda: msgspec.json.encode(told))


def _published(site: Site, asked: Asked) -> Publication:
    """Whether the record that is asked about was released."""
    return publication(site.shelf.ledger, asked.model.meta["ledger_state"], asked.filters.as_of)


def _page(site: Site, kind: PageKind, request: Request) -> Response:
    """A drawn page; what cannot be drawn is told as a page too."""
    try:
        asked = ask(site, request, kind.options, filtered=kind.filtered)
        told = _published(site, asked)
        tag = etag(asked.model.state, asked.path, asked.query, told)
        answer = site.answers.give(request, tag, kind.form, lambda: draw(kind, asked, told))
    except AskedError as fault:
        return _drawn_fault(site, fault.status, TITLES[fault.status], fault.detail)
    except NotYetError as fault:
        return _drawn_fault(site, 503, "Not yet", f"{fault} (load the page again)")
    if kind.name:
        answer.headers["content-disposition"] = f'attachment; filename="{kind.name}"'
    return answer


def _drawn_fault(site: Site, status: int, title: str, detail: str) -> Response:
    page = environment().get_template("error.html").render(title=title, detail=detail, link=_plain)
    headers = {"cache-control": "no-store"} | ({"retry-after": "2", "refresh": "2"} if status == 503 else {})
    return Response(page, status, headers, HTML)


def _plain(kind: str, id: str) -> str:
    return f"/{kind}"


def _workbench(site: Site, request: Request) -> Response:
    """The built page; where it is not built, the pages that need no building."""
    index = HERE / "static" / "index.html"
    if index.exists():
        return FileResponse(index, headers={"cache-control": "no-cache"})
    asked = Asked(site.shelf.now(), Filters(), {}, "/")
    return Response(render("unbuilt.html", asked, {"link": _plain}), media_type=HTML)


def _described(site: Site, request: Request) -> Response:
    found = openapi(version("rashomon"))
    context = {
        "paths": found["paths"],
        "shapes": found["components"]["schemas"],
        "filters": FILTERS,
        "link": _plain,
    }
    return Response(render("api.html", Asked(site.shelf.now(), Filters(), {}, "/api"), context), media_type=HTML)


def _openapi(request: Request) -> Response:
    return Response(msgspec.json.encode(openapi(version("rashomon"))), media_type=JSON)


async def _judge(site: Site, request: Request) -> Response:
    """Append a decision; only with the token in a header, which no other site's page can send."""
    _check_reviewer(site, request)
    if request.headers.get("content-type", "").partition(";")[0].strip() != JSON:
        return problem(415, "Not JSON", f"send the decision as {JSON}")
    try:
        async with timeout(SLOWEST_BODY):
            body = await request.body()
    except TimeoutError:
        return problem(408, "Too slow", f"the decision did not arrive within {SLOWEST_BODY:.0f} s (send it again)")
    return await run_in_threadpool(_appended, site, signed(request.scope), body)


def _appended(site: Site, person: Person, body: bytes) -> Response:
    try:
        made = msgspec.json.decode(body, type=NewJudgement)
    except msgspec.MsgspecError as fault:
        return problem(422, "Not understood", f"{fault} (docs/api.md shows a decision)")
    if person.name and made.by not in ("", person.name):
        raise AskedError("by", f"{made.by!r} is somebody else, you are {person.name!r} here (give that, or leave it empty)", 422)
    judgement = decide(site.shelf.now(), site.shelf.ledger, structs.replace(made, by=person.name or made.by))
    woven = site.shelf.append(judgement, through=f"{person.name or 'the token of the run'} over HTTP")
    answer = Appended(judgement, woven, site.shelf.now().state)
    return Response(msgspec.json.encode(answer), 201 if woven else 202, media_type=JSON)


def _check_reviewer(site: Site, request: Request) -> None:
    if not site.review:
        raise AskedError(None, "decisions are not taken here (start it with rashomon serve --review)", 403)
    administration.check(request, Role.REVIEWER)


def _asked(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, AskedError)
    return problem(fault.status, TITLES[fault.status], fault.detail, fault.parameter)


def _not_yet(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, NotYetError)
    return problem(503, "Not yet", f"{fault} (ask again)", None, round(fault.progress, 3))


def _told(request: Request, fault: Exception) -> Response:
    LOG.error("%s", fault)
    return problem(500, "The ledger cannot be read", "something is wrong with the ledger (the program's standard error says more)")


def _busy(request: Request, fault: Exception) -> Response:
    answer = problem(409, "Being written to", str(fault))
    answer.headers["retry-after"] = "5"
    return answer


def _too_large(request: Request, fault: Exception) -> Response:
    return too_large()


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    remedy = f"{request.method} {request.url.path}: {fault.detail.lower()} (/api lists what there is)"
    answer = problem(fault.status_code, fault.detail, remedy)
    if fault.status_code == 405:
        answer.headers["allow"] = ", ".join(_methods(request))
    return answer


def _methods(request: Request) -> list[str]:
    """What may be done with a path, by any of its routes."""
    fitting = (one for one in request.app.routes if isinstance(one, Route) and one.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for one in fitting for method in one.methods or ()})


def _unforeseen(request: Request, fault: Exception) -> Response:
    return problem(500, "A fault of the program", f"{type(fault).__name__} (the program's standard error says more)")


FAULTS: Any = {
    AskedError: _asked,
    NotYetError: _not_yet,
    BusyError: _busy,
    TooLargeError: _too_large,
    RashomonError: _told,
    HTTPException: _http,
    Exception: _unforeseen,
}
