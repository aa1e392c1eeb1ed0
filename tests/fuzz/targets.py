"""What the guided fuzzer calls with its bytes: each raises nothing but AssertionError, for a fault of the program."""

import ipaddress
from collections.abc import Callable
from contextlib import suppress

import msgspec
from tests.fuzz.hostile import PIECES, check_readings, check_sources

from rashomon.errors import LedgerError, ReadingError
from rashomon.knowledge import load
from rashomon.ledger.checking import spans
from rashomon.ledger.redaction import Masker
from rashomon.model import Claim, Judgement
from rashomon.reports.url import _parts, is_public

NAMES = ("a.txt", "a.html", "a.xml", "a.eml", "a.json", "a.jsonl", "a.zip", "a.warc", "a.mbox", "a")


def readers(content: bytes) -> None:
    """The first byte chooses the extension."""
    if content:
        check_sources(NAMES[content[0] % len(NAMES)], content[1:])


def extraction(content: bytes) -> None:
    """Each byte chooses a piece of text, or stands for itself."""
    words = "".join(PIECES[byte] if byte < len(PIECES) else chr(byte) for byte in content[:200])
    check_readings(check_sources("a.txt", words.encode("utf-8", "replace") + b" x"), load())


def masking(content: bytes) -> None:
    """Masked words have the length that they had, and the name is not in them any more."""
    name, _, words = content.decode("utf-8", "replace").partition("\n")
    try:
        mask = Masker([name])
    except LedgerError:
        return
    masked = mask(words)
    assert len(masked) == len(words)
    assert not mask.holds(masked)


def addresses(content: bytes) -> None:
    """Refused in one line, or an address of http."""
    with suppress(ReadingError):
        assert _parts(content.decode("utf-8", "replace")).scheme in ("http", "https")
    if len(content) in (4, 16):
        number = ipaddress.ip_address(content)
        assert not (is_public(number) and (number.is_private or number.is_loopback or number.is_multicast))


def rows(content: bytes) -> None:
    """Stored nouns are decoded strictly or refused."""
    for kind in (Claim, Judgement):
        try:
            assert list(spans(msgspec.json.decode(content, type=kind))) is not None
        except (msgspec.MsgspecError, ValueError):
            continue


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": readers,
    "extraction": extraction,
    "masking": masking,
    "addresses": addresses,
    "rows": rows,
}
