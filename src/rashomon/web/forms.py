"""Answers -> responses: JSON, CSV, GeoJSON, Markdown, problems; with an ETag that costs nothing to know."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from rashomon.web.items.pages import ProblemItem

JSON, CSV, GEOJSON = "application/json", "text/csv; charset=utf-8", "application/geo+json"
MARKDOWN, HTML, PROBLEM = "text/markdown; charset=utf-8", "text/html; charset=utf-8", "application/problem+json"
SUFFIXES = {"json": JSON, "csv": CSV, "geojson": GEOJSON}
KEPT, LARGEST = 256, 1_000_000  # answers at hand, and bytes of the largest of them


def problem(status: int, title: str, detail: str, parameter: str | None = None, progress: float | None = None) -> Response:
    """What is wrong (RFC 9457); where something is still under way, with the seconds after which to ask again."""
    body = msgspec.json.encode(ProblemItem(title, status, detail, parameter, progress))
    headers = {"cache-control": "no-store"} | ({"retry-after": "1"} if status == 503 else {})
    headers |= {"www-authenticate": "Bearer"} if status == 401 else {}
    return Response(body, status, headers, PROBLEM)


def wanted(request: Request, forms: tuple[str, ...]) -> str | None:
    """The first of `forms` that the client takes; None where it takes none of them."""
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "*/*").lower().split(",")]
    for kind in accepted:
        for form in forms:
            name = form.partition(";")[0]
            if kind in (name, "*/*", f"{name.partition('/')[0]}/*"):
                return form
    return None


def etag(*parts: object) -> str:
    """Names an answer by what it follows from: the state of the record, the question and the form."""
    return f'"{sha256(repr(parts).encode()).hexdigest()[:20]}"'


class Answers:
    """The answers that were asked for lately; a record never changes, so neither do they."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._guard = Lock()

    def give(self, request: Request, tag: str, form: str, make: Callable[[], bytes]) -> Response:
        """304 where the client has it, else the answer, made where it is not at hand."""
        headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept"}
        if tag in [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        return Response(self._at_hand(tag, make), headers=headers, media_type=form)

    def _at_hand(self, tag: str, make: Callable[[], bytes]) -> bytes:
        with self._guard:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
        body = make()
        if len(body) <= LARGEST:
            with self._guard:
                self._kept[tag] = body
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return body
