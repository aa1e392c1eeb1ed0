"""Words that stick together are parted, real words are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.marked import wrong

from rashomon.claims.parse.glue import TAILS, spaced
from rashomon.knowledge import load

GLUED = [
    ("Bakhmutwhich fell in May is in ruins.", "Bakhmut which fell in May is in ruins."),
    ("Zelenskysaid that the town holds.", "Zelensky said that the town holds."),
    ("Kharkivwhere shells fell is quiet.", "Kharkiv where shells fell is quiet."),
    ("Prigozhinhas left the base.", "Prigozhin has left the base."),
    ("Khartoumafter a long siege.", "Khartoum after a long siege."),
    ("“We hold it.”The army said so.", "“We hold it.” The army said so."),
    ("He called it“a lie” and left.", "He called it “a lie” and left."),
]
REAL = (
    "Holland Poland Finland Anderson Thereon Jordan Lebanon Taiwan Washington Houston Kingston Newton Burton Boston Vietnam "
    "Milan Bahrain Oman Pakistan Islamabad Berlin Dublin Stalin Lenin Putin Hamas Texas Kansas Dallas Dumas Thomas Lucas "
    "Alexander Netherlands Highlands Elizabeth Goethe Northwest Southeast Southwest Northeast Anywhere Elsewhere Herewith "
    "understand thousand husband demand withstand errand somewhere forthwith hereafter within "
    "thousands island highland grandson Madison Robertson Sudanese whereas overhead spearhead northwestern midwest beast feast "
    "Redhead Warhead Azerbaijanis Chechnya Volgograd Stavropol Kurdistan Dagestan Anatolia Kazakhstan Aleppo "
    "Interior Governor Lieutenant Vice-president Brigade-commander Commander-in-chief counteroffensive breakthrough hideout "
    "handheld withheld upheld Battlefield Springfield Sheffield Mansfield Donetsk Luhansk Kramatorsk Debaltseve Popasna"
).split()
REAL_WRONG = wrong("a word is cut where its first part stands by itself elsewhere", "everywhere", "therefrom", "thereafter")


@pytest.mark.parametrize(("glued", "parted"), GLUED)
def test_glued_words_are_parted(glued: str, parted: str) -> None:
    text, shifts = spaced(glued, load().is_name)
    assert text == parted
    assert [text[at] for at in shifts] == [" "] * len(shifts)
    assert len(text) - len(shifts) == len(glued)


@pytest.mark.parametrize("word", [*REAL, *REAL_WRONG])
def test_real_words_stay_whole(word: str) -> None:
    sentence = f"It was {word} that they named, and the grand husband of his under thous there every."
    assert spaced(sentence, load().is_name) == (sentence, ())


@pytest.mark.parametrize("tail", TAILS)
def test_a_name_with_any_tail_that_is_known_itself_stays_whole(tail: str) -> None:
    sentence = f"Bakhmut{tail} stands."
    assert spaced(sentence, lambda word: word in ("Bakhmut", f"Bakhmut{tail}")) == (sentence, ())


def test_unknown_names_stay_whole() -> None:
    assert spaced("Grumbelwhich stands.", lambda word: False) == ("Grumbelwhich stands.", ())


@given(st.text(alphabet="abekmutwhichsaid B.,“”«»", max_size=60))
def test_taking_the_spaces_out_gives_the_sentence_back(sentence: str) -> None:
    text, shifts = spaced(sentence, lambda word: word == "Bakhmut")
    assert "".join(char for at, char in enumerate(text) if at not in shifts) == sentence
    assert list(shifts) == sorted(set(shifts))
    assert all(text[at] == " " for at in shifts)
