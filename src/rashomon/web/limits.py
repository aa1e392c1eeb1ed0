"""How much may be asked: so many requests a minute for each person or address, with a store of them for who opens a page."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

MOST_KNOWN = 10_000  # who has been silent for longest is forgotten, and begins anew with a full store
STORED = 0.5  # minutes of requests that may come at once

# What a request costs in requests: those that make the server work long are dear, files that it only sends are free.
COSTS = (("/static/", 0.0), ("/basemap/", 0.0), ("/api/v1/export/", 20.0), ("/export.html", 10.0))


def cost_of(path: str) -> float:
    """How many requests one to this path counts for."""
    return next((cost for start, cost in COSTS if path.startswith(start)), 1.0)


@dataclass(slots=True)
class _Store:
    left: float
    at: float


class Limits:
    """A bucket of requests for each who asks, filled by the minute; `rate` 0 is no limit."""

    def __init__(self, rate: float, now: Callable[[], float] = monotonic) -> None:
        self._rate, self._now = rate / 60, now
        self._most = max(1.0, rate * STORED)
        self._known: OrderedDict[str, _Store] = OrderedDict()
        self._guard = Lock()

    def wait(self, who: str, cost: float = 1.0) -> float:
        """0 where the request may come in, which is then counted, else the seconds after which it may."""
        if not self._rate or not cost:
            return 0.0
        cost = min(cost, self._most)
        with self._guard:
            now = self._now()
            store = self._known.setdefault(who, _Store(self._most, now))
            self._known.move_to_end(who)
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
            store.left = min(self._most, store.left + (now - store.at) * self._rate)
            store.at = now
            if store.left < cost:
                return (cost - store.left) / self._rate
            store.left -= cost
            return 0.0
