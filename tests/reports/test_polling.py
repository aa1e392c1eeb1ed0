"""Manners towards servers: what changed only, robots.txt, waiting longer after each failure, public addresses, a name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address

import pytest
from tests.feed_server import Page, feed, serving

from rashomon.model import Feed
from rashomon.reports.polling import JITTER, LONGEST_BACKOFF, LONGEST_WISH, Manners, Poll, Poller
from rashomon.reports.url import is_public

NOW = datetime(2023, 3, 6, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
LOCAL = Manners(QUARTER, private=True)
UNKNOWN = Feed("")


def polled(page: Page, before: Feed = UNKNOWN, robots: Page | None = None, manners: Manners = LOCAL) -> tuple[Poll, list[str]]:
    pages = {"a.xml": page} | ({"robots.txt": robots} if robots else {})
    with serving(**pages) as site:
        poll = Poller(manners).poll(replace(before, url=f"{site.url}/a.xml"), NOW)
        return poll, site.paths()


def left(poll: Poll) -> timedelta:
    assert poll.feed.due is not None
    return poll.feed.due - NOW


def test_new_content_comes_with_the_marks_to_ask_by_next_time() -> None:
    page = Page(feed(3), headers={"ETag": '"v1"', "Last-Modified": "Mon, 06 Mar 2023 08:00:00 GMT"})
    poll, asked = polled(page)
    assert poll.source is not None
    assert poll.source.content == feed(3)
    assert (poll.feed.etag, poll.feed.modified, poll.feed.failures) == ('"v1"', "Mon, 06 Mar 2023 08:00:00 GMT", 0)
    assert QUARTER * (1 - JITTER) <= left(poll) <= QUARTER * (1 + JITTER)
    assert asked == ["/robots.txt", "/a.xml"]


def test_only_what_changed_is_asked_for() -> None:
    page = Page(feed(3), headers={"ETag": '"v1"'})
    with serving(**{"a.xml": page}) as site:
        poller = Poller(LOCAL)
        first = poller.poll(Feed(f"{site.url}/a.xml"), NOW)
        second = poller.poll(first.feed, NOW)
        page.body, page.headers = feed(3, 4), {"ETag": '"v2"'}
        third = poller.poll(second.feed, NOW)
    assert (second.source, second.issue, second.feed.etag) == (None, None, '"v1"')
    assert third.source is not None
    assert third.feed.etag == '"v2"'
    marks = [one.headers.get("if-none-match") for one in site.asked if one.path == "/a.xml"]
    assert marks == [None, '"v1"', '"v1"']
    assert site.paths().count("/robots.txt") == 1


@pytest.mark.parametrize(("contact", "agent"), [(None, ""), ("desk@example.org", " (+desk@example.org)")])
def test_the_program_gives_its_name(contact: str | None, agent: str) -> None:
    with serving(**{"a.xml": Page(feed(3))}) as site:
        Poller(Manners(private=True, contact=contact)).poll(Feed(f"{site.url}/a.xml"), NOW)
    told = {one.headers["user-agent"] for one in site.asked}
    (name,) = told
    assert name.startswith("rashomon/")
    assert name.endswith(agent)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (None, True),
        (Page(b"User-agent: *\nDisallow: /private"), True),
        (Page(b"User-agent: *\nDisallow: /"), False),
        (Page(b"User-agent: *\nDisallow: /\n\nUser-agent: rashomon\nAllow: /"), True),
        (Page(b"User-agent: rashomon\nDisallow: /*.xml$"), False),
        (Page(b"\xff\xfe\x00rubbish"), True),
        (Page(status=403), True),
        (Page(status=503), False),
    ],
    ids=["none", "elsewhere", "all", "but us", "wildcard", "rubbish", "403", "503"],
)
def test_robots_are_respected(rules: Page | None, allowed: bool) -> None:
    poll, asked = polled(Page(feed(3)), robots=rules)
    assert (poll.source is not None, "/a.xml" in asked) == (allowed, allowed)
    if not allowed:
        assert poll.issue is not None
        assert poll.issue.kind == "not-fetched"
        assert left(poll) == QUARTER * 2


def test_a_redirection_to_what_robots_forbid_is_not_followed() -> None:
    with serving(**{"robots.txt": Page(b"User-agent: *\nDisallow: /b"), "b.xml": Page(feed(3))}) as site:
        site.pages["/a.xml"] = Page(status=302, headers={"Location": "/b.xml"})
        poll = Poller(LOCAL).poll(Feed(f"{site.url}/a.xml"), NOW)
    assert poll.issue is not None
    assert poll.issue.detail.startswith("the robots.txt of its host forbids it")
    assert "/b.xml" not in site.paths()


@pytest.mark.parametrize(("failures", "times"), [(0, 2), (1, 4), (4, 32)])
def test_a_server_that_fails_is_asked_more_seldom_each_time(failures: int, times: int) -> None:
    poll, _ = polled(Page(status=500), Feed("", '"v1"', failures=failures))
    assert left(poll) == QUARTER * times
    assert (poll.feed.failures, poll.feed.etag) == (failures + 1, '"v1"')
    assert poll.issue is not None
    assert poll.issue.detail == "the server answers 500 Internal Server Error (it is asked again later)"


def test_backing_off_has_an_end_and_success_ends_it() -> None:
    poll, _ = polled(Page(status=500), Feed("", failures=40))
    assert left(poll) == LONGEST_BACKOFF
    poll, _ = polled(Page(feed(3)), Feed("", failures=40))
    assert poll.feed.failures == 0


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("7200", timedelta(hours=2)),
        (format_datetime(NOW + timedelta(hours=3), usegmt=True), timedelta(hours=3)),
        (format_datetime(NOW - timedelta(hours=3), usegmt=True), QUARTER * 2),
        ("1", QUARTER * 2),
        ("99999999999999999999", LONGEST_WISH),
        ("soon", QUARTER * 2),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_respected(status: int, told: str, wait: timedelta) -> None:
    poll, _ = polled(Page(status=status, headers={"Retry-After": told}))
    assert left(poll) == wait


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        (Page(b"<!doctype html><title>x</title>"), "the answer is a page and no feed (pass the feed's address"),
        (Page(b"<html><link rel=alternate type='application/rss+xml' title=x href='https://e.org/rss?a=1&amp;b=2'></html>"),
         "the answer is a page and no feed (pass https://e.org/rss?a=1&b=2)"),
        (Page(b"The army fled."), "the answer is no feed"),
        (Page(status=410), "the feed is gone for good"),
        (Page(status=404), "the server answers 404 Not Found"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told(page: Page, cause: str) -> None:
    poll, _ = polled(page)
    assert poll.source is None
    assert poll.issue is not None
    assert poll.issue.detail.startswith(cause)


def test_this_machine_is_asked_only_where_the_user_allows_it() -> None:
    poll, asked = polled(Page(feed(3)), manners=Manners())
    assert asked == []
    assert poll.issue is not None
    assert "is an address of a private network" in poll.issue.detail


def test_requests_to_one_host_are_apart() -> None:
    with serving(**{"a.xml": Page(feed(3)), "robots.txt": Page(b"User-agent: *\nCrawl-delay: 30")}) as site:
        poller = Poller(LOCAL)
        assert poller.gap(f"{site.url}/a.xml") == 0
        poller.poll(Feed(f"{site.url}/a.xml"), NOW)
        assert 0 < poller.gap(f"{site.url}/b.xml") <= 30
        assert poller.gap("https://example.org/b.xml") == 0


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:4700::1", True), ("::ffff:93.184.216.34", True),
        ("10.0.0.1", False), ("127.0.0.1", False), ("169.254.169.254", False), ("224.0.0.1", False), ("0.0.0.0", False),
        ("::ffff:10.0.0.1", False), ("2002:a00:1::", False), ("64:ff9b::a00:1", False), ("fd00::1", False), ("::1", False),
    ],
)  # fmt: skip
def test_addresses_of_the_public_net(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public
