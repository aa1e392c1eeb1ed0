"""A request -> who asks: by a token in a header, by signing in with one, or by the word of a proxy that was named."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from ipaddress import IPv4Network, IPv6Network, ip_address
from secrets import token_urlsafe
from time import monotonic
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from rashomon.web.tokens import Role, Tokens, digest_of

COOKIE = "rashomon"
LASTS = 12 * 3600.0  # seconds for which somebody stays signed in
MOST_SESSIONS = 1_000


class Person(NamedTuple):
    """Who asks, as far as it is known; `by` says how: ``nothing``, ``header``, ``session`` or ``proxy``."""

    name: str | None
    role: Role
    by: str = "nothing"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A server before this one that knows who asks: the header in which it says so, its addresses, who is more than a reader."""

    header: str
    networks: tuple[IPv4Network | IPv6Network, ...]
    roles: Mapping[str, Role] = field(default_factory=dict)

    def is_from(self, scope: Scope) -> bool:
        """True where the request comes from the proxy itself."""
        try:
            peer = ip_address(address_of(scope))
        except ValueError:
            return False
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self.networks if network.version == peer.version)


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: the names under which the server is asked, the token of this run, those of people, a proxy's word.

    `closed`: nobody comes in who is not known. `decides`: who has the token of this run may decide. `rate`: requests a minute.
    """

    hosts: frozenset[str]
    token: str | None = None
    closed: bool = False
    decides: bool = False
    tokens: Tokens | None = None
    proxy: Proxy | None = None
    rate: float = 0.0


class Access:
    """Knows people by what they bring; keeps who has signed in, in memory: a server that starts again has forgotten it."""

    def __init__(self, door: Door, now: Callable[[], float] = monotonic) -> None:
        self.door = door
        self._now = now
        self._sessions: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def person(self, scope: Scope) -> Person | None:
        """Who asks; None at a closed door for who brings nothing that is valid (any more)."""
        found = self._known(scope, Headers(scope=scope))
        return found or (None if self.door.closed else Person(None, Role.READER))

    def _known(self, scope: Scope, headers: Headers) -> Person | None:
        given = bearer(headers)
        if given is not None:
            return self.of_token(given, "header")
        if self.door.proxy and self.door.proxy.is_from(scope):
            return self._named(self.door.proxy, headers)
        digest = self._session(cookie_parser(headers.get("cookie", "")).get(COOKIE, ""))
        return self._of_digest(digest, "session") if digest else None

    def of_token(self, words: str, by: str) -> Person | None:
        """Whose token it is."""
        return self._of_digest(digest_of(words), by)

    def enter(self, words: str) -> str | None:
        """The cookie of somebody who signs in with a token; None for what is none."""
        digest = digest_of(words)
        if self._of_digest(digest, "session") is None:
            return None
        cookie = token_urlsafe(32)
        self._sessions[digest_of(cookie)] = (digest, self._now() + LASTS)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return cookie

    def leave(self, cookie: str) -> None:
        """Forget that somebody signed in."""
        self._sessions.pop(digest_of(cookie), None)

    def _session(self, cookie: str) -> str | None:
        digest, until = self._sessions.get(digest_of(cookie), (None, 0.0))
        return digest if self._now() < until else None

    def _of_digest(self, digest: str, by: str) -> Person | None:
        door = self.door
        if door.token is not None and compare_digest(digest, digest_of(door.token)):
            return Person(None, Role.REVIEWER if door.decides else Role.READER, by)
        found = door.tokens.valid(digest) if door.tokens else None
        return Person(found.name, found.role, by) if found else None

    def _named(self, proxy: Proxy, headers: Headers) -> Person | None:
        """Whom the proxy names; one name, or none: what a client adds to the header must not be taken for it."""
        names = [name.strip() for name in headers.getlist(proxy.header)]
        if len(names) != 1 or not names[0] or len(names[0]) > 200 or not names[0].isprintable():
            return None
        return Person(names[0], proxy.roles.get(names[0], Role.READER), "proxy")


def address_of(scope: Scope) -> str:
    """The address from which the request comes."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def bearer(headers: Headers) -> str | None:
    """The token of ``Authorization: Bearer TOKEN``."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
