"""What a host's robots.txt permits (RFC 9309), asked for once a day."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from rashomon.errors import ReadingError
from rashomon.reports.url import Terms, ask

if TYPE_CHECKING:
    from protego import Protego

A_DAY = 86_400.0  # seconds for which an answer holds (RFC 9309, 2.4)
MAX_ROBOTS = 512_000  # bytes; the rest is not looked at (RFC 9309, 2.5)


class Robots:
    """The rules of the hosts that were asked so far. `clock` gives seconds that only grow."""

    def __init__(self, terms: Terms, clock: Callable[[], float]) -> None:
        self._terms = terms
        self._clock = clock
        self._rules: dict[str, tuple[float, Protego]] = {}

    def permit(self, url: str) -> None:
        """Return where the program may ask for `url`; ReadingError where its host forbids it, or its rules cannot be had now."""
        if not self._of(url).can_fetch(url, self._agent):
            raise ReadingError(
                url, "the robots.txt of its host forbids it", "ask the publisher, or save the feed and pass the file"
            )

    def pause(self, url: str) -> float:
        """Seconds that the host wants between two requests, 0 where it does not say; only for an address that was permitted."""
        return float(self._of(url).crawl_delay(self._agent) or 0)

    @property
    def _agent(self) -> str:
        return self._terms.headers["User-Agent"]

    def _of(self, url: str) -> "Protego":
        parts = urlsplit(url)
        host = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        known = self._rules.get(host)
        if known is None or self._clock() - known[0] > A_DAY:
            known = self._rules[host] = (self._clock(), self._ask(host))
        return known[1]

    def _ask(self, host: str) -> "Protego":
        from protego import Protego

        answer = ask(host, self._terms)
        if answer.status >= 500:  # nobody knows what it forbids: nothing is permitted for now (RFC 9309, 2.3.1.4)
            raise ReadingError(host, f"the server answers {answer.status} {answer.reason}", "it is asked again later")
        return Protego.parse(answer.content[:MAX_ROBOTS].decode("utf-8", "replace") if answer.status == 200 else "")
