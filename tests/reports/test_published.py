"""Publication dates: forms, order of precedence, conflicts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import DatedBy
from rashomon.reports.passages import passages
from rashomon.reports.published import Printed, parse_day, published

BODY = "The army said on Monday that it had entered the village after a week of fighting."
DAY = date(2023, 9, 17)


@pytest.mark.parametrize(
    "words",
    [
        "2023-09-17",
        "2023-09-17T23:30:00Z",
        "2023-09-17T23:30:00-05:00",
        "2023-09-17 08:00:00+00:00",
        "20230917",
        "Sun, 17 Sep 2023 21:00:00 GMT",
        "Sun, 17 Sep 2023 23:59:59 -0700",
        "17 September 2023",
        "Sunday, 17th September 2023",
        "Sept. 17, 2023",
        "September 17, 2023 10:15",
        "17 Sep 2023",
        "2023/9/17",
        " 2023.09.17 ",
    ],
)
def test_forms_of_one_day(words: str) -> None:
    assert parse_day(words) == DAY


@pytest.mark.parametrize("words", ["yesterday", "", "2023-13-40", "31 February 2023", "17 September", "9/17", "the 17th", "2023"])
def test_what_is_no_day(words: str) -> None:
    assert parse_day(words) is None


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none(words: str) -> None:
    assert parse_day(words) is None or parse_day(words) == parse_day(words.strip())


def of_text(text: str, **known: object) -> tuple[object, ...]:
    day, _ = published(Printed("a", text=text, passages=passages(text), **known))  # type: ignore[arg-type]
    return (None,) if day is None else (day.first, day.by, day.evidence[0].detail)


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("KYIV, Sept 17, 2023 (Reuters) - The army said that it had entered the village.", "Sept 17, 2023"),
        ("Goma, 17 September 2023 – The army said that it had entered the village.", "17 September 2023"),
        ("(Port Sudan, 17 September 2023) - The army said that it had entered the village.", "17 September 2023"),
        ("GAZA CITY, Gaza Strip — Sunday, September 17, 2023 (AP) — The army said so.", "Sunday, September 17, 2023"),
        ("Published: 17 September 2023, 10:15", "17 September 2023"),
        ("Posted on September 17, 2023", "September 17, 2023"),
        ("Sunday, 17 September 2023", "Sunday, 17 September 2023"),
        ("17 September 2023 | 10:15", "17 September 2023"),
    ],
)
def test_dateline(line: str, detail: str) -> None:
    text = f"Village changes hands\n{line}\n{BODY}"
    assert of_text(text) == (DAY, DatedBy.DATELINE, detail)


def test_dateline_keeps_its_words() -> None:
    text = f"Village changes hands\nGOMA, Sept 17, 2023 (AFP) - {BODY}"
    day, _ = published(Printed("a", text=text, passages=passages(text)))
    assert day is not None
    assert day.evidence[0].span is not None
    assert day.evidence[0].span.of(text) == "Sept 17, 2023"


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\nOn Sunday, 17 September 2023, the bridge fell.",
        "Village changes hands\nThe army took it on 17 September 2023.",
        "Remembering the fall of the town on 17 September 2023\n" + BODY,
        "KYIV, Sept 17 (Reuters) - The army said so.",
        f"Bridges fell\n17 September 2023 was a black day for the town.\n{BODY}",
    ],
)
def test_a_day_told_in_the_text_is_not_the_publication(text: str) -> None:
    assert of_text(text) == (None,)


def test_a_bulletin_carries_its_day_in_the_headline() -> None:
    assert of_text(f"Evening news, Sunday 17 September 2023\n{BODY}")[:2] == (DAY, DatedBy.DATELINE)
    assert of_text(f"Evening news, Sunday 17.9.2023\n{BODY}")[:2] == (DAY, DatedBy.DATELINE)


def test_a_dateline_without_a_year_takes_it_from_the_next_best_date() -> None:
    text = "KYIV, Dec 31 (Reuters) - The army said so.\n" + BODY
    assert of_text(text, url="https://example.org/2024/01/01/village")[0] == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("name", "url", "first", "last"),
    [
        ("2023-09-17-village", None, DAY, DAY),
        ("village_20230917", None, DAY, DAY),
        ("17-sep-2023-village", None, DAY, DAY),
        ("a", "https://example.org/world/2023/sep/17/village", DAY, DAY),
        ("a", "https://example.org/2023/9/17/village", DAY, DAY),
        ("a", "https://example.org/2023/09/village", date(2023, 9, 1), date(2023, 9, 30)),
        ("https://example.org/2023/09/17/village", None, DAY, DAY),
        ("report-1234567890123", None, None, None),
        ("unit-20239917", None, None, None),
        ("a", "https://example.org/village?day=2023-09-17", None, None),
    ],
)
def test_file_name_and_url(name: str, url: str | None, first: date | None, last: date | None) -> None:
    day, issues = published(Printed(name, url=url))
    assert (day and day.first, day and day.last) == (first, last)
    assert day is None or day.by is DatedBy.FILENAME
    assert issues == ()


def test_the_best_source_wins_and_all_are_kept() -> None:
    told = ((DatedBy.FEED, "2023-09-18"), (DatedBy.MARKUP, "2023-09-17"), (DatedBy.GIVEN, "2023-09-16"))
    day, issues = published(Printed("2023-09-17", told))
    assert day is not None
    assert [hint.by for hint in day.evidence] == [DatedBy.GIVEN, DatedBy.MARKUP, DatedBy.FEED, DatedBy.FILENAME]
    assert (day.first, day.last, day.by) == (date(2023, 9, 16), date(2023, 9, 16), DatedBy.GIVEN)
    assert issues == ()


def test_more_than_two_days_apart_is_a_conflict() -> None:
    day, (issue,) = published(Printed("2023-09-20-village", ((DatedBy.GIVEN, "2023-09-17"),)))
    assert day is not None
    assert day.first == DAY
    assert (issue.kind, issue.name) == ("date-conflict", "2023-09-20-village")
    assert issue.detail == (
        "given says 2023-09-17 (2023-09-17), filename says 2023-09-20 (2023-09-20); the first is taken (give the date to settle it)"
    )


def test_a_date_that_is_none_is_told_and_the_next_one_taken() -> None:
    day, (issue,) = published(Printed("2023-09-17", ((DatedBy.GIVEN, "last Sunday"),)))
    assert day is not None
    assert day.by is DatedBy.FILENAME
    assert (issue.kind, issue.detail) == ("date-unparsed", "the given date 'last Sunday' is no date (write it as YYYY-MM-DD)")
