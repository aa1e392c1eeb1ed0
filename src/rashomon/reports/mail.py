"""E-mail (one letter or a mailbox) -> a draft for each letter."""

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from rashomon.errors import ReadingError
from rashomon.model import DatedBy, Issue
from rashomon.reports.draft import Draft, Source, issue_of
from rashomon.reports.html import fragment_text

_HEADER = re.compile(r"^(?:from|to|subject|date|received|return-path|mime-version|message-id|delivered-to):", re.MULTILINE)
_LETTER = re.compile(rb"^From \S+.*\r?\n", re.MULTILINE)


def is_mail(source: Source) -> bool:
    """A letter or mailbox by extension, or by three header lines before any blank one."""
    top = re.split(r"\r?\n\r?\n", source.head, maxsplit=1)[0]
    return source.suffix in (".eml", ".mbox") or len(_HEADER.findall(top)) >= 3


def read_mail(source: Source) -> Iterator[Draft | Issue]:
    """The plain part of each letter, else its HTML; subject is the title, sender the outlet, header date the date."""
    letters = _LETTER.split(source.content)[1:] if source.content.startswith(b"From ") else [source.content]
    for number, letter in enumerate(letters, 1):
        many = len(letters) > 1
        place = f"{source.name} letter {number}" if many else source.name
        try:
            yield _draft(Source(place, letter), f"{source.stem}-{number}" if many else source.stem)
        except ReadingError as fault:
            yield issue_of(fault)


def _draft(source: Source, name: str) -> Draft:
    letter = email.message_from_bytes(source.content, policy=policy.default)
    sender, address = parseaddr(_header(letter, "From") or "")
    date = _header(letter, "Date")
    dates = ((DatedBy.MARKUP, date),) if date else ()
    title = _header(letter, "Subject")
    return Draft(name, _text(letter, source.name), source.content, title, sender or address or None, None, dates)


def _header(letter: EmailMessage, name: str) -> str | None:
    value = letter.get(name)
    return str(value).strip() or None if value is not None else None


def _text(letter: EmailMessage, name: str) -> str:
    body = letter.get_body(("plain", "html"))
    try:
        text = body.get_content() if body else ""
    except (LookupError, UnicodeDecodeError) as fault:
        raise ReadingError(name, f"the letter's encoding is not known: {fault}", "save its text in UTF-8") from fault
    if not isinstance(text, str) or not text.strip():
        raise ReadingError(name, "the letter has no text", "save what is attached as files of their own")
    return fragment_text(text) if body and body.get_content_subtype() == "html" else text
