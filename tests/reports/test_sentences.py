"""Sentences: hard cases, written as `first | second` (or `first|second` without a space), and what holds for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import Part, Passage, Span
from rashomon.reports.passages import passages
from rashomon.reports.sentences import sentences

CASES = [
    # abbreviations, titles, initials
    "Lt. Gen. Ibrahim Saleh met Mr. Ode in St. Anna on Monday. | He left at noon.",
    "The U.S. President spoke with J. K. Marsh. | The talks failed.",
    "They met at 5 p.m. Nairobi time. | Nobody spoke.",
    "They met at 5 p.m. | The talks failed.",
    "It was bought in the U.S. | It arrived in May.",
    "The No. 4 brigade lost 3.5 km. | Sen. Ray said so on Feb. 3 in Oslo.",
    "Grad rockets, drones, etc. were found. | More came.",
    "He called it Plan B. | They called it theft.",
    "The answer was no. | Then came silence.",
    "Col. Omar al-Hadi fell. | al-Hadi was 40.",
    # decimals, dates, numbers
    "About 2.5 million people fled. | 200 of them died.",
    "On 7.5.2025 the truce began.",
    "1. The bridge is closed. | 2. The port is open.",
    # quotes
    "“The town is ours.” | Nobody else said so.",
    "“Very good!” he said. | He smiled.",
    "“Is it over?” Omar asked. | “No.”",
    "“Stop!” General Omar Saleh shouted. | They stopped.",
    '"We held the line." | "They ran."',
    "He said: “We hold it. | We keep it.” | Then he left.",
    "The town (see the map.) | It fell.",
    # ellipses and stray marks
    "During the march… Sudanese troops fled. | They left arms.",
    "“We want it… | We need it,” she said.",
    "It goes on ... we wait. | Nothing moved .",
    "The plan failed . | The army withdrew .",
    "Really?! | Yes.",
    # missing white space
    "The town fell.|The army left.",
    "See www.Example.Com or write to desk@example.Org today. | Thanks.",
    "“It fell.”|The army left.",
    # other scripts
    "انتهت المعركة۔ | بدأت الهدنة؟",
    "战斗结束了。|停火开始了。",
]


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, (Passage(Span(0, len(text)), Part.BODY),))]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_the_bar_stands(case: str) -> None:
    assert split(case.replace("| ", "").replace("|", "")) == [piece.strip() for piece in case.split("|")]


def test_no_sentence_crosses_a_line() -> None:
    text = "The army of the north\nentered the town. It held it"
    assert [span.of(text) for span in sentences(text, passages(text))] == [
        "The army of the north",
        "entered the town.",
        "It held it",
    ]


@given(st.text(alphabet=st.sampled_from(list("aB c.!?…”“\"' \n\r\t-(1)。é")), max_size=200) | st.text(max_size=100))
def test_sentences_are_ordered_disjoint_inside_passages_and_cover_every_word(text: str) -> None:
    blocks = passages(text)
    found = sentences(text, blocks)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(any(block.span.covers(span) for block in blocks) for span in found)
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)
    covered = {at for span in found for at in range(span.start, span.end)}
    assert all(at in covered for at, char in enumerate(text) if not char.isspace())
