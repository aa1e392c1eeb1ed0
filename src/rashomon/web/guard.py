"""What stands before every request: the name of the host, who asks, how much and how large, and headers that bind the browser."""

import logging
from collections.abc import Mapping
from ipaddress import ip_address
from math import ceil
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.errors import AccessError
from rashomon.web.access import COOKIE, LASTS, Access, Door, Person, address_of, bearer
from rashomon.web.forms import problem
from rashomon.web.limits import Limits, cost_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
OPEN = ("/sign-in", "/static/")  # what anybody may see: how to come in, and files of the program that hold nothing of a ledger
LARGEST_BODY = 65_536
TRIES = 10.0  # a minute, with what is no token
PERSON = "rashomon.person"
LOG = logging.getLogger("uvicorn.error")


class TooLargeError(Exception):
    """More was sent than any request of ours has."""


def is_loopback(host: str) -> bool:
    """True for ``localhost`` and the addresses of this machine alone."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """ASGI middleware; a page of another site can neither ask (host), nor read (policies), nor write (origin)."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access, self.door = app, access, access.door
        self._limits, self._tries = Limits(self.door.rate), Limits(TRIES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not come in; add the headers to everything else."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        read = 0

        async def measured() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST_BODY:
                raise TooLargeError
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                bind(MutableHeaders(scope=message), self.door)
            await send(message)

        try:
            refusal = self._refusal(scope)
        except AccessError as fault:  # the file of tokens is damaged: nobody is let in
            LOG.error("%s", fault)
            refusal = problem(500, "Tokens cannot be read", "ask who runs the server (its standard error says more)")
        await (refusal or self.app)(scope, measured, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if host not in self.door.hosts:
            return problem(421, "Another host", f"{host!r} is not served here (open the address that rashomon serve printed)")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return too_large()
        scope[PERSON] = person = self.access.person(scope)
        return self._too_often(scope, headers, person) or self._unknown(scope, headers, person) or _forged(scope, headers, person)

    def _too_often(self, scope: Scope, headers: Headers, person: Person | None) -> Response | None:
        address = client_of(scope, headers, self.door)
        wait = 0.0
        if bearer(headers) is not None and person is None:
            wait = self._tries.wait(address)
        wait = wait or self._limits.wait(person.name if person and person.name else address, cost_of(scope["path"]))
        return too_often(wait) if wait else None

    def _unknown(self, scope: Scope, headers: Headers, person: Person | None) -> Response | None:
        """What who is not known is answered: a page leads to where one signs in."""
        if person is not None or scope["path"].startswith(OPEN):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [None])[0]
        if given and scope["method"] == "GET":
            return self._let_in(scope, headers, given)
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            return RedirectResponse(f"/sign-in?next={quote(scope['path'], safe='/')}", 303)
        return problem(401, "No token", "this server needs a token (sign in at /sign-in, or send Authorization: Bearer TOKEN)")

    def _let_in(self, scope: Scope, headers: Headers, words: str) -> Response:
        """The printed address, opened: a cookie in place of the token."""
        wait = self._tries.wait(client_of(scope, headers, self.door))
        cookie = None if wait else self.access.enter(words)
        if cookie is None:
            return (
                too_often(wait)
                if wait
                else problem(401, "No token", "the token is none, or holds no more (ask who runs the server)")
            )
        answer = RedirectResponse(local(scope["path"]), 303)
        keep_cookie(answer, cookie, secure=is_secure(scope, headers, self.door))
        return answer


def bind(headers: MutableHeaders, door: Door) -> None:
    """The headers of every answer; at a closed door nothing is kept by caches that several people share."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if door.closed:
        kept = headers.get("cache-control", "no-cache")
        if "public" not in kept and "private" not in kept and "no-store" not in kept:
            headers["cache-control"] = f"private, {kept}"
        headers["vary"] = ", ".join(filter(None, [headers.get("vary"), "Cookie, Authorization"]))


def _forged(scope: Scope, headers: Headers, person: Person | None) -> Response | None:
    """A write that a page of another site may have made its reader's browser send (CSRF)."""
    if scope["method"] in SAFE:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        ours = site in ("same-origin", "none")
    elif origin is not None:
        ours = urlsplit(origin).netloc == headers.get("host")
    else:  # no browser leaves both out; where it is known by a cookie or a proxy's word, only a browser can be meant
        ours = person is None or person.by in ("header", "nothing")
    return None if ours else problem(403, "From elsewhere", "another site asks for this (do it on the page of this server)")


def client_of(scope: Scope, headers: Headers, door: Door) -> str:
    """The address of who asks; a proxy tells the one that asked it, at the end of the list."""
    if door.proxy and door.proxy.is_from(scope):
        told = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return told[:64] or address_of(scope)
    return address_of(scope)


def is_secure(scope: Scope, headers: Headers, door: Door) -> bool:
    """True where the reader's browser speaks https, to this server or to the proxy."""
    if door.proxy and door.proxy.is_from(scope):
        return headers.get("x-forwarded-proto", "https") == "https"
    return bool(scope.get("scheme") == "https")


def keep_cookie(answer: Response, cookie: str, *, secure: bool) -> None:
    """Let the browser keep who signed in: no script reads it, no other site sends it."""
    answer.set_cookie(COOKIE, cookie, max_age=int(LASTS), httponly=True, samesite="strict", secure=secure)


def local(path: str) -> str:
    """The path where it is one of this server, else the workbench: nobody is led to another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"


def too_large() -> Response:
    """413, and the connection ends: what is still being sent is not read."""
    answer = problem(413, "Too large", f"a request has at most {LARGEST_BODY:,} bytes")
    answer.headers["connection"] = "close"
    return answer


def too_often(wait: float) -> Response:
    """429, with the seconds after which to ask again."""
    answer = problem(429, "Too often", f"too many requests (ask again in {ceil(wait)} s; who runs the server sets --rate)")
    answer.headers["retry-after"] = str(ceil(wait))
    return answer


def signed(scope: Mapping[str, object]) -> Person:
    """Who asks, as the guard has found; only of what the guard has let in."""
    person = scope[PERSON]
    assert isinstance(person, Person)
    return person
