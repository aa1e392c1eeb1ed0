"""Exports of Telegram Desktop: posts of channels, what is bold or linked, forwarded, answered, edited; and talk of people."""

import json
from datetime import date
from typing import Any

import pytest

from rashomon.claims import find_claims
from rashomon.knowledge import load
from rashomon.model import ChainRole, DatedBy, Issue, Report
from rashomon.reports import read

TEXT = "The governor of Kharkiv said that three people were killed in a missile strike on the city."


def post(number: int, text: Any = TEXT, **more: Any) -> dict[str, Any]:
    told = {"id": number, "type": "message", "date": "2023-03-05T23:30:00", "date_unixtime": "1678051800", "from": "The Tower"}
    return told | {"text": text} | more


def channel(*posts: Any, kind: str = "public_channel", name: str = "The Tower") -> dict[str, Any]:
    return {"name": name, "type": kind, "id": 1234567, "messages": list(posts)}


def found_in(value: object, name: str = "result.json", indent: int | None = 1) -> tuple[list[Report], list[Issue]]:
    found = read(name, json.dumps(value, ensure_ascii=False, indent=indent).encode())
    return [one for one in found if isinstance(one, Report)], [one for one in found if isinstance(one, Issue)]


@pytest.mark.parametrize("name", ["result.json", "export", "export.txt.json"])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_post_is_a_report_of_its_channel_under_any_name(name: str, indent: int | None) -> None:
    ((report,), issues) = found_in(channel(post(7)), name, indent)
    assert (report.name, report.outlet, report.text, report.url) == (
        "The-Tower-7", "The Tower", TEXT, "https://t.me/c/1234567/7",
    )  # fmt: skip
    assert report.published is not None
    assert (report.published.first, report.published.by) == (date(2023, 3, 5), DatedBy.MARKUP)
    assert issues == []


def test_the_day_is_that_of_utc_and_not_of_the_machine_that_exported() -> None:
    ((report,), _) = found_in(channel(post(1, date="2023-03-06T01:30:00", date_unixtime="1678051800")))
    assert report.published is not None
    assert report.published.first == date(2023, 3, 5)


def test_words_that_are_bold_or_linked_are_words() -> None:
    parts = [
        "Shelling ",
        {"type": "bold", "text": "hit"},
        " a ",
        {"type": "text_link", "text": "mill", "href": "https://e.org"},
        ".",
    ]
    ((report,), _) = found_in(channel(post(1, parts)))
    assert report.text == "Shelling hit a mill."


@pytest.mark.parametrize(
    ("more", "relay"),
    [
        ({"forwarded_from": "Eastern Post", "forwarded_from_id": "channel99"}, "Eastern Post"),
        ({"forwarded_from": "Olena K.", "forwarded_from_id": "user99"}, None),
        ({"forwarded_from": "Olena K."}, None),
        ({}, None),
    ],
)
def test_the_channel_a_post_was_forwarded_from_is_the_relay_and_a_person_is_not_named(more: Any, relay: str | None) -> None:
    ((report,), _) = found_in(channel(post(1, **more)))
    assert ("Olena" in report.text, report.text.startswith(TEXT)) == (False, True)
    claims = find_claims(report, load())
    assert claims
    links = [claim.link(ChainRole.RELAY) for claim in claims]
    assert {link.name if link else None for link in links} == {relay}
    assert {link.span.of(report.text) for link in links if link and link.span} == ({relay} if relay else set())


def test_an_answer_says_to_which_post() -> None:
    ((report,), _) = found_in(channel(post(9, reply_to_message_id=7)))
    assert report.name == "The-Tower-9-reply-to-7"


def test_a_late_edit_is_told() -> None:
    ((report,), (issue,)) = found_in(channel(post(1, edited="2023-03-20T08:00:00", edited_unixtime="1679299200")))
    assert report.published is not None
    assert [hint.first for hint in report.published.evidence] == [date(2023, 3, 5), date(2023, 3, 20)]
    assert (issue.kind, issue.report) == ("date-conflict", report.id)


def test_talk_of_private_people_is_counted_and_not_read() -> None:
    chats = [channel(post(1), kind=kind) for kind in ("personal_chat", "private_supergroup", "personal_chat", "private_channel")]
    ((report,), (issue,)) = found_in({"about": "x", "chats": {"about": "y", "list": chats}})
    assert report.text == TEXT
    assert (issue.kind, issue.detail) == (
        "skipped", "talk of private people is not read: 2 personal chat, 1 private supergroup (export channels)",
    )  # fmt: skip


def test_what_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    joined = {"id": 1, "type": "service", "date": "2023-03-05T08:00:00", "action": "create_channel", "text": ""}
    reports, issues = found_in(channel(joined, post(2, ""), {"id": "three"}, post(4, 5), post(5)))
    assert [report.name for report in reports] == ["The-Tower-5"]
    assert [(issue.kind, issue.name) for issue in issues] == [
        ("unreadable", "result.json message 3"),
        ("unreadable", "result.json message 4"),
        ("skipped", "result.json"),
    ]
    assert issues[-1].detail == "1 posts of The Tower have no text (pictures, films and sound are not read)"


@pytest.mark.parametrize("messages", [None, 5, [None, 5, []]])
def test_an_export_of_another_shape_is_no_stack_trace(messages: object) -> None:
    reports, issues = found_in({"name": "x", "type": "public_channel", "id": 1, "messages": messages})
    assert reports == []
    assert all(issue.kind == "unreadable" for issue in issues)
