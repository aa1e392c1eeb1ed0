"""Undated texts: what they say inside, and the days that follow."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.claims.dating import date_inside, weigh
from rashomon.knowledge.anchors import load_anchors
from rashomon.model import DatedBy, Span

ANCHORS = load_anchors()


def sentences(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^.!?\n]+[.!?\n]?", text)]


def answer(text: str) -> str | None:
    published = date_inside(text, sentences(text), ANCHORS)
    return f"{published.first} {published.last}" if published else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine reported shelling on day 100 of the invasion.", "2022-06-03 2022-06-04"),
        ("Sudan's army reported shelling on the 50th day of the war.", "2023-06-03 2023-06-04"),
        ("After more than 300 days of war, Ukraine holds the town.", "2022-12-21 2023-01-20"),
        ("Ukraine has been fighting the invasion for more than 8 months.", "2022-10-24 2022-11-24"),
        ("Nearly two months into the war, Sudan starves.", "2023-05-15 2023-06-15"),
        ("Kyiv is on guard as the second anniversary of the invasion approaches. Ukraine waits.", "2024-01-11 2024-02-24"),
        ("Ukraine fears strikes ahead of the third anniversary of the invasion.", "2025-01-11 2025-02-24"),
        ("Ukraine marked the second anniversary of the invasion.", "2024-02-24 2024-03-02"),
        ("Envoys of Ukraine spoke ahead of this week's NATO summit in Vilnius.", "2023-07-10 2023-07-11"),
        ("Envoys spoke before next week's NATO summit in Washington.", "2024-07-01 2024-07-07"),
        ("Ukraine spoke on day 100 of the invasion. It was struck on Friday, and again on Friday.", "2022-06-03 2022-06-04"),
        (
            "Ukraine has fought the invasion for more than 5 months. On Tuesday a bridge fell. On August 1 it burned.",
            "2022-08-02 2022-08-08",
        ),
    ],
)
def test_days_from_the_inside(text: str, expected: str) -> None:
    assert answer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A man walked his dog by the river.",
        "On Tuesday the army said that a bridge was hit.",  # a weekday alone is any week's
        "In 2014 the town was taken.",  # told as past: no upper bound
        "The fall of Bakhmut would open the road. Ukraine holds it.",  # not happened yet
        "Nepal spoke on day 100 of the invasion.",  # no war is known there
    ],
)
def test_no_answer_without_evidence(text: str) -> None:
    assert answer(text) is None


def test_clashing_hints_give_no_answer_and_are_told() -> None:
    text = "Ukraine spoke on day 100 of the invasion. Ukraine marked the second anniversary of the invasion."
    dating = weigh(text, sentences(text), ANCHORS)
    assert dating.published is None
    assert [hint.detail for hint in dating.clashes] == [
        "“day 100 of the invasion” is 2022-06-03",
        "“second anniversary of the invasion” just marked, counted from 2022-02-24",
    ]


def test_evidence_points_at_the_words() -> None:
    text = "Ukraine reported shelling on day 100 of the invasion."
    published = date_inside(text, sentences(text), ANCHORS)
    assert published is not None
    hint = published.evidence[0]
    assert (hint.by, hint.first, hint.last) == (DatedBy.INSIDE, date(2022, 6, 3), date(2022, 6, 4))
    assert hint.span is not None
    assert hint.span.of(text) == "day 100 of the invasion"
    assert published.evidence[-1].span is None  # that the text speaks of this war is inferred from many words


def test_a_weekday_told_twice_narrows_to_it_and_the_day_after() -> None:
    text = "Ukraine spoke ahead of this week's NATO summit in Vilnius. Guns fell silent on Monday. On Monday, it rained."
    assert answer(text) == "2023-07-10 2023-07-11"


def test_an_answer_that_is_too_wide_keeps_its_hints() -> None:
    text = "Ukraine recovered after the Kakhovka dam was destroyed."
    dating = weigh(text, sentences(text), ANCHORS)
    assert dating.published is None
    assert dating.hints[0].first == date(2023, 6, 6)


_WORDS = (
    "Ukraine day 100 of the invasion ahead this week's NATO summit in Vilnius more than 500 days war on Friday July 9 2023 ."
).split()


@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_an_answer_is_narrow_and_within_its_evidence(words: list[str]) -> None:
    text = " ".join(words)
    published = date_inside(text, sentences(text), ANCHORS)
    if published:
        assert (published.last - published.first).days < 45
        assert published.evidence
        assert all(hint.first <= published.last and hint.last >= published.first for hint in published.evidence)
