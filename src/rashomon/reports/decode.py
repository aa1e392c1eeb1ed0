"""Bytes -> text, or a ReadingError that says what they seem to be."""

import re

from rashomon.errors import ReadingError
from rashomon.reports.draft import Source

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
         (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"ID3", "an MP3 sound"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x1f\x8b", "a gzip file that holds no WARC"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# Charsets of Python that no page is written in; some of them make characters that cannot be stored.
_NO_CHARSET = re.compile(r"(?:raw.)?unicode.escape|idna|punycode|undefined", re.IGNORECASE)
_SAVE = "save it as text in UTF-8"


def seems(content: bytes) -> str | None:
    """The binary format that the first bytes announce, in words; None for what may be text."""
    return next((words for magic, words in _MAGIC if content.startswith(magic)), None)


def decode(source: Source) -> str:
    """The text of `source`, exactly as encoded, without a byte order mark; ReadingError where it is no text."""
    content = source.content
    known = seems(content)
    if known and not _reads_as_text(content):
        raise ReadingError(source.name, f"this is {known}, not text", _SAVE)
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), None) or _utf16_without_bom(content)
    text = _try(content, encoding) if encoding else _try(content, "utf-8")
    if text is None:
        text = _guess(source)
    if "\x00" in text or len(_CONTROL.findall(text[:100_000])) > len(text[:100_000]) // 100:
        raise ReadingError(source.name, "these are binary data, not text", _SAVE)
    return text


def _reads_as_text(content: bytes) -> bool:
    """True where the announced format is only a word: ``MZ troops`` is text."""
    return content[:4] in (b"RIFF", b"BZh ") or (content[:2] == b"MZ" and content[:500].isascii() and b"\x00" not in content[:500])


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (ValueError, LookupError):
        return None


def _utf16_without_bom(content: bytes) -> str | None:
    """English UTF-16 has a NUL in nearly every second byte."""
    sample = content[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 16 or max(even, odd) * 2 < len(sample) * 0.6 or min(even, odd):
        return None
    return "utf-16-be" if even else "utf-16-le"


def _guess(source: Source) -> str:
    content = source.content
    if b"\x00" in content[:100_000]:
        raise ReadingError(source.name, "these are binary data, not text", _SAVE)
    high = _HIGH.findall(content)
    if len(_MULTIBYTE.findall(content)) * 2 > len(high):
        at = _first_fault(content)
        raise ReadingError(source.name, f"the text is UTF-8 but byte {at} is damaged", "get a whole copy or save it anew as UTF-8")
    declared = _try(content, source.charset) if source.charset and not _NO_CHARSET.fullmatch(source.charset) else None
    # A few high bytes among ASCII are the curly quotes of old Windows; statistics fail on so few.
    western = _try(content, "cp1252") if sum(map(len, high)) * 20 < len(content) else None
    text = declared or western or _by_statistics(content)
    if text is None:
        raise ReadingError(source.name, "the encoding cannot be told", _SAVE)
    return text


def _first_fault(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start
    return len(content)


def _by_statistics(content: bytes) -> str | None:
    from charset_normalizer import from_bytes  # needed for a file in a hundred

    best = from_bytes(content[:200_000]).best()
    return _try(content, best.encoding) if best else None
