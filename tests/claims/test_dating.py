"""Undated texts: what they say inside, and the days that follow."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.claims import date_conflicts
from rashomon.claims.dating import date_inside, opposed, weigh
from rashomon.claims.dating.constraint import Constraint, Weight, best_days, solve
from rashomon.knowledge.anchors import load_anchors
from rashomon.model import DatedBy, Issue, Report, Span
from rashomon.reports import Given, read

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an event with its weekday is of the week before publication
        ("Ukraine's troops retook Rivnopil on Monday.", "2023-06-26 2023-07-02"),
        ("On Monday, the army said, its troops retook Rivnopil.", "2023-06-26 2023-07-02"),
        ("Rebels of the M23 captured Walikale on Wednesday.", "2025-03-19 2025-03-25"),
        ("The strike on Poltava on Tuesday killed dozens of students of a military institute.", "2024-09-03 2024-09-09"),
        ("Missiles struck Vinnytsia yesterday.", "2022-07-15 2022-07-15"),
        ("Missiles struck Vinnytsia two weeks ago.", "2022-07-28 2022-07-28"),
        ("Missiles struck Vinnytsia earlier this month.", "2022-07-14 2022-07-31"),
        ("Missiles struck Vinnytsia last month.", "2022-08-01 2022-08-31"),
        # recurring ones need a second hint
        ("The Contact Group meets in Germany on Friday. Russian troops captured Soledar a week ago.", "2023-01-20 2023-01-20"),
        # ahead and just over
        ("Envoys left for this week's summit in Samarkand.", "2022-09-12 2022-09-18"),
        ("Ministers will attend the NATO summit in Washington on Tuesday.", "2024-07-03 2024-07-09"),
        ("He told reporters after a meeting of EU defense ministers in Prague.", "2022-08-30 2022-09-05"),
        # the perfect of an opening tells news
        ("The RSF has captured El Fasher. Sudan's army is silent.", "2025-10-26 2025-11-01"),
        # weekday and date
        ("On Friday, September 15, Ukraine's army took back Andriivka.", "2023-09-15 2023-10-15"),
        # soft ones give way to firm ones
        ("Ukraine's troops retook Rivnopil on Monday. In December it had snowed.", "2023-06-26 2023-07-02"),
        # leap days and year ends
        ("Ukraine spoke on day 1041 of the invasion.", "2024-12-30 2024-12-31"),
        ("Ukraine spoke on day 736 of the invasion.", "2024-02-29 2024-03-01"),
        ("Ukraine spoke on day 312 of the invasion.", "2023-01-01 2023-01-02"),
        ("Israel's army is in its 147th day of the war in Gaza, Hamas said.", "2024-03-01 2024-03-02"),
    ],
)
def test_events_on_record_date_a_text(text: str, expected: str) -> None:
    assert answer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's troops retook Rivnopil on Friday.",  # that is not its weekday: no time of the event
        "Ukraine's troops retook Rivnopil.",
        "Ukraine could retake Rivnopil on Monday.",
        "Ukraine's troops failed to retake Rivnopil on Monday.",
        "On Monday, shells fell on the villages that were captured after Rivnopil was liberated.",  # Monday is of the shells
        "Two weeks after they retook Rivnopil, Ukraine's troops rested.",
        "The NATO summit pledged help for Ukraine on Tuesday.",  # three summits held a Tuesday
        "In the year after the recapture of Rivnopil, Ukraine rebuilt it.",
        "Ukraine's army spoke on Friday, September 15.",  # of 2023, or of another year
    ],
)
def test_events_that_settle_no_days(text: str) -> None:
    assert answer(text) is None


def test_two_events_bound_both_ends() -> None:
    text = "Ukraine's troops retook Andriivka on Friday. Kyiv expects help at the Contact Group in Germany on Tuesday."
    published = date_inside(text, sentences(text), ANCHORS)
    assert published is not None
    assert (published.first, published.last) == (date(2023, 9, 15), date(2023, 9, 19))
    bounds = {hint.span.of(text) for hint in published.evidence[:2] if hint.span}
    assert bounds == {"retook Andriivka on Friday", "Contact Group in Germany on Tuesday"}


def test_what_does_not_agree_with_a_printed_date() -> None:
    text = "Ukraine's troops retook Rivnopil on Monday."
    right, wrong = (date(2023, 6, 27), date(2023, 6, 27)), (date(2023, 9, 1), date(2023, 9, 1))
    assert opposed(text, sentences(text), ANCHORS, right) == ()
    assert [hint.first for hint in opposed(text, sentences(text), ANCHORS, wrong)] == [date(2023, 6, 26)]


def test_a_page_whose_date_the_text_excludes_is_an_issue() -> None:
    text = "Ukraine's troops retook Andriivka on Friday. Kyiv expects help at the Contact Group in Germany on Tuesday."
    assert issues_of(text, date(2023, 9, 17)) == []
    (issue,) = issues_of(text, date(2023, 3, 17))
    assert (issue.kind, issue.span is not None) == ("date-conflict", True)
    assert "2023-09-15 to 2023-09-19, the given date is 2023-03-17" in issue.detail
    assert issues_of("Rebels took the town on Friday.", date(2023, 3, 17)) == []


def issues_of(text: str, published: date) -> list[Issue]:
    (report,) = (one for one in read("a.txt", text.encode(), Given(published=published)) if isinstance(one, Report))
    return list(date_conflicts(report, ANCHORS))


def test_most_constraints_win_and_firm_ones_count_most() -> None:
    day = [date(2024, 2, number) for number in range(1, 29)]
    soft = [Constraint(((day[9], day[12]),), "a"), Constraint(((day[11], day[14]),), "b"), Constraint(((day[20], day[22]),), "c")]
    dating = solve(soft)
    assert dating.published is not None
    assert (dating.published.first, dating.published.last) == (day[11], day[12])
    assert [hint.detail for hint in dating.clashes] == ["c"]
    firm = solve([*soft, Constraint(((day[21], day[25]),), "d", weight=Weight.FIRM)])
    assert firm.published is not None
    assert (firm.published.first, firm.published.last) == (day[21], day[22])
    assert [hint.detail for hint in firm.clashes] == ["a", "b"]
    assert solve([]).published is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.booleans()), max_size=8))
def test_the_solution_is_the_best_of_all_days(rows: list[tuple[int, int, bool]]) -> None:
    start = date(2023, 12, 1)
    constraints = [
        Constraint(((start + timedelta(at), start + timedelta(at + length)),), "x", weight=Weight.FIRM if firm else Weight.SOFT)
        for at, length, firm in rows
    ]
    runs, most = best_days(constraints)
    held = {
        day: sum(each.weight for each in constraints if each.days[0][0] <= day <= each.days[0][1])
        for day in (start + timedelta(step) for step in range(71))
    }
    assert most == max(held.values())
    best = {day for day, level in held.items() if level == most and most}
    assert {first + timedelta(step) for first, last in runs for step in range((last - first).days + 1)} == best


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
