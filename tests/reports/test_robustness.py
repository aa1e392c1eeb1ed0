"""Sources that nobody wrote: damaged, nested, endless; each gives reports or issues that UTF-8 can store, in bounded time."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.budget import FAULT
from rashomon.model import Issue, Report
from rashomon.reports import read, read_path

# The libraries under the readers warn of time zones and dates that make no sense.
pytestmark = pytest.mark.filterwarnings("ignore")
LINE = "The army said on Monday that it had entered the village after a week of fighting near the old mill."
PARAGRAPHS = f"<p>{LINE} {LINE}</p>" * 3
PAGE = f"<html><head><meta charset=utf-8><title>Mill</title></head><body><article>{PARAGRAPHS}</article></body></html>"
ENTRY = f"<item><title>Mill</title><pubDate>Sun, 05 Mar 2023 08:00:00 +0100</pubDate><description>{LINE}</description></item>"
LETTER = f"From: The Example <desk@example.org>\nSubject: Mill\nDate: Sun, 05 Mar 2023 08:00:00 +0100\n\n{LINE}\n"


def packed() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            file.writestr(f"{method}.txt", LINE, method)
    return out.getvalue()


def package() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("archive/data.warc", web_archive())
        file.writestr("datapackage.json", json.dumps({"resources": [{"path": "archive/data.warc", "hash": "md5:0"}]}))
    return out.getvalue()


def web_archive() -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/mill\r\nContent-Length: {len(http)}\r\n"
    return (head + "Content-Type: application/http; msgtype=response\r\n\r\n").encode() + http + b"\r\n\r\n"


POST = {"id": 7, "type": "message", "date": "2023-03-05T08:00:00", "text": [{"type": "bold", "text": LINE}], "edited": "2023-03-05"}
CHANNEL = {"name": "The Tower", "type": "public_channel", "id": 1, "messages": [POST]}
ITEM = {"id": "a", "type": "article", "title": "Mill", "abstract": LINE, "issued": {"date-parts": [[2023, 3, 5]]}}
ARTICLE = {"source": {"name": "The Example"}, "title": "Mill", "url": "https://example.org/a", "content": LINE}
WHOLE = {
    "a.txt": LINE.encode(),
    "a.html": PAGE.encode(),
    "a.xml": f"<rss><channel><title>News</title>{ENTRY}</channel></rss>".encode(),
    "a.eml": LETTER.encode(),
    "a.mbox": f"From a b\n{LETTER}\nFrom a b\n{LETTER}".encode(),
    "a.json": json.dumps([{"id": "a", "text": LINE, "date": "2023-03-05"}]).encode(),
    "a.jsonl": json.dumps({"id": "a", "text": LINE, "title": "Mill"}).encode(),
    "a.zip": packed(),
    "a.warc": web_archive(),
    "a.wacz": package(),
    "a.csv": f'text,date,url\n"{LINE}",2023-03-05,https://example.org/a\n'.encode(),
    "result.json": json.dumps(CHANNEL).encode(),
    "library.json": json.dumps([ITEM]).encode(),
    "articles.json": json.dumps({"articles": [ARTICLE]}).encode(),
}
HARD = [b"\\ud800", b"&#xD800;", b"&#x110000;", b"<![", b"<!--", b"]]>", b"=?utf-8?q?", b"\x00", b"\xff", b"\xed\xa0\x80", b"[",
        b"{", b"(", b'"', b"\n\n", b"\n", b"\r", b"9" * 30, b"-99999", "\u202e\u2066".encode(), b"unicode_escape", b"idna",
        b"; a*="]  # fmt: skip


def stored(name: str, content: bytes) -> list[Report | Issue]:
    """What is read; every word of it can be written down and every offset lies in its text."""
    found = list(read(name, content))
    assert found
    for one in found:
        words = (one.text, one.title, one.outlet, one.url, one.id) if isinstance(one, Report) else (one.detail, one.report)
        assert all(word.encode().decode() == word for word in (one.name, *words) if word)
        assert isinstance(one, Report) or FAULT not in one.detail, one
        if isinstance(one, Report):
            assert all(span.end <= len(one.text) for span in one.sentences)
    return found


@pytest.mark.parametrize("name", WHOLE)
def test_whole_sources_are_reports(name: str) -> None:
    assert {type(one) for one in stored(name, WHOLE[name])} == {Report}


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_damaged_sources_never_raise(name: str, data: st.DataObject) -> None:
    content = WHOLE[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.sampled_from([0, 0, 1, 20, len(content)]))
        content = content[:at] + data.draw(st.sampled_from(HARD) | st.binary(max_size=3)) + content[at + cut :]
    stored(name, content)


OTHER = [None, 0, 1.5, True, "", [], {}, [[]], [{}], {"a": 1}, 10**20, "2023-03-05", ["x"]]


def altered(value: Any, rnd: Random) -> Any:
    """The same value with some of its parts left out or replaced by values of another kind."""
    if rnd.random() < 0.15:
        return rnd.choice(OTHER)
    if isinstance(value, dict):
        return {key: altered(part, rnd) for key, part in value.items() if rnd.random() > 0.05}
    return [altered(part, rnd) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", [name for name in WHOLE if name.endswith(".json")])
@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
def test_exports_of_another_shape_never_raise(name: str, rnd: Random) -> None:
    stored(name, json.dumps(altered(json.loads(WHOLE[name]), rnd)).encode())


@pytest.mark.parametrize(
    ("name", "row", "text"),
    [
        ("a.json", rb'{"id": "\ud800", "text": "It fell \ud83d\ude00 \ud83d.", "\udfff": 1}', "It fell \U0001f600 \ufffd."),
        ("a.jsonl", rb'{"id": "\udfff", "text": "It fell \uDC00\uD800."}', "It fell \ufffd\ufffd."),
        ("a.jsonl", rb'{"id": "\ud800", "text": "It fell \\ud800."}', "It fell \\ud800."),
    ],
)
def test_half_a_surrogate_pair_is_read_as_the_replacement_character(name: str, row: bytes, text: str) -> None:
    (report,) = stored(name, row)
    assert isinstance(report, Report)
    assert (report.name, report.text) == ("\ufffd", text)


def test_a_file_name_that_is_no_utf8_can_be_stored(tmp_path: Path) -> None:
    path = tmp_path / b"mill-\xff.txt".decode("utf-8", "surrogateescape")
    try:
        path.write_bytes(LINE.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert [one.name for one in read_path(tmp_path)] == ["mill-\ufffd"]


def letters(depth: int) -> bytes:
    parts = (f"--b{at}\nContent-Type: multipart/mixed; boundary=b{at + 1}\n\n" for at in range(depth))
    head = "From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=b0\n\n"
    return (head + "".join(parts) + f"--b{depth}\n\n{LINE}\n").encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'{"text": "It fell.", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"),
        ("a.jsonl", b'{"text": "It fell.", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"),
        ("a.json", b'{"text": "It fell.", "id": ' + b"9" * 10_000 + b"}"),
        ("a.html", f"<html><body><article>{'<div>' * 10_000}{PARAGRAPHS}{'</div>' * 10_000}</article></body></html>".encode()),
        ("a.html", f"<html><body><article>{PARAGRAPHS}{'<ul><li>' * 10_000}{LINE}</article></body></html>".encode()),
        ("a.html", b"<html><body>" + b"<!--" * 100_000),
        ("a.html", f"<html><head><meta charset=unicode_escape></head><body>{PARAGRAPHS}".encode() + b"\\q\xff</body></html>"),
        ("a.xml", b"<rss><channel><item>" + b"<x>" * 10_000 + b"</x>" * 10_000 + b"</item></channel></rss>"),
        ("a.xml", b"<rss><channel><item><description>" + b"&lol;" * 50_000 + b"</description></item></channel></rss>"),
        ("a.xml", b"<rss><channel><item><description>" + b"&lt;!--" * 50_000 + b"</description></item></channel></rss>"),
        ("a.xml", b"<rss><channel><item><description>" + b"&lt;a " * 50_000 + b"</description></item></channel></rss>"),
        ("a.xml", b"<rss><channel><item><description>" + b"&lt;div&gt;" * 10_000 + b"x</description></item></channel></rss>"),
        ("a.eml", letters(50)),
        ("a.eml", letters(1_000)),
        ("a.eml", b"From: a@example.org\nSubject: x\n" + b"Content-Type: message/rfc822\n\n" * 3_000 + b"It fell.\n"),
        ("a.eml", b"From: " + b"(" * 20_000 + b"\nSubject: x\n\nIt fell.\n"),
        ("a.eml", b"From: " + b"<a," * 50_000 + b"\nSubject: x\n\nIt fell.\n"),
        ("a.eml", b"From: a@example.org\nContent-Type: text/html\n\n<![foo It fell."),
        ("a.csv", b"text,url\n" + b'"' * 100_001),
        ("a.csv", b"text" + b"," * 100_000 + b"\n" + b"," * 100_000),
        ("a.csv", b"text\n" + b"x\n" * 2_000),
        ("a.csv", b'text,url\n"' + b"x" * 11_000_000 + b'",a\n'),
        ("a.json", b'{"articles": ' * 5_000 + b"[]" + b"}" * 5_000),
        ("a.json", b'{"chats": {"list": [{"type": [], "messages": {}}]}}'),
        ("a.json", b'{"name": [], "type": "public_channel", "id": {}, "messages": [{"id": 1, "date": "x", "text": "It fell."}]}'),
        ("a.json", b'{"type": "public_channel", "messages": [{"id": 99999999999999999999, "date": "", "text": [[], 1]}]}'),
        ("a.json", b'{"type": "public_channel", "messages": []}'),
        ("a.json", b'[{"type": "article", "issued": {"date-parts": [["x", {}, []]]}, "abstract": {"a": 1}}]'),
        ("a.json", b'[{"type": "article", "issued": {"date-parts": 7}, "abstract": "It fell."}]'),
        ("a.json", b'[{"itemType": [], "data": {"itemType": {}}, "abstractNote": "It fell."}]'),
        ("a.txt", f"It fell.\u202e\u2066 \x0b\x1c\u200f\ufeff{LINE}".encode()),
        ("a.txt", b"![" * 100_000),
        ("a.txt", b"<a b=" * 50_000),
        ("a.txt", b"https://" * 30_000),
        ("a.txt", b"Let us repeat the main points of the day. " * 10_000),
        ("a.txt", b"x. Photo: A " * 20_000),
        ("a.txt", "x\u2028".encode() * 5_000),
        ("a.txt", b"a" * 10_000_000),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[-24:]!r}"[:20],
)  # fmt: skip
def test_nested_and_endless_sources_end_soon(name: str, content: bytes) -> None:
    start = process_time()
    stored(name, content)
    assert process_time() - start < 10
