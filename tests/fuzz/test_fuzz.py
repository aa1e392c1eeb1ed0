"""Texts and sources that nobody wrote, put together from what the program looks for: nothing raises, every offset is true.

`RASHOMON_SOAK=100` (make soak) tries a hundred times as many.
"""

import json
import os
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz.hostile import LINE, PIECES, WORST, check_readings, check_sources
from tests.fuzz.targets import TARGETS

from rashomon.knowledge import Knowledge, load
from rashomon.model import Report
from rashomon.reports import archive, read

MORE = int(os.environ.get("RASHOMON_SOAK", "1"))
pytestmark = pytest.mark.filterwarnings("ignore")  # the libraries under the readers warn of dates that make no sense
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join)


@pytest.fixture(scope="module")
def know() -> Knowledge:
    return load()


@settings(max_examples=60 * MORE, suppress_health_check=list(HealthCheck))
@given(words=hostile)
def test_extraction_takes_any_text(know: Knowledge, words: str) -> None:
    check_readings(check_sources("a.txt", words.encode("utf-8", "replace") + b" x"), know)


@settings(max_examples=30 * MORE, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(hostile, hostile, hostile, hostile), min_size=1, max_size=3))
def test_extraction_takes_any_row(know: Knowledge, rows: list[tuple[str, str, str, str]]) -> None:
    """Dates, outlets and titles are hostile, too; lone surrogates come as escapes."""
    told = ({"text": f"{text} x", "title": title, "outlet": outlet, "date": date} for text, title, outlet, date in rows)
    check_readings(check_sources("a.jsonl", "\n".join(map(json.dumps, told)).encode()), know)


FRAMES = (
    "<html><body><article><p>{0}</p><table><tr><td>{1}</article>",
    "<html><!--{0}--><head><title>{1}</title><body><p>{0}",
    "<rss><channel><title>{1}</title><item><title>{0}</title><pubDate>{1}</pubDate><description>{0}</description></item></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>{1}</id><content type='html'>&lt;p&gt;{0}</content></entry></feed>",
    "From: {1}\nSubject: {1}\nDate: {1}\n\n{0}",
    "From: a@example.org\nSubject: x\nContent-Type: text/html; charset={1}\n\n<p>{0}",
    "# {1}\n\n- {0}\n",
    '{{"text": "{0}", "date": "{1}"}}',
    "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n{0}\r\n\r\n",
)
NAMES = ("a", "a.zip", "a.warc.gz", "a.html", "a.xml", "a.json", "a.eml")
MAGIC = (b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.1\r\n", b"%PDF", b"\xff\xfe", b"<html>", b"<rss>", b"{")


@pytest.mark.parametrize("name", ["a.html", "a.xml", "a.eml", "a.json", "a.txt", "a.warc", "a.bin"])
@settings(max_examples=40 * MORE, suppress_health_check=list(HealthCheck))
@given(frame=st.sampled_from(FRAMES), words=hostile, more=hostile)
def test_readers_take_any_words_in_any_frame(name: str, frame: str, words: str, more: str) -> None:
    check_sources(name, frame.format(words, more).encode("utf-8", "replace"))


@settings(max_examples=60 * MORE, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300), name=st.sampled_from(NAMES), magic=st.sampled_from(MAGIC))
def test_readers_take_any_bytes(name: str, magic: bytes, content: bytes) -> None:
    check_sources(name, magic + content)


@pytest.mark.parametrize("what", WORST)
def test_the_worst_texts_are_read(know: Knowledge, what: str) -> None:
    """A twentieth of each; how the cost grows with length is measured by bench/worst.py."""
    text = WORST[what]
    check_readings(check_sources("a.txt", text[: len(text) // 20].encode()), know)


def test_a_line_of_ten_million_characters_is_read_or_told() -> None:
    """As one word, and among the rows of a file."""
    line = "x" * 9_900_000
    (told,) = check_sources("a.txt", line.encode())
    assert len(told.text) == 9_900_000
    (issue,) = read("a.txt", (line + "y" * 200_000).encode())
    assert not isinstance(issue, Report)
    assert issue.kind == "too-large"
    assert len(check_sources("a.jsonl", json.dumps({"text": LINE, "junk": line}).encode())) == 1


def bomb(depth: int, size: int) -> bytes:
    content = b"a" * size
    for level in range(depth):
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for number in range(4):
                file.writestr(f"{level}-{number}.{'zip' if level else 'txt'}", content)
        content = out.getvalue()
    return content


@pytest.mark.parametrize(
    ("depth", "size", "cause"),
    [(1, 5_000_000, "a ZIP bomb"), (4, 1_000, "nested more than 3 deep"), (2, 900_000, "unpacks to more than 3 MB")],
)
def test_bombs_of_archives_are_told(depth: int, size: int, cause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_SOURCE", 3_000_000)
    told = [one.detail for one in read("a.zip", bomb(depth, size)) if not isinstance(one, Report)]
    assert any(cause in detail for detail in told), told


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_guided_fuzzer_calls_takes_any_bytes(target: str) -> None:
    for content in (b"", b"\x00", b"a\nb", b"http://127.0.0.1/", b'{"left": 1}', bytes(range(4)), bytes(range(16)), b"\xff" * 40):
        TARGETS[target](content)
