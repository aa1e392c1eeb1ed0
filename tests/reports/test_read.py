"""The front door: every kind of file gives its reports, every fault is one issue that names thing, cause and remedy."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import DatedBy, Issue, Report
from rashomon.reports import READERS, Given, read, read_path
from rashomon.reports.draft import MAX_TEXT, NOTHING

TEXT = "Village changes hands\r\n\r\nThe army said on Monday that it had entered the village.  \n“We hold it,” it said."


def one(name: str, content: bytes, given: Given = NOTHING) -> Report:
    (report,) = read(name, content, given)
    assert isinstance(report, Report)
    return report


def fault(name: str, content: bytes) -> tuple[str, str, str]:
    (issue,) = read(name, content)
    assert isinstance(issue, Issue)
    return issue.kind, issue.name, issue.detail


def test_plain_text_is_kept_as_it_is() -> None:
    report = one("news/village.txt", TEXT.encode())
    assert (report.name, report.text, report.title) == ("village", TEXT, "Village changes hands")
    assert (report.outlet, report.url, report.published, report.language) == (None, None, None, "en")
    assert [span.of(TEXT) for span in report.sentences][-1] == "“We hold it,” it said."


def test_what_the_user_says_wins() -> None:
    report = one("2023-03-05.md", TEXT.encode(), Given("The Example", date(2023, 3, 6), "https://example.org/a"))
    assert (report.outlet, report.url) == ("The Example", "https://example.org/a")
    assert report.published is not None
    assert (report.published.first, report.published.by) == (date(2023, 3, 6), DatedBy.GIVEN)


def test_a_row_brings_its_own_name_date_outlet_title_and_url() -> None:
    told = {"outlet": "The Example", "title": "Mill falls", "url": "https://e.org/x"}
    row = {"id": "v-7", "text": TEXT, "date": "2023-03-05", "unknown": 1, **told}
    report = one("a.json", json.dumps(row).encode())
    assert (report.name, report.text) == ("v-7", TEXT)
    assert {"outlet": report.outlet, "title": report.title, "url": report.url} == told
    assert report.published is not None
    assert (report.published.first, report.published.by) == (date(2023, 3, 5), DatedBy.GIVEN)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"text": "One fell."}\n\n{"text": "Two fell."}\n'),
        ("a.json", '[{"text": "One fell."}, {"text": "Two fell."}]'),
        ("a.json", '{"text": "One fell."}\n{"text": "Two fell."}'),
        ("a.ndjson", '{"text": "One fell."}\r\n{"text": "Two fell."}'),
        ("export", '[ {"text": "One fell."}, {"text": "Two fell."}]'),
    ],
)
def test_rows_of_json_in_its_usual_shapes(name: str, content: str) -> None:
    found = read(name, content.encode())
    stem = name.split(".", maxsplit=1)[0]
    assert [(row.name, row.text) for row in found if isinstance(row, Report)] == [
        (f"{stem}-1", "One fell."),
        (f"{stem}-2", "Two fell."),
    ]
    assert len(found) == 2


def test_a_bad_row_is_one_issue_and_the_others_are_read() -> None:
    rows = ['{"id": 1, "text": "One fell."}', '{"id": 2}', '{"id": 3, "text": 5}', "{", '{"id": 1, "text": "Two fell."}']
    found = read("a.jsonl", "\n".join(rows).encode())
    assert [row.name for row in found if isinstance(row, Report)] == ["1", "1-2"]
    assert [(row.name, row.detail) for row in found if isinstance(row, Issue)] == [
        ("a.jsonl row 2", "the row has no text (give every row a `text`)"),
        ("a.jsonl line 3", "malformed JSON: Expected `str | null`, got `int` - at `$.text` (repair that line)"),
        ("a.jsonl line 4", "malformed JSON: Input data was truncated (repair that line)"),
    ]


def test_an_unparsable_date_is_an_issue_beside_the_report() -> None:
    report, issue = read("a.json", b'{"id": "x", "text": "One fell.", "date": "soon"}')
    assert isinstance(report, Report)
    assert isinstance(issue, Issue)
    assert report.published is None
    assert (issue.kind, issue.name, issue.report) == ("date-unparsed", "a.json x", report.id)


def test_another_language_is_stored_and_said() -> None:
    report, issue = read("село.txt", "Армія повідомила в понеділок, що після тижня боїв вона увійшла в село.".encode())
    assert isinstance(report, Report)
    assert isinstance(issue, Issue)
    assert report.language == "uk"
    assert (issue.kind, issue.name, issue.report) == ("not-read", "село.txt", report.id)
    assert issue.detail == "the language is uk; claims are found in en only (translate it first)"


AS_TEXT = "(save it as text in UTF-8)"
NO_ROWS = "(give every row a `text`)"


@pytest.mark.parametrize(
    ("name", "content", "detail"),
    [
        ("a.txt", b"", "the file is empty (remove it or fetch it again)"),
        ("a.txt", b" \n\t", "the file is empty (remove it or fetch it again)"),
        ("a.txt", b"\xef\xbb\xbf", "the text is empty (remove the file or fill it)"),
        ("a.txt", b"%PDF-1.4 \xff", f"this is a PDF, not text {AS_TEXT}"),
        ("a.json", b'{"text": "x",\n "date" 3}', "malformed JSON in line 2: Expecting ':' delimiter (repair that line)"),
        ("a.json", b"[]", f"the file holds no rows {NO_ROWS}"),
        ("a.json", b"[" * 200_000, f"the JSON is nested too deeply {NO_ROWS}"),
        ("a.html", b"<html><body><nav><a href=/>Home</a> <a href=/n>News</a></nav></body></html>",
         "no article text found in the page (pass a saved article page, or its text)"),
        ("a.xml", b"<rss><channel><title>News</title></channel></rss>", "the feed has no entries (check that it is RSS or Atom)"),
        ("a.rss", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss></rss>",
         "the feed declares entities, which can grow without end (remove the declarations)"),
        ("a.eml", b"From: a@example.org\nSubject: x\n\n", "the letter has no text (save what is attached as files of their own)"),
        ("a.zip", b"PK\x03\x04 broken", "the ZIP archive is damaged: File is not a zip file (fetch it again)"),
        ("a.gz", b"\x1f\x8b\x08\x00\x00", f"this is a gzip file that holds no WARC, not text {AS_TEXT}"),
    ],
)  # fmt: skip
def test_bad_input_is_one_issue(name: str, content: bytes, detail: str) -> None:
    assert fault(name, content) == ("unreadable", name, detail)


def test_a_text_over_the_budget_is_one_issue() -> None:
    detail = "the text has 50 million characters, over 10 (split it into reports)"
    assert fault("a.txt", b"The army fell. " * (5 * MAX_TEXT // 15)) == ("too-large", "a.txt", detail)


@pytest.mark.parametrize(
    "text",
    ["." * 100_000 + "x", "a" + " " * 100_000 + "b", "(" * 100_000, "(via " * 20_000, "No. 5 " * 20_000, "abc.Abc" * 20_000,
     "A/" * 50_000, ("-" * 490 + "a\n") * 100, '"' * 100_000, "x | " * 30_000, ("thank you for " * 34 + "\n") * 100,
     ("Senate Votes Against Budget After Night – Example\nThe army left the town on Monday.\n") * 1000,
     "The army left the town.\n" + "Read more\nTalks begin\n" * 3000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_text_takes_more_than_its_length(text: str) -> None:
    start = process_time()
    read("a.md", text.encode())
    assert process_time() - start < 3


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a/x.txt", ".hidden.txt", "a/.cache/y.txt", "c.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text": "One fell."}' if name == "c.json" else TEXT, "utf-8")
    (tmp_path / "d.txt").write_bytes(b"")
    found = list(read_path(tmp_path))
    assert [one.name for one in found] == ["x", "b/x", "c", str(tmp_path / "d.txt")]
    assert [type(one) for one in found] == [Report, Report, Report, Issue]


def test_a_path_that_is_not_there_is_an_issue(tmp_path: Path) -> None:
    (issue,) = read_path(tmp_path / "none.txt")
    assert isinstance(issue, Issue)
    assert issue.detail == "No such file or directory (check the path and its permissions)"


def test_the_same_text_at_two_outlets_is_two_reports() -> None:
    first, second = (one("a.txt", TEXT.encode(), Given(outlet)) for outlet in ("The Example", "The Other"))
    assert first.id != second.id
    assert first.source_hash == second.source_hash


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.eml", "a.xml", "a.zip", "a.warc", "a"]))
def test_any_bytes_are_reports_or_issues(content: bytes, name: str) -> None:
    found = read(name, content)
    assert found
    assert all(one.detail.endswith(")") for one in found if isinstance(one, Issue))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_every_offset_lies_in_the_text(text: str) -> None:
    for report in read("a.txt", text.encode()):
        if isinstance(report, Report):
            assert report.text == text.removeprefix("\ufeff")
            assert all(span.end <= len(report.text) for span in report.sentences)


def test_heavy_libraries_wait_for_their_reader() -> None:
    heavy = {"trafilatura", "lxml", "feedparser", "fastwarc", "py3langid", "httpx", "numpy"}
    code = "import sys, rashomon.reports; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "rashomon.reports" in loaded
    assert heavy.isdisjoint(loaded)


def test_the_last_reader_takes_everything() -> None:
    assert READERS[-1].read.__name__ == "read_plain"
