"""Encodings: what a file's bytes say, exactly, or why they say nothing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import ReadingError
from rashomon.reports.decode import decode
from rashomon.reports.draft import Source

ENGLISH = "“The army’s men – 40 of them – fled,” said the mayor of Orašac."
RUSSIAN = "Армия сообщила в понедельник, что после недели боёв она вошла в село. Мэр это отрицает. " * 3


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (ENGLISH.encode(), ENGLISH),
        (ENGLISH.encode("utf-8-sig"), ENGLISH),
        (ENGLISH.encode("utf-16"), ENGLISH),
        (ENGLISH.encode("utf-16-le"), ENGLISH),
        (ENGLISH.encode("utf-16-be"), ENGLISH),
        (ENGLISH.encode("utf-32"), ENGLISH),
        (ENGLISH.encode("cp1252"), ENGLISH),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (b"one\r\ntwo\rthree  \n\n", "one\r\ntwo\rthree  \n\n"),
        (b"MZ troops entered the village.", "MZ troops entered the village."),
    ],
)
def test_text_is_exactly_what_the_file_holds(content: bytes, text: str) -> None:
    assert decode(Source("a.txt", content)) == text


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "this is a PDF, not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is a PNG image, not text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is a JPEG image, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Office document, not text"),
        (b"\x1f\x8b\x08\x00", "this is a gzip file that holds no WARC, not text"),
        (b"the army\x00\x01\x02\x03 and \xff\xfe", "these are binary data, not text"),
        (b"\x01\x02\x03\x04\x05\x06", "these are binary data, not text"),
        ("столиця ".encode() * 20 + b"\xd0", "the text is UTF-8 but byte 300 is damaged"),
    ],
)
def test_what_is_no_text_says_what_it_seems_to_be(content: bytes, cause: str) -> None:
    with pytest.raises(ReadingError) as fault:
        decode(Source("a.txt", content))
    assert fault.value.cause == cause
    assert fault.value.name == "a.txt"


def test_a_declared_charset_helps() -> None:
    assert decode(Source("a.html", "Село взято".encode("koi8-r"), charset="koi8-r")) == "Село взято"
    assert decode(Source("a.html", ENGLISH.encode("cp1252"), charset="no-such")) == ENGLISH


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf_8_is_read_as_written(text: str) -> None:
    content = f"{'a few words, ' * 50}{text}".encode()
    assert decode(Source("a.txt", content)) == content.decode()


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reading_error(content: bytes) -> None:
    with suppress(ReadingError):
        assert isinstance(decode(Source("a", content)), str)
