"""Pages that the server draws: citable, printable, readable without JavaScript."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

PAGES: tuple[Any, ...] = ()


def draw_page(*args: object) -> Response:
    """Draw."""
    return Response()


def workbench(request: Request) -> Response:
    """Index."""
    return Response("hello")
