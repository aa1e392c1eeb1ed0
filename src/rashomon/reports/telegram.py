"""An export of Telegram Desktop (JSON) -> a draft for each post of a channel; talk between people is left alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from rashomon.errors import ReadingError
from rashomon.model import SKIPPED, DatedBy, Issue
from rashomon.reports.draft import Draft, Source, issue_of

_CHANNELS = frozenset({"public_channel", "private_channel"})
FORWARDED = "Forwarded from"


class Post(msgspec.Struct):
    """One message as exported. `text` is a string, or strings and objects with a `text` for what is bold, linked and so on."""

    id: int
    date: str
    type: str = "message"
    date_unixtime: str | None = None
    edited: str | None = None
    edited_unixtime: str | None = None
    text: str | list[Any] = ""
    forwarded_from: str | None = None
    forwarded_from_id: str | None = None
    reply_to_message_id: int | None = None


def is_telegram(value: object) -> bool:
    """True for the export of one chat, or of a whole account."""
    chats = _chats(value)
    return bool(chats) and all("messages" in chat and "type" in chat for chat in chats)


def read_telegram(value: object, source: Source) -> Iterator[Draft | Issue]:
    """Posts of channels, oldest first as exported; the channel is the outlet, a reply says to which post.

    A forwarded post ends with a line that names the channel it came from: through that one it reached us. An edited post has
    the words of its last edit, and both days as dates. Chats and groups hold talk of private people: they are counted only.
    """
    others: Counter[str] = Counter()
    for chat in _chats(value):
        if str(chat["type"]) in _CHANNELS:
            yield from _posts(chat, source)
        else:
            others[str(chat["type"]).replace("_", " ")] += 1
    if others:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(others.items()))
        yield issue_of(ReadingError(source.name, f"talk of private people is not read: {kinds}", "export channels"), SKIPPED)


def _chats(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return []
    account = value.get("chats")
    found = account.get("list") if isinstance(account, dict) else [value]
    return [chat for chat in found if isinstance(chat, dict)] if isinstance(found, list) else []


def _posts(chat: dict[str, Any], source: Source) -> Iterator[Draft | Issue]:
    silent = 0
    posts = chat["messages"] if isinstance(chat["messages"], list) else []
    for number, message in enumerate(posts, 1):
        try:
            post = msgspec.convert(message, Post)
        except msgspec.ValidationError as fault:
            yield issue_of(ReadingError(f"{source.name} message {number}", str(fault), "export the channel again"))
            continue
        if post.type != "message":
            continue  # joined, pinned, renamed
        text = _text(post.text)
        silent += not text.strip()
        if text.strip():
            yield _draft(post, text, chat, source)
    if silent:
        cause = f"{silent} posts of {chat.get('name') or 'a channel'} have no text"
        yield issue_of(ReadingError(source.name, cause, "pictures, films and sound are not read"), SKIPPED)


def _text(parts: str | list[Any]) -> str:
    if isinstance(parts, str):
        return parts
    words = (part.get("text") if isinstance(part, dict) else part for part in parts)
    return "".join(word for word in words if isinstance(word, str))


def _draft(post: Post, text: str, chat: dict[str, Any], source: Source) -> Draft:
    channel, name = chat.get("id"), str(chat.get("name") or chat.get("id") or source.stem)
    answer = f"-reply-to-{post.reply_to_message_id}" if post.reply_to_message_id is not None else ""
    if post.forwarded_from and (post.forwarded_from_id or "").startswith("channel"):  # else a person's name
        text = f"{text.rstrip()}\n\n{FORWARDED} {' '.join(post.forwarded_from.split())}"
    dates = [(DatedBy.MARKUP, _day(post.date, post.date_unixtime))]
    if post.edited:
        dates.append((DatedBy.MARKUP, _day(post.edited, post.edited_unixtime)))
    address = f"https://t.me/c/{channel}/{post.id}" if channel is not None else None
    return Draft(f"{'-'.join(name.split())}-{post.id}{answer}", text, source.content, None, name, address, tuple(dates))


def _day(printed: str, unix: str | None) -> str:
    """The moment in UTC where it is told: `printed` is in the time zone of whoever exported it."""
    if unix is None or not unix.isdigit() or len(unix) > 11:
        return printed
    return datetime.fromtimestamp(int(unix), UTC).isoformat()
