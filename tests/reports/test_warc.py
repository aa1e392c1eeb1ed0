"""Web archives: pages, other responses, archives that end early."""

from io import BytesIO

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.model import Issue, Report
from rashomon.reports import read

# warcio leaves its own buffers open.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
PARAGRAPH = "<p>The army said on Monday that it had entered village number {} after a week of heavy fighting near the mill.</p>"


def archive(pages: int, *, packed: bool, others: int = 0) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number in range(pages + others):
        kind, status = ("text/html; charset=utf-8", "200 OK") if number < pages else ("image/png", "200 OK")
        article = PARAGRAPH.format(number) * 3
        body = f"<html><head><title>Village {number}</title></head><body><article>{article}</article></body></html>"
        head = StatusAndHeaders(status, [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
        address = f"https://example.org/2023/03/05/village-{number}"
        writer.write_record(writer.create_warc_record(address, "response", payload=BytesIO(body.encode()), http_headers=head))
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_a_report(packed: bool) -> None:
    found = read("a.warc.gz" if packed else "a.warc", archive(3, packed=packed))
    reports = [one for one in found if isinstance(one, Report)]
    assert [(one.name, one.url) for one in reports] == [
        (f"village-{number}", f"https://example.org/2023/03/05/village-{number}") for number in range(3)
    ]
    assert len(found) == 3
    assert "village number 2" in reports[2].text
    assert reports[0].published is not None


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut", [1, 3, 60, 300])
def test_a_cut_archive_gives_its_whole_records_and_says_that_it_ends_early(packed: bool, cut: int) -> None:
    *reports, issue = read("a.warc", archive(3, packed=packed)[:-cut])
    assert isinstance(issue, Issue)
    assert [one.name for one in reports] == ["village-0", "village-1"]
    assert (issue.kind, issue.name) == ("cut-short", "a.warc")
    assert issue.detail == "the archive ends early, after 2 whole responses (fetch it again; these are read)"


def test_responses_that_are_no_pages_are_counted() -> None:
    report, issue = read("a.warc.gz", archive(1, packed=True, others=2))
    assert isinstance(report, Report)
    assert isinstance(issue, Issue)
    assert (issue.kind, issue.detail) == ("skipped", "2 responses are no pages: 2 image/png (nothing to do)")


def test_garbage_in_the_middle_keeps_what_came_before() -> None:
    whole = archive(1, packed=True)
    found = read("a.warc.gz", whole + b"garbage" * 100 + whole)
    assert [type(one) for one in found].count(Issue) == 1
    assert isinstance(found[-1], Issue)
    assert found[-1].kind == "cut-short"


def test_an_archive_without_responses_is_one_issue() -> None:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "none"}))
    (issue,) = read("a.warc.gz", out.getvalue())
    assert isinstance(issue, Issue)
    assert issue.detail == "the archive holds no responses (check how it was made)"
