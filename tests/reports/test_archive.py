"""ZIP archives: members as files of their own, and limits that hold."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from rashomon.model import Issue, Report
from rashomon.reports import archive, read, read_path

TEXT = "The army said on Monday that it had entered the village."


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def only_issue(content: bytes) -> Issue:
    (issue,) = read("a.zip", content)
    assert isinstance(issue, Issue)
    return issue


def test_members_are_read_in_order_each_by_its_kind(tmp_path: Path) -> None:
    content = packed({"b/x.txt": TEXT, "a/x.txt": TEXT + " It left.", "rows.jsonl": '{"id": "r", "text": "One fell."}',
                      ".DS_Store": "x", "__MACOSX/x.txt": "x", "empty.txt": ""})  # fmt: skip
    (tmp_path / "news.zip").write_bytes(content)
    found = list(read_path(tmp_path))
    assert [one.name for one in found if isinstance(one, Report)] == ["x", "b/x", "r"]
    assert [(one.name, one.kind) for one in found if isinstance(one, Issue)] == [(f"{tmp_path}/news.zip/empty.txt", "unreadable")]


def test_an_archive_in_an_archive() -> None:
    (report,) = read("a.zip", packed({"inner.zip": packed({"x.txt": TEXT})}))
    assert isinstance(report, Report)
    assert (report.name, report.text) == ("x", TEXT)


def test_a_path_out_of_the_archive_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read("a.zip", packed({"../../evil.txt": TEXT, "/etc/evil.txt": TEXT + " It left."}))
    assert [one.name for one in found if isinstance(one, Report)] == ["evil", "etc/evil"]
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_is_one_issue() -> None:
    issue = only_issue(packed({"zeros.txt": b"0" * 20_000_000}))
    assert issue.kind == "too-large"
    assert issue.name == "a.zip/zeros.txt"
    assert "a ZIP bomb" in issue.detail
    assert issue.detail.endswith("(unpack and check it yourself)")


def test_nesting_has_an_end() -> None:
    content = packed({"x.txt": TEXT})
    for _ in range(archive.MAX_DEPTH):
        content = packed({"inner.zip": content}, zipfile.ZIP_STORED)
    issue = only_issue(content)
    assert (issue.kind, issue.detail) == ("too-large", "archives are nested more than 3 deep (unpack it yourself)")


@pytest.mark.parametrize(("limit", "value", "words"), [("MAX_MEMBERS", 2, "2 members"), ("MAX_SOURCE", 150, "0 MB")])
def test_members_and_bytes_have_a_limit_over_all_inner_archives(
    limit: str, value: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, limit, value)
    inner = packed({"x.txt": TEXT, "y.txt": TEXT + "!"})
    issue = read("a.zip", packed({"1.zip": inner, "2.zip": inner}, zipfile.ZIP_STORED))[-1]
    assert isinstance(issue, Issue)
    assert issue.kind == "too-large"
    assert words in issue.detail


def test_a_locked_member_is_one_issue_and_the_others_are_read() -> None:
    content = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT + " It left."}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    issue, report = read("a.zip", bytes(content))
    assert isinstance(report, Report)
    assert isinstance(issue, Issue)
    assert (issue.name, issue.detail) == ("a.zip/a.txt", "the member is locked with a password (unpack it yourself)")


def test_a_damaged_member_is_one_issue_and_the_others_are_read() -> None:
    content = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT + " It left."}, zipfile.ZIP_STORED))
    content[content.index(TEXT.encode())] ^= 1
    issue, report = read("a.zip", bytes(content))
    assert isinstance(report, Report)
    assert isinstance(issue, Issue)
    assert issue.detail == "the member cannot be unpacked: Bad CRC-32 for file 'a.txt' (fetch the archive again)"


@pytest.mark.parametrize(
    ("members", "detail"),
    [
        ({"word/document.xml": "<w/>"}, "this is a Word document, not text (save it as text in UTF-8)"),
        ({}, "the archive is empty (check how it was made)"),
    ],
)
def test_what_is_no_archive_of_reports(members: dict[str, bytes | str], detail: str) -> None:
    assert only_issue(packed(members)).detail == detail
