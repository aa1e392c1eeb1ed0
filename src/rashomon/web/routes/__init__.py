"""Addresses -> responses, in groups by what they are about; all are made here, in the order in which they are tried."""

from collections.abc import Iterator

from starlette.routing import BaseRoute

from rashomon.web.access import Access
from rashomon.web.routes import answers, decisions, pages, people
from rashomon.web.site import Site


def routes(site: Site, access: Access) -> Iterator[BaseRoute]:
    """Every address of the server."""
    yield from answers.routes(site)
    yield from decisions.routes(site)
    yield from people.routes(site, access)
    yield from pages.routes(site)
