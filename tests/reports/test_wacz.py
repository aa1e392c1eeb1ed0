"""WACZ: the web archives in it are read and checked, the rest of the package is not taken for reports."""

import json
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rashomon.model import Issue, Report
from rashomon.reports import read

pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
ARTICLE = "<p>The army said on Monday that it had entered the village after a week of heavy fighting near the old mill.</p>" * 3
URL = "https://example.org/2023/03/05/village"


def warc() -> bytes:
    out = BytesIO()
    body = f"<html><head><title>Village</title></head><body><article>{ARTICLE}</article></body></html>".encode()
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warc_record(URL, "response", payload=BytesIO(body), http_headers=head))
    return out.getvalue()


def package(told: str | None = None) -> bytes:
    out, inner = BytesIO(), warc()
    digest = told or f"sha256:{sha256(inner).hexdigest()}"
    resources = [{"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": digest, "bytes": len(inner)}]
    with ZipFile(out, "w", ZIP_STORED) as archive:
        archive.writestr("archive/data.warc.gz", inner)
        archive.writestr("indexes/index.cdx", f"org,example)/2023/03/05/village 20230305 {{}}\n{URL}\n")
        archive.writestr("pages/pages.jsonl", json.dumps({"id": "p", "url": URL, "title": "Village", "text": "The army fled."}))
        archive.writestr(
            "datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources})
        )
    return out.getvalue()


@pytest.mark.parametrize("name", ["crawl.wacz", "crawl.zip", "crawl"])
def test_only_the_pages_of_the_crawl_are_reports(name: str) -> None:
    (report,) = read(name, package())
    assert isinstance(report, Report)
    assert (report.url, report.title) == (URL, "Village")


def test_a_changed_archive_is_told_of_and_read() -> None:
    issue, report = read("crawl.wacz", package("sha256:" + "0" * 64))
    assert isinstance(issue, Issue)
    assert isinstance(report, Report)
    assert (issue.kind, issue.name) == ("altered", "crawl.wacz/archive/data.warc.gz")


def test_a_package_without_web_archives_is_a_zip_like_others() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("a.txt", "The army fled.")
    found = read("a.wacz", out.getvalue())
    assert [one.text for one in found if isinstance(one, Report)] == ["The army fled."]
