"""What a browser is shown: the workbench with its files, pages that the server draws, the description of the interface."""

from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from rashomon.web.asked import Asked
from rashomon.web.faults import TITLES
from rashomon.web.filters import AskedError, Filters
from rashomon.web.forms import HTML, etag
from rashomon.web.openapi import FILTERS, openapi
from rashomon.web.permalinks import PAGES, PageKind, draw, render
from rashomon.web.shelf import NotYetError
from rashomon.web.site import Site, ask, published
from rashomon.web.wording import environment, plain_link

HERE = Path(__file__).parent.parent


def routes(site: Site) -> Iterator[BaseRoute]:
    """The pages, and the files that they need."""
    yield from (Route(kind.path, partial(_page, site, kind)) for kind in PAGES)
    yield Route("/", partial(_workbench, site))
    yield Route("/api", partial(_described, site))
    yield from (Mount(f"/{name}", Assets(directory=HERE / name, check_dir=False)) for name in ("static", "basemap"))


class Assets(StaticFiles):
    """Files of the page; those whose name changes with their content are kept for ever."""

    def file_response(self, full_path: Any, *args: Any, **more: Any) -> Response:
        """The file, whole or a range of it."""
        answer = super().file_response(full_path, *args, **more)
        lasting = "/static/assets/" in Path(full_path).as_posix()
        answer.headers["cache-control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return answer


def _page(site: Site, kind: PageKind, request: Request) -> Response:
    """A drawn page; what cannot be drawn is told as a page too."""
    try:
        asked = ask(site, request, kind.options, filtered=kind.filtered)
        told = published(site, asked)
        tag = etag(asked.model.state, asked.path, asked.query, told)
        answer = site.answers.give(request, tag, kind.form, lambda: draw(kind, asked, told))
    except AskedError as fault:
        return _drawn_fault(fault.status, TITLES[fault.status], fault.detail)
    except NotYetError as fault:
        return _drawn_fault(503, "Not yet", f"{fault} (load the page again)")
    if kind.name:
        answer.headers["content-disposition"] = f'attachment; filename="{kind.name}"'
    return answer


def _drawn_fault(status: int, title: str, detail: str) -> Response:
    page = environment().get_template("error.html").render(title=title, detail=detail, link=plain_link)
    headers = {"cache-control": "no-store"} | ({"retry-after": "2", "refresh": "2"} if status == 503 else {})
    return Response(page, status, headers, HTML)


def _workbench(site: Site, request: Request) -> Response:
    """The built page; where it is not built, the pages that need no building."""
    index = HERE / "static" / "index.html"
    if index.exists():
        return FileResponse(index, headers={"cache-control": "no-cache"})
    asked = Asked(site.shelf.now(), Filters(), {}, "/")
    return Response(render("unbuilt.html", asked, {"link": plain_link}), media_type=HTML)


def _described(site: Site, request: Request) -> Response:
    found = openapi(version("rashomon"))
    context = {
        "paths": found["paths"],
        "shapes": found["components"]["schemas"],
        "filters": FILTERS,
        "link": plain_link,
    }
    return Response(render("api.html", Asked(site.shelf.now(), Filters(), {}, "/api"), context), media_type=HTML)
