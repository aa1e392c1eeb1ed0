"""A decision that is sent -> the ledger."""

from asyncio import timeout
from collections.abc import Iterator
from functools import partial

import msgspec
from msgspec import structs
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rashomon.web.access import Person
from rashomon.web.filters import AskedError
from rashomon.web.forms import JSON, problem
from rashomon.web.guard import signed
from rashomon.web.items.review import NewJudgement
from rashomon.web.review import Appended, decide
from rashomon.web.site import API, Site, check_reviewer

SLOWEST_BODY = 10.0  # seconds


def routes(site: Site) -> Iterator[Route]:
    """Where decisions are sent to."""
    yield Route(f"{API}/judgements", partial(_judge, site), methods=["POST"])


async def _judge(site: Site, request: Request) -> Response:
    """Append a decision; only with the token in a header, which no other site's page can send."""
    check_reviewer(site, request)
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
