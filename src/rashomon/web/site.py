"""What is served, and the question of a request to it."""

from dataclasses import dataclass, field

from starlette.requests import Request

from rashomon.web import administration
from rashomon.web.access import Door
from rashomon.web.asked import Asked
from rashomon.web.filters import NAMES, AskedError, read_filters
from rashomon.web.forms import Answers
from rashomon.web.published import Publication, publication
from rashomon.web.shelf import Shelf
from rashomon.web.tokens import Role

API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Site:
    """What is served: the record, who may come in, whether decisions are taken."""

    shelf: Shelf
    door: Door
    review: bool = False
    answers: Answers = field(default_factory=Answers)


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


def published(site: Site, asked: Asked) -> Publication:
    """Whether the record that is asked about was released."""
    return publication(site.shelf.ledger, asked.model.meta["ledger_state"], asked.filters.as_of)


def check_reviewer(site: Site, request: Request) -> None:
    """Raises AskedError where no decisions are taken, or none of who asks."""
    if not site.review:
        raise AskedError(None, "decisions are not taken here (start it with rashomon serve --review)", 403)
    administration.check(request, Role.REVIEWER)
