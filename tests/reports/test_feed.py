"""Feeds: a report for each entry."""

from datetime import date

import pytest

from rashomon.model import DatedBy, Issue, Report
from rashomon.reports import read

FIRST = "The army said on Monday that it had entered the village."
SECOND = "Its enemy denied this and said that the mill was in its hands."
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title>
<item><title>Village &amp; mill</title><link>https://example.org/village</link><guid>n-1</guid>
<pubDate>Sun, 05 Mar 2023 23:00:00 -0500</pubDate><description>&lt;p&gt;{FIRST}&lt;/p&gt;</description></item>
<item><title>Mill</title><link>https://example.org/mill</link><description>{SECOND}</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>
<entry><title>Village</title><id>n-1</id><updated>2023-03-05T08:00:00Z</updated>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry>
</feed>"""


def test_rss() -> None:
    first, second, issue = read("a.rss", RSS.encode())
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert isinstance(issue, Issue)
    assert (first.name, first.text, first.title, first.outlet, first.url) == (
        "n-1", FIRST, "Village & mill", "The Example", "https://example.org/village",
    )  # fmt: skip
    assert first.published is not None
    assert (first.published.first, first.published.by) == (date(2023, 3, 5), DatedBy.FEED)
    assert (second.name, second.text, second.published) == ("https://example.org/mill", SECOND, None)
    assert (issue.name, issue.detail) == ("a.rss entry 3", "the entry has no text (read its page instead)")


@pytest.mark.parametrize("name", ["a.atom", "a.xml", "download"])
def test_atom_by_content(name: str) -> None:
    (report,) = read(name, ATOM.encode())
    assert isinstance(report, Report)
    assert (report.name, report.text, report.title) == ("n-1", FIRST, "Village")


def test_a_feed_that_ends_early_gives_what_it_has_and_says_so() -> None:
    found = read("a.rss", RSS[: RSS.index("<item><title>Nothing")].encode())
    assert [type(one) for one in found] == [Report, Report, Issue]
    assert isinstance(found[2], Issue)
    assert (found[2].kind, found[2].detail) == ("cut-short", "the feed ends early, after 2 entries (fetch it again)")
