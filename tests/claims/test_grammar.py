"""Tokens at their places in the text, sentences as given, batches as single reports."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claims.marked import parsed, report

from rashomon.claims.parse.grammar import BATCH, Parsed, parse
from rashomon.knowledge import load
from rashomon.model import Boilerplate, Report, Span

TEXTS = [
    "Rebels captured the village of Sake on Friday. Three soldiers died.",
    "“We hold it,” he said.  Two spaces.\nA line\tand a tab.",
    "Bakhmutwhich fell in May is in ruins. Zelenskysaid so.",
    "Don't, can't, won’t: U.S.-made S-300s cost $3.5m (€3m).",
    "Zażółć gęślą jaźń — мир — 停火 🙂 in Kyiv.",
    "",
    "One",
]


def tokens(one: Parsed) -> list[str]:
    return [one.report.text[start:end] for start, end in zip(one.starts, one.ends, strict=True)]


def parse_one(one: Report) -> Parsed:
    return next(iter(parse([one], load().is_name)))


def straight(word: str) -> str:
    """The model is given straight apostrophes."""
    return word.replace("’", "'")


@pytest.mark.parametrize("text", TEXTS)
def test_every_token_stands_at_its_place(text: str) -> None:
    one = parsed(text)
    assert [straight(word) for word in tokens(one)] == [straight(token.text) for token in one.doc]
    assert list(one.starts) == sorted(one.starts)
    assert "".join("".join(tokens(one)).split()) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("abAB .,'’“”-–()$%0123é🙂\n\t"), max_size=80))
def test_every_token_of_any_text_stands_at_its_place(text: str) -> None:
    one = parse_one(report(text))
    assert [straight(word) for word in tokens(one)] == [straight(token.text) for token in one.doc]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("GOMA — The governor left.", "The governor left."),
        ("ODESA, May 3, 2024 — Some 40 people left.", "Some 40 people left."),
        ("TRIPOLI, Libya, 3 May - Rebels left.", "Rebels left."),
        ("MOSCOW, Aug 3 (Agency) - Troops left.", "Troops left."),
        ("YEVLAKH/GORIS – The envoys met.", "The envoys met."),
        ("NATO — the alliance of 31 states — sent troops.", None),
        ("Goma — The governor left.", None),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, first: str | None) -> None:
    one = parsed(text)
    assert [one.span(sentence).of(text) for sentence in one.doc.sents][1:] == ([first] if first else [])


def test_glued_words_are_two_tokens_at_the_places_of_the_one() -> None:
    one = parsed("Bakhmutwhich fell is in ruins.")
    assert [token.text for token in one.doc][:3] == ["Bakhmut", "which", "fell"]
    assert (one.starts[:3], one.ends[:3]) == ((0, 7, 13), (7, 12, 17))


def test_sentences_are_those_of_the_report() -> None:
    text = "Gen. Amin Sefa spoke at 5 p.m. today. No one heard him"
    first, second = Span(0, 37), Span(38, len(text))
    one = parse_one(Report("r", None, None, None, text, "0" * 64, "en", None, (), (first, second)))
    assert [one.span(sentence) for sentence in one.doc.sents] == [first, second]


def test_boilerplate_is_not_parsed() -> None:
    text = "Rebels took Sake. Subscribe to our newsletter. Read also. The army fled."
    sentences = (Span(0, 17), Span(18, 46), Span(47, 72))
    boilerplate = (Boilerplate(Span(18, 46), "prompt"), Boilerplate(Span(47, 57), "related"))
    one = parse_one(Report("r", None, None, None, text, "0" * 64, "en", None, (), sentences, boilerplate))
    assert [one.span(sentence).of(text) for sentence in one.doc.sents] == ["Rebels took Sake.", "The army fled."]


def test_a_batch_is_parsed_like_single_reports() -> None:
    reports = [report(text, name=str(number)) for number, text in enumerate(TEXTS * 2)]
    assert len(reports) > BATCH
    together = list(parse(reports, load().is_name))
    assert [one.report.name for one in together] == [one.name for one in reports]
    for one in together:
        alone = parse_one(one.report)
        assert [(t.text, t.tag_, t.dep_, t.head.i) for t in one.doc] == [(t.text, t.tag_, t.dep_, t.head.i) for t in alone.doc]


def test_spans_and_tokens_are_inverse() -> None:
    one = parsed("Rebels captured the village of Sake on Friday.")
    words = one.tokens(Span(7, 27))
    assert [token.text for token in words] == ["captured", "the", "village"]
    assert one.span(words) == Span(7, 27)
    assert one.span(words[0]) == Span(7, 15)
    assert one.between(0, 1).of(one.report.text) == "Rebels captured"
    assert one.tokens(Span(8, 14)) == []
