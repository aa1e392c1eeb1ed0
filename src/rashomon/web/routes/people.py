"""People of the server: who one is, who else has a token, what was done; signing in and out."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rashomon.web import administration
from rashomon.web.access import Access
from rashomon.web.forms import JSON
from rashomon.web.signing_in import Porter
from rashomon.web.site import API, Site


def routes(site: Site, access: Access) -> Iterator[Route]:
    """What is answered by who asks."""
    shelf, tokens, porter = site.shelf, site.door.tokens, Porter(access)
    yield Route(f"{API}/me", _given(partial(administration.me, review=site.review)))
    yield Route(f"{API}/log", _given(partial(administration.last_entries, shelf=shelf)))
    yield Route(f"{API}/tokens", _given(partial(administration.all_tokens, tokens=tokens)))
    ending = partial(administration.revoke, shelf=shelf, tokens=tokens)
    yield Route(f"{API}/tokens/{{name}}", _given(ending), methods=["DELETE"])
    yield Route("/sign-in", porter.ask)
    yield Route("/sign-in", porter.enter, methods=["POST"])
    yield Route("/sign-out", porter.leave, methods=["POST"])


def _given(answer: Callable[[Request], msgspec.Struct]) -> Callable[[Request], Response]:
    """What is told to one person only, and never kept."""

    def give(request: Request) -> Response:
        return Response(msgspec.json.encode(answer(request)), headers={"cache-control": "no-store"}, media_type=JSON)

    return give
