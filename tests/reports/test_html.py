"""Web pages: the article's text and what the markup says about it."""

from datetime import date

import pytest

from rashomon.model import DatedBy, Part, Report
from rashomon.reports import Given, read
from rashomon.reports.html import fragment_text

FIRST = "The army said on Monday that it had entered the village of Orasac after a week of heavy fighting near the mill."
SECOND = "Its enemy denied this and said that the mill, the bridge and the school were still in the hands of its men."
THIRD = "Neither account could be checked; a monitor saw smoke over the mill but no vehicles on the road to the north."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Village changes hands | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="og:title" content="Village changes hands">
<meta property="article:published_time" content="2023-03-05T08:00:00Z"><link rel="canonical" href="https://example.org/world/village">
<meta charset="CHARSET"></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Village changes hands</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>
<footer><p>Copyright The Example</p></footer></body></html>"""


@pytest.mark.parametrize(("name", "charset"), [("a.html", "utf-8"), ("a.htm", "cp1252"), ("page", "utf-8"), ("a.txt", "utf-8")])
def test_a_page_is_its_article(name: str, charset: str) -> None:
    page = PAGE.replace("CHARSET", charset).replace("Orasac", "Orašac")
    (report,) = read(name, page.encode(charset))
    assert isinstance(report, Report)
    bodies = [passage.span.of(report.text) for passage in report.passages if passage.part is Part.BODY]
    assert bodies == [FIRST.replace("Orasac", "Orašac"), SECOND, THIRD]
    assert (report.title, report.outlet, report.url) == (
        "Village changes hands",
        "The Example",
        "https://example.org/world/village",
    )
    assert report.published is not None
    assert (report.published.first, report.published.by) == (date(2023, 3, 5), DatedBy.MARKUP)


def test_the_given_address_wins_over_the_canonical_one() -> None:
    (report,) = read("a.html", PAGE.encode(), Given(url="https://example.org/2023/mar/05/village"))
    assert isinstance(report, Report)
    assert report.url == "https://example.org/2023/mar/05/village"
    assert report.published is not None
    assert [hint.by for hint in report.published.evidence] == [DatedBy.MARKUP, DatedBy.FILENAME]


def test_the_fragment_of_a_feed_becomes_lines() -> None:
    fragment = "<p>The <b>army</b> said\n so.</p><script>x()</script><ul><li>One &amp; two</li><li>Three</li></ul>tail"
    assert fragment_text(fragment) == "The army said so.\nOne & two\nThree\ntail"
