"""The application that answers for one ledger: its guard, its routes, and what is said of faults."""

from starlette.applications import Starlette
from starlette.types import ASGIApp

from rashomon.web.access import Access
from rashomon.web.faults import FAULTS
from rashomon.web.guard import Guard
from rashomon.web.routes import routes
from rashomon.web.site import Site


def make_app(site: Site) -> ASGIApp:
    """The application, to be served by any ASGI server."""
    access = Access(site.door)
    return Guard(Starlette(routes=list(routes(site, access)), exception_handlers=FAULTS), access)
