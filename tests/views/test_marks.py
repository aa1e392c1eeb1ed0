"""Marked text and the sentence around a span; the table of phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.events.factories import report

from rashomon.model import Kind, Span
from rashomon.views import mark, sentence_around
from rashomon.views.marks import visible
from rashomon.views.phrases import known_phrases
from rashomon.views.wording import listed, many


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_mark_adds_only_its_brackets(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    marked = mark(text, Span(start, end), before="\u2045", after="\u2046")
    assert marked == f"{text[:start]}\u2045{text[start:end]}\u2046{text[end:]}"
    assert len(mark(text, Span(start, end))) == len(text) + 4


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Shells fell. The market burns. All fled.", "market", "The market burns."),
        ("Shells fell. The market burns. All fled.", "fell. The", "Shells fell. The market burns."),
    ],
)
def test_sentence_around(text: str, words: str, expected: str) -> None:
    made = report(text)
    start = text.index(words)
    assert sentence_around(made, Span(start, start + len(words))).of(text) == expected


def test_a_line_stands_in_for_a_missing_sentence() -> None:
    bare = "First line\nShells fell on it\nlast"
    made = report(bare)
    unsplit = type(made)(made.name, made.outlet, made.title, None, bare, made.source_hash, "en", None)
    assert sentence_around(unsplit, Span(18, 22)).of(bare) == "Shells fell on it"
    assert sentence_around(unsplit, Span(29, 33)).of(bare) == "last"


@given(st.text(max_size=50))
def test_visible_keeps_offsets(text: str) -> None:
    drawn = visible(text)
    assert len(drawn) == len(text)
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn


@pytest.mark.parametrize(("names", "words"), [(["A"], "A"), (["A", "B", "A"], "A and B"), (["A", "B", "C"], "A, B and C")])
def test_listed(names: list[str], words: str) -> None:
    assert listed(names) == words


@pytest.mark.parametrize("kind", list(Kind))
def test_each_phrase_makes_its_example(kind: Kind) -> None:
    phrase = known_phrases().phrase.get(kind)
    if phrase is None:
        assert kind not in {Kind.CAPTURE, Kind.HOLD, Kind.WITHDRAW, Kind.ATTACK, Kind.STRIKE}
    else:
        assert phrase.example == f"the army {phrase.done.format(place='Exampleville', at='at Exampleville')}"
        assert not phrase.base.startswith(phrase.done.split()[0])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("local officials", True),
        ("Residents of Oldmill", True),
        ("officials in Oldmill", True),
        ("Northern troops", True),
        ("Rapid Support Forces", True),
        ("Houthis", True),
        ("Norland Air Force", False),
        ("United Nations", False),
        ("General Staff of Norland", False),
        ("defence press", False),
        ("", False),
    ],
)
def test_names_in_the_plural(name: str, expected: bool) -> None:
    assert many(name) is expected
