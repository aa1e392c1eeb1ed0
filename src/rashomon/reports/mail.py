"""E-mail (one letter or a mailbox) -> a draft for each letter."""

import email
import email.errors
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from rashomon.errors import BudgetError, ReadingError
from rashomon.model import DatedBy, Issue
from rashomon.reports.draft import Draft, Source, issue_of
from rashomon.reports.html import fragment_text

_HEADER = re.compile(r"^(?:from|to|subject|date|received|return-path|mime-version|message-id|delivered-to):", re.MULTILINE)
MAX_HEAD = 100_000  # bytes of a letter's header lines: the longest lists of receivers; the parser's time grows with the square
# How the standard library's parser stumbles over letters that no program wrote.
_STUMBLES = (email.errors.MessageError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
# A letter of a mailbox begins after a blank line with "From " and header lines: "From Kyiv came word" is prose.
_LETTER = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\n]*\n(?=[A-Za-z-]+:|\r?\n)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)  # how mailboxes keep a line of prose that begins so
_BLANK = re.compile(rb"\r?\n\r?\n")


def is_mail(source: Source) -> bool:
    """A letter or mailbox by extension, or by three header lines before any blank one."""
    top = re.split(r"\r?\n\r?\n", source.head, maxsplit=1)[0]
    return source.suffix in (".eml", ".mbox") or len(_HEADER.findall(top)) >= 3


def read_mail(source: Source) -> Iterator[Draft | Issue]:
    """The plain part of each letter, else its HTML; subject is the title, sender the outlet, header date the date."""
    box = source.content.startswith(b"From ")
    letters = [_QUOTED.sub(rb"\1", letter) for letter in _LETTER.split(source.content)[1:]] if box else [source.content]
    if not letters:
        raise ReadingError(source.name, "the mailbox holds no letter that begins as one does", "export it as mbox or eml")
    for number, letter in enumerate(letters, 1):
        many = len(letters) > 1
        place = f"{source.name} letter {number}" if many else source.name
        try:
            yield _draft(Source(place, letter), f"{source.stem}-{number}" if many else source.stem)
        except ReadingError as fault:
            yield issue_of(fault)


def _draft(source: Source, name: str) -> Draft:
    letter = _parsed(source)
    sender, address = parseaddr(_header(letter, "From") or "")
    date = _header(letter, "Date")
    dates = ((DatedBy.MARKUP, date),) if date else ()
    title = _header(letter, "Subject")
    return Draft(name, _text(letter, source.name), source.content, title, sender or address or None, None, dates)


def _parsed(source: Source) -> EmailMessage:
    if len(_BLANK.split(source.content, maxsplit=1)[0]) > MAX_HEAD:
        raise BudgetError(source.name, f"the letter's header lines have over {MAX_HEAD // 1000} kB", "pass its text as a file")
    try:
        return email.message_from_bytes(source.content, policy=policy.default)
    except _STUMBLES as fault:
        raise ReadingError(source.name, "the letter is malformed or nested too deeply", "save its text in UTF-8") from fault


def _header(letter: EmailMessage, name: str) -> str | None:
    try:
        return str(letter.get(name, "")).strip() or None
    except _STUMBLES:
        return None


def _text(letter: EmailMessage, name: str) -> str:
    try:
        body = letter.get_body(("plain", "html"))
        text = body.get_content() if body else ""
    except (LookupError, UnicodeDecodeError) as fault:
        raise ReadingError(name, f"the letter's encoding is not known: {fault}", "save its text in UTF-8") from fault
    except _STUMBLES as fault:
        raise ReadingError(name, "the letter is malformed or nested too deeply", "save its text in UTF-8") from fault
    if not isinstance(text, str) or not text.strip():
        raise ReadingError(name, "the letter has no text", "save what is attached as files of their own")
    return fragment_text(text) if body and body.get_content_subtype() == "html" else text
