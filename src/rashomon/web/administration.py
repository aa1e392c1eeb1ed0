"""What people may see and do by their role: who one is, what was done to the ledger, who has a token, and ending one."""

from datetime import UTC, datetime

from msgspec import Struct
from starlette.requests import Request

from rashomon.errors import AccessError
from rashomon.ledger import Act, Entry
from rashomon.web.access import Person
from rashomon.web.filters import AskedError
from rashomon.web.guard import signed
from rashomon.web.pages import read_limit
from rashomon.web.shelf import Shelf
from rashomon.web.tokens import Role, Token, Tokens


class Me(Struct, frozen=True):
    """Who asks: `name` is null for who is alone with the server, and for the holder of the token of this run."""

    name: str | None
    role: Role
    may_decide: bool


class LogItem(Struct, frozen=True):
    """An entry of the ledger's log: when (UTC), what was done to whom, in how many parts, and its seal."""

    number: int
    at: str
    act: Act
    subject: str
    detail: str
    parts: int
    seal: str


class LogPage(Struct, frozen=True):
    """The last entries, newest first."""

    items: tuple[LogItem, ...]


class TokenItem(Struct, frozen=True):
    """Somebody's token, without its words."""

    name: str
    role: Role
    state: str
    made: datetime
    expires: datetime | None
    revoked: datetime | None


class TokenPage(Struct, frozen=True):
    """Every token, oldest first."""

    items: tuple[TokenItem, ...]


class Revoked(Struct, frozen=True):
    """Whose token holds no more; `logged` is false where another process kept the ledger from being written to."""

    name: str
    logged: bool


def check(request: Request, needed: Role) -> Person:
    """Who asks, where the role is enough. Raises AskedError."""
    person = signed(request.scope)
    if person.role.may(needed):
        return person
    if person.name is None:
        raise AskedError(None, f"only a {needed} may do this (sign in at /sign-in, or send Authorization: Bearer TOKEN)", 401)
    raise AskedError(None, f"{person.name} is a {person.role}, only a {needed} may do this (ask who runs the server)", 403)


def me(request: Request, *, review: bool) -> Me:
    """Who asks."""
    person = signed(request.scope)
    return Me(person.name, person.role, review and person.role.may(Role.REVIEWER))


def last_entries(request: Request, shelf: Shelf) -> LogPage:
    """The end of the ledger's log."""
    check(request, Role.ADMIN)
    return LogPage(tuple(_entry(one) for one in shelf.last_entries(read_limit(request.query_params.get("limit")))))


def _entry(one: Entry) -> LogItem:
    return LogItem(one.number, one.at, one.act, one.subject, one.detail, len(one.parts), one.seal)


def all_tokens(request: Request, tokens: Tokens | None) -> TokenPage:
    """Who has a token."""
    check(request, Role.ADMIN)
    now = datetime.now(UTC)
    return TokenPage(tuple(_token(one, now) for one in (tokens.all() if tokens else ())))


def _token(one: Token, now: datetime) -> TokenItem:
    return TokenItem(one.name, one.role, one.state(now), one.made, one.expires, one.revoked)


def revoke(request: Request, shelf: Shelf, tokens: Tokens | None) -> Revoked:
    """End somebody's token: at once, and then in the log."""
    person, name = check(request, Role.ADMIN), request.path_params["name"]
    if name == person.name:
        raise AskedError(None, f"{name}: is your own token (another admin ends it, or rashomon token revoke {name})", 409)
    try:
        if tokens is None:
            raise AccessError(f"{name}: this server has no tokens of people (rashomon token create makes them)")
        tokens.revoke(name)
    except AccessError as fault:
        raise AskedError(None, str(fault), 404) from fault
    return Revoked(name, shelf.enter_access(name, f"revoked by {person.name} over HTTP"))
