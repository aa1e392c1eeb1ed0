"""URL -> source, by HTTP; only addresses of the public net, unless the user names his own machine."""

import ipaddress
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from rashomon.errors import BudgetError, ReadingError
from rashomon.reports.draft import MAX_PAGE, Source

TIMEOUT = 20.0  # seconds for connecting and for every wait after it
MAX_REDIRECTS = 5
AGENT = f"rashomon/{version('rashomon')}"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 number
_OWN_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215: a translator of one's own network
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(number: Address) -> bool:
    """True for one machine of the public net; IPv6 numbers that lead to an IPv4 number are judged by that one."""
    if isinstance(number, ipaddress.IPv6Address):
        behind = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF) if number in _NAT64 else None
        inner = number.ipv4_mapped or number.sixtofour or behind
        if inner is not None:
            return is_public(inner)
        if number.is_site_local or number in _OWN_NAT64:
            return False
    return number.is_global and not number.is_multicast


def is_public_or_own(number: Address) -> bool:
    """True also for the own machine."""
    return is_public(number) or number.is_loopback


def is_any(number: Address) -> bool:
    """True for every address: the user allows private networks."""
    return True


@dataclass(frozen=True, slots=True)
class Terms:
    """How to ask: which addresses may be connected to, who may forbid an address (by a ReadingError), and headers to send."""

    reach: Callable[[Address], bool] = is_public
    permit: Callable[[str], None] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said under the address that answered at last; names of `headers` are lower case."""

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes
    charset: str | None


def fetch(url: str) -> Source:
    """The bytes behind `url` under the address they came from at last, with the charset the server declares.

    ReadingError where it is no public http(s) address or the server fails, BudgetError past MAX_PAGE bytes.
    """
    own = _parts(url).hostname in _LOOPBACK
    answer = ask(url, Terms(is_public_or_own if own else is_public))
    if answer.status != 200:
        raise ReadingError(answer.url, f"the server answers {answer.status} {answer.reason}", "check the address")
    return Source(answer.url, answer.content, answer.url, answer.charset)


def ask(url: str, terms: Terms) -> Answer:
    """The answer to a GET of `url`, of any status, after at most MAX_REDIRECTS redirections; each hop is under the same terms.

    ReadingError where the terms exclude it or no server answers, BudgetError past MAX_PAGE bytes.
    """
    address = url
    for _ in range(MAX_REDIRECTS + 1):
        number = _checked(address, terms.reach)
        if terms.permit:
            terms.permit(address)
        found = _get(address, number, terms.headers)
        if isinstance(found, Answer):
            return found
        address = urljoin(address, found)
    raise ReadingError(url, f"more than {MAX_REDIRECTS} redirections", "open it in a browser and pass the last address")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or True)
    except ValueError as fault:
        raise ReadingError(url, f"this is no address: {fault}", "pass http://... or https://...") from fault
    if not known:
        raise ReadingError(url, "only http and https addresses are read", "pass http://... or https://...")
    return parts


def _checked(url: str, reach: Callable[[Address], bool]) -> str | None:
    """The address to connect to; None where a proxy connects. A page must not send the reader into the user's network."""
    parts = _parts(url)
    host = parts.hostname or ""
    numbers = list(_addresses(host))
    for number in numbers:
        if not reach(number):
            cause = f"{host} is an address of a private network ({number})"
            raise ReadingError(url, cause, "save the page and pass the file")
    proxied = not {parts.scheme, "all"}.isdisjoint(getproxies()) and not proxy_bypass(host)
    if not (proxied or numbers):
        raise ReadingError(url, f"the server cannot be read: the name {host} is not known", "check the address and the network")
    return None if proxied else str(next((one for one in numbers if one.version == 4), numbers[0]))


def _addresses(host: str) -> Iterator[Address]:
    """What the host's name stands for; nothing where only a proxy can tell."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for *_, address in found:
        yield ipaddress.ip_address(str(address[0]).partition("%")[0])


def _get(url: str, number: str | None, told: Mapping[str, str]) -> Answer | str:
    """The answer, or where the server redirects to. The connection goes to `number`: a name may change after it was checked."""
    import httpx

    try:
        asked = httpx.URL(url)
        headers = {"User-Agent": AGENT, **told, "Host": asked.netloc.decode()}
        pinned = asked.copy_with(host=number) if number else asked
        name = {"sni_hostname": asked.raw_host.decode()}  # the certificate is still that of the name
        with httpx.Client(timeout=TIMEOUT) as client, client.stream("GET", pinned, headers=headers, extensions=name) as response:
            if response.has_redirect_location:
                return response.headers["location"]
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if len(content) > MAX_PAGE:
                    raise BudgetError(url, f"the answer has more than {MAX_PAGE // 1_000_000} MB", "save it and pass the file")
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise ReadingError(url, f"the server cannot be read: {fault or type(fault).__name__}", "try again later") from fault
    return Answer(
        url, response.status_code, response.reason_phrase, dict(response.headers), bytes(content), response.charset_encoding
    )
