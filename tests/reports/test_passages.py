"""Passages: what each line of a report is, by its shape and place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Part
from rashomon.reports.passages import passages

BODY = "The army said on Monday that it had entered the village after a week of fighting."


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(passage.part.value, passage.span.of(text)) for passage in passages(text, title)]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("Fighting near the dam", Part.HEADING),
        ("What happens next?", Part.HEADING),
        ("Operations: the north", Part.HEADING),
        ("## Weather", Part.HEADING),
        ("Background:", Part.HEADING),
        ("Both claims were confirmed by film of the place:", Part.BODY),
        ("“We hold the town", Part.HEADING),
        ("“Will they come back?” he asked.", Part.BODY),
        ("He spoke of “a long road”,", Part.BODY),
        ("- Two bridges fall", Part.BULLET),
        ("* Two bridges fall.", Part.BULLET),
        ("• Two bridges fall", Part.BULLET),
        ("– The price of war –", Part.HEADING),
        ("A bridge near the town (Photo: A. Writer)", Part.CAPTION),
        ("A soldier at the front (A. Writer/AFP via Getty Images)", Part.CAPTION),
        ("Image caption: a soldier at the front", Part.CAPTION),
        ("The town fell (according to Reuters).", Part.CAPTION),
        (BODY, Part.BODY),
    ],
)
def test_line_in_the_middle(line: str, part: Part) -> None:
    text = f"Village changes hands\n\n{BODY}\n\n{line}\n\n{BODY}"
    assert parts(text)[2] == (part.value, line)


def test_first_short_line_is_the_headline_and_the_next_long_one_its_summary() -> None:
    text = f"Village changes hands\nBoth sides say that the other one has fled\nBackground\n{BODY}"
    assert [part for part, _ in parts(text)] == ["headline", "summary", "heading", "body"]


def test_where_the_title_is_known_the_first_line_is_a_summary() -> None:
    assert parts(f"Both sides claim the village\n{BODY}", "Village changes hands")[0][0] == "summary"
    assert parts(f"Village changes hands!\n{BODY}", "“Village Changes Hands”")[0][0] == "headline"


def test_markdown_title_is_the_headline() -> None:
    assert parts(f"# Village changes hands\n\n## First\n\n{BODY}") == [
        ("headline", "# Village changes hands"),
        ("heading", "## First"),
        ("body", BODY),
    ]


def test_a_line_of_the_site_above_is_no_headline() -> None:
    text = f"This article has been updated with new figures\nVillage changes hands\n{BODY}"
    assert [part for part, _ in parts(text)] == ["heading", "headline", "body"]


def test_a_text_of_one_line_is_its_body() -> None:
    assert parts("Army enters village") == [("body", "Army enters village")]


def test_a_paragraph_wrapped_at_a_fixed_width_is_one_passage() -> None:
    wrapped = (
        "The army said on Monday that it had entered the village after a week of\n"
        "fighting, while the other side said that nothing had changed there and\nthat its men held the mill."
    )
    text = f"Village changes hands\n\n{wrapped}\n\n{BODY}"
    assert parts(text)[1:] == [("body", wrapped), ("body", BODY)]


def test_lines_that_are_paragraphs_stay_apart_whatever_breaks_them() -> None:
    text = f"{BODY}\r\n{BODY}\r{BODY}\u2028{BODY}"
    assert parts(text) == [("body", BODY)] * 4


@given(st.text(alphabet=st.sampled_from(list("aB c.#-•()\n\r\u2028\x0b é")), max_size=200))
def test_passages_are_ordered_trimmed_and_cover_every_word(text: str) -> None:
    found = passages(text)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(passage.span.of(text).strip() == passage.span.of(text) != "" for passage in found)
    covered = {at for passage in found for at in range(passage.span.start, passage.span.end)}
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())
