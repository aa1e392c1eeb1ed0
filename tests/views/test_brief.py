"""The brief: exact text of a small record, and every number in it leads to its exact words."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.events.factories import OLDMILL, OLDMILL_SOUTH, claim, report, told, where

from rashomon.events import find_versions, weave, who_holds
from rashomon.model import Certainty, Claim, Dispute, Issue, Kind, Polarity, Record, Report, Span, Stance, Verification
from rashomon.views import write_brief

CITATION = re.compile(r"^\[(\d+)\] [^“]*:\n    “(.*?)” \(([^()]*) (\d+)-(\d+)\)$", re.DOTALL | re.MULTILINE)


def record(stories: list[tuple[Report, Claim]], issues: tuple[Issue, ...] = ()) -> Record:
    reports = tuple({made.id: made for made, _ in stories}.values())
    events = weave([one for _, one in stories], reports)
    return Record(reports, events, who_holds(events, reports), issues)


def brief(told_record: Record, *, markdown: bool = False, limit: int | None = None) -> str:
    out = io.StringIO()
    write_brief(told_record, out, markdown=markdown, limit=limit)
    return out.getvalue()


def small() -> Record:
    north = {"kind": Kind.CAPTURE, "actor": "North", "source": "Anna Novak", "side": "North", "office": "chief of staff"}
    silent = Dispute(Stance.NO_COMMENT, "The foreign ministry", Span(0, 4))
    return record(
        [
            told(
                "Our troops are back in Oldmill, wrote Novak.",
                outlet="Morning Post",
                channel="Telegram",
                relay="Nordlys Wire",
                recapture=True,
                **north,
            ),
            told("Novak announced the return to Oldmill.", outlet="Evening Star", published="2024-03-06", recapture=True, **north),
            told(
                "The South denied it.",
                outlet="Harbour Gazette",
                published="2024-03-07",
                on=None,
                kind=Kind.CAPTURE,
                actor="North",
                polarity=Polarity.DENIED,
                source="Defence ministry",
                side="South",
                channel="statement",
                verification=Verification.UNVERIFIED,
            ),
            told(
                "Seven people died under the rubble.",
                outlet="Evening Star",
                kind=Kind.CASUALTIES,
                place=None,
                killed=7,
                actor=None,
                disputes=(silent,),
            ),
        ],
        (Issue("unread", "d.html", "no article text found (pass a saved article page)"),),
    )


SMALL = """\
Who claims what
===============
4 reports from 3 outlets, published 5 to 7 Mar 2024.
4 claims in 2 events, going back to 3 origins; 1 issue.
A claim is what somebody says, not what is known to be so.

Oldmill, North Region, Norland (3 reports)
------------------------------------------

* 4 Mar 2024, capture: 3 reports from 3 outlets, 2 independent origins
  Standing: claimed and denied; unverified by those who tried.
  Anna Novak (North; chief of staff; on Telegram, via Nordlys Wire) says North forces retook Oldmill
    on 4 Mar 2024 [1][2]; Defence ministry (South; in statement) denies it [3].
  Disputed: Defence ministry denies what is said by Anna Novak [1][3].
  Checked: it could not be verified, as told in [3].

Place not stated (1 report)
---------------------------

* 4 Mar 2024, casualties: 1 report from 1 outlet, 1 independent origin
  Standing: told by nobody who belongs to a side.
  Reported by Evening Star without naming a source: “Seven people died under the rubble” [4].
  No comment: The foreign ministry, as the same report tells [4].
  Killed: at least 7 (Evening Star) [4].

Issues
------
unread: 1
  d.html: no article text found (pass a saved article page)

The exact words
---------------
[1] Morning Post, 5 Mar 2024, News of Morning Post:
    “Our troops are back in Oldmill, wrote Novak.” (Morning Post 2024-03-05 0-44)
[2] Evening Star, 6 Mar 2024, News of Evening Star:
    “Novak announced the return to Oldmill.” (Evening Star 2024-03-06 0-38)
[3] Harbour Gazette, 7 Mar 2024, News of Harbour Gazette:
    “The South denied it.” (Harbour Gazette 2024-03-07 0-20)
[4] Evening Star, 5 Mar 2024, News of Evening Star:
    “Seven people died under the rubble.” (Evening Star 2024-03-05 0-35)

What the standings mean
-----------------------
  claimed and denied: Somebody denies it, or claims what excludes it.
  admitted by the other side: A side says what an opposed side claims, or what bears it out; or says
    itself what others say that it did.
  confirmed by an observer: A source of no side says what a side claims, or a report says that it
    was confirmed.
  unverified by those who tried: A report says that it could not be verified.
  claimed by one side: Every source that belongs to a side belongs to the same one, and nobody else
    confirms or disputes it.
  told by more than one side: Sources of several sides speak of it, and none confirms or disputes
    another.
  told by nobody who belongs to a side: Only outlets, observers, or sources whose side is not known
    speak of it.
"""


def test_the_whole_text() -> None:
    assert brief(small()) == SMALL


def test_every_citation_leads_to_its_exact_words() -> None:
    made = small()
    text = brief(made)
    reports = {one.name: one for one in made.reports}
    body, _, _ = text.partition("The exact words")
    found = CITATION.findall(text)
    assert {number for number, *_ in found} == set(re.findall(r"\[(\d+)\]", body))
    for _, quote, name, start, end in found:
        assert Span(int(start), int(end)).of(reports[name].text) == quote


WORDS = st.text(st.sampled_from("ab .\n“”[]()1*é"), min_size=1, max_size=40).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5, unique=True), st.sampled_from([None, "Anna Novak", "local officials"]))
def test_quotes_of_any_text_are_exact(texts: list[str], source: str | None) -> None:
    stories = [told(text, outlet=f"O{number}", source=source, kind=Kind.ASSESS) for number, text in enumerate(texts)]
    text = brief(record(stories))
    for made, one in stories:
        assert f"    “{one.quote.of(made.text)}” ({made.name} {one.quote.start}-{one.quote.end})\n" in text
    assert brief(record(stories[::-1])) == brief(replace(record(stories), reports=record(stories[::-1]).reports))


def test_lines_of_plain_text_are_at_most_100_wide() -> None:
    long = told("Shells " * 40 + "fell.", source="Spokesman of the ministry of defence", office="a very long office " * 5)
    text = brief(record([long]))
    assert all(len(line) <= 100 for line in text.partition("    “Shells")[0].splitlines())


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({}, "Anna Novak says South forces struck Oldmill on 4 Mar 2024 [1]."),
        ({"on": None}, "Anna Novak says South forces struck Oldmill [1]."),
        (
            {"on": "2024-02-28..2024-03-01"},
            "Anna Novak says South forces struck Oldmill in the days from 28 Feb 2024 to 1 Mar 2024 [1].",
        ),
        ({"polarity": Polarity.NEGATED}, "Anna Novak says South forces did not strike Oldmill on 4 Mar 2024 [1]."),
        ({"polarity": Polarity.DENIED}, "Anna Novak denies that South forces struck Oldmill on 4 Mar 2024 [1]."),
        ({"kind": Kind.ATTACK}, "Anna Novak says South forces attacked at Oldmill on 4 Mar 2024 [1]."),
        ({"kind": Kind.CAPTURE, "source": "officials"}, "officials say South forces took Oldmill on 4 Mar 2024 [1]."),
        ({"source": None}, "Reported by Post without naming a source: South forces struck Oldmill on 4 Mar 2024 [1]."),
        (
            {"source": None, "relay": "Wire"},
            "Reported by Post (via Wire) without naming a source: South forces struck Oldmill on 4 Mar 2024 [1].",
        ),
        # in its own words where no phrase fits
        ({"actor": None}, "Anna Novak says: “Shells on Oldmill” [1]."),
        ({"killed": 3}, "Anna Novak says: “Shells on Oldmill” [1]."),
        ({"kind": Kind.ASSESS}, "Anna Novak says: “Shells on Oldmill” [1]."),
        ({"certainty": Certainty.HEDGED}, "Anna Novak says with doubt: “Shells on Oldmill” [1]."),
        ({"certainty": Certainty.INTENDED}, "Anna Novak says of what lies ahead: “Shells on Oldmill” [1]."),
        ({"kind": Kind.ASSESS, "polarity": Polarity.DENIED}, "Anna Novak denies: “Shells on Oldmill” [1]."),
        ({"source": None, "polarity": Polarity.DENIED}, "Reported by Post without naming a source: “Shells on Oldmill” [1]."),
    ],
)
def test_sentences(more: dict[str, object], line: str) -> None:
    given = {"source": "Anna Novak", **more}
    text = brief(record([told("Shells on Oldmill", outlet="Post", **given)]))
    assert line in " ".join(text.split())


def test_a_part_of_a_place_is_not_put_as_the_whole() -> None:
    text = brief(record([told("They took four blocks in the west of Oldmill", kind=Kind.CAPTURE, source="Anna Novak")]))
    assert "Anna Novak says: “They took four blocks in the west of Oldmill” [1]." in text


def test_places_with_most_reports_come_first_and_unresolved_ones_stand_apart() -> None:
    text_of_open = report("Guns near Oldmill.", outlet="C")
    open_spot = where(OLDMILL, Span(10, 17), resolved=False, others=(OLDMILL_SOUTH,))
    stories = [
        told("Talks go on.", outlet="D", kind=Kind.NEGOTIATE, place=None),
        (text_of_open, claim(text_of_open, "Guns", kind=Kind.ATTACK, places=open_spot)),
        told("One.", outlet="A", place=OLDMILL_SOUTH),
        told("Two.", outlet="A"),
        told("Three.", outlet="B"),
    ]
    text = brief(record(stories))
    heads = re.findall(r"\n\n(.+)\n---", text)
    assert heads == [
        "Oldmill, North Region, Norland (2 reports)",
        "Oldmill, South Region, Norland (1 report)",
        "Places not resolved (1 report)",
        "Place not stated (1 report)",
        "The exact words",
        "What the standings mean",
    ]


def test_disputes_come_first_and_what_is_told_once_without_a_day_is_a_line() -> None:
    denial = {"kind": Kind.CAPTURE, "actor": "North", "polarity": Polarity.DENIED, "source": "Defence ministry", "side": "South"}
    stories = [
        told("A dull day.", outlet="A", kind=Kind.ASSESS, on=None),
        told("Trucks came.", outlet="A", kind=Kind.DEPLOY, on="2024-03-01"),
        told("One.", outlet="A"),
        told("Two.", outlet="B"),
        told("The North took it.", outlet="A", kind=Kind.CAPTURE, actor="North", source="Anna Novak", side="North"),
        told("It did not.", outlet="B", **denial),
    ]
    text = brief(record(stories))
    assert re.findall(r"^\* (?:\d+ Mar 2024, )?(\w+)", text, re.MULTILINE) == ["capture", "strike", "deploy", "Told"]
    assert "* Told once, day not stated: 1 event\n  Assess: Reported by A without naming a source: “A dull day” [6].\n" in text


@pytest.mark.parametrize(
    ("office", "shown"),
    [("the", "Anna Novak says"), ("army's", "Anna Novak says"), ("the mayor of Oldmill", "Anna Novak (mayor of Oldmill) says")],
)
def test_words_before_a_name_that_are_no_office(office: str, shown: str) -> None:
    assert shown in brief(record([told("Shells on Oldmill", source="Anna Novak", office=office)]))


def test_a_changed_text_is_shown_with_the_words_before_and_after() -> None:
    first, later = (
        report(f"{number} were killed. Schools are closed.", published=f"2024-03-0{day}")
        for number, day in (("Two", 5), ("Four", 6))
    )
    made = replace(record([]), reports=(first, later), versions=find_versions([first, later]))
    text = brief(made)
    assert "* Morning Post, 5 Mar 2024 and 6 Mar 2024: one title, 93 of 100 alike; 1 change\n" in text
    assert (
        "    - “Two were killed.” (Morning Post 2024-03-05 0-16)\n    + “Four were killed.” (Morning Post 2024-03-06 0-17)\n"
        in text
    )


def test_the_rule_of_a_number_is_told_where_it_matters() -> None:
    who = {"kind": Kind.CASUALTIES, "side": "North"}
    text = brief(
        record(
            [told("Three died.", outlet="A", killed=3, source="Governor", **who), told("Five died.", outlet="B", killed=5, **who)]
        )
    )
    assert "Killed: at least 3 (Governor) [1]; at least 5 (B) [2]. By rule: 3 conservative, 5 latest, 5 informative." in " ".join(
        text.split()
    )


def test_an_unresolved_place_says_what_it_may_be() -> None:
    made = report("Guns near Oldmill.")
    spot = where(OLDMILL, Span(10, 17), resolved=False, others=(OLDMILL_SOUTH,))
    text = brief(record([(made, claim(made, "Guns", places=spot))]))
    words = "Said to be at “Oldmill” (may be Oldmill, North Region, Norland; or Oldmill, South Region, Norland)."
    assert words in " ".join(text.split())


def test_a_limit_counts_what_is_left_out() -> None:
    stories = [told(f"Number {n}.", on=f"2024-03-0{n}", published=f"2024-03-0{n}") for n in range(1, 5)]
    text = brief(record(stories), limit=1)
    assert "3 more events: raise the limit to read on.\n" in text
    assert text.count("* ") == 1
    assert "“Number 2.”" not in text


def test_nothing_at_all() -> None:
    assert "0 reports from 0 outlets.\n0 claims in 0 events, going back to 0 origins; 0 issues.\n" in brief(Record())


def test_markdown_escapes_what_reports_contain() -> None:
    text = brief(record([told("Shells *fell* on <b>Oldmill</b>", actor=None, source="Anna Novak")]), markdown=True)
    assert text.startswith("# Who claims what\n")
    assert "\n## Oldmill, North Region, Norland (1 report)\n" in text
    assert "- Anna Novak says: “Shells \\*fell\\* on \\<b\\>Oldmill\\</b\\>” \\[1\\].\n" in text


def test_characters_that_steer_a_terminal_are_drawn() -> None:
    text = brief(record([told("Shells \x1b[31mfell", actor=None)]))
    assert "\x1b" not in text
    assert "“Shells \ufffd[31mfell”" in text
