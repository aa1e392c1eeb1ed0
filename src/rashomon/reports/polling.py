"""A feed that is watched -> its new content, or nothing, or a fault; and when its server is to be asked again."""

import random
import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import islice
from urllib.parse import urljoin, urlsplit

from rashomon.errors import ReadingError
from rashomon.model import Feed, Issue
from rashomon.reports.draft import Source, issue_of
from rashomon.reports.feed import is_feed
from rashomon.reports.html import is_html
from rashomon.reports.robots import Robots
from rashomon.reports.url import AGENT, Answer, Terms, ask, is_any, is_public

GONE = 410
FEEDS_NAMED = 3  # of those that a page offers
_OFFER = re.compile(r"<link\b[^>]*\btype=[\"']?application/(?:rss|atom)\+xml[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
LONGEST_BACKOFF = timedelta(days=1)
LONGEST_WISH = timedelta(days=7)  # of a server that wants to be left alone (Retry-After)
JITTER = 0.1  # of the interval: a thousand users shall not come in the same second
GAP = 1.0  # seconds between two requests to one host that asks for nothing else
LONGEST_GAP = 60.0  # a host that wants more is asked for one feed a minute


@dataclass(frozen=True, slots=True)
class Manners:
    """How feeds are polled: how often, whether in private networks too, and an address that servers' owners may write to."""

    interval: timedelta = timedelta(minutes=15)
    private: bool = False
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll brought: the feed as it is to be remembered, and its content where that is new, or an issue."""

    feed: Feed
    source: Source | None = None
    issue: Issue | None = None


class Poller:
    """Asks servers politely; knows the rules of their hosts and when each was asked last."""

    def __init__(self, manners: Manners) -> None:
        agent = f"{AGENT} (+{manners.contact})" if manners.contact else AGENT
        self._manners = manners
        self._terms = Terms(is_any if manners.private else is_public, headers={"User-Agent": agent})
        self._robots = Robots(self._terms, time.monotonic)
        self._asked: dict[str, float] = {}

    def poll(self, feed: Feed, now: datetime) -> Poll:
        """Ask once, if only for what changed since the last time. `now` is in UTC; never raises for what a server does."""
        try:
            answer = self._ask(feed)
        except ReadingError as fault:
            return self._failed(feed, now, issue_of(fault, "not-fetched"))
        if answer.status == 304:
            return Poll(self._content(feed, now))
        source = Source(feed.url, answer.content, None, answer.charset)
        trouble = _trouble(answer, source)
        if trouble:
            return self._failed(feed, now, issue_of(trouble, "not-fetched"), _wish(answer, now))
        told = replace(feed, etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified"))
        return Poll(self._content(told, now), source)

    def gap(self, url: str) -> float:
        """Seconds to wait before the host of `url` may be asked once more."""
        last = self._asked.get(urlsplit(url).netloc)
        if last is None:
            return 0.0
        try:
            wanted = min(max(GAP, self._robots.pause(url)), LONGEST_GAP)
        except ReadingError:
            wanted = GAP
        return max(0.0, last + wanted - time.monotonic())

    def _ask(self, feed: Feed) -> Answer:
        since = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        headers = {**self._terms.headers, **{name: value for name, value in since.items() if value}}
        try:
            return ask(feed.url, replace(self._terms, permit=self._robots.permit, headers=headers))
        finally:
            self._asked[urlsplit(feed.url).netloc] = time.monotonic()

    def _content(self, feed: Feed, now: datetime) -> Feed:
        spread = random.uniform(1 - JITTER, 1 + JITTER)  # no secret hangs on it
        return replace(feed, failures=0, due=now + self._manners.interval * spread)

    def _failed(self, feed: Feed, now: datetime, issue: Issue, wish: timedelta = timedelta()) -> Poll:
        """Twice as long as the last time, or as long as the server wishes."""
        backoff = min(self._manners.interval * 2 ** min(feed.failures + 1, 16), LONGEST_BACKOFF)
        return Poll(replace(feed, failures=feed.failures + 1, due=now + max(backoff, wish)), issue=issue)


def _trouble(answer: Answer, source: Source) -> ReadingError | None:
    if answer.status == GONE:
        return ReadingError(source.name, "the feed is gone for good", "take it from the list")
    if answer.status != 200:
        return ReadingError(source.name, f"the server answers {answer.status} {answer.reason}", "it is asked again later")
    if is_html(source):
        named = " or ".join(_feeds_named(answer)) or "the feed's address; rashomon read takes a page"
        return ReadingError(source.name, "the answer is a page and no feed", f"pass {named}")
    if not is_feed(source):
        return ReadingError(source.name, "the answer is no feed", "pass the address of RSS or Atom")
    return None


def _feeds_named(answer: Answer) -> list[str]:
    """The feeds that a page offers to browsers (HTML, `link rel=alternate`)."""
    page = answer.content[:100_000].decode("utf-8", "replace")
    found = (_HREF.search(tag) for tag in _OFFER.findall(page))
    return [urljoin(answer.url, unescape(href[1])) for href in islice(found, FEEDS_NAMED) if href]


def _wish(answer: Answer, now: datetime) -> timedelta:
    """For how long the server wants to be left alone: Retry-After in seconds or as a date (RFC 9110, 10.2.3); none where untold."""
    if answer.status == GONE:
        return LONGEST_WISH
    told = answer.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return min(timedelta(seconds=int(told[:9])), LONGEST_WISH)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return timedelta()
    return min(max((until if until.tzinfo else until.replace(tzinfo=UTC)) - now, timedelta()), LONGEST_WISH)
