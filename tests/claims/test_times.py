"""News time: marked text, the day of publication, the days told."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.claims.times import find_times, scan
from rashomon.claims.times.calendar import later, moved, shifted, third, unit_of, week_of
from rashomon.claims.times.words import RULES, TABLE
from rashomon.knowledge.anchors import load_anchors
from rashomon.model import DatedBy, Published, Span, When

ANCHORS = load_anchors()
SUNDAY = "2024-03-17"
THURSDAY = "2022-11-10"
JULY = "2023-07-10"  # a Monday


def published(first: str, last: str | None = None) -> Published:
    return Published(date.fromisoformat(first), date.fromisoformat(last or first), DatedBy.GIVEN)


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """``on [Friday]`` -> the text without brackets, and the bracketed spans."""
    text, spans, start = "", [], 0
    for sign in marked:
        if sign == "[":
            start = len(text)
        elif sign == "]":
            spans.append(Span(start, len(text)))
        else:
            text += sign
    return text, spans


def told(marked: str, day: str | None, *, ahead: bool = False) -> tuple[When, ...]:
    """The times of the unmarked text, after checking that they are the marked ones."""
    text, spans = unmarked(marked)
    found = find_times(text, published(day) if day else None, ANCHORS, lambda span: ahead)
    assert [when.span for when in found] == spans, [when.text for when in found]
    return found


def days(when: When) -> str:
    return f"{when.first}" if when.first == when.last else f"{when.first} {when.last}"


PAST = [
    # weekdays against the day of publication
    ("The depot burned on [Sunday].", SUNDAY, "2024-03-17"),
    ("The depot burned on [Saturday].", SUNDAY, "2024-03-16"),
    ("The depot burned on [Monday].", SUNDAY, "2024-03-11"),
    ("The depot burned [last Friday].", SUNDAY, "2024-03-15"),
    ("The depot burned [last Thursday].", THURSDAY, "2022-11-03"),
    ("The depot burned [last Wednesday].", THURSDAY, "2022-11-02"),
    ("The depot burned [this past Wednesday].", THURSDAY, "2022-11-09"),
    ("The depot burned [this Wednesday].", THURSDAY, "2022-11-09"),
    ("The council meets [next Tuesday].", SUNDAY, "2024-03-19"),
    ("The council meets [next Friday].", THURSDAY, "2022-11-18"),
    ("The council meets [this coming Friday].", THURSDAY, "2022-11-11"),
    ("The depot burned on [Tuesday last week].", THURSDAY, "2022-11-01"),
    ("The depot burned on [Tuesday of last week].", THURSDAY, "2022-11-01"),
    ("It opens on [Monday of next week].", THURSDAY, "2022-11-14"),
    ("The depot burned on [Saturday night].", SUNDAY, "2024-03-16"),
    ("Shells fell [late on Saturday] near the port.", SUNDAY, "2024-03-16"),
    ("Shells fell [early Saturday] near the port.", SUNDAY, "2024-03-16"),
    ("[Wednesday morning] was quiet.", THURSDAY, "2022-11-09"),
    ("Sirens sounded [in the early hours of Friday].", SUNDAY, "2024-03-15"),
    ("Salvos came on [Monday and Tuesday].", THURSDAY, "2022-11-07 2022-11-08"),
    ("Fighting went on [from Monday to Wednesday].", THURSDAY, "2022-11-07 2022-11-09"),
    ("Fighting went on [from Friday to Monday].", THURSDAY, "2022-11-04 2022-11-07"),
    ("The call of [Tuesday]’s meeting was clear.", THURSDAY, "2022-11-08"),
    ("The depot burned on [Thurs.] at noon.", THURSDAY, "2022-11-10"),
    ("The depot burned on [Mon 7th].", THURSDAY, "2022-11-07"),
    ("The depot burned on [Tuesday the eighth].", THURSDAY, "2022-11-08"),
    # day words
    ("The road was mined [yesterday].", SUNDAY, "2024-03-16"),
    ("The road was mined [today].", SUNDAY, "2024-03-17"),
    ("Talks resume [tomorrow].", SUNDAY, "2024-03-18"),
    ("Nine drones came [overnight].", SUNDAY, "2024-03-16 2024-03-17"),
    ("Nine drones came [last night].", SUNDAY, "2024-03-16 2024-03-17"),
    ("Nine drones came [this morning].", SUNDAY, "2024-03-17"),
    ("Nine drones came [in the early hours].", SUNDAY, "2024-03-17"),
    ("Nine drones came [overnight into Saturday].", SUNDAY, "2024-03-15 2024-03-16"),
    ("They met [the day before yesterday].", SUNDAY, "2024-03-15"),
    ("He denied it [the day before].", SUNDAY, "2024-03-16"),
    ("A curfew begins [tonight].", SUNDAY, "2024-03-17"),
    # spans that end with publication
    ("Six were hurt [over the past 24 hours].", SUNDAY, "2024-03-16 2024-03-17"),
    ("Six were hurt [in the past day].", SUNDAY, "2024-03-16 2024-03-17"),
    ("Four visits [in the past two weeks] failed.", SUNDAY, "2024-03-03 2024-03-17"),
    ("Prices rose [over the last three months].", SUNDAY, "2023-12-17 2024-03-17"),
    ("Rain falls [in the next three days].", SUNDAY, "2024-03-18 2024-03-20"),
    ("The unit left [earlier this year].", SUNDAY, "2024-01-01 2024-03-17"),
    ("The unit left [earlier this month].", SUNDAY, "2024-03-01 2024-03-17"),
    ("The unit left [earlier this week].", THURSDAY, "2022-11-07 2022-11-10"),
    ("The unit comes [later this week].", THURSDAY, "2022-11-10 2022-11-13"),
    ("Pressure grew [since the beginning of September].", THURSDAY, "2022-09-01 2022-11-10"),
    ("Many fled [since April 2021].", THURSDAY, "2021-04-01 2022-11-10"),
    ("It is mined [since 2014].", THURSDAY, "2014-01-01 2022-11-10"),
    # calendar units
    ("It was decided [this week].", SUNDAY, "2024-03-11 2024-03-17"),
    ("It was decided [last week].", SUNDAY, "2024-03-04 2024-03-10"),
    ("It was decided [last month].", SUNDAY, "2024-02-01 2024-02-29"),
    ("It was decided [last year].", SUNDAY, "2023-01-01 2023-12-31"),
    ("It will open [next month].", SUNDAY, "2024-04-01 2024-04-30"),
    ("It was decided [this weekend].", SUNDAY, "2024-03-16 2024-03-17"),
    ("It was decided [over the weekend].", THURSDAY, "2022-11-05 2022-11-06"),
    ("It was decided [last weekend].", SUNDAY, "2024-03-09 2024-03-10"),
    ("Exports fell [last quarter].", SUNDAY, "2023-10-01 2023-12-31"),
    # counts back and forth
    ("The siege began [a week ago].", SUNDAY, "2024-03-10"),
    ("The siege began [three days ago].", SUNDAY, "2024-03-14"),
    ("The siege began [two months ago].", SUNDAY, "2024-01-17"),
    ("The siege began [one month ago].", "2024-03-31", "2024-02-29"),
    ("The siege began [about 2 weeks ago].", SUNDAY, "2024-02-29 2024-03-06"),
    ("The siege began [more than a week ago].", SUNDAY, "2024-03-07 2024-03-10"),
    ("The siege began [3 weeks and 4 days ago].", SUNDAY, "2024-02-21"),
    ("Talks resume [two weeks from now].", SUNDAY, "2024-03-31"),
    ("He fled [two days after 3 May 2021].", SUNDAY, "2021-05-05"),
    ("He fled [a week before March 1].", SUNDAY, "2024-02-23"),
    # months
    ("Reserves were called up in [December].", "2023-02-15", "2022-12-01 2022-12-31"),
    ("It fell in [March].", "2023-02-15", "2022-03-01 2022-03-31"),
    ("Lines broke [in early October].", THURSDAY, "2022-10-01 2022-10-10"),
    ("Lines broke [in mid-October].", THURSDAY, "2022-10-11 2022-10-20"),
    ("Lines broke [in late October].", THURSDAY, "2022-10-21 2022-10-31"),
    ("Lines broke [at the end of May].", JULY, "2023-05-21 2023-05-31"),
    ("They fled [at the end of last June].", JULY, "2023-06-21 2023-06-30"),
    ("[Last May], fighters crossed over.", JULY, "2023-05-01 2023-05-31"),
    ("It was retaken [last September].", "2023-03-05", "2022-09-01 2022-09-30"),
    ("The dam broke in [May last year].", JULY, "2022-05-01 2022-05-31"),
    ("It ended in [June 2024].", None, "2024-06-01 2024-06-30"),
    ("It ended in [Sept. 2019].", None, "2019-09-01 2019-09-30"),
    ("It lasted [from May to October 2020].", None, "2020-05-01 2020-10-31"),
    ("It lasted [from November to February 2017].", None, "2016-11-01 2017-02-28"),
    ("It began in [the first week of July 2021].", None, "2021-06-28 2021-07-04"),
    ("It began in [the second half of May].", JULY, "2023-05-16 2023-05-31"),
    # dates
    ("A decree of [24 Feb.] was read.", THURSDAY, "2022-02-24"),
    ("On [February 24] it began.", THURSDAY, "2022-02-24"),
    ("On [Feb. 24, 2022] it began.", None, "2022-02-24"),
    ("On [24th of February] it began.", THURSDAY, "2022-02-24"),
    ("On [the 24th of February 2022] it began.", None, "2022-02-24"),
    ("The log of [2022-02-24] is lost.", None, "2022-02-24"),
    ("The log of [8.4.2021] is lost.", None, "2021-04-08"),
    ("The log of [24/02/2022] is lost.", None, "2022-02-24"),
    ("The log of [02/24/2022] is lost.", None, "2022-02-24"),
    ("They left on [13/10].", THURSDAY, "2022-10-13"),
    ("They left on [7/10] and returned on [10/22].", THURSDAY, "2022-07-10"),
    ("On [Wednesday, May 3], he spoke.", JULY, "2023-05-03"),
    ("On [Sunday, 24 February 2019], he spoke.", None, "2019-02-24"),
    ("On [20 September] they vote.", "2023-09-17", "2023-09-20"),
    ("The truce of [3-5 March 2021] failed.", None, "2021-03-03 2021-03-05"),
    ("The truce held [between 3 and 5 March].", SUNDAY, "2024-03-03 2024-03-05"),
    ("The truce held [November 6-8].", "2022-12-01", "2022-11-06 2022-11-08"),
    ("The truce held [from 21 June to 2 July 2019].", None, "2019-06-21 2019-07-02"),
    ("The truce held [from 28 December to 3 January 2021].", None, "2020-12-28 2021-01-03"),
    ("Snow fell on [29 February].", "2023-06-01", "2020-02-29"),
    ("Drones came on [New Year’s Eve].", "2024-01-05", "2023-12-31"),
    ("Drones came on [Christmas Day 2022].", None, "2022-12-25"),
    # years, seasons, quarters, decades
    ("Shelling began in [2014].", None, "2014-01-01 2014-12-31"),
    ("The [2014] annexation stands.", None, "2014-01-01 2014-12-31"),
    ("It fell in [the summer of 2022].", None, "2022-06-01 2022-08-31"),
    ("It fell [last winter].", "2024-06-01", "2023-12-01 2024-02-29"),
    ("[This spring] will decide.", "2023-02-15", "2023-03-01 2023-05-31"),
    ("Exports fell in [Q3 2023].", None, "2023-07-01 2023-09-30"),
    ("Exports fell in [the first half of 2023].", None, "2023-01-01 2023-06-30"),
    ("Arms of [the 1980s] are used.", None, "1980-01-01 1989-12-31"),
    ("Arms of [the late 1980s] are used.", None, "1986-09-01 1989-12-31"),
    ("It grew [from 2014 to 2022].", None, "2014-01-01 2022-12-31"),
    ("It grew [in early 2023].", None, "2023-01-01 2023-04-30"),
    # anchors
    ("Ukraine mourned on [the first anniversary of the invasion].", "2023-03-01", "2023-02-24"),
    ("What is known on [day 401 of the invasion] of Ukraine.", "2023-04-02", "2023-03-31"),
    ("Sudan has bled [since the start of the war].", "2023-06-01", "2023-04-15 2023-06-01"),
    # how old a war is
    ("The [six-week-old] siege goes on.", "2023-09-17", "2023-08-06 2023-09-17"),
    ("They met in the [three-month-old] civil war.", "2023-09-17", "2023-06-17 2023-09-17"),
    # told again
    ("On [9 May 2021] it fell; [two days later] it was retaken.", None, "2021-05-09"),
]


@pytest.mark.parametrize(("marked", "day", "expected"), PAST, ids=[case[0] for case in PAST])
def test_days_told(marked: str, day: str | None, expected: str) -> None:
    assert days(told(marked, day)[0]) == expected


@pytest.mark.parametrize(
    ("marked", "day", "expected"),
    [
        ("The leaders will meet on [Tuesday].", SUNDAY, "2024-03-19"),
        ("The leaders will meet on [Thursday].", THURSDAY, "2022-11-10"),
        ("The leaders will meet in [May].", SUNDAY, "2024-05-01 2024-05-31"),
        ("The leaders will meet on [3 January].", SUNDAY, "2025-01-03"),
        ("The leaders will meet [this weekend].", THURSDAY, "2022-11-12 2022-11-13"),
        ("The leaders will meet [in two weeks].", SUNDAY, "2024-03-31"),
        ("The truce will last [until Thursday].", SUNDAY, "2024-03-17 2024-03-21"),
        ("The bridge will open [by June].", SUNDAY, "2024-03-17 2024-06-30"),
        ("The bridge will close [from Friday to Monday].", THURSDAY, "2022-11-11 2022-11-14"),
        ("The bridge will close [between now and 15 December].", THURSDAY, "2022-11-10 2022-12-15"),
    ],
)
def test_a_clause_that_lies_ahead_prefers_the_next(marked: str, day: str, expected: str) -> None:
    assert days(told(marked, day, ahead=True)[0]) == expected


@pytest.mark.parametrize(
    ("marked", "precision"),
    [
        ("It held out [for 18 months].", "duration"),
        ("After [more than 250 days of war] it fell.", "duration"),
        ("After a [two-day] meeting he left.", "duration"),
        ("They took it [in three days].", "duration"),
        ("The front moved [in recent weeks].", "vague"),
        ("The town was [recently] retaken.", "vague"),
        ("It may fall [in the coming days].", "vague"),
        ("They left on [7/10].", "vague"),
        ("It was hit [several days ago].", "vague"),
    ],
)
def test_durations_and_vague_times_have_no_days(marked: str, precision: str) -> None:
    (when,) = told(marked, SUNDAY)
    assert (when.first, when.last, when.precision) == (None, None, precision)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital and may second the motion.",
        "Prime Minister Theresa May spoke, and Mar the poet wrote.",
        "The sun sat low; the sat phone was wed to the car.",
        "He reads The Sunday Times and Russia Today.",
        "Some 2000 soldiers and 1999 shells were counted.",
        "A 68-year-old man and a man aged 12 years were hurt.",
        "The six-week-old baby was found alive.",
        "Open 24/7, page 3, Article 5, $2014, 2,014 of them.",
        "The early fall of the town shocked a spring offensive.",
        "They pray there on Fridays and on Black Friday.",
        "The March on the capital was a second step.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [when.text for when in find_times(text, published(SUNDAY), ANCHORS)] == []


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule.means}: {rule.example}" for rule in RULES])
def test_each_rule_reads_its_example(rule: object) -> None:
    text, (span,) = unmarked(rule.example)  # type: ignore[attr-defined]
    found = [when.span for when in find_times(text, published(SUNDAY), ANCHORS)]
    assert any(each.covers(span) or span.covers(each) for each in found), (text, found)


def test_later_times_count_from_earlier_ones() -> None:
    found = told("On [9 May 2021] it fell; [two days later] it was retaken, and [the next day] it fell again.", None)
    assert [days(when) for when in found] == ["2021-05-09", "2021-05-11", "2021-05-12"]


def test_without_a_day_of_publication_only_printed_dates_have_days() -> None:
    found = told("On [Friday], as on [3 May 2021] and [last week], guns fell silent.", None)
    assert [when.first for when in found] == [None, date(2021, 5, 3), None]
    assert found[0].reason == "Friday: the day of publication is not known"


def test_a_short_range_of_publication_gives_the_days_that_fit_it() -> None:
    text = "It fell on Friday and was retaken on Sunday."
    friday, sunday = find_times(text, published("2023-09-17", "2023-09-18"), ANCHORS)
    assert (days(friday), days(sunday)) == ("2023-09-15", "2023-09-17")


def test_a_long_range_of_publication_settles_no_weekday_but_a_year() -> None:
    weekday, year = find_times("On Friday, as last year, it fell.", published("2023-03-01", "2023-03-30"), ANCHORS)
    assert (weekday.first, days(year)) == (None, "2022-01-01 2022-12-31")


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("On Friday it fell.", "2023-09-17", "Friday before Sunday 17 Sep 2023"),
        ("On Sunday it fell.", "2023-09-17", "Sunday on Sunday 17 Sep 2023"),
        ("On 3 May 2021 it fell.", "2023-09-17", "printed in full"),
        ("Over the weekend it fell.", "2023-09-17", "“Over the weekend” seen from Sunday 17 Sep 2023"),
    ],
)
def test_reasons_are_words(text: str, day: str, reason: str) -> None:
    assert find_times(text, published(day), ANCHORS)[0].reason == reason


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("In 2014 it fell.", "year"),
        ("In June 2014 it fell.", "month"),
        ("In early June 2014 it fell.", "day"),
        ("Last week it fell.", "week"),
        ("In the summer of 2014 it fell.", "season"),
        ("In Q2 2014 it fell.", "quarter"),
        ("In the 1990s it fell.", "decade"),
    ],
)
def test_precision(text: str, precision: str) -> None:
    assert find_times(text, published(SUNDAY), ANCHORS)[0].precision == precision


WEEKDAYS = [name for name in TABLE.weekdays if len(name) > 5]


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(-400, 400), st.sampled_from(WEEKDAYS), st.booleans())
def test_whole_weeks_shift_weekday_answers(day: date, weeks: int, name: str, ahead: bool) -> None:
    text, step = f"It fell on {name.title()}, not last {name.title()}.", timedelta(weeks=weeks)
    here = find_times(text, Published(day, day, DatedBy.GIVEN), ANCHORS, lambda span: ahead)
    there = find_times(text, Published(day + step, day + step, DatedBy.GIVEN), ANCHORS, lambda span: ahead)
    assert len(here) == 2
    assert [when.first + step for when in here if when.first] == [when.first for when in there]


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)))
@example(date(2024, 2, 29))
@example(date(2023, 12, 31))
@example(date(2024, 1, 1))
def test_bare_weekdays_are_of_the_last_seven_days(day: date) -> None:
    for name in WEEKDAYS:
        (when,) = find_times(f"on {name.title()}", Published(day, day, DatedBy.GIVEN), ANCHORS)
        assert when.first is not None
        assert 0 <= (day - when.first).days <= 6
        assert when.first.weekday() == TABLE.weekdays[name]


_PIECES = "from to between and since early May 3 5 2021 Monday last next week two days after the of ago , . end June 7/10 until"
_WORDS = st.lists(st.sampled_from(_PIECES.split()), max_size=25)


@given(_WORDS, st.one_of(st.none(), st.dates()))
def test_spans_are_exact_ordered_and_apart(words: list[str], day: date | None) -> None:
    text = " ".join(words)
    found = find_times(text, Published(day, day, DatedBy.GIVEN) if day else None, ANCHORS)
    assert all(when.text == when.span.of(text) and when.text.strip() == when.text for when in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all((when.first is None) == (when.last is None) for when in found)
    assert all(when.first <= when.last for when in found if when.first and when.last)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_raise_nothing(day: str) -> None:
    told_times = ["yesterday", "tomorrow", "last year", "next year", "900 years ago", "in December", "last May"]
    text = ", ".join([*told_times, "next decade", "over the weekend", "last winter"])
    assert len(find_times(text, published(day), ANCHORS)) == 10


@pytest.mark.parametrize("word", ["from ", "since ", "Monday and ", "the first week of ", "1 May - ", "3 days and ", "early "])
def test_endless_repetition_costs_no_more_than_its_length(word: str) -> None:
    assert len(list(scan(word * 300))) <= 300


@pytest.mark.parametrize(
    ("which", "expected"), [(0, "2024-02-01 2024-02-10"), (1, "2024-02-11 2024-02-20"), (2, "2024-02-21 2024-02-29")]
)
def test_thirds_of_a_leap_month(which: int, expected: str) -> None:
    first, last = third((date(2024, 2, 1), date(2024, 2, 29)), which)
    assert f"{first} {last}" == expected


def test_months_are_clipped_to_their_end() -> None:
    assert shifted(date(2023, 3, 31), -1) == date(2023, 2, 28)
    assert moved(date(2024, 2, 29), 1, "year") == date(2025, 2, 28)
    assert later(date.max, 5) == date.max


def test_units_hold_their_day() -> None:
    for unit in ("week", "month", "quarter", "year", "decade", "day"):
        first, last = unit_of(date(2023, 12, 31), unit)
        assert first <= date(2023, 12, 31) <= last
    assert week_of(date(2024, 1, 1)) == (date(2024, 1, 1), date(2024, 1, 7))
