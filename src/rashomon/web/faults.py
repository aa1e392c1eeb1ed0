"""What goes wrong -> a problem that names the thing, the cause and the remedy."""

import logging
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from rashomon.errors import BusyError, RashomonError
from rashomon.web.filters import AskedError
from rashomon.web.forms import problem
from rashomon.web.guard import TooLargeError, too_large
from rashomon.web.shelf import NotYetError

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
LOG = logging.getLogger("uvicorn.error")


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
