"""Letters and mailboxes."""

from datetime import date
from email.message import EmailMessage

from rashomon.model import DatedBy, Issue, Report
from rashomon.reports import read

BODY = "The army said on Monday that it had entered the village – “for good”.\n"


def letter(plain: str | None = BODY, html: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "The Example <desk@example.org>"
    message["Subject"] = "Village changes hands"
    message["Date"] = "Sun, 05 Mar 2023 08:00:00 +0100"
    if plain:
        message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_letter_is_its_plain_part() -> None:
    for name in ("a.eml", "saved"):
        (report,) = read(name, letter(html="<p>Other</p>"))
        assert isinstance(report, Report)
        assert (report.text, report.title, report.outlet) == (BODY, "Village changes hands", "The Example")
        assert report.published is not None
        assert (report.published.first, report.published.by) == (date(2023, 3, 5), DatedBy.MARKUP)


def test_a_letter_in_html_only() -> None:
    (report,) = read("a.eml", letter(None, f"<div><p>{BODY}</p><p>It left.</p></div>"))
    assert isinstance(report, Report)
    assert report.text == BODY.strip() + "\nIt left."


def test_an_unknown_charset_is_an_issue() -> None:
    (issue,) = read("a.eml", b"From: a@example.org\nContent-Type: text/plain; charset=klingon\n\nThe army \xff fled.\n")
    assert isinstance(issue, Issue)
    assert issue.detail == "the letter's encoding is not known: unknown encoding: klingon (save its text in UTF-8)"


def test_a_mailbox_holds_letters() -> None:
    box = (
        b"From desk Sun Mar  5 08:00:00 2023\n" + letter() + b"\nFrom desk Sun Mar  5 09:00:00 2023\n" + letter("It left again.\n")
    )
    found = read("box.mbox", box)
    assert [(one.name, one.text.strip()) for one in found if isinstance(one, Report)] == [
        ("box-1", BODY.strip()),
        ("box-2", "It left again."),
    ]


def test_a_line_of_prose_that_begins_with_from_ends_no_letter() -> None:
    body = "The army left.\n\n>From Kyiv came no word. From here neither.\n\nFrom Goma came one.\n"
    (report,) = read("box", b"From desk Sun Mar  5 08:00:00 2023\n" + letter(body))
    assert isinstance(report, Report)
    assert report.text.replace("\n", " ").split("  ")[1] == "From Kyiv came no word. From here neither."
    assert "From Goma came one." in report.text
