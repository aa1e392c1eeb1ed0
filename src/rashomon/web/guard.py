"""What stands before every request: the name of the host, the token where one is needed, and headers that bind the browser."""

from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rashomon.web.forms import problem

COOKIE = "rashomon"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: names under which the server is asked, the token, and whether every request must have it."""

    hosts: frozenset[str]
    token: str | None = None
    closed: bool = False

    def opens(self, given: str | None) -> bool:
        """True for the token."""
        return self.token is not None and given is not None and compare_digest(given.encode(), self.token.encode())


def is_loopback(host: str) -> bool:
    """True for ``localhost`` and the addresses of this machine alone."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bearer(headers: Headers) -> str | None:
    """The token of ``Authorization: Bearer TOKEN``."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


class Guard:
    """ASGI middleware; a page of another site can neither ask (host), nor read (policies), nor write (token in a header)."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what may not come in; add the headers to everything else."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if host not in self.door.hosts:
            return problem(421, "Another host", f"{host!r} is not served here (open the address that rashomon serve printed)")
        if not self.door.closed or self.door.opens(bearer(headers)):
            return None
        if self.door.opens(cookie_parser(headers.get("cookie", "")).get(COOKIE)):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [None])[0]
        if self.door.opens(given) and scope["method"] == "GET":
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(COOKIE, given or "", httponly=True, samesite="strict")
            return answer
        return problem(401, "No token", "this server needs its token (open the address that rashomon serve printed)")
