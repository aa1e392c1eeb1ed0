"""anchors.toml: the facts that ship, and the faults that are told."""

from datetime import date

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.anchors import Anchors, load_anchors, parse_anchors
from rashomon.model import Span

WAR = b'[[war]]\nname = "A"\nstart = 2020-01-01\nwords = ["Aland"]\nbegan = ["war"]\n'
EVENT = b'[[event]]\nname = "E"\ndays = ["Thu 2020-01-02/Fri 2020-01-03"]\nnames = ["summit in *Aland"]\n'


def test_shipped_anchors_are_whole() -> None:
    anchors = load_anchors()
    assert len(anchors.wars) == 10
    assert all(war.words and war.began for war in anchors.wars)
    assert len({event.name for event in anchors.events}) == len(anchors.events)
    assert all((last - first).days <= 10 for event in anchors.events for first, last in event.days)
    assert len(anchors.events) > 150


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Russia-Ukraine", date(2022, 2, 24)),
        ("Sudan", date(2023, 4, 15)),
        ("Gaza", date(2023, 10, 7)),
        ("Tigray", date(2020, 11, 4)),
    ],
)
def test_wars_begin_on_record(name: str, start: date) -> None:
    assert next(war.start for war in load_anchors().wars if war.name == name) == start


@pytest.mark.parametrize(
    ("text", "began", "expected"),
    [
        ("Ukraine fights on.", "invasion", "Russia-Ukraine"),
        ("Ukraine fights on.", "its full-scale invasion", "Russia-Ukraine"),
        ("Khartoum burns, says the RSF.", "war", "Sudan"),
        ("Ukraine and Sudan fight on.", "war", None),  # neither is told more
        ("Ukraine and Sudan fight on.", "invasion", "Russia-Ukraine"),
        ("Nepal is quiet.", "war", None),
        ("Ukraine fights on.", "coup", None),
    ],
)
def test_the_war_a_text_speaks_of(text: str, began: str, expected: str | None) -> None:
    war = load_anchors().war_of(text, began)
    assert (war.name if war else None) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("After Prigozhin’s mutiny they left.", "Prigozhin’s mutiny"),
        ("At the  NATO  leaders’ summit they met.", "NATO  leaders’ summit"),
        ("They wrested Lysychansk from its defenders.", None),
        ("Lysychansk, a city of the east, was captured.", "Lysychansk, a city of the east, was captured"),
        ("They captured a hill. Lysychansk held on.", None),  # two sentences
        ("An iskander struck VINNYTSIA.", None),  # names as they are printed in the row
        ("They Recaptured nearby Rivnopil.", "Recaptured nearby Rivnopil"),
        ("After the fall of Goma they fled.", "fall of Goma"),
    ],
)
def test_events_are_found_by_their_names(text: str, words: str | None) -> None:
    assert [named.span.of(text) for named in load_anchors().find(text)] == ([words] if words else [])


def test_names_may_leave_words_out_and_use_lists() -> None:
    rows = (
        b'[kinds]\ntaken = ["captur-", "took"]\n[[event]]\nname = "E"\ndays = ["2020-01-02"]\nnames = ["{taken} * town + Bara"]\n'
    )
    found = parse_anchors(rows).find("In Bara, men TOOK the whole old town; they captured no town in Bara.")
    assert [named.span for named in found] == [Span(3, 36)]


def test_events_come_in_text_order() -> None:
    text = "The fall of Goma came after the fall of Avdiivka."
    assert [named.happening.name for named in load_anchors().find(text)] == ["fall of Goma", "fall of Avdiivka"]


def test_no_anchors_find_nothing() -> None:
    assert list(Anchors().find("fall of Goma")) == []
    assert Anchors().war_of("Ukraine", "war") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (WAR.replace(b"start", b"begin"), "anchors.toml: Object contains unknown field `begin` - at `$.war[0]`"),
        (
            EVENT.replace(b"Fri 2020-01-03", b"2020-01-01"),
            "anchors.toml: event 'E' ends on 2020-01-01, before it begins (write first/last)",
        ),
        (EVENT.replace(b"Thu", b"Wed"), "anchors.toml: event 'E': 2020-01-02 is a Thursday, not Wed (check the day)"),
        (EVENT.replace(b"2020-01-03", b"2020-02-30"), "anchors.toml: event 'E': 'Fri 2020-02-30' is no day"),
        (EVENT.replace(b'["Thu 2020-01-02/Fri 2020-01-03"]', b"[]"), "anchors.toml: event 'E' needs its days in order"),
        (EVENT.replace(b"summit in", b"{taken} in"), "anchors.toml: event 'E' speaks of {taken} (known [kinds]: none)"),
        (EVENT.replace(b'["summit in *Aland"]', b"[]"), "anchors.toml: event 'E' has no names (give at least one phrase)"),
        (b"war = 3", "anchors.toml: Expected `array`, got `int` - at `$.war`"),
        (b"[[war", "anchors.toml: "),
    ],
)
def test_faults_name_the_row(content: bytes, message: str) -> None:
    with pytest.raises(KnowledgeError) as fault:
        parse_anchors(content)
    assert str(fault.value).startswith(message)


def test_own_anchors_can_be_given() -> None:
    anchors = parse_anchors(WAR + EVENT)
    assert (anchors.wars[0].start, anchors.events[0].last) == (date(2020, 1, 1), date(2020, 1, 3))
